"""What somebody asks for with `/work`."""

from dataclasses import dataclass

from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.rules.languages import normalise_tag
from bot.rules.topics import is_key_of_topic, key_of_topic
from bot.state.session import WorkSession


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: a kind of package, a language, a topic. It survives the agreement in a custom id.

    `topic` is the topic's key.
    """

    task_type: RequestedType = RANDOM
    language: str | None = None
    topic: str | None = None

    def __str__(self) -> str:
        topic = "" if self.topic is None else f"/{self.topic}"
        return f"{self.task_type}/{self.language or ''}{topic}"

    def is_met_by(self, session: WorkSession) -> bool:
        """Say whether a session is what was asked for."""
        return (
            self.task_type in {RANDOM, session.task.type}
            and self.language in {None, session.language}
            and (self.topic is None or (session.topic is not None and self.topic == key_of_topic(session.topic)))
        )

    @classmethod
    def parse(cls, text: str | None) -> "Wish":
        """Read a wish back; a forged one is no wish."""
        name, language, topic, *_ = [*(text or "").split("/", maxsplit=2), "", ""]
        task_type: RequestedType = TaskType(name) if name in set(TaskType) else RANDOM
        return cls(task_type, normalise_tag(language) if language else None, topic if is_key_of_topic(topic) else None)
