"""Which language a text is written in, where that is plain."""

import re
from functools import cache
from typing import Any

from bot.rules.languages import LANGUAGES

_LEAST_LETTERS = 40
"""Shorter texts are guessed wrongly too often to bother anybody with."""

_SURE = 0.99
"""The least probability, among the languages that can be chosen, at which a guess is worth telling."""

_NOT_PROSE = re.compile(r"```[\s\S]*?(?:```|\Z)|`[^`\n]*`|https?://\S+|<[^>\n]*>")


def guess_language(text: str) -> str | None:
    """The language of a text (a primary BCP 47 tag); None where it is short, or not plain.

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
