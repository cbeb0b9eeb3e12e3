"""Hints on what was written: helpful, never blocking."""

import asyncio
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bot.backends.values import TextAnswer
from bot.cards.language import language_name
from bot.cards.session_parts import conversation_of
from bot.rules.languages import LANGUAGES, find_language
from bot.rules.text import text_key
from bot.state.session import SessionState, WorkSession


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence of the catalogue and what it names."""

    sentence: str
    arguments: dict[str, str] = field(default_factory=dict)


async def find_hints(session: WorkSession, *, is_repeat: bool = False) -> list[Hint]:
    """Find what may be wrong with the text of an open session; nothing where there is none.

    Args:
        session: any session.
        is_repeat: whether its writer submitted the same text before.
    """
    draft = session.draft
    if session.state is not SessionState.OPEN or not isinstance(draft, TextAnswer):
        return []
    hints = _repeats(session, draft.text) or ([Hint("hint-repeats-own")] if is_repeat else [])
    # The first guess reads a model from the disk.
    found = await asyncio.to_thread(guess_language, draft.text)
    if found is not None and _primary(found) != _primary(session.language):
        names = {"found": language_name(found), "wanted": language_name(session.language)}
        hints.append(Hint("hint-language", names))
    return hints


def _repeats(session: WorkSession, text: str) -> list[Hint]:
    messages = conversation_of(session)
    # A hint may be wrong: it does without letter case.
    key = text_key(text).casefold()
    same = [text_key(message.text).casefold() == key for message in messages]
    if not any(same):
        return []
    return [Hint("hint-repeats-prompt" if same[-1] else "hint-repeats-conversation")]


def _primary(tag: str) -> str:
    known = find_language(tag)
    return (known.tag if known is not None else tag).split("-")[0]


_LEAST_LETTERS = 40
"""Shorter texts are guessed wrongly too often to bother anybody with."""


_SURE = 0.99
"""The least probability, among the languages that can be chosen, at which a guess is worth telling."""


_NOT_PROSE = re.compile(r"```[\s\S]*?(?:```|\Z)|`[^`\n]*`|https?://\S+|<[^>\n]*>")


def guess_language(text: str) -> str | None:
    """Guess the language of a text (a primary BCP 47 tag); None where it is short, or not plain.

    Code and addresses are left out: they are in no language. Reads the model at its first use, which takes a moment.
    """
    prose = _NOT_PROSE.sub(" ", text)
    if sum(character.isalpha() for character in prose) < _LEAST_LETTERS:
        return None
    language, probability = _identifier().classify(prose)
    return str(language) if probability >= _SURE else None


@cache
def _identifier() -> Any:
    # Not before it is needed: with it come numpy and a model, tens of megabytes.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415 - above

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {tag.split("-")[0] for tag in LANGUAGES} & set(identifier.labels)
    identifier.set_languages(sorted(known))
    return identifier
