"""What somebody asks for with `/work`."""

from dataclasses import dataclass, replace

from bot.cards.language import find_tag
from bot.interactions.contributed_text import plain_name
from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.rules.languages import normalise_tag
from bot.state.session import WorkSession
from bot.state.session_errors import LanguageUnknown


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
    def asked(cls, task: str, language: str) -> "Wish":
        """Read the options of a command.

        Raises:
            LanguageUnknown: the language is no language tag, nor the name of a language that is known.
        """
        wish = cls.parse(f"{task}/")
        if not language:
            return wish
        tag = find_tag(language)
        if tag is None:
            raise LanguageUnknown(language=plain_name(language))
        return replace(wish, language=tag)

    @classmethod
    def parse(cls, text: str | None) -> "Wish":
        """Read a wish back; a forged one is no wish."""
        name, _, language = (text or "").partition("/")
        task_type: RequestedType = TaskType(name) if name in set(TaskType) else RANDOM
        return cls(task_type, normalise_tag(language) if language else None)
