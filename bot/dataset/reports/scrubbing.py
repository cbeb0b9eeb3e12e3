"""Trees without the personal data that can be found in their texts."""

from __future__ import annotations

from dataclasses import replace

from bot.dataset.records import DatasetMessage, DatasetTree
from bot.rules.personal_data import scrub


def scrub_tree(tree: DatasetTree) -> DatasetTree:
    """Return a tree in whose texts placeholders stand for personal data; nothing else of it changes."""
    return replace(tree, messages=[_scrub_message(message) for message in tree.messages])


def _scrub_message(message: DatasetMessage) -> DatasetMessage:
    found = scrub(message.text)
    return replace(message, text=found.text) if found.counts else message
