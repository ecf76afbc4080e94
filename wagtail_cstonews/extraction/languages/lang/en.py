"""English: reporting verbs, offices, titles, months, and words at the beginning of sentences.

News in every language contains English names, so that English offices and titles are looked up on all pages.
"""
# ruff: noqa: E501 - one kind of phrase a line

from __future__ import annotations

from .common import word_pattern, word_set
from .language import KINDS, Interviews, Language, Months

VERBS = word_set(
    """
    accuse accuses accused acknowledge acknowledges acknowledged add adds added admit admits admitted
    advise advises advised affirm affirms affirmed agree agrees agreed allege alleges alleged announce
    announces announced answer answers answered argue argues argued ask asks asked assert asserts asserted
    assure assures assured assess assesses assessed blast blasts blasted blog blogs blogged boast boasts
    boasted begin begins began caution cautions cautioned call calls called charge charges charged chant
    chants chanted chide chides chided chime chimes chimed cite cites cited claim claims claimed clarify
    clarifies clarified comment comments commented complain complains complained concede concedes conceded
    conclude concludes concluded confess confesses confessed confirm confirms confirmed contend contends
    contended continue continues continued counter counters countered crack cracks cracked cried cries cry
    criticize criticizes criticized criticised declare declares declared decry decries decried demand
    demands demanded denounce denounces denounced deny denies denied describe describes described detail
    details detailed disclose disclosed dismiss dismisses dismissed elaborate elaborates elaborated email
    emailed emphasise emphasises emphasised emphasize emphasizes emphasized enthuse enthused exclaim
    exclaims exclaimed explain explains explained express expresses expressed fire fired gush gushed
    highlight highlights highlighted hint hints hinted implore implored indicate indicates indicated
    inform informs informed insist insists insisted instruct instructed interject interjected intone
    intoned joke jokes joked lament laments lamented laugh laughed maintain maintains maintained mention
    mentions mentioned mock mocked muse mused mutter muttered note notes noted observe observes observed
    offer offers offered opine opines opined plead pleads pleaded point points pointed post posts posted
    praise praised predict predicts predicted press pressed proclaim proclaims proclaimed promise promises
    promised pronounce pronounced protest protested posit posited question questioned quip quips quipped
    quote quoted read reads recall recalls recalled recount recounts recounted reflect reflects reflected
    reiterate reiterates reiterated relate related remark remarks remarked remember remembers remembered
    remind reminds reminded repeat repeats repeated reply replies replied report reports reported respond
    responds responded retort retorts retorted reveal reveals revealed roar roared rule ruled say says
    said scold scolded scream screamed shout shouts shouted sigh sighed slam slams slammed snap snapped
    snarl snarled specify specified speculate speculates speculated stress stresses stressed state states
    stated suggest suggests suggested sum sums summed summarize summarized swear swore talk talks talked
    teased tell tells told testify testifies testified text texted thank thanked think thinks thought
    thunder thundered tout touts touted tweet tweets tweeted underline underlines underlined underscore
    underscores underscored urge urges urged vow vows vowed warn warns warned whisper whispered wonder
    wonders wondered write writes wrote yell yells yelled sing sings sang sung joked hailed hails hail
    echo echoes echoed lecture lectured lash lashed bemoan bemoaned rail railed retweet retweeted
    """
)
GERUNDS = word_set(
    """
    saying adding noting telling calling writing asking arguing claiming stating declaring explaining
    insisting warning tweeting replying answering responding quipping joking announcing shouting
    concluding stressing pointing suggesting describing citing quoting promising vowing emphasizing
    emphasising continuing acknowledging admitting asserting boasting chanting complaining demanding
    predicting proclaiming reading recalling remarking reminding reporting repeating urging wondering
    yelling posting commenting observing maintaining contending lamenting alleging cautioning confirming
    conceding denying elaborating exclaiming
    """
)
"""Verbs that share the subject of another one: ``adding``."""
STRONG_VERBS = word_set(
    """
    say says said tell tells told add adds added ask asks asked write writes wrote reply replies replied
    explain explains explained note notes noted tweet tweets tweeted argue argues argued warn warns warned
    insist insists insisted recall recalls recalled conclude concludes concluded continue continues
    continued joke jokes joked quip quips quipped declare declares declared remark remarks remarked
    respond responds responded state states stated stress stresses stressed testify testified announce
    announces announced emphasize emphasizes emphasized emphasise emphasised comment comments commented
    concede conceded complain complained vow vowed claim claims claimed admit admits admitted acknowledge
    acknowledged assert asserted observe observed answer answered exclaim exclaimed shout shouted predict
    predicted suggest suggests suggested reiterate reiterated lament lamented
    """
)
"""Verbs whose subject is nearly always the speaker."""
ALSO_NOUNS = word_set(
    """
    states state claims claim comments comment reports report notes note remarks remark posts post questions
    question
    calls call charges charge answers answer demands demand offers offer tweets tweet texts text details
    detail points
    point press rule rules fire hint hints hails hail promise promises protest protests boasts boast jokes
    joke email
    blog blogs cry cries quote quotes answers reply replies response thanks thought echo sums crack lecture
    talk talks
    """
)
"""Forms of reporting verbs that are just as often nouns: ``states``."""
SPEECH_NOUNS = word_set(
    """
    statement email e-mail letter tweet post message memo speech interview remarks report release comment
    article essay column op-ed editorial book testimony text note caption headline sign banner petition
    """
)
"""Nouns for statements, which take the place of the speaker in ``the statement read``."""
OFFICES = word_set(
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
"""Offices, professions and other roles."""
TITLES = word_set(
    """
    mr mrs ms dr sen rep gov prof gen lt col sgt capt cpl maj adm cmdr hon rev fr st pres sec atty supt
    det insp sens reps govs drs messrs brig pvt dep asst vp mp mep amb dir cllr dr
    """
)
"""Abbreviated titles, without their full stop."""
OFFICE_MODIFIERS = word_set(
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
"""Words before an office that belong to it: ``deputy``."""
ORGANISATIONS = word_set(
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
"""Words that end the name of an organisation, a place, an event or a law."""
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
"""Countries, large cities and abbreviations that stand for a state, an office or an outlet."""
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
"""Adjectives of origin, religion or party: ``Serbian``, ``Shia``."""
CALENDAR = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december a.m p.m edt est gmt jan feb mar apr jun jul aug sept sep
    oct nov dec mon tue tues wed thu thurs fri sat sun christmas easter ramadan thanksgiving halloween
    """
)
"""Days, months and holidays: capitalised, but not names."""
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
"""Words that are capitalised only at the beginning of a sentence."""
SOFT_STOP_WORDS = word_set(
    "news watch read image photo picture video interview source sources call like good great new last first"
)
"""Words that begin sentences but also occur inside names: ``CBS News``, ``Judicial Watch``."""

ENGLISH = Language(
    code="en",
    months=Months(
        "jan feb mar apr may jun jul aug sep oct nov dec",
        names="january february march april may june july august september october november december",
    ),
    commonest=word_set(
        """
        the of and to that is for with his by this are not from they which has were have been but it on at be
        he she we you their or had its would who what when there can more if about said up out than them into
        could some only other also after first two our your how where
        """
    ),
    pronouns={"he": "m", "she": "f"},
    first_person=word_set("i we me my our i'm i've i'll i'd we're we've we'll mine ours myself ourselves"),
    topics=word_pattern("themes? topics? subjects? titles? titled entitled mottos? headings? headlined"),
    titled=word_pattern(
        """
        operations? exercises? drills? manoeuvres maneuvers exhibitions? expositions? conferences?
        forums? seminars? webinars? symposiums? festivals? contests? competitions? tournaments?
        marathons? projects? programmes? initiatives? books? novels? films? movies? documentary
        documentaries plays? songs? albums? poems? paintings? operas? ballets? musicals? magazines?
        newspapers? journals? ships? vessels? hotels? restaurants? clubs? parks? museums? medals?
        expeditions? tables? roundtables? trainings? lectures? rubrics? codenamed code-named raids?
        festivals? satellites? spacecraft anthems? hymns? brochures? textbooks? monographs? sculptures?
        """
    ),
    passes_on=word_pattern(
        """
        agency newspaper channel broadcaster outlet newswire portal website daily weekly magazine
        tabloid radio station
        """
    ),
    addresses=word_set(
        """
        mr mrs ms miss mx dr sir dame lord lady madam prof professor
        """
    ),
    female=word_set(
        """
        mrs ms miss dame lady madam spokeswoman chairwoman congresswoman businesswoman actress mother
        wife daughter sister queen princess duchess councilwoman assemblywoman policewoman grandmother widow
        girlfriend waitress aunt niece woman girl anchorwoman saleswoman sportswoman noblewoman
        """
    ),
    male=word_set(
        """
        mr sir lord spokesman chairman congressman businessman actor father husband son brother
        king prince duke councilman assemblyman policeman grandfather widower boyfriend waiter uncle nephew
        man boy anchorman salesman sportsman gunman
        """
    ),
    other_articles=(
        r"(?:see|read|watch) (?:also|more|next|this)|also read|read (?:more )?(?:on|about) (?:the )?(?:topic|subject)|related(?: (?:articles?|stories|news|posts|content|topics|links|reading|items))?|"
        r"(?:more|other|latest|recent|top|popular|trending|featured|further|similar|all|breaking)(?: (?:the|our|in|from|on|about|of))? (?:news|articles?|stories|posts|headlines|coverage|reading|publications)(?: .{0,40})?|"
        r"more (?:from|on|in|about|like) .{1,50}|most (?:read|popular|viewed|shared|commented)(?: .{0,30})?|you (?:may|might) (?:also |be )?(?:like|interested|enjoy|want).{0,40}|recommended(?: (?:for you|stories|articles|reading|by))?.{0,20}|trending(?: now)?|editors?['’]? picks?|don['’]t miss|what to read next|up next|latest|in other news|news in brief|around the web|from (?:around )?the web|popular(?: now)?|you might have missed"
    ),
    pointers=r"read (?:more|also|next)|see also|also read|more|related|watch|listen|don['’]t miss",
    interviews=Interviews(
        hints=(
            "interview",
            "q&",
            "q &",
            "qand",
            "q and",
            "conversation",
            "press ",
            "sat down",
            "spoke ",
            "talked ",
            "questions",
        ),
        words=r"interview|q&a|conversation|a talk",
        headline=(
            rf"(?:^|[—–:|.,”\"-]\s*){KINDS}interview\b|\bin {KINDS}interview (?:with|to|for)\b|"
            rf"\b(?:gave|gives|giving|granted|grants|took|takes|conducted|had) {KINDS}"
            r"interview (?:with|to|for|from)\b|"
            r"\bq\s?(?:&|and)\s?a\b|\bin conversation with\b|\bpress (?:briefing|gaggle|call)\b.{0,80}\bby\b"
        ),
        tagline=rf"{KINDS}interview (?:of|with|by|to)\b",
        lead=(
            rf"\b(?:gave|gives|granted|has given|in|took|takes|conducted|agreed to)\s+{KINDS}(?:big )?interview\b|"
            rf"\b(?:gave|gives|granted) (?:[\w’'&.-]+ ){{1,4}}{KINDS}interview\b|"
            r"\bsat down (?:with|for)\b|\binterviewed\b|\bspoke (?:to|with)\b.{0,200}\babout\b|"
            r"\bfull text of (?:the|an) (?:interview|conversation)\b|\banswered (?:the |our |his |her )?questions\b|"
            r"\btalked (?:to|with)\b"
        ),
        press_conference=r"\b(?:press|news) conference\b|\bpress availability\b",
        asks=word_set(
            "q question interviewer reporter journalist correspondent host anchor presenter moderator"
        ),
        answers=word_set("a answer"),
    ),
    beside_verb=word_set("also has have had then did was is are were later again"),
    speaker_pronouns=word_set("he she they it i we"),
    adverbial=(
        r"in|on|at|to|after|before|during|since|for|from|by|with|without|when|while|as|following|under|"
        r"over|"
        r"through|among|amid|via|outside|inside|upon|about|ahead|against|near|"
        r"speaking|asked|last|this|that|yesterday|today|earlier|later|afterwards?|recently|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|late|early"
    ),
)
