"""How a run of the demo went, as far as one sees it from outside."""

from dataclasses import dataclass, field

from playground.contributors.contributor import Contributor


@dataclass(frozen=True, slots=True)
class Kill:
    """When the bot was killed, and when it was back, in this process's monotonic seconds."""

    killed: float
    back: float


@dataclass(slots=True)
class Course:
    """How a run went, as far as one sees it from outside.

    `ready` is the number of trees that are ready for export. `is_whole` says that everybody could end what they were
    doing, so that everything can be counted. `problems` are reasons to exit with an error.
    """

    contributors: list[Contributor] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)
    work_seconds: float = 0.0
    rest_calls_outside: int = 0
    ready: int = 0
    is_whole: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def packages(self) -> int:
        """How many packages people have finished."""
        return sum(contributor.experience.packages for contributor in self.contributors)
