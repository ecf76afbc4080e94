"""Offices, organisations and places: what stands around a name, or looks like one and is none."""

from __future__ import annotations

import re
from functools import lru_cache

from ..languages.word_sets import word_set as word_set
from ..languages.words import ARABIC, CHINESE, LANGUAGES, NO_WORD

COURTESY = word_set(
    """
    mr mrs ms miss mx dr sir dame lord lady madam mme herr frau monsieur prof professor
    """
)
FEMALE_WORDS = word_set(
    """
    mrs ms miss dame lady madam mme frau spokeswoman chairwoman congresswoman businesswoman actress mother
    wife daughter sister queen princess duchess councilwoman assemblywoman policewoman grandmother widow
    girlfriend waitress aunt niece woman girl anchorwoman saleswoman sportswoman noblewoman
    pressesprecherin sprecherin kanzlerin ministerin präsidentin chefin
    """
)
MALE_WORDS = word_set(
    """
    mr sir lord herr monsieur spokesman chairman congressman businessman actor father husband son brother
    king prince duke councilman assemblyman policeman grandfather widower boyfriend waiter uncle nephew
    man boy anchorman salesman sportsman gunman sprecher kanzler
    """
)
ROLE_NOUNS = word_set(
    """
    activist actor actress adviser advisor advocate agent aide aides ally ambassador analyst anchor
    archbishop architect artist assemblyman assemblywoman assistant astronaut attorney author auditor
    banker baron billionaire bishop blogger boss broadcaster businessman businesswoman candidate captain
    cardinal carer chair chairman chairperson chairwoman chancellor chef chief cleric coach co-author
    co-chair co-chairman co-chairwoman co-director co-founder co-owner co-writer coordinator colonel
    columnist comedian commander commandant commissioner commentator composer comptroller congressman
    congresswoman conservative constable consul consultant contributor controller coroner correspondent
    councillor councilman councilor councilwoman counsel counselor critic curator defender delegate
    democrat deputy designer detective developer diplomat director dissident doctor economist editor
    editor-in-chief emir engineer envoy executive expert farmer father filmmaker founder foreman founding
    fundraiser fellow friend general governor graduate guitarist head heir historian host inspector
    instructor interpreter investigator investor journalist judge justice king lawmaker lawyer leader
    lecturer legislator libertarian lieutenant lobbyist magistrate magnate major manager marshal mayor
    mediator member minister mogul moderator monarch mother negotiator neighbor neighbour nominee novelist
    nurse observer officer official officials ombudsman operative opponent organiser organizer owner
    parent partner pastor patriarch photographer physician pilot player playwright poet politician
    pollster pope postmaster premier presenter president president-elect priest prince princess principal
    producer professor programmer prosecutor psychiatrist psychologist publicist publisher queen rabbi
    ranger realtor rector registrar reporter representative republican researcher resident retiree scholar
    scientist screenwriter secretary secretary-general senator sergeant sheriff shopkeeper singer sister
    solicitor speaker specialist spokesman spokesperson spokespeople spokeswoman staffer star statistician
    strategist student superintendent supervisor supporter surgeon surrogate surveyor teacher technician
    trader trainer treasurer trustee tutor undersecretary veteran vice-chair vice-chairman vice-president
    victim volunteer voter warden whip widow wife witness worker writer husband brother son daughter
    frontrunner front-runner hopeful billionaire insurgent lieutenant-general rapporteur plenipotentiary
    chief-of-staff commander-in-chief academic ceo cfo coo cto
    admiral alderman alderwoman recorder tycoon narrator insider source plaintiff defendant
    """
)
TITLE_ABBREVIATIONS = word_set(
    """
    mr mrs ms dr sen rep gov prof gen lt col sgt capt cpl maj adm cmdr hon rev fr st pres sec atty supt
    det insp sens reps govs drs messrs brig pvt dep asst vp mp mep amb dir cllr dr
    """
)
ROLE_MODIFIERS = word_set(
    """
    deputy vice first former ex senior chief acting interim prime foreign defence defense interior finance
    special assistant associate executive general managing permanent national regional press political
    presidential republican democratic gop state attorney secretary us u.s uk un eu federal campaign
    communications policy security house senate minority majority lead principal major under honorary
    supreme court district county city police fire union party conservative labour liberal then incoming
    outgoing longtime veteran fellow independent military campaigns media public white-house economic
    legal legislative health justice trade energy education labor labor-union opposition shadow home
    treasury main commercial marketing sales operations medical science research editorial sports crown
    high top parliamentary joint principal distinguished emeritus visiting adjunct attorney-general night
    field digital
    """
)
ORGANISATION_WORDS = word_set(
    """
    academy administration affairs agency airlines airport alliance army assembly assn association
    associated authority bank board brigade broadcasting bureau cabinet campaign cathedral center centre
    chamber channel church circuit clinic club co coalition college commission committee company
    conference congress consortium constitution convention corp corporation council county court daily
    department division embassy enterprise enterprises federation fest festival force forces forum
    foundation front fund gazette government group guard guardian hall herald highway holdings hospital
    hotel house inc industries initiative institute institution journal kremlin laboratory league legion
    legislature library limited llc ltd magazine mail media ministry mission mosque movement museum navy
    network news office order organisation organization parliament parliamentary partners partnership
    party pentagon plc police post press project prison program programme radio railway records reporter
    reserve restaurant review savings school senate services service shelter society stadium state states
    station street studios supreme synod syndicate taliban team television theatre theater times today
    treasury tribune trust tv union united university watch weekly works world airways bloc caucus
    consulate directorate duma facebook fire google headquarters inspectorate instagram klan mafia militia
    monitor oilfield orchestra parish patrol pact plaza precinct regiment register secretariat sheriffs
    squad summit symposium tower tribunal twitter village wikileaks youtube zoo act bill law treaty war
    day award prize cup games olympics championship airport bridge river lake mountain island islands park
    square avenue road boulevard lane drive expressway interstate convention primary election theory
    revolution amendment staff cape fort port lower upper meeting seminar webinar strategy exhibition
    technology agreement declaration dialogue week
    """
)
PLACES = word_set(
    """
    afghanistan africa aleppo algeria america amsterdam ankara argentina armenia arizona arkansas alabama
    alaska asia athens almaty astana ashgabat atlanta australia austria azerbaijan baghdad baku bangladesh
    beijing beirut belarus belgium benghazi berlin bishkek bosnia boston brazil britain brooklyn brussels
    bulgaria burma cairo california cambodia canada caucasus chicago chile china cleveland colombia
    colorado columbia congo connecticut copenhagen crimea croatia cuba cyprus czechia damascus delaware
    delhi denmark detroit donbas donetsk dubai dushanbe egypt england eritrea estonia ethiopia eurasia
    europe ferguson finland florida france gaza geneva germany ghana greece guantanamo guatemala hague
    haiti havana hawaii helsinki hiroshima holland honduras houston hungary iceland idaho idlib illinois
    india indiana indonesia iowa iran iraq ireland israel istanbul italy jakarta japan jerusalem jordan
    kabul kandahar kansas kazakhstan kentucky kenya kharkiv kiev kyiv korea kosovo kuwait kyrgyzstan laos
    latvia lebanon libya lisbon lithuania london louisiana luhansk luxembourg macedonia madrid maine
    malaysia mali malta manchester manhattan maryland massachusetts mecca mexico miami michigan milwaukee
    minneapolis minnesota minsk mississippi missouri moldova mongolia montana montenegro morocco moscow
    mosul mumbai munich myanmar nairobi nebraska nepal netherlands nevada niger nigeria normandy norway
    oakland ohio oklahoma oregon orlando osh oslo ottawa pakistan palestine palmyra paris pennsylvania
    persia peru petersburg philadelphia philippines phoenix poland portland portugal prague pyongyang
    qatar raqqa riyadh romania rome russia rwanda sacramento samarkand scotland seattle serbia shanghai
    siberia singapore slovakia slovenia somalia spain sudan suriname sweden switzerland sydney syria
    taiwan tajikistan tallinn tashkent tbilisi tehran tennessee texas thailand tibet tokyo toronto tripoli
    tunisia turkey turkmenistan uganda ukraine utah uzbekistan vatican venezuela vermont vienna vietnam
    vilnius virginia wales warsaw washington wisconsin wyoming yemen yerevan zimbabwe dallas denver
    hampshire jersey york carolina dakota angeles francisco vegas orleans antonio diego zealand arabia
    emirates lanka leone rica salvador africa kong dc d.c u.s u.s.a usa uk u.k u.n un eu us nato csto cis
    osce sco eaeu isis cia fbi nsa gop cnn nbc cbs abc pbs npr bbc msnbc cnbc afp ap upi tass kabar rt wsj
    nyt potus scotus iaea imf wto who nypd lapd doj irs epa
    """
)
DEMONYMS = word_set(
    """
    afghan african albanian american arab arabian argentine armenian asian australian austrian azerbaijani
    azeri belarusian belgian bosnian brazilian british briton bulgarian californian canadian catholic
    central chechen chilean chinese christian colombian croatian cuban czech danish dutch eastern egyptian
    english estonian european eurasian federal finnish floridian french gaza georgian german greek hindu
    hispanic hungarian indian indonesian iranian iraqi irish islamic islamist israeli italian japanese
    jewish jordanian kazakh kazakhstani kenyan korean kosovar kremlin kurdish kurd kyrgyz latin latino
    latvian lebanese libyan lithuanian malaysian mexican moldovan mongolian mormon muslim nigerian
    northern norwegian pakistani palestinian persian polish portuguese protestant romanian russian saudi
    scottish serb serbian shia shiite slovak slovenian somali southern soviet spanish sunni swedish swiss
    syrian taiwanese tajik tatar texan thai tibetan turk turkish turkmen ugandan ukrainian uzbek
    venezuelan vietnamese welsh western yemeni democrat democratic republican conservative libertarian
    liberal tory labour socialist communist
    """
)
CALENDAR = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december a.m p.m edt est gmt jan feb mar apr jun jul aug sept sep
    oct nov dec mon tue tues wed thu thurs fri sat sun christmas easter ramadan thanksgiving halloween
    """
)
STOP_WORDS = word_set(
    """
    a about above according across actually additionally after afterward again against ago ahead all
    almost along already also although always am amid among an and another any anyone anything apparently
    are around as asked at back because been before behind being below besides best between beyond both
    breaking but by can certainly clearly could currently dear despite did do does during each earlier
    early either else enough even eventually ever every everybody everyone everything exclusive
    exclusively fifth finally first five following for four fourth from further furthermore get given go
    god good got great had has have having he hello hence her here hers hey hi him his how however i if
    image in indeed inside instead interview into is it its itself just last late later lately latest
    least let lets like likewise look many maybe me meanwhile might mine more moreover most much must my
    near nearly neither never nevertheless new news next nice no nobody none nonetheless nor not nothing
    notably now obviously of off oh ok okay old on once one only onto or other others otherwise our ours
    out outside over own perhaps photo picture please previously prior probably quite rather read really
    recently regarding related right same second secondly see seven several she should similarly since six
    so some somebody someone something sometimes soon sorry still such suddenly sure ten than thank thanks
    that the their theirs them then there therefore these they thing things third this those though three
    through throughout thus to today together tomorrow tonight too toward towards two under unfortunately
    unless unlike until up update upon us using usually very via video was watch we welcome well were what
    whatever when whenever where whether which while who whoever whole whom whose why will with within
    without would wow yeah yes yesterday yet you your yours according said says asked told added don't
    didn't isn't can't won't it's he's she's that's there's i'm i'll i've we're we've they're you're let's
    what's who's here's call many few most editor's source sources
    """
)
SOFT_STOP_WORDS = word_set(
    "news watch read image photo picture video interview source sources call like good great new last first"
)
"""Words that begin sentences, and stand inside names as well: ``CBS News``, ``Judicial Watch``."""
RUSSIAN_STOP_WORDS = word_set(
    """
    а без более бы был была были было быть в вам вас ведь весь во вот все всё всего всех вы где да даже
    для до его ее её если есть еще ещё же за здесь и из или им их к как ко когда которые который кроме ли
    между меня мне много мы на над надо наш не него нее нет ни них но ну о об однако он она они оно от по
    под после потому при про раз с сам себя сейчас со сегодня так также там тем теперь то тогда того тоже
    только том ты у уже хотя чего чем через что чтобы эта эти это этого этом этот я кстати кроме напомним
    ранее вчера завтра понедельник по-моему конечно действительно наконец поэтому например вообще
    """
)
RUSSIAN_ROLE = re.compile(
    r"(?:премьер-министр|министр|президент|генсек|секретар|глав[аеыуо]|представител|председател|директор|"
    r"депутат|руководител|начальник|"
    r"заместител|замглав|замминистр|вице-премьер|вице-спикер|спикер|посол|посла|советник|пресс-секретар|"
    r"генерал|полковник|"
    r"командующ|эксперт|политолог|аналитик|журналист|сенатор|губернатор|мэр|координатор|лидер|адвокат|"
    r"профессор|ректор|"
    r"экономист|востоковед|уполномоченн|омбудсмен|спецпредставител|постпред|канцлер|корол[ьяею])\w*",
    re.IGNORECASE,
)
GERMAN_ROLE = re.compile(
    r"(?:\w*minister|\w*präsident|\w*kanzler|\w*sprecher|\w*chef|\w*sekretär|\w*leiter|\w*direktor|"
    r"vorsitzende[rn]?|"
    r"\w*vorsitzende[rn]?|\w*beauftragte[rn]?|botschafter|bürgermeister|experte|expertin|professor|"
    r"\w*autor|\w*berater|\w*trainer|\w*anwalt|\w*anwält|\w*forscher|\w*wissenschaftler|"
    r"abgeordnete[rn]?|"
    r"\w*meister|general\w*|richter|anwalt|anwältin|ökonom|forscher)(?:in)?",
    re.IGNORECASE,
)

# What every match of GERMAN_ROLE ends with, unless it begins with "general": quicker to rule out.
_GERMAN_ENDINGS = (
    *("ter", "dent", "zler", "cher", "chef", "tär", "ktor", "nde", "nder", "nden", "gte", "gter", "gten"),
    *("rte", "ssor", "ete", "eter", "eten", "walt", "nom", "in", "utor", "iner"),
)


_ROLES = ROLE_NOUNS | TITLE_ABBREVIATIONS | COURTESY
# In one pattern, and one level of it: it is tried on every word that is met. Most are in Latin letters.
_OFFICES = [words for words in LANGUAGES if words.offices is not NO_WORD]
_OTHER_ROLE = re.compile("|".join(words.offices.pattern for words in _OFFICES))
_LATIN_ROLE = re.compile(
    "|".join(words.offices.pattern for words in _OFFICES if words not in (ARABIC, CHINESE))
)


@lru_cache(maxsize=1 << 14)
def role_word(word: str) -> bool:
    """Whether a word names an office or a part somebody plays: ``Minister``, ``spokeswoman``, ``Sen.``."""
    plain = word.lower().strip(".,’'")
    if plain in _ROLES:
        return True
    if plain.endswith("s") and plain[:-1] in ROLE_NOUNS:
        return True
    if "-" in plain and role_word(plain.rsplit("-", 1)[-1]):
        return True
    if plain[:1] >= "\u0400":
        return (RUSSIAN_ROLE.fullmatch(plain) or _OTHER_ROLE.fullmatch(plain)) is not None
    if _LATIN_ROLE.fullmatch(plain):
        return True
    may_be_german = len(plain) > 6 and (plain.endswith(_GERMAN_ENDINGS) or plain.startswith("general"))
    return may_be_german and GERMAN_ROLE.fullmatch(plain) is not None


@lru_cache(maxsize=1 << 14)
def place_word(word: str) -> bool:
    """Whether a word is a country, a large city, a nationality or an abbreviation of that kind."""
    plain = word.lower().strip(",’'").rstrip(".")
    if plain in PLACES or plain in DEMONYMS or plain.removesuffix("s") in DEMONYMS:
        return True
    return "." in plain and plain.replace(".", "") in PLACES


@lru_cache(maxsize=1 << 14)
def organisation_word(word: str) -> bool:
    """Whether a word ends the name of an organisation, a place or a law rather than a person's."""
    return word.lower().strip(".,’'") in ORGANISATION_WORDS


def gender_of_word(word: str) -> str:
    """``f`` or ``m`` for a word that tells the gender of whom it names, else an empty string."""
    plain = word.lower().strip(".,’'")
    if plain in FEMALE_WORDS:
        return "f"
    return "m" if plain in MALE_WORDS else ""
