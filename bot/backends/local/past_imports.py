"""What was imported so far, and taking an import out again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.backends.local import tree_life
from bot.backends.local.repository import answers, events, imports, trees
from bot.backends.local.repository.imports import ImportRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Step
from bot.counting import counted
from bot.errors import StartError
from bot.protocol.trees import TreeState
from bot.rules.tree_states import FINISHED


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was taken out again."""

    row: ImportRow
    trees: int
    messages: int

    def __str__(self) -> str:
        return (
            f"Taken out again: import {self.row.import_id} of {self.row.file_name}, "
            f"{counted(self.trees, 'tree')} with {counted(self.messages, 'message')}."
        )


def listed(step: Step) -> Sequence[ImportRow]:
    """Return all imports that were not taken out, the first one first."""
    return imports.listed(step.connection)


def take_out(step: Step, import_id: int) -> TakenOut:
    """Delete all that an import brought, as long as nobody has built on it.

    Args:
        step: The transaction.
        import_id: Its number.

    Raises:
        StartError: There is no such import, or somebody has built on it; the sentence says what would be destroyed.
    """
    row = imports.find(step.connection, import_id)
    if row is None:
        raise StartError(f"There is no import {import_id}. Which there are says: python -m bot import --list")
    built = imports.built_on(step.connection, import_id)
    own, grown = imports.trees_of(step.connection, import_id)
    messages = imports.messages_of(step.connection, import_id)
    if built:
        what = ", ".join(counted(number, name, _PLURALS.get(name, "")) for name, number in built.items())
        raise StartError(
            f"Import {import_id} of {row.file_name} brought {counted(len(own), 'tree')} and "
            f"{counted(messages, 'message')}, and others have built on them since: {what}. That would be destroyed, so "
            "nothing was taken out."
        )
    imports.remove(step.connection, import_id)
    for _, language, state in own:
        trees.count(step.connection, language, state, -1)
    for tree_id in grown:
        tree_life.advance(step, _put_back(step, tree_life.find(step, tree_id)))
    for language in sorted({language for _, language, _ in own}):
        tree_life.fill_places(step, language)
    return TakenOut(row, len(own), messages)


def _put_back(step: Step, tree: TreeRow) -> TreeRow:
    """Let a tree grow again that went on by replies which are gone, and in which nobody has ranked anything."""
    went_on = tree.state is TreeState.RANKING or tree.state in FINISHED
    if not went_on or answers.rankings_in(step.connection, tree.tree_id):
        return tree
    trees.set_state(step.connection, tree, TreeState.GROWING, step.now)
    before, after = {"state": tree.state}, {"state": TreeState.GROWING}
    events.add(step.connection, step.now, "tree_state", tree_id=tree.tree_id, before=before, after=after)
    return replace(tree, state=TreeState.GROWING)


_PLURALS = {
    "reply": "replies",
    "reply of a later import": "replies of later imports",
    "task that somebody has": "tasks that somebody has",
    "decision of a moderator": "decisions of moderators",
}
