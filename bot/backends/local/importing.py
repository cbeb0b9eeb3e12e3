"""Storing what was read from a file.

It was written by nobody here, and counts as accepted. Its ids follow from the contents and the database's secret, so
that a file which is imported twice is stored once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.backends.local import text_signals, tree_life
from bot.backends.local.ids import Key, key_from
from bot.backends.local.import_files import ImportedMessage, ImportedTree
from bot.backends.local.repository import messages, trees
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Step
from bot.counting import counted
from bot.protocol.trees import TreeState
from bot.rules.fingerprints import fingerprint

TREES_AT_ONCE = 500
"""So many trees go into one transaction."""


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did: trees and messages that are new, and trees that were there already."""

    trees: int
    messages: int
    known_trees: int

    def __add__(self, other: "ImportSummary") -> "ImportSummary":
        return ImportSummary(
            self.trees + other.trees, self.messages + other.messages, self.known_trees + other.known_trees
        )

    def __str__(self) -> str:
        known = f" Trees that were there already: {self.known_trees}." if self.known_trees else ""
        return f"Imported: {counted(self.trees, 'new tree')} with {counted(self.messages, 'message')}.{known}"


def store(step: Step, imported: Sequence[ImportedTree], origin: str) -> ImportSummary:
    """Store trees that are not there yet, and put them where people can work on them.

    A tree that names no state, or says that it grows, waits for its turn like any accepted prompt: `max_active_trees`
    of a language grow at a time. One that has reached its goal goes on to be ranked.

    Args:
        step: The transaction.
        imported: The trees; a file with many is stored in several steps.
        origin: Where they come from, the file's name for example.
    """
    new_trees = new_messages = 0
    for tree in imported:
        tree_id = _key(step, tree.messages[0])
        if trees.find(step.connection, tree_id) is None:
            _store_tree(step, tree_id, tree, origin)
            new_trees += 1
            new_messages += len(tree.messages)
    for language in {tree.messages[0].language for tree in imported}:
        tree_life.fill_places(step, language)
    return ImportSummary(new_trees, new_messages, len(imported) - new_trees)


def _store_tree(step: Step, tree_id: Key, tree: ImportedTree, origin: str) -> None:
    limits = step.rules.thresholds.limits
    state = tree.state or TreeState.GROWING
    if state is TreeState.GROWING and len(tree.messages) < limits.max_size():
        state = TreeState.PROMPT_LOTTERY_WAITING
    root = tree.messages[0]
    row = TreeRow(
        tree_id=tree_id,
        state=state,
        language=root.language,
        limits=limits,
        author_id=None,
        origin=origin,
        created_at=step.now,
        touched_at=step.now,
        won_lottery=state is not TreeState.PROMPT_LOTTERY_WAITING,
        topic=tree.topic,
    )
    trees.add(step.connection, row)
    stored: dict[str, MessageRow] = {}
    for message in tree.messages:
        parent = None if message.parent is None else stored[message.parent]
        written = MessageRow(
            message_id=_key(step, message),
            tree_id=tree_id,
            parent_id=None if parent is None else parent.message_id,
            author_id=None,
            session_id=None,
            server_id=None,
            is_assistant=message.role.is_assistant,
            depth=0 if parent is None else parent.depth + 1,
            language=message.language,
            text=message.text,
            created_at=step.now,
            accepted=True,
        )
        messages.add(step.connection, written)
        text_signals.keep_sketch(step, written)
        stored[message.name] = written
    tree_life.advance(step, row)


def _key(step: Step, message: ImportedMessage) -> Key:
    # Without white space around the text, as earlier versions stored it: a file is known again.
    contents = "\0".join((message.language, message.name, message.text.strip()))
    return key_from(fingerprint(step.secret_key, "import", contents))
