"""Tests of what a tree asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bot.protocol.messages import Role
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.open_work import Node, OpenItem, Shape
from bot.rules.thresholds import MAX_RANKED_REPLIES, Thresholds

_THRESHOLDS = Thresholds()


def node(
    name: str, parent: Node[str] | None = None, *, accepted: bool | None = True, deleted: bool = False
) -> Node[str]:
    """A message by the person of the same name."""
    role = Role.PROMPTER if parent is None else parent.role.next
    depth = 0 if parent is None else parent.depth + 1
    return Node(
        name, None if parent is None else parent.id, f"author of {name}", role, depth, "en", 1, accepted, deleted
    )


def shape(
    *nodes: Node[str],
    rankings: Mapping[str, Sequence[frozenset[str]]] | None = None,
    thresholds: Thresholds = _THRESHOLDS,
) -> Shape[str]:
    """A tree of these messages."""
    return Shape(nodes, rankings or {}, thresholds)


def asked(items: list[OpenItem[str]]) -> dict[tuple[str, str], int]:
    """How many people are asked what about which message."""
    return {(item.task_type.value, item.message_id): item.missing for item in items}


def test_a_prompt_in_review() -> None:
    """A prompt in review asks for the reviews that are missing, and for nothing else."""
    items = shape(node("root", accepted=None)).open_items(TreeState.INITIAL_PROMPT_REVIEW, _THRESHOLDS)
    assert asked(items) == {("label_initial_prompt", "root"): 2}


def test_a_growing_tree() -> None:
    """Undecided replies ask for reviews, accepted messages with room for replies; rejected ones for nothing."""
    root = node("root")
    first, second = node("first", root), node("second", root, accepted=None)
    rejected, below = node("rejected", root, accepted=False), node("below", first)
    items = shape(root, first, second, rejected, below).open_items(TreeState.GROWING, _THRESHOLDS)
    assert asked(items) == {
        ("label_assistant_reply", "second"): 2,
        ("assistant_reply", "root"): 1,
        ("assistant_reply", "below"): 3,
    }


def test_lonely_replies() -> None:
    """A prompter's message with a single reply is marked; with none, or two, it is not."""
    root = node("root")
    lonely = shape(root, node("a", root)).open_items(TreeState.GROWING, _THRESHOLDS)
    assert [item.lonely for item in lonely if item.message_id == "root"] == [True]
    for several in ([], [node("a", root), node("b", root)]):
        items = shape(root, *several).open_items(TreeState.GROWING, _THRESHOLDS)
        assert [item.lonely for item in items if item.message_id == "root"] == [False]


def test_a_tree_that_has_its_size_asks_for_no_replies() -> None:
    """Messages in review count as if they were accepted."""
    root = node("root")
    small = Thresholds(goal_tree_size=2)
    items = shape(root, node("a", root, accepted=None), thresholds=small).open_items(TreeState.GROWING, small)
    assert asked(items) == {("label_assistant_reply", "a"): 2}


def test_below_a_deleted_message_nothing_counts() -> None:
    """What hangs below a deleted message is neither asked about nor counted."""
    root = node("root")
    gone = node("gone", root, deleted=True)
    tree = shape(root, gone, node("below", gone), node("undecided", node("x", gone), accepted=None))
    assert asked(tree.open_items(TreeState.GROWING, _THRESHOLDS)) == {("assistant_reply", "root"): 3}
    progress = tree.progress()
    assert (progress.accepted, progress.in_review) == (1, 0)


def test_rankings_that_lack_a_reply_do_not_count() -> None:
    """A ranking is complete if it is about every reply that is ranked now; more than that does not harm."""
    root = node("root")
    replies = [node(name, root) for name in ("a", "b", "c")]
    rankings = {"root": [frozenset("abc"), frozenset("ab"), frozenset("abcd")]}
    tree = shape(root, *replies, rankings=rankings)
    assert asked(tree.open_items(TreeState.RANKING, _THRESHOLDS)) == {("rank_assistant_replies", "root"): 1}
    assert tree.progress().unranked_parents == 1
    assert tree.is_complete_ranking("root", frozenset("abc"))
    assert not tree.is_complete_ranking("root", frozenset("ab"))


@pytest.mark.parametrize("number", [1, 2, 12, 13])
def test_what_is_ranked_together(number: int) -> None:
    """At most twelve accepted replies are ranked together, those that were written first; a single one is not."""
    root = node("root")
    replies = [node(f"{place:02}", root) for place in range(number)]
    tree = shape(root, *replies, node("rejected", root, accepted=False))
    together = tree.ranked_together("root")
    assert together == tuple(reply.id for reply in replies[:MAX_RANKED_REPLIES])
    items = tree.open_items(TreeState.RANKING, _THRESHOLDS)
    assert [item.task_type for item in items] == ([TaskType.RANK_ASSISTANT_REPLIES] if number > 1 else [])


def test_lowered_thresholds() -> None:
    """An undecided message that has more reviews than are needed by now still asks for the one that will decide."""
    root = node("root")
    undecided = node("a", root, accepted=None)._replace(review_count=2)
    fewer = Thresholds(num_reviews_reply=1)
    items = shape(root, undecided, thresholds=fewer).open_items(TreeState.GROWING, fewer)
    assert ("label_assistant_reply", "a") in asked(items)
    assert asked(items)["label_assistant_reply", "a"] == 1


@pytest.mark.parametrize("state", sorted(set(TreeState) - {TreeState.INITIAL_PROMPT_REVIEW, TreeState.GROWING}))
def test_other_trees_ask_for_nothing(state: TreeState) -> None:
    """On trees in other states, with nothing to rank, nobody is asked to work."""
    assert shape(node("root"), node("a", node("root"))).open_items(state, _THRESHOLDS) == []
