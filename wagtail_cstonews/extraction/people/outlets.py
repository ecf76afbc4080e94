"""Outlets: agencies, channels and newspapers, which relay what others say, and are not speakers themselves.

>>> is_outlet(("RIA", "Novosti"))
True
>>> passes_on("the news agency", "en"), passes_on("the minister", "en")
(True, False)
"""

from __future__ import annotations

from functools import lru_cache

from ..languages.lang.common import word_set
from ..languages.registry import words_of

_NAMES = word_set(
    """
    tass тасс reuters рейтер ria риа interfax интерфакс sputnik спутник afp ap upi dpa efe ansa apa pap
    cnn bbc cbs nbc abc msnbc cnbc npr pbs fox rt bloomberg xinhua kyodo belta белта kabar кабар
    armenpress арменпресс kazinform казинформ azertac азертадж trend anadolu tanjug танјуг танјуга beta
    бета fonet srna hina fena itar-tass итар-тасс rfe/rl al-jazeera aljazeera euronews cgtn cctv
    reuters' izvestia известия известиям kommersant коммерсантъ rossiya россия-24 mir24 regnum
    rossiyskaya vzglyad lenta.ru gazeta.ru rambler unian уніан ukrinform укринформ yonhap pti ians
    politico axios aa sana saba wam mena petra
    """
)
_LAST_WORDS = word_set(
    """
    news agency channel tv television radio times post herald gazette tribune journal guardian network
    broadcasting magazine newspaper novosti press today новости агентство телеканал
    """
)
_OFTEN_OTHERS = word_set(
    "trend beta бета fox ap aa pap apa mena petra saba sana srna hina press post today journal"
)
"""Words that name an outlet only together with others, or in capitals."""


@lru_cache(maxsize=1 << 12)
def is_outlet(words: tuple[str, ...]) -> bool:
    """Whether a name is that of an agency, a channel or a newspaper."""
    first, last = words[0].lower(), words[-1].lower()
    if len(words) == 1:
        return first in _NAMES and (first not in _OFTEN_OTHERS or (len(first) < 5 and words[0].isupper()))
    return last in _LAST_WORDS or (first in _NAMES and first not in _OFTEN_OTHERS)


def passes_on(description: str, language: str | None = "en") -> bool:
    """Whether a description means an outlet: ``the agency``, ``le quotidien régional``."""
    nouns = words_of(language).passes_on
    return any(nouns.fullmatch(word) for word in description.lower().split()[:_HEAD])


_HEAD = 4
"""Words of a description among which its noun is looked for."""
