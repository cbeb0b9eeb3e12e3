"""The child process that knows languages: `python -m bot.language_model`.

It loads its model, a hundred megabytes, and then answers one question after the other: each is a line with a text as
JSON, each answer a line with the language of that text as JSON. It ends when its standard input does, and so with its
parent.
"""

import json
import sys
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # it has no annotations

from bot.rules.languages import find_language

_SURE = 0.99
"""The least probability, among the languages that are looked for, at which a guess is worth telling."""

_LOOK_ALIKES = {"nn"}
"""Languages that nobody can choose and that would be taken for others. For them there is no guess."""


def main() -> None:
    """Answer until nobody asks any more: the tag of a language that can be chosen, or null where it is not plain."""
    identifier = _identifier()
    for question in sys.stdin.buffer:
        language, probability = identifier.classify(json.loads(question))
        found = find_language(str(language)) if probability >= _SURE else None
        sys.stdout.write(json.dumps(found and found.tag) + "\n")
        sys.stdout.flush()


def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # The model has codes of its own for some: no, tl.
    wanted = [label for label in identifier.labels if find_language(label) is not None or label in _LOOK_ALIKES]
    identifier.set_languages(sorted(wanted))
    return identifier


if __name__ == "__main__":
    main()
