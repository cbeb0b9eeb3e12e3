"""What somebody asks for with `/work`."""

import re
from dataclasses import dataclass
from uuid import UUID

from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.rules.languages import normalise_tag
from bot.rules.topics import is_key_of_topic, key_of_topic
from bot.state.session import WorkSession

_COLLECTIVE = "collective"
_IS_HEX = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: a kind of package, a language, a topic; or their share of a collective package.

    It survives the agreement in a custom id. `topic` is the topic's key.
    """

    task_type: RequestedType = RANDOM
    language: str | None = None
    topic: str | None = None
    collective_id: UUID | None = None

    def __str__(self) -> str:
        if self.collective_id is not None:
            return f"{_COLLECTIVE}/{self.collective_id.hex}"
        topic = "" if self.topic is None else f"/{self.topic}"
        return f"{self.task_type}/{self.language or ''}{topic}"

    def is_met_by(self, session: WorkSession) -> bool:
        """Say whether a session is what was asked for."""
        if self.collective_id is not None:
            return self.collective_id == session.collective_id
        return (
            self.task_type in {RANDOM, session.task.type}
            and self.language in {None, session.language}
            and (self.topic is None or (session.topic is not None and self.topic == key_of_topic(session.topic)))
        )

    @classmethod
    def parse(cls, text: str | None) -> "Wish":
        """Read a wish back; a forged one is no wish."""
        name, language, topic, *_ = [*(text or "").split("/", maxsplit=2), "", ""]
        if name == _COLLECTIVE:
            return cls(collective_id=UUID(hex=language)) if _IS_HEX.fullmatch(language) else cls()
        task_type: RequestedType = TaskType(name) if name in set(TaskType) else RANDOM
        return cls(task_type, normalise_tag(language) if language else None, topic if is_key_of_topic(topic) else None)
