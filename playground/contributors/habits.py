"""How people work, and what they intend with each package. Intentions are drawn by chance, and the same each time."""

import random
from dataclasses import dataclass

from playground.contributors.words import Kind


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody works; all numbers are probabilities, 0..1, for each package.

    `presses_twice` is a double press of `Submit`, `same_text` handing in one's last text again, `second_device`
    pressing everything on two devices at the same time, `leaves` going away from an open card, to come back with
    `/work`, `fills_in` answering a scale that need not be answered, `wishes` asking for a kind of package,
    `changes_language` working in another of one's languages from then on.
    Who is `thorough` writes more; who is `hurried` does not read what they judge; a `troll` writes what nobody needs,
    takes good texts for spam and ranks the best last; who `repeats` presses again what has failed instead of `/work`.
    """

    skips: float = 0.02
    edits: float = 0.1
    discards: float = 0.02
    presses_twice: float = 0.0
    same_text: float = 0.0
    second_device: float = 0.0
    leaves: float = 0.0
    fills_in: float = 0.6
    wishes: float = 0.05
    changes_language: float = 0.2
    thorough: bool = False
    hurried: bool = False
    troll: bool = False
    repeats: bool = False


ORDINARY = Habits()
STEADY = Habits(skips=0, edits=0, discards=0, wishes=0, changes_language=0)
"""One package after the other, nothing else."""

DILIGENT = Habits(edits=0.2, fills_in=1.0, thorough=True)
HASTY = Habits(edits=0, fills_in=0.1, hurried=True)
SKIPPING = Habits(skips=0.25)
TROLLING = Habits(edits=0, fills_in=0.3, troll=True)
TWICE = Habits(presses_twice=0.5, same_text=0.3)
LEAVING = Habits(leaves=0.3)
PHONE = Habits(second_device=0.4, repeats=True)


@dataclass(frozen=True, slots=True)
class Intention:
    """What somebody has in mind for one package, whatever it will be; `seed` decides the rest."""

    skips: bool
    edits: bool
    discards: bool
    presses_twice: bool
    same_text: bool
    second_device: bool
    leaves: bool
    language: str
    wish: Kind | None
    seed: int


class Intentions:
    """One intention after the other: the same ones for the same name, seed, habits and languages."""

    def __init__(self, name: str, seed: int, habits: Habits, languages: tuple[str, ...]) -> None:
        """Begin with the first.

        Args:
            name: of the person.
            seed: of the whole community.
            habits: theirs.
            languages: those that they work in. They begin with the first, which comes twice as often as the others.
        """
        self._chance = random.Random(f"{seed}/{name}")
        self._habits = habits
        self._languages = languages
        self._language = languages[0]

    def next(self) -> Intention:
        """Draw what they have in mind for the next package.

        Each draw is made, so that one does not shift the others.
        """
        chance, habits = self._chance, self._habits

        def happens(probability: float) -> bool:
            return chance.random() < probability

        wish = chance.choice(list(Kind))
        return Intention(
            skips=happens(habits.skips),
            edits=happens(habits.edits),
            discards=happens(habits.discards),
            presses_twice=happens(habits.presses_twice),
            same_text=happens(habits.same_text),
            second_device=happens(habits.second_device),
            leaves=happens(habits.leaves),
            language=self._next_language(change=happens(habits.changes_language)),
            wish=wish if happens(habits.wishes) else None,
            seed=chance.getrandbits(32),
        )

    def _next_language(self, *, change: bool) -> str:
        wanted = self._chance.choice((self._languages[0], *self._languages))
        if change:
            self._language = wanted
        return self._language
