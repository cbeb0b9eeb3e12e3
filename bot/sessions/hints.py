"""Hints on what was written: helpful, never blocking."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.backends.values import TextAnswer
from bot.cards.session_parts import conversation_of
from bot.protocol.tasks import TEXT_TASKS
from bot.rules.languages import canonical_tag
from bot.rules.text import text_key
from bot.sessions.language_guesser import LanguageGuesser
from bot.state.session import SessionState, WorkSession
from bot.texts import Sentences
from bot.texts.language_names import name_in


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence of the catalogue and the languages that it names: their tags."""

    sentence: str
    languages: dict[str, str] = field(default_factory=dict)

    def said(self, say: Sentences) -> str:
        """Say it in a reader's language."""
        return say(self.sentence, **{name: name_in(tag, say.language) for name, tag in self.languages.items()})


def language_meant(session: WorkSession, hints: Sequence[Hint]) -> str | None:
    """Return the tag of the language in which a new prompt seems to be, where that is not the one it has."""
    found = [hint.languages["found"] for hint in hints if "found" in hint.languages]
    return found[0] if found and session.is_prompt_being_written else None


class Hints:
    """What may be wrong with what people write."""

    def __init__(self, guesser: LanguageGuesser) -> None:
        self._guesser = guesser

    def expect_text(self, session: WorkSession) -> None:
        """Get ready where a package waits for a text, so that the hints on that come soon. Waits for nothing."""
        if session.state is SessionState.OPEN and session.task.type in TEXT_TASKS:
            self._guesser.prepare()

    async def find(self, session: WorkSession, *, is_repeat: bool = False) -> list[Hint]:
        """Find what may be wrong with the text of an open session; nothing where there is none.

        Args:
            session: Any session.
            is_repeat: Whether its writer submitted the same text before.
        """
        draft = session.draft
        if session.state is not SessionState.OPEN or not isinstance(draft, TextAnswer):
            return []
        hints = _repeats(session, draft.text) or ([Hint("hint-repeats-own")] if is_repeat else [])
        found = await self._guesser.guess(draft.text)
        if found is not None and found != canonical_tag(session.language):
            hints.append(Hint("hint-language", {"found": found, "wanted": session.language}))
        return hints


def _repeats(session: WorkSession, text: str) -> list[Hint]:
    messages = conversation_of(session.task)
    # A hint may be wrong: it does without letter case.
    key = text_key(text).casefold()
    same = [text_key(message.text).casefold() == key for message in messages]
    if not any(same):
        return []
    return [Hint("hint-repeats-prompt" if same[-1] else "hint-repeats-conversation")]
