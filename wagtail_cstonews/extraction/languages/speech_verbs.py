"""Words that give a quotation away: the verbs and nouns of saying.

Those of English, Russian and German stand here, those of other languages in ``language_words``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from .word_sets import word_set
from .words import words_of

Cues = tuple[tuple[str, int, int], ...]
"""Verbs of saying, each with its start and end."""

ENGLISH_VERBS = word_set(
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
ENGLISH_GERUNDS = word_set(
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
"""Verbs whose subject is nearly always the one who speaks."""

NOUNS = word_set(
    """
    statement email e-mail letter tweet post message memo speech interview remarks report release comment
    article essay column op-ed editorial book testimony text note caption headline sign banner petition
    """
)
"""What people say things in; it takes the place of the speaker in ``the statement read``."""

RUSSIAN_VERBS = re.compile(
    r"""\b(?:
    (?:с|под|за|при|до|рас|пере|по|от|у)?сказ(?:ал[аио]?|ала|ывает|ывают)|говорит|говорил[аи]?|говорится|
    (?:под|от|за)черкн(?:ул[аи]?)|подч[её]ркивает|отме(?:тил[аи]?|чает|чают)|отмечается|заяви(?:л[аио]?)|зая
    вля(?:ет|ют)|
    добав(?:ил[аи]?|ляет)|сообщ(?:ил[аи]?|ает|ают)|сообщается|пояснил[аи]?|поясняет|объяснил[аи]?|объясняет|
    напомнил[аи]?|уточнил[аи]?|указал[аи]?|считает|считают|полагает|уверен[а]?|признал(?:ся|ась)|рассказ(?:а
    л[аи]?|ывает)|
    пишет|написал[аи]?|ответил[аи]?|отвечает|спросил[аи]?|продолж(?:ил[аи]?|ает)|заключил[аи]?|резюмировал[а
    и]?|
    подытожил[аи]?|констатировал[аи]?|убежд[её]н[а]?|прокомментировал[аи]?|предупредил[аи]?|акцентировал[аи]
    ?|цитирует
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
GERMAN_VERBS = word_set(
    """
    sagt sagte sagten gesagt erklärt erklärte betont betonte meint meinte teilt teilte fügt fügte antwortet
    antwortete fragt fragte warnt warnte fordert forderte kritisiert kritisierte berichtet berichtete schreibt
    schrieb erzählt erzählte ergänzt ergänzte äußert äußerte lobt lobte kündigt kündigte behauptet behauptete
    bestätigt bestätigte verspricht versprach unterstreicht unterstrich stellt stellte räumt räumte versichert
    versicherte bekräftigt bekräftigte so zitiert zitierte twittert twitterte findet glaubt glaubte weiß heißt
    hieß resümiert resümierte bilanziert bilanzierte
    """
)
CHINESE_VERBS = re.compile(
    r"(?:表示|指出|强调|強調|认为|認為|介绍|介紹|告诉记者|告訴記者|回应|回應|透露|宣布|称|稱|说|說|写道|寫道|问道?|問道?|"
    r"答道?|回答|补充|補充|坦言|呼吁|呼籲|警告|感叹|直言|提到|解释|解釋|总结|總結|重申)道?(?=[:：,，。\x00]|$)"
)
"""A verb of saying right before a mark or at the end of its clause; elsewhere it is mostly part of a word."""
_GERMAN_VERBS_IN_TWO = re.compile(r"\b(?:gibt|gab)\szu\b", re.IGNORECASE)
_ENGLISH = ENGLISH_VERBS | ENGLISH_GERUNDS
_WORD = re.compile(r"\w+")
_SMALL_WORD = re.compile(r"[a-z]{3,}")
_ALSO_NOUNS = word_set(
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
_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|of|his|her|its|their|our|your|my|this|that|these|those|some|any|no|for|in|on|with|by|"
    r"other|many|several|"
    r"new|recent|two|three|four|first|all|more|such|and|swing|battleground|early|news|media|"
    r"[\w]+[’']s)\s+(?:[\w-]+(?:al|ic|ive|ed|ous|ern)\s+)?$"
)
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as per|по словам|по мнению|как сообщил\w*|laut|nach Angaben von|"
    r"nach Ansicht von|"
    r"nach den Worten von)\s+",
    re.IGNORECASE,
)
_IN_ACCORDING = (
    *("according to", "in the words of", "as per", "laut", "nach angaben von", "nach ansicht von"),
    *("nach den worten von", "по словам", "по мнению", "как сообщил"),
)


