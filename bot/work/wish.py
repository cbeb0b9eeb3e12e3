"""What somebody asks for with `/work`."""

from dataclasses import dataclass

from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.rules.languages import normalise_tag
from bot.state.session import WorkSession


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: a kind of package and a language. It survives the agreement in a custom id."""

    task_type: RequestedType = RANDOM
    language: str | None = None

    def __str__(self) -> str:
        return f"{self.task_type}/{self.language or ''}"

    def is_met_by(self, session: WorkSession) -> bool:
        """Say whether a session is what was asked for."""
        return self.task_type in {RANDOM, session.task.type} and self.language in {None, session.language}

    @classmethod
    def parse(cls, text: str | None) -> "Wish":
        """Read a wish back; a forged one is no wish."""
        name, _, language = (text or "").partition("/")
        task_type: RequestedType = TaskType(name) if name in set(TaskType) else RANDOM
        return cls(task_type, normalise_tag(language) if language else None)
