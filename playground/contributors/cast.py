"""The cast of a demo: who takes part, in which languages and with which habits."""

from playground.contributors.contributor import Character
from playground.contributors.habits import DILIGENT, HASTY, LEAVING, PHONE, SKIPPING, TROLLING, TWICE

_NAMES = (
    *("Ada", "Björn", "Carmen", "Dmitri", "Efua", "Farid", "Greta", "Hugo", "Ines", "Jamal", "Kaito", "Lucía", "Mara"),
    *("Nils", "Olga", "Paul", "Quinn", "Rosa", "Sven", "Teo", "Uma", "Vera", "Wim", "Ximena", "Yusuf", "Zoe"),
)
_GERMAN, _SPANISH = "de", "es-ES"

# Everybody writes English, so that a small community can finish trees; of any eight, five write German, four Spanish.
_CAST = (
    (("en", "de"), "en-US", DILIGENT),
    (("de", "en"), _GERMAN, TWICE),
    (("es", "en"), _SPANISH, PHONE),
    (("de", "en", "es"), _GERMAN, DILIGENT),
    (("en", "es"), "en-GB", LEAVING),
    (("en", "de"), "en-US", HASTY),
    (("de", "en"), _GERMAN, SKIPPING),
    (("en", "es"), "en-US", TROLLING),
)


def cast(size: int) -> list[Character]:
    """Cast so many people; of each eight one is a troll, the last one."""
    return [Character(_name(number), *_CAST[number % len(_CAST)]) for number in range(size)]


def _name(number: int) -> str:
    again, place = divmod(number, len(_NAMES))
    return _NAMES[place] + (f" {again + 1}" if again else "")