@cache
def according(language: str | None = "en") -> re.Pattern[str]:
    """What stands before a speaker without a verb: ``according to``."""
    phrases = words_of(language).according
    if not phrases:
        return ACCORDING
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    behind = "" if language == "ar" else r"\s+"
    return re.compile(rf"\b(?:{'|'.join(longest_first)}){behind}", re.IGNORECASE)


def may_accord(text: str, language: str | None = "en") -> bool:
    """Whether :func:`according` can match in a text: quick, and never wrongly False."""
    lower = text.lower()
    return any(phrase in lower for phrase in words_of(language).according or _IN_ACCORDING)


@lru_cache(maxsize=128)
def speech_verbs(text: str, language: str | None = "en") -> Cues:
    """The words of saying in a text as ``(verb, start, end)``. A paragraph is asked for twice.

    >>> speech_verbs("Masadykov said so, adding that he would go.")
    (('said', 10, 14), ('adding', 19, 25))
    """
    if language in ("en", None):
        found = _placed(_ENGLISH.intersection(_SMALL_WORD.findall(text)), text)
        return tuple(
            [
                (verb, start, end)
                for start, end, verb in found
                if verb not in _ALSO_NOUNS or not _NOUN_BEFORE.search(text, max(0, start - 24), start)
            ]
        )
    if language == "ru":
        return tuple([(match.group(), match.start(), match.end()) for match in RUSSIAN_VERBS.finditer(text)])
    if language == "zh":
        return tuple([(match.group(), match.start(), match.end()) for match in CHINESE_VERBS.finditer(text)])
    words = words_of(language)
    known = GERMAN_VERBS if language == "de" else words.verbs
    verbs = {word for word in set(_WORD.findall(text)) if word.lower() in known} if known else set()
    if language == "de":
        verbs.update(_GERMAN_VERBS_IN_TWO.findall(text))
    return tuple(
        [
            (verb, start, end)
            for start, end, verb in _placed(verbs, text)
            if not words.determiners or _word_before(text, start) not in words.determiners
        ]
    )


def _word_before(text: str, end: int) -> str:
    """The word that stands right before a place, in lower case: ``la`` before ``pregunta``."""
    words = text[max(0, end - _LONGEST_DETERMINER) : end].lower().split()
    return words[-1] if words else ""


_LONGEST_DETERMINER = 8


def _placed(words: Iterable[str], text: str) -> list[tuple[int, int, str]]:
    """Where some words stand in a text by themselves, not as a part of others, in order."""
    found = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or after.isalnum() or before == "_" or after == "_"):
                found.append((start, end, word))
            start = text.find(word, end)
    found.sort()
    return found


def is_gerund(verb: str) -> bool:
    """Whether the verb has the subject of another one: ``adding``."""
    return verb in ENGLISH_GERUNDS


def is_verb(word: str, language: str | None = "en") -> bool:
    """Whether a word in lower case, by itself, is a verb of saying."""
    if language in ("en", None):
        return word in STRONG_VERBS or word in ENGLISH_GERUNDS
    if language == "ru":
        return RUSSIAN_VERBS.fullmatch(word) is not None
    if language == "zh":
        return CHINESE_VERBS.search(word) is not None
    return word in (GERMAN_VERBS if language == "de" else words_of(language).verbs)


def is_strong(verb: str, language: str | None = "en") -> bool:
    """Whether the verb hardly ever means anything but speech."""
    return language not in ("en", None) or verb.lower() in STRONG_VERBS
