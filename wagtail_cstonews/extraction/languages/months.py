# ruff: noqa: E501 - one language a line
"""The names of the months, by their beginnings, in the languages that news is mostly written in."""

from __future__ import annotations

import re
from functools import lru_cache

# Twelve beginnings a language, of full names, abbreviations and inflections; "/" between several of a month.
_BEGINNINGS = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "de": "jan/jän feb mär/mrz/maerz apr mai jun jul aug sep okt nov dez",
    "fr": "jan fév/fev mar avr mai juin/jui juil/jul aoû/aou sep oct nov déc/dec",
    "es": "ene feb mar abr may jun jul ago sep/set oct nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan feb maa/mrt apr mei jun jul aug sep okt nov dec",
    "da": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "no": "jan feb mar apr mai jun jul aug sep okt nov des",
    "sv": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "fi": "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "is": "jan feb mar apr maí jún júl ágú/ág sep okt nóv des",
    "et": "jaan veeb mär apr mai juun juul aug sep okt nov det",
    "lv": "jan feb mar apr mai jūn jūl aug sep okt nov dec",
    "lt": "saus vas kov bal geg birž liep rugp rugs spal lapk gruod",
    "pl": "sty lut mar kwi maj/maja cze lip sie wrz paź/paz lis gru",
    "cs": "led úno/uno bře/bre dub kvě/kve červn/červen/čvn červene/červenc/čvc srp zář/zar říj/rij lis pro",
    "sk": "jan feb mar apr máj jún júl aug sep okt nov dec",
    "sl": "jan feb mar apr maj jun jul avg sep okt nov dec",
    "hr": "sij velj ožu/ozu tra svi lip srp kol ruj lis stu pro",
    "sr": "јан феб мар апр мај јун јул авг сеп окт нов дец",
    "bs": "jan feb mar apr maj jun jul aug/avg sep okt nov dec",
    "hu": "jan feb már/mar ápr/apr máj jún júl aug szept okt nov dec",
    "ro": "ian feb mar apr mai iun iul aug sep oct noi/nov dec",
    "ca": "gen febr març/mar abr maig jun/juny jul ago set oct nov des",
    "gl": "xan feb mar abr mai xuñ xul ago set out nov dec",
    "eu": "urta otsa mart api mai ekai uzta abuz irai urri azar aben",
    "sq": "jan shk mar pri maj qer kor gush sht tet nën/nen dhj",
    "tr": "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "az": "yan fev mar apr may iyn/iyun iyl/iyul avq sen okt noy dek",
    "el": "ιαν φεβ μαρ/μάρ απρ μαΐ/μαϊ/μάι/μαι ιουν/ιούν ιουλ/ιούλ αυγ/αύγ σεπ οκτ νοε/νοέ δεκ",
    "ru": "янв фев мар апр май/мая/мае июн июл авг сен окт ноя дек",
    "uk": "січ лют бер кві тра чер лип сер вер жов лис гру",
    "be": "сту лют сак кра тра/мая чэр ліп жні вер кас ліс сне",
    "bg": "яну/ян фев мар апр май юни юли авг сеп окт ное/ноем дек",
    "mk": "јан фев мар апр мај јун јул авг сеп окт ное дек",
    "kk": "қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
    "ky": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "hy": "հունվ փետ մար ապր մայ հունիս հուլ օգ սեպ հոկ նոյ դեկ",
    "ka": "იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ",
    "he": "ינו פבר מרץ/מרס אפר מאי יונ יול אוג ספט אוק נוב דצמ",
    "ar": "يناير فبراير/شباط مارس/آذار أبريل/إبريل/ابريل/نيسان مايو/أيار/ايار يونيو/يوني/حزيران يوليو/يولي/تموز أغسطس/اغسطس/آب سبتمبر/أيلول أكتوبر/اكتوبر نوفمبر ديسمبر",
    "fa": "ژانوی فوری/فبرو مارس آوریل مه ژوئن ژوئی/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنور فرور مارچ اپریل مئی جون جولا اگست ستمبر اکتوبر نومبر دسمبر",
    "hi": "जन/जनवरी फर/फ़र मार्च अप्रैल मई जून जुला/जुल अग/अगस्त सित अक्टू/अक्तू नव/नवं दिस",
    "bn": "জানু ফেব্রু মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট সেপ্টে অক্টো নভে ডিসে",
    "ta": "ஜன பிப் மார் ஏப் மே ஜூன் ஜூலை ஆக செப் அக் நவ டிச",
    "th": "มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา",
    "id": "jan feb mar apr mei jun jul agu/ags sep okt nov des",
    "ms": "jan feb mac/mar apr mei jun jul ogo sep okt nov dis",
    "sw": "jan feb mac apr mei jun jul ago sep okt nov des",
    "af": "jan feb maa/mrt apr mei jun jul aug sep okt nov des",
    "lb": "jan feb mäe apr/abr mee jun jul aug sep okt nov dez",
    "ga": "ean fea már aib beal mei iúil lún meán deir sam nol",
    "cy": "ion chwe maw ebr mai meh gor aws medi hyd tach rhag",
    "zu": "janu febr mas ephr meyi juni jula agas sept okth nove dise",
}
_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar/jänner februar/feber märz/maerz/mrz april mai juni juli august september oktober november dezember",
    "fr": "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
}
"""The whole names in languages that do not decline them: no other word that begins so is a month (``Decision 12``)."""
_DECLINED = {
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "lt": "sausis vasaris kovas/kovo balandis gegužė birželis liepa/liepos rugpjūtis rugsėjis spalis lapkritis gruodis",
    "pl": "styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia wrzesień/września październik/paździenika listopad grudzień/grudnia",
    "cs": "leden/ledna únor březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna září říjen/října listopad prosinec/prosince",
    "sk": "január február marec/marca apríl máj/mája jún/júna júl/júla august september/septembra október/októbra november/novembra december/decembra",
    "sl": "januar februar marec/marca april maj/maja junij julij avgust september/septembra oktober/oktobra november/novembra december/decembra",
    "hr": "siječanj/siječnja veljača ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja kolovoz rujan/rujna listopad studeni/studenoga prosinac/prosinca",
    "bs": "januar februar mart/marta april maj/maja jun/juna/juni jul/jula/juli avgust/august septembar/septembra oktobar/oktobra novembar/novembra decembar/decembra",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "eu": "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "lb": "januar februar mäerz abrëll mee juni juli august september oktober november dezember",
    "ga": "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán deireadh samhain nollaig",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "zu": "januwari februwari mashi ephreli meyi juni julayi agasti septhemba okthoba novemba disemba",
}
"""The whole names in languages of the Latin alphabet that decline them. On a page in another language a word needs
more in common with one than its first three letters (``price 15``, Albanian ``prill``)."""
_MOST_CHANGED = 3
"""Letters at the end of a name that a case changes."""
_SHORTEST_STEM = 4
"""Letters in common that no chance explains."""
_GLUED = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-ÞА-Я])")
_LEAST = 2


