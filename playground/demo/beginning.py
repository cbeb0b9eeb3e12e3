"""What a demo begins with: some conversations of the sample, so that people have something to judge from the first."""

import json
from collections import Counter, deque
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path
from typing import Any

from playground.contributors.answers import SAMPLE
from playground.contributors.cast import cast
from playground.demo.options import LEAST_CONTRIBUTORS, DemoOptions

CONVERSATIONS = SAMPLE / "conversations.json"


def write_beginning(options: DemoOptions, path: Path) -> Path | None:
    """Write what is to be imported, so many conversations that the wanted trees cannot all come from them.

    Args:
        options: what is wanted.
        path: where to write.

    Returns:
        The file to import: the one that was named, all of it, or else this one; None where people begin all trees.
    """
    if options.texts is not None:
        return options.texts
    if options.imported_trees == 0:
        return None
    messages = json.loads(CONVERSATIONS.read_text(encoding="utf-8"))
    chosen = _choose(messages, options.imported_trees, _languages(options))
    path.write_text(json.dumps(chosen, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def _languages(options: DemoOptions) -> list[str]:
    """Return the languages that so many people write that they can finish a tree, the most common first."""
    spoken = [language for character in cast(options.contributors) for language in character.languages]
    enough = max(LEAST_CONTRIBUTORS, options.reviews + 1)
    return [language for language, speakers in Counter(spoken).most_common() if speakers >= enough]


def _choose(messages: Iterable[dict[str, Any]], wanted: int, languages: list[str]) -> list[dict[str, Any]]:
    """Take conversations in turn of each language, as long as there are some."""
    conversations: dict[str, list[dict[str, Any]]] = {}
    waiting: dict[str, deque[str]] = {language: deque() for language in languages}
    of_message: dict[str, str] = {}
    for message in messages:
        name, parent = message["user_message_id"], message["parent_message_id"]
        conversation = of_message[name] = name if parent is None else of_message[parent]
        conversations.setdefault(conversation, []).append(message)
        if parent is None and message["lang"] in waiting:
            waiting[message["lang"]].append(name)
    chosen: list[dict[str, Any]] = []
    left = min(wanted, sum(map(len, waiting.values())))
    for language in cycle(languages):
        if left == 0:
            return chosen
        if waiting[language]:
            chosen += conversations[waiting[language].popleft()]
            left -= 1
    return chosen
