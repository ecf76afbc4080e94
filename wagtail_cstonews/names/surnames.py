"""Common surnames, shared by so many people that an initial before them identifies nobody."""

from __future__ import annotations

from .parts import parts
from .words import word_set

_COMMON = word_set(
    """
    adams ahmed akhtar alexander ali allen anderson andersson bailey baker bell bennett bianchi black
    brooks brown bush butler campbell carter castro chan chang chen cheng cho choi chowdhury chung clark
    clinton cohen collins cook cooper cox cruz das davies davis diaz dubois edwards evans ferrari
    fernandez fischer fisher fleming flores foster fox garcia gomez gonzales gonzalez graham grant gray
    green griffin gupta gutierrez hall hamilton hansen harris harrison hassan hayes henderson henry
    hernandez hill ho hoffmann howard huang hughes hunt hussain hussein ivanov ivanova jackson james
    jang jansen jenkins jensen jimenez johansson johnson jones jordan joseph kaya kelly kennedy khan kim
    king klein kowalski kumar kuznetsov kuznetsova larsen lee lewis li lin liu long lopez martin
    martinez macdonald marshall mason mcdonald meyer mendoza miller mitchell mohammed morales moore
    morgan morris muller murphy murray myers nelson nguyen nielsen novak obama olson ortiz owens park
    parker patel patterson perez perry peters petersen peterson petrov petrova phillips popov popova
    powell price rahman ramirez ramos reed reyes reynolds richardson rivera roberts robinson rodriguez
    rogers romero rose ross rossi ruiz russell ryan sanchez sanders santos sato schmidt schneider schulz
    scott shah sharma shaw silva simmons simpson singh smirnov smirnova smith sokolov song stevens
    stewart stone sullivan sun suzuki tan tanaka taylor thomas thompson torres tran trump turner vasquez
    vasiliev volkov wagner walker wallace walsh wang ward washington watson weber webb wells west white
    williams wilson wong wood woods wright wu xu yang yilmaz young zhang zhao zhou
    """
)
"""Frequent surnames of several countries, folded to ASCII."""

_SHORTEST_RARE = 4
"""Letters: shorter surnames are shared by unrelated families of several languages."""


def is_common_family(name: str) -> bool:
    """Whether the surname is too common for an initial to identify a person."""
    words = parts(name).words
    return not words or words[-1] in _COMMON or len(words[-1]) < _SHORTEST_RARE
