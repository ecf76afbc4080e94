"""Polish. It declines names: ``Scholza`` for ``Scholz``."""

from __future__ import annotations

from ....text.patterns import lazy_compile
from .common import word_pattern, word_set
from .language import Interviews, Language, Months

POLISH = Language(
    code="pl",
    months=Months(
        "sty lut mar kwi maj/maja cze lip sie wrz paź/paz lis gru",
        declined="styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca "
        "lipiec/lipca sierpień/sierpnia wrzesień/września październik/października listopad grudzień/grudnia",
    ),
    verbs=word_set(
        """
        mówi mówił mówiła mówili mówią powiedział powiedziała powiedzieli dodał dodała dodali dodaje
        dodają stwierdził stwierdziła stwierdzili stwierdza podkreślił podkreśliła podkreślili podkreśla
        podkreślają zaznaczył zaznaczyła zaznaczyli zaznacza wyjaśnił wyjaśniła wyjaśnili wyjaśnia
        wyjaśniają tłumaczył tłumaczyła tłumaczy tłumaczą ocenił oceniła ocenili ocenia oceniają zauważył
        zauważyła zauważa zwrócił zwróciła wskazał wskazała wskazali wskazuje wskazują przyznał przyznała
        przyznaje oświadczył oświadczyła oświadczyli oświadcza zapewnił zapewniła zapewnia poinformował
        poinformowała poinformowali informuje przekonywał przekonywała przekonuje przekonują przypomniał
        przypomniała przypomina apelował apelowała apeluje zaapelował zaapelowała napisał napisała
        napisali pisze piszą pisał pisała odpowiedział odpowiedziała odpowiada zapytał zapytała pyta pytał
        pytała argumentował argumentowała argumentuje komentuje komentował komentowała skomentował
        skomentowała twierdzi twierdził twierdziła twierdzą uważa uważają uznał uznała deklaruje
        zadeklarował zadeklarowała ogłosił ogłosiła zapowiedział zapowiedziała zapowiada ostrzegł
        ostrzegła ostrzega ostrzegał podsumował podsumowała podsumowuje konkluduje relacjonuje
        relacjonował opowiada opowiadał opowiadała wspomina wspominał wylicza wyliczał wyliczała kwituje
        skwitował podał podała podaje podają cytuje zacytował wyznał wyznała kontynuuje kontynuował
        krytykuje skrytykował skrytykowała czytamy
        """
    ),
    according=("według", "zdaniem", "jak podaje", "jak informuje", "w ocenie", "w opinii"),
    first_person=word_set(
        """
        ja my mnie mi nas nam nami mną mój moja moje moi nasz nasza nasze nasi naszego naszej naszych
        jestem jesteśmy mam mamy chcę chcemy mogę możemy musimy muszę uważam uważamy myślę sądzę wierzę
        będę będziemy wiem wiemy
        """
    ),
    finite=word_set(
        """
        jest są był była było byli były będzie będą ma mają miał miała może mogą można musi muszą trzeba
        należy nie chce chcą jestem jesteśmy mamy
        """
    ),
    set_apart=word_set(
        """
        tzw zwany zwana zwane nazwany nazwana tytułem pod na w i o do z od za jako lub to ten ta te po
        przez
        """
    ),
    topics=word_pattern(r"temat\w* tytuł\w* hasł\w+ motto\w* nazw\w+ zatytułowan\w+"),
    titled=word_pattern(
        r"""
        operacj\w+ film\w* książ\w+ powieś\w+ piosen\w+ album\w* wystaw\w+ konferencj\w+ forum\w* seminari\w+
        projek\w+ program\w* czasopism\w+ tygodnik\w* dziennik\w* festiwal\w* spektakl\w* serial\w* wiersz\w*
        obraz\w* oper\w+ konkurs\w* plebiscyt\w* kampani\w+ hotel\w* okręt\w*
        """
    ),
    pronouns={"on": "m", "ona": "f"},
    between=r"też|także|również|wczoraj|dziś|dzisiaj|potem|następnie|jeszcze|już|się|to|w\s\w+|tymczasem|wcześniej|"
    r"później|jednak|zaś|mi|nam|mu|jej|im|m\.in\.|„[^”]{2,40}”",
    ends_subject=r"że|w|we|na|za|po|podczas|przed|dla|o|z|ze|do|od|dziś|wczoraj|który|która|które|którzy|gdy|kiedy|"
    r"bo|ponieważ|ale|jak|przy|wobec|odnosząc|komentując|dodając|pytany|pytana|przekonując|ostrzegając|powtarzając",
    no_subject=r"że|w|we|na|za|po|o|się|to|mu|jej|im|nam|i|lub|co|jak|z|ze|od|do|iż|dziś|wczoraj|nie|też|także",
    prepositions=r"od|z|ze|za|w|we|na|o|po|do|u|przeciw|przeciwko|między|według|obok|bez|dla|przez|wobec|przed|nad|pod",
    introduces=r"w|we|na|za|po|podczas|gdy|kiedy|jeśli|choć|ponieważ|według|jak|i|ale|lub|a|o|dziś|wczoraj|który|"
    r"która|które|co|odnosząc|komentując|pytany|pytana|zdaniem|z|ze|od|do",
    starters=word_set(
        """
        a ale albo ani aby aż bez bo bowiem by był była było były będzie będą być chce choć chociaż ci co
        coraz czy czyli dla dlaczego dlatego do dopiero dopóki dziś dzisiaj dwa dwaj dwie dziesięć gdy
        gdyby gdzie go i ich ile im in inni inna inne inny iż ja jak jaka jakie jaki jako je jeden jedna
        jedni jedno jednak jednocześnie jego jej jest jestem jeszcze jeśli jeżeli już kiedy kilka kilku
        kolejna kolejne kolejny komu koniec które która którego której który którzy kto ktoś ku lecz lub
        ma mają mam mamy miał mi mimo między może mój moja moje można mu my na nad nadal nam nas następnie
        nasz nasza nasze nawet nic nie niech niektóre niektórzy nigdy no nowa nowe nowy o obecnie obok od
        ok on ona one oni ono oprócz oraz oto pan pani państwo pierwsza pierwsze pierwszy po pod podczas
        podobnie ponad ponadto ponieważ potem poza pozostałe później przed przede przez przy przynajmniej
        raz razem również sam sama same są się skoro stąd swoje ta tacy tak taka takie taki także tam te
        tego tej ten też teraz to tu tuż tutaj tych tylko tym tymczasem u w wciąż we wczoraj wcześniej
        według wiele wielu więc większość własna własnych wobec wśród wszystkie wszystko wszyscy wtedy wy
        z za zanim zaraz zarazem zaś zatem zawsze ze zgodnie żaden żadna każdy każda każde że żeby zdaniem
        trzy cztery pięć sześć siedem osiem dziewięć sto poniedziałek wtorek środa czwartek piątek sobota
        niedziela stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października
        listopada grudnia styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik
        listopad grudzień foto fot zdjęcie wideo źródło czytaj zobacz zapraszamy reklama
        """
    ),
    joins=frozenset({"i", "oraz"}),
    things=word_set(
        """
        ministerstwo ministerstwa rząd rządu sejm sejmu sejmie senat senatu rada rady komisja komisji
        parlament parlamentu sąd sądu trybunał trybunału prokuratura prokuratury policja policji wojsko
        stowarzyszenie związek związku federacja partia partii koalicja koalicji uniwersytet uniwersytetu
        instytut instytutu szpital szkoła fundacja fundacji fundację firma grupa bank banku gmina miasto
        rzeczpospolita rzeczpospolitej polska polski polsce polskę niemcy niemiec niemczech francja
        francji rosja rosji rosję ukraina ukrainy ukrainie chiny chin chinach europa europy europie
        europejska europejskiej europejski unia unii ameryka usa stany stanów zjednoczone zjednoczonych
        wielka wielkiej brytania brytanii brytanią finlandia finlandii czechy czech czechach indie indiach
        iran iranu iranie izrael izraela arabia arabii saudyjskiej ocean oceanu morze morzu bałtyk londyn
        londynu londynie bruksela brukseli moskwa moskwy berlin berlinie paryż waszyngton waszyngtonu
        warszawa warszawie krakowa organizacja organizacji agencja agencji agencję gazeta dziennik
        tygodnik radio telewizja centrum ulica plac park rzeka fundusz funduszu ustawa klub klubu
        bundestag bundestagu zarząd zarządu platforma platformy platformę konfederacja konfederacji
        pracodawcy pracodawców akcja akcji katolicka katolickiej służba służby bezpieczeństwa kreml kremla
        lewica lewicy prawica prawicy
        """
    ),
    offices=lazy_compile(
        r"(?:(?:wice)?(?:premier|minister|prezydent|prezes)|dyrektor|kierownik|rzecznik|senator|kanclerz|"
        r"ambasador|sekretarz|szef|lider|burmistrz|marszałk|prokurator|komisarz|generał|admirał|pułkownik|profesor|"
        r"ekspert|analityk|socjolog|politolog|dziennikarz|redaktor|trener|kandydat|biskup|arcybiskup|papież|adwokat|"
        r"mecenas|lekarz|pisarz|król|koordynator|pełnomocnik|wysłannik)(?:a|owi|em|ie|iem|u|y|ów|ka|ki|kę|ką)?|"
        r"poseł|posła|posłank\w|marszałek|przewodnicząc\w+|wiceprzewodnicząc\w+|rzeczniczk\w|sędzi\w?|wojewod\w|"
        r"ekonomist\w|doradc\w|ksiądz|książę|księżna|autor(?:ka|ki|ką)|(?:wice)?ministr(?:a|owi|em|owie|ów)"
    ),
    passes_on=word_pattern(
        r"agencj\w+ telewizj\w+ dziennik\w* tygodnik\w* gazet\w+ portal\w* radio\w* serwis\w* stacj\w+"
    ),
    courtesy=word_set("pan pani"),
    case_endings=(
        *("iego", "iemu", "owie", "owi", "ego", "emu", "iej", "iem", "ej", "em", "im", "ym", "ów", "om"),
        *("a", "u", "e", "y", "i", ""),
    ),
    office_in_nominative=lazy_compile(
        r"(?:(?:wice)?(?:premier|minister|prezydent|prezes)|dyrektor|kierownik|rzecznik|poseł|senator|kanclerz|ambasador|"
        r"sekretarz|szef|lider|burmistrz|marszałek|prokurator|komisarz|generał|admirał|pułkownik|profesor|"
        r"ekspert|analityk|socjolog|politolog|dziennikarz|redaktor|trener|kandydat|biskup|arcybiskup|papież|"
        r"adwokat|mecenas|lekarz|pisarz|autor|król|pełnomocnik|wysłannik|doradca|przewodnicząc[ya]|sędzia|"
        r"wojewoda|ekonomista|\w+(?:rka|niczka|orka|anka|owa))"
    ),
    other_articles=r"czytaj też|zobacz (?:też|także)|powiązane|polecane|najczęściej czytane",
    pointers=r"czytaj (?:też|także|również)",
    interviews=Interviews(
        hints=("wywiad", "rozmowie"),
        words="wywiad",
        headline=r"\bwywiad (?:z|dla)\b",
        lead="w rozmowie z",
        asks=word_set("pytanie"),
        answers=word_set("odpowiedz"),
    ),
    beside_verb=word_set("też także"),
)
