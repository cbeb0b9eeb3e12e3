"""What the bot has to offer in tests: conversations, each language for a purpose of its own.

People are new in every test, so that each language serves many of them; a test that uses a language up has its own.
"""

import json
from pathlib import Path
from typing import Any

TO_ANSWER = "en"
"""80 initial prompts that want a reply of the assistant."""
TO_CONTINUE = "de"
"""30 replies of the assistant that want one of the prompter."""
TO_RANK = "fr"
"""12 prompts with three replies that want to be ranked."""
LONG = "es"
"""A conversation that no card can hold."""
TWO_PROMPTS = "sv"
"""Two initial prompts that want a reply, and nothing else."""
ONE_PROMPT = "pt-BR"
"""One initial prompt that wants a reply, and nothing else."""
WITHOUT_ANYTHING = "nl"
"""No conversation: its initial prompts are written by tests."""

LONG_TEXT = "Una frase larga. " * 400


def write_conversations(file: Path) -> None:
    """Write them as a file that the bot imports."""
    entries: list[dict[str, Any]] = []
    for number in range(80):
        _tree(entries, TO_ANSWER, f"How do I whistle tune number {number}?")
    for number in range(30):
        _tree(entries, TO_CONTINUE, f"Wie backe ich Brot Nummer {number}?", [f"Mit Mehl, Sorte {number}."])
    for number in range(12):
        replies = [f"Réponse {word} à la question {number}." for word in ("une", "deux", "trois")]
        _tree(entries, TO_RANK, f"Question {number} ?", replies, state="ranking")
    _tree(entries, LONG, LONG_TEXT)
    for number in range(2):
        _tree(entries, TWO_PROMPTS, f"Vad är {number} plus {number}?")
    _tree(entries, ONE_PROMPT, "Quanto é um mais um?")
    file.write_text(json.dumps(entries), encoding="utf-8")


def _tree(
    entries: list[dict[str, Any]], language: str, prompt: str, replies: list[str] | None = None, state: str = "growing"
) -> None:
    root = f"m{len(entries)}"
    entries.append(_entry(root, None, prompt, "prompter", language, state))
    for number, reply in enumerate(replies or ()):
        entries.append(_entry(f"{root}.{number}", root, reply, "assistant", language))


def _entry(
    name: str, parent: str | None, text: str, role: str, language: str, state: str | None = None
) -> dict[str, Any]:
    return {
        "task_message_id": f"t{name}",
        "user_message_id": name,
        "parent_message_id": parent,
        "text": text,
        "role": role,
        "lang": language,
        "tree_state": state,
    }
