"""Rankings of the replies to a message."""

from collections.abc import Sequence

from bot.backends.errors import InvalidRanking, OwnMessage, TaskAlreadyDone, TreeClosed
from bot.backends.local import tree_life
from bot.backends.local.crediting import credit
from bot.backends.local.ids import Key
from bot.backends.local.repository import answers, messages, trees
from bot.backends.local.repository.answers import RankingRow
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.step import Step
from bot.backends.values import RankingAnswer
from bot.protocol.trees import TreeState
from bot.rules.points import earnings_of
from bot.rules.tree_states import CLOSED


def take(step: Step, package: PackageRow, answer: RankingAnswer, server_id: int | None) -> int:
    """Store a ranking; return the points that it earned at once.

    Raises:
        TreeClosed: The tree no longer takes messages.
        OwnMessage: They wrote what it is about, or have judged it before.
        InvalidRanking: It is no permutation of what was to be ranked.
        TaskAlreadyDone: It has an answer already, or was closed.
    """
    parent_id, tree_id = _about(package)
    ranked = _ranked(package.shown, answer)
    parent = messages.find(step.connection, parent_id)
    tree = tree_life.find(step, tree_id)
    if parent is None or parent.deleted_at is not None or tree.state in CLOSED:
        raise TreeClosed
    shown = messages.some(step.connection, ranked)
    if any(message.author_id == package.person_id for message in shown.values()):
        raise OwnMessage
    if answers.find_ranking(step.connection, parent_id, package.person_id) is not None:
        raise TaskAlreadyDone
    answers.put_ranking(
        step.connection,
        RankingRow(parent_id, package.person_id, server_id, step.now, ranked, answer.not_rankable),
    )
    credit(step, package.person_id, server_id, {"rankings_total": 1})
    trees.touch(step.connection, tree_id, step.now)
    tree_life.advance(step, tree)
    return int(earnings_of(package.task_type, scoring=step.rules.scoring).most_at_once)


def can_change(step: Step, package: PackageRow) -> bool:
    """Return whether a package's ranking went into no consensus yet."""
    parent_id, tree_id = _about(package)
    ranking = answers.find_ranking(step.connection, parent_id, package.person_id)
    return (
        ranking is not None and ranking.scored_at is None and tree_life.find(step, tree_id).state is TreeState.RANKING
    )


def change(step: Step, package: PackageRow, answer: RankingAnswer) -> None:
    """Replace a package's ranking.

    Raises:
        InvalidRanking: It is no permutation.
        LookupError: The package has no ranking, which is a fault of ours.
    """
    parent_id, _ = _about(package)
    old = answers.find_ranking(step.connection, parent_id, package.person_id)
    if old is None:
        raise LookupError("a rank package that was answered without a ranking")
    answers.put_ranking(
        step.connection,
        old._replace(ranked=_ranked(package.shown, answer), not_rankable=answer.not_rankable),
    )


def _ranked(shown: Sequence[Key], answer: RankingAnswer) -> tuple[Key, ...]:
    if sorted(answer.ranking) != list(range(len(shown))):
        raise InvalidRanking
    return tuple(shown[place] for place in answer.ranking)


def _about(package: PackageRow) -> tuple[Key, Key]:
    if package.message_id is None or package.tree_id is None:
        raise LookupError("a rank package without a message")
    return package.message_id, package.tree_id
