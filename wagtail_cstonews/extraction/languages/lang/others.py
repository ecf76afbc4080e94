"""Languages with only month names so far, one line each. Languages with more data have modules of their own."""
# ruff: noqa: E501 - one language a line

from __future__ import annotations

from dataclasses import replace

from .common import word_set
from .language import Interviews, Language, Months
from .sr import SERBIAN

# fmt: off
OTHERS = (
    Language(
        "pt",
        months=Months("jan fev mar abr mai jun jul ago set out nov dez", names="janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro"),
        other_articles=r"leia (?:também|mais)|veja também|notícias relacionadas|mais lidas|artigos relacionados",
        pointers=r"leia (?:também|mais)",
        interviews=Interviews(
            lead=r"em entrevista",
            press_conference=r"\bconferência de imprensa",
            asks=word_set("pergunta jornalista"),
            answers=word_set("resposta"),
        ),
        beside_verb=word_set("também tem"),
        speaker_pronouns=word_set("ele ela"),
        adverbial=r"em|no|na|ao|à|durante|após|depois|antes|sobre|para|com|ontem|hoje|nesta|neste",
    ),
    Language(
        "it",
        months=Months("gen feb mar apr mag giu lug ago set ott nov dic", names="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        other_articles=r"leggi anche|articoli correlati|ti potrebbe interessare|potrebbe interessarti.{0,20}|altre notizie|i più letti",
        pointers=r"leggi anche",
        interviews=Interviews(
            hints=("intervista",),
            words=r"intervista",
            headline=r"\bintervista",
            lead=r"in un[’']intervista",
            press_conference=r"\bconferenza stampa",
            asks=word_set("domanda giornalista"),
            answers=word_set("risposta"),
        ),
        beside_verb=word_set("ha hanno aveva anche"),
        speaker_pronouns=word_set("lui lei"),
        adverbial=r"in|a|al|alla|ai|durante|dopo|prima|su|per|con|ieri|oggi|nel|nella|sul|sulla|di|da|a",
    ),
    Language(
        "nl",
        months=Months("jan feb maa/mrt apr mei jun jul aug sep okt nov dec", names="januari februari maart/mrt april mei juni juli augustus september oktober november december"),
        other_articles=r"lees ook|meer over .{2,30}|gerelateerd\w*|meest gelezen",
        pointers=r"lees ook",
        beside_verb=word_set("ook heeft had"),
        speaker_pronouns=word_set("hij zij ze"),
        adverbial=r"in|op|aan|na|voor|tijdens|bij|tegen|met|over|gisteren|vandaag",
    ),
    Language(
        "da",
        months=Months("jan feb mar apr maj jun jul aug sep okt nov dec", names="januar februar marts april maj juni juli august september oktober november december"),
        other_articles=r"læs også",
    ),
    Language(
        "no",
        also=("nb", "nn"),
        months=Months("jan feb mar apr mai jun jul aug sep okt nov des", names="januar februar mars april mai juni juli august september oktober november desember"),
        other_articles=r"les også",
    ),
    Language(
        "sv",
        months=Months("jan feb mar apr maj jun jul aug sep okt nov dec", names="januari februari mars april maj juni juli augusti september oktober november december"),
        other_articles=r"läs (?:också|även|mer)",
        pointers=r"läs (?:också|mer)",
    ),
    Language(
        "fi",
        months=Months("tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu", declined="tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"),
        other_articles=r"lue myös",
    ),
    Language("is", months=Months("jan feb mar apr maí jún júl ágú/ág sep okt nóv des", declined="janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember")),
    Language("et", months=Months("jaan veeb mär apr mai juun juul aug sep okt nov det", declined="jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember")),
    Language("lv", months=Months("jan feb mar apr mai jūn jūl aug sep okt nov dec", declined="janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris")),
    Language("lt", months=Months("saus vas kov bal geg birž liep rugp rugs spal lapk gruod", declined="sausis vasaris kovas/kovo balandis gegužė birželis liepa/liepos rugpjūtis rugsėjis spalis lapkritis gruodis")),
    Language(
        "cs",
        months=Months("led úno/uno bře/bre dub kvě/kve červn/červen/čvn červene/červenc/čvc srp zář/zar říj/rij lis pro", declined="leden/ledna únor březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna září říjen/října listopad prosinec/prosince"),
        other_articles=r"více.{0,15}|související (?:články)?",
        interviews=Interviews(
            words=r"rozhovor",
            asks=word_set("otazka"),
            answers=word_set("odpoved"),
        ),
    ),
    Language("sk", months=Months("jan feb mar apr máj jún júl aug sep okt nov dec", declined="január február marec/marca apríl máj/mája jún/júna júl/júla august september/septembra október/októbra november/novembra december/decembra")),
    Language("sl", months=Months("jan feb mar apr maj jun jul avg sep okt nov dec", declined="januar februar marec/marca april maj/maja junij julij avgust september/septembra oktober/oktobra november/novembra december/decembra")),
    replace(
        SERBIAN,
        code="hr",
        also=("sh",),
        months=Months("sij velj ožu/ozu tra svi lip srp kol ruj lis stu pro", declined="siječanj/siječnja veljača ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja kolovoz rujan/rujna listopad studeni/studenoga prosinac/prosinca"),
    ),
    replace(
        SERBIAN,
        code="bs",
        also=(),
        months=Months("jan feb mar apr maj jun jul aug/avg sep okt nov dec", declined="januar februar mart/marta april maj/maja jun/juna/juni jul/jula/juli avgust/august septembar/septembra oktobar/oktobra novembar/novembra decembar/decembra"),
    ),
    Language(
        "hu",
        months=Months("jan feb már/mar ápr/apr máj jún júl aug szept okt nov dec", declined="január február március április május június július augusztus szeptember október november december"),
        other_articles=r"kapcsolódó .{0,20}",
    ),
    Language("ro", months=Months("ian feb mar apr mai iun iul aug sep oct noi/nov dec", declined="ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie")),
    Language("ca", months=Months("gen febr març/mar abr maig jun/juny jul ago set oct nov des", declined="gener febrer març abril maig juny juliol agost setembre octubre novembre desembre")),
    Language("gl", months=Months("xan feb mar abr mai xuñ xul ago set out nov dec", declined="xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro")),
    Language("eu", months=Months("urta otsa mart api mai ekai uzta abuz irai urri azar aben", declined="urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua")),
    Language("sq", months=Months("jan shk mar pri maj qer kor gush sht tet nën/nen dhj", declined="janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor")),
    Language(
        "tr",
        months=Months("oca şub mar nis may haz tem ağu eyl eki kas ara", declined="ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
        other_articles=r"ilgili haberler|çok okunanlar",
        interviews=Interviews(
            hints=("röportaj", "mülakat"),
            headline=r"\bröportaj|\bmülakat",
            lead=r"verdiği röportaj",
            asks=word_set("soru gazeteci muhabir"),
            answers=word_set("cevap"),
        ),
    ),
    Language(
        "az",
        months=Months("yan fev mar apr may iyn/iyun iyl/iyul avq sen okt noy dek", declined="yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"),
        interviews=Interviews(
            hints=("müsahib",),
            headline=r"\bmüsahib",
            asks=word_set("sual"),
            answers=word_set("cavab"),
        ),
    ),
    Language(
        "el",
        months=Months("ιαν φεβ μαρ/μάρ απρ μαΐ/μαϊ/μάι/μαι ιουν/ιούν ιουλ/ιούλ αυγ/αύγ σεπ οκτ νοε/νοέ δεκ"),
        interviews=Interviews(
            hints=("συνέντευξη",),
            headline=r"συνέντευξη(?! τύπου)",
        ),
    ),
    Language(
        "uk",
        months=Months("січ лют бер кві тра чер лип сер вер жов лис гру"),
        other_articles=r"читайте також",
        interviews=Interviews(
            hints=("інтерв",),
            words=r"інтерв’ю|інтерв'ю",
            headline=r"інтерв[’'ʼ]ю",
            lead=r"в інтерв|дала? інтерв",
            press_conference=r"прес-конференці",
            asks=word_set("питання запитання кореспондент"),
            answers=word_set("відповідь"),
        ),
    ),
    Language("be", months=Months("сту лют сак кра тра/мая чэр ліп жні вер кас ліс сне")),
    Language(
        "bg",
        months=Months("яну/ян фев мар апр май юни юли авг сеп окт ное/ноем дек"),
        interviews=Interviews(
            words=r"интервю",
            headline=r"інтервю",
        ),
    ),
    Language("mk", months=Months("јан фев мар апр мај јун јул авг сеп окт ное дек")),
    Language(
        "kk",
        months=Months("қаң ақп нау сәу мам мау шіл там қыр қаз қар жел"),
        interviews=Interviews(
            hints=("сұхбат",),
            words=r"сұхбат",
            headline=r"сұхбат",
            asks=word_set("сұрақ"),
            answers=word_set("жауап"),
        ),
    ),
    Language(
        "ky",
        months=Months("янв фев мар апр май июн июл авг сен окт ноя дек"),
        interviews=Interviews(
            hints=("маек",),
            words=r"маек",
            headline=r"\bмаек\b",
            asks=word_set("suroo суроо сурак"),
            answers=word_set("жооп"),
        ),
    ),
    Language(
        "hy",
        months=Months("հունվ փետ մար ապր մայ հունիս հուլ օգ սեպ հոկ նոյ դեկ"),
        interviews=Interviews(
            hints=("հարցազրույց",),
            words=r"հարցազրույց",
            headline=r"հարցազրույց",
        ),
    ),
    Language(
        "ka",
        months=Months("იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ"),
        interviews=Interviews(
            hints=("ინტერვიუ",),
            headline=r"ინტერვიუ",
        ),
    ),
    Language(
        "he",
        months=Months("ינו פבר מרץ/מרס אפר מאי יונ יול אוג ספט אוק נוב דצמ"),
        interviews=Interviews(
            asks=word_set("שאלה"),
            answers=word_set("תשובה"),
        ),
    ),
    Language(
        "fa",
        months=Months("ژانوی فوری/فبرو مارس آوریل مه ژوئن ژوئی/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر"),
        interviews=Interviews(
            hints=("مصاحبه",),
            headline=r"مصاحبه",
        ),
    ),
    Language("ur", months=Months("جنور فرور مارچ اپریل مئی جون جولا اگست ستمبر اکتوبر نومبر دسمبر")),
    Language("hi", months=Months("जन/जनवरी फर/फ़र मार्च अप्रैल मई जून जुला/जुल अग/अगस्त सित अक्टू/अक्तू नव/नवं दिस")),
    Language("bn", months=Months("জানু ফেব্রু মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট সেপ্টে অক্টো নভে ডিসে")),
    Language("ta", months=Months("ஜன பிப் மார் ஏப் மே ஜூன் ஜூலை ஆக செப் அக் நவ டிச")),
    Language("th", months=Months("มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา")),
    Language("id", months=Months("jan feb mar apr mei jun jul agu/ags sep okt nov des", names="januari februari maret april mei juni juli agustus september oktober november desember")),
    Language("ms", months=Months("jan feb mac/mar apr mei jun jul ogo sep okt nov dis", declined="januari februari mac april mei jun julai ogos september oktober november disember")),
    Language("sw", months=Months("jan feb mac apr mei jun jul ago sep okt nov des", declined="januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba")),
    Language("af", months=Months("jan feb maa/mrt apr mei jun jul aug sep okt nov des", declined="januarie februarie maart april mei junie julie augustus september oktober november desember")),
    Language("lb", months=Months("jan feb mäe apr/abr mee jun jul aug sep okt nov dez", declined="januar februar mäerz abrëll mee juni juli august september oktober november dezember")),
    Language("ga", months=Months("ean fea már aib beal mei iúil lún meán deir sam nol", declined="eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán deireadh samhain nollaig")),
    Language("cy", months=Months("ion chwe maw ebr mai meh gor aws medi hyd tach rhag", declined="ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr")),
    Language("zu", months=Months("janu febr mas ephr meyi juni jula agas sept okth nove dise", declined="januwari februwari mashi ephreli meyi juni julayi agasti septhemba okthoba novemba disemba")),
    Language(
        "ja",
        other_articles=r"関連(?:記事|ニュース|リンク)|おすすめ.{0,8}",
        interviews=Interviews(
            hints=("インタビュー",),
            headline=r"インタビュー",
            lead=r"インタビューに",
            press_conference=r"記者会見",
            asks=word_set("聞き手"),
        ),
    ),
    Language(
        "ko",
        other_articles=r"관련\s?기사|많이 본.{0,6}",
        interviews=Interviews(
            hints=("인터뷰",),
            headline=r"인터뷰",
            lead=r"인터뷰에서",
            press_conference=r"기자회견",
            asks=word_set("문 기자"),
            answers=word_set("답"),
        ),
    ),
    Language(
        "uz",
        interviews=Interviews(
            asks=word_set("savol савол"),
            answers=word_set("javob"),
        ),
    ),
    Language(
        "tg",
        interviews=Interviews(
            answers=word_set("ҷавоб"),
        ),
    ),
)
# fmt: on
"""If two languages share the beginning of a month's name, the first one takes precedence."""
