"""Serbian in Latin and Cyrillic script; Croatian, Bosnian and Montenegrin use the same data."""

from __future__ import annotations

import re

from ....text.patterns import lazy_compile
from .common import serbian_cyrillic, serbian_latin, word_pattern, word_set
from .language import Interviews, Language, Months


def _in_both_scripts(text: str) -> frozenset[str]:
    return word_set(f"{text} {serbian_cyrillic(text)}")


def _choice_in_both_scripts(text: str) -> str:
    """An alternation of words, with each in Cyrillic as well."""
    return f"{text}|{serbian_cyrillic(text)}"


def _pattern_in_both_scripts(text: str) -> re.Pattern[str]:
    """A pattern of words, ``*`` for any ending."""
    return word_pattern(f"{text} {serbian_cyrillic(text)}".replace("*", r"\w*"))


SERBIAN = Language(
    code="sr",
    also=("cnr", "me"),
    months=Months(
        "јан феб мар апр мај јун јул авг сеп окт нов дец",
    ),
    case_endings=("om", "em", "a", "u", "e", "i", "ом", "ем", "а", "у", "е", "и", ""),
    in_latin=serbian_latin,
    office_in_nominative=lazy_compile(
        r"[\w-]*(?:[бвгджзклмнпрстфхцчшщьйbcčćdđfghjklmnprsštvzž]|ca|ka|ца|ка)"
    ),
    verbs=_in_both_scripts(
        """
        kaže kažu kazao kazala kazali rekao rekla rekli reče izjavio izjavila izjavili izjavljuje
        istakao istakla istakli ističe ističu naveo navela naveli navodi navode dodao dodala dodali
        dodaje dodaju objasnio objasnila objasnili objašnjava naglasio naglasila naglasili naglašava
        poručio poručila poručili poručuje ocenio ocenila ocenili ocenjuje ocijenio ocijenila podsetio
        podsetila podseća podsjetio podsjetila upozorio upozorila upozorava odgovorio odgovorila
        odgovara upitao upitala pita smatra smatraju zaključio zaključila zaključuje najavio najavila
        najavljuje potvrdio potvrdila potvrđuje priznao priznala priznaje napisao napisala piše saopštio
        saopštila saopštava priopćio priopćila prokomentarisao prokomentarisala komentirao nastavio
        nastavila nastavlja primetio primetila primećuje precizirao precizirala apelovao apelovala
        ukazao ukazala ukazuje pojasnio pojasnila govori govorio govorila tvrdi tvrde ponovio ponovila
        obećao obećala zapitao zapitala
        """
    ),
    according=tuple(
        _choice_in_both_scripts(
            "prema rečima|prema riječima|po rečima|prema mišljenju|po mišljenju|kako navodi|kako kaže|"
            "kako je rekao|kako je rekla|kako je istakao|kako je istakla"
        ).split("|")
    ),
    first_person=_in_both_scripts(
        """
        ja mi mene meni nas nama moj moja moje naš naša naše naši našu sam smo nisam nismo želim želimo
        mogu možemo moramo ću ćemo imamo mislim očekujemo
        """
    ),
    finite=_in_both_scripts(
        """
        je su sam smo ste si bio bila bilo bili biti biće će ću ćemo nije nisu nisam nismo ima imaju
        imamo može mogu možemo mora moramo treba hoće želi želimo
        """
    ),
    set_apart=_in_both_scripts(
        """
        takozvani takozvana takozvano takozvane takozvanih tzv zvani zvana i u na za od do sa s o kao
        ili pod po iz zvanom nazvan nazvana nazvano taj ta to ove ovaj ova
        """
    ),
    topics=_pattern_in_both_scripts("tem(?:a|e|i|u|om) naziv* naslov* moto* motom slogan* parol* nazvan*"),
    titled=_pattern_in_both_scripts(
        """
        operacij* akcij* vežb* vježb* film* knjig* roman* pesm* pjesm* album* izložb* konferencij*
        forum* seminar* projek* program* časopis* list* festival* predstav* serij* drama* dram* slik*
        oper* konkurs* hotel* kampanj* skup* tribin* manifestacij* okrugli sto(?:l|la|lu)? emisij*
        """
    ),
    pronouns={"on": "m", "ona": "f", "он": "m", "она": "f"},
    between=_choice_in_both_scripts(
        r"je|su|takođe|također|juče|jučer|danas|potom|zatim|još|i|nije|se|mu|joj|im|ranije|kasnije|sinoć|pak"
    ),
    ends_subject=_choice_in_both_scripts(
        r"da|u|na|za|nakon|posle|poslije|tokom|tijekom|povodom|pred|za|danas|juče|jučer|sinoć|kada|kad|dok|koji|koja|"
        r"koje|gde|gdje|jer|ali|prilikom|uoči|kako|o|iz|navodeći|dodajući|govoreći|odgovarajući|komentarišući"
    ),
    no_subject=_choice_in_both_scripts(
        r"da|u|na|za|nakon|posle|o|kako|danas|juče|jučer|sinoć|se|to|ovo|mu|joj|im|nam|i|ili|što|šta|po|iz|od|"
        r"novinarima|medijima|agenciji"
    ),
    prepositions=_choice_in_both_scripts(r"od|sa|s|za|u|na|o|po|iz|do|kod|protiv|između|prema|pored|bez|uz"),
    introduces=_choice_in_both_scripts(
        r"u|na|za|nakon|posle|poslije|tokom|povodom|kada|kad|dok|ako|iako|jer|prema|kako|i|ali|ili|a|o|uoči|danas|juče|"
        r"jučer|sinoć|koji|koja|koje|što|govoreći|komentarišući|odgovarajući|navodeći"
    ),
    starters=_in_both_scripts(
        """
        a ali i ili u na za od do sa s o po iz kod pri pod nad bez uz kroz prema protiv između pored
        nakon posle poslije tokom pre prije kada kad dok ako iako jer da ne ni niti kako što šta ko tko
        koji koja koje koju čiji gde gdje zašto ovo to taj ta te ti ovaj ova ove on ona ono oni one mi
        vi ja ti njegov njegova njen njihov naš naša vaš moj svi sve sva svaki neki neke neka mnogi više
        manje veoma vrlo samo još već sada danas juče jučer sutra zatim potom takođe također međutim
        pored osim zbog radi oko je su bio bila bilo biće nije nisu ima nema može treba jedan jedna dva
        dve dvije tri četiri pet šest prvi prva drugi druga ponedeljak utorak sreda četvrtak petak
        subota nedelja januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
        foto video izvor inače naime dakle ukoliko prilikom tako ovde
        """
    ),
    joins=_in_both_scripts("i"),
    things=_in_both_scripts(
        """
        ministarstvo vlada vlade skupština skupštine savet savjet komisija parlament sud tužilaštvo
        policija vojska udruženje savez federacija sindikat stranka univerzitet institut bolnica škola
        fondacija kompanija grupa banka opština grad republika republike srbija srbije hrvatska bosna
        hercegovina crna gora makedonija slovenija kosovo rusija ukrajina kina evropa evropska unija
        amerika nemačka francuska italija beograd beogradu zagreb sarajevo podgorica skoplje moskva
        brisel london agencija organizacija centar ulica trg park reka more narodna zavod uprava radio
        televizija partija akademija
        """
    ),
    offices=_pattern_in_both_scripts(
        """
        ministar ministra ministarka ministarke predsednik predsednica predsednika predsjednik
        predsjednica predsjednika premijer premijerka premijera direktor direktorka direktora portparol*
        glasnogovornik* ambasador* načelnik načelnica šef šefica gradonačelni* guverner* poslani*
        profesor* sekretar* analitičar* komandant* potpredsedni* lider* generalni zamenik zamenica
        pomoćnik selektor trener* predstavni* koordinator* tužilac advokat* episkop patrijarh* savetnik
        savetnica
        """
    ),
    passes_on=_pattern_in_both_scripts("agencij* televizij* list* radio portal* medij*"),
    interviews=Interviews(
        hints=("intervj", "разговору", "razgovoru"),
        headline=r"интервју|\bintervju",
        tagline=r"intervju (?:sa|s)\b|интервју са?\b",
        lead=r"у интервјуу|у разговору за|u intervjuu|u razgovoru za",
        press_conference=r"\bkonferencij\w+ za (?:medije|novinare)|конференциј\w+ за (?:медије|новинаре)",
        asks=word_set("pitanje питање novinar novinarka новинар новинарка"),
        answers=word_set("odgovor одговор"),
    ),
    beside_verb=word_set("je su"),
    adverbial=(
        r"u|na|za|o|od|po|sa|pre|posle|nakon|tokom|danas|juče|"
        r"у|на|за|о|од|по|са|пре|после|након|током|данас|јуче"
    ),
)
