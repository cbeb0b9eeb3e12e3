"""The child process that knows languages: `python -m bot.sessions.language_model`.

It loads its model, a hundred megabytes, and then answers one question after the other: each is a line with a text as
JSON, each answer a line with the language of that text as JSON. It ends when its standard input does, and so with its
parent.
"""

import json
import sys
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # it has no annotations

from bot.rules.languages import LANGUAGES

_SURE = 0.99
"""The least probability, among the languages that can be chosen, at which a guess is worth telling."""


def main() -> None:
    """Answer until nobody asks any more: a primary BCP 47 tag, or null where the language is not plain."""
    identifier = _identifier()
    for question in sys.stdin.buffer:
        language, probability = identifier.classify(json.loads(question))
        answer = str(language) if probability >= _SURE else None
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {tag.split("-")[0] for tag in LANGUAGES} & set(identifier.labels)
    identifier.set_languages(sorted(known))
    return identifier


if __name__ == "__main__":
    main()