def _tables() -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for language, months in _BEGINNINGS.items():
        table = tables.setdefault(language, {})
        for number, beginnings in enumerate(months.split(), start=1):
            table.update(dict.fromkeys(beginnings.split("/"), number))
    return tables


_TABLES = _tables()
KNOWN_LANGUAGES = frozenset(_TABLES)
_KIN = {"nb": "no", "nn": "no", "sh": "hr"}


@lru_cache(maxsize=2048)
def month_of(word: str, language: str | None = None) -> int | None:
    """The number of the month that a word names or abbreviates; None where it names none.

    The page's language is asked first, then English, then all others: pages print dates in other languages
    than their text. What is glued before the name does not count.

    >>> month_of("Mai", "de"), month_of("listopada", "pl"), month_of("listopada", "hr"), month_of("readMarch")
    (5, 11, 10, 3)
    >>> month_of("Decision", "en"), month_of("Price", "en")
    (None, None)
    """
    name = _GLUED.split(word.rstrip("."))[-1].casefold()
    if "א" <= name[0] <= "ת" and len(name) > _LEAST + 1:
        name = name.lstrip("בל")
    own = _KIN.get(language or "", language or "")
    for code in dict.fromkeys((own, "en", *_TABLES)):
        number = _looked_up(name, _TABLES.get(code, {}))
        if number and (_may_be_name(name, number, code) or (code == own and code not in _NAMES)):
            return number
    return None


def _may_be_name(word: str, number: int, language: str) -> bool:
    """Whether a word with a month's beginning is its name, an abbreviation of it or a form of it."""
    whole = _NAMES.get(language) or _DECLINED.get(language)
    if whole is None:
        return True
    names = whole.split()[number - 1].split("/")
    if any(name.startswith(word) for name in names):
        return True
    return language in _DECLINED and any(_is_form(word, name) for name in names)


def _is_form(word: str, name: str) -> bool:
    """Whether a word is a case of a name: its stem with a short end."""
    stem = name[: max(_SHORTEST_STEM, len(name) - _MOST_CHANGED)]
    return len(stem) >= _SHORTEST_STEM and word.startswith(stem) and len(word) <= len(name) + _MOST_CHANGED


def glued_before(word: str) -> int:
    """How many letters stand before the month's name in a word.

    >>> glued_before("readMarch"), glued_before("March")
    (4, 0)
    """
    parts = _GLUED.split(word)
    return len(word) - len(parts[-1]) if len(parts) > 1 else 0


def _looked_up(name: str, table: dict[str, int]) -> int | None:
    for size in range(min(len(name), 9), _LEAST - 1, -1):
        number = table.get(name[:size])
        if number:
            return number
    return None
