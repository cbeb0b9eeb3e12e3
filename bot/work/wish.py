"""What somebody asks for with `/work`."""

from dataclasses import dataclass

from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.rules.languages import normalise_tag


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: a kind of package and a language. It survives the agreement in a custom id."""

    task_type: RequestedType = RANDOM
    language: str | None = None

    def __str__(self) -> str:
        return f"{self.task_type}/{self.language or ''}"

    @classmethod
    def parse(cls, text: str | None) -> "Wish":
        """Read a wish back; a forged one is no wish."""
        name, _, language = (text or "").partition("/")
        task_type: RequestedType = TaskType(name) if name in set(TaskType) else RANDOM
        return cls(task_type, normalise_tag(language) if language else None)
