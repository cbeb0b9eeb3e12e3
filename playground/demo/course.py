"""How a run of the demo went, as far as one sees it from outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.contributors.contributor import Contributor


@dataclass(frozen=True, slots=True)
class Kill:
    """When a process was killed, and when it was back, in this process's monotonic seconds."""

    killed: float
    back: float


@dataclass(slots=True)
class Course:
    """How a run went, as far as one sees it from outside.

    `backend` is where the trees are, `settings` what the demo set there and in the bot. `outages` are those of the task
    server. `ready` is the number of trees that are ready for export. `is_whole` says that everybody could end what they
    were doing, so that everything can be counted. `problems` are reasons to exit with an error.

    `authors` are the contributors by the ids of the dataset; None: whoever is named there. `knows_all_trees` says that
    the dataset has all trees, and nobody else worked on them. Of the kinds of contributions (messages, reviews,
    rankings) `/privacy show` can tell the first `kinds_told`; `counted_by_server` has what the task server counts, by
    contributor; None where it does not do so at once. `not_checked` is what could not be, and why.
    """

    contributors: list[Contributor] = field(default_factory=list)
    backend: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    kills: list[Kill] = field(default_factory=list)
    outages: list[Kill] = field(default_factory=list)
    work_seconds: float = 0.0
    rest_calls_outside: int = 0
    ready: int = 0
    is_whole: bool = False
    authors: frozenset[str] | None = None
    knows_all_trees: bool = True
    kinds_told: int = 3
    counted_by_server: Mapping[str, tuple[int, int, int]] | None = None
    not_checked: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def packages(self) -> int:
        """How many packages people have finished."""
        return sum(contributor.experience.packages for contributor in self.contributors)

    @property
    def promised(self) -> int:
        """How often people have read that their answer is saved, and delivered later."""
        return sum(contributor.experience.promised for contributor in self.contributors)
