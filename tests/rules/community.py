"""A community in a box: one tree and a few people who do whatever the rules allow, to see whether it gets finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.protocol.messages import Role
from bot.protocol.trees import TreeState
from bot.rules.acceptance import Verdict, decide
from bot.rules.consensus import consensus
from bot.rules.thresholds import Thresholds
from bot.rules.tree_states import (
    TreeProgress,
    check_transition,
    following_states,
    missing_replies,
    needs_ranking,
    takes_reply,
)
from bot.rules.trust import NEWCOMER, rejection


@dataclass(frozen=True, order=True)
class Move:
    """Something that a person can do. `about` is the number of a message: reviewed, replied to, or ranked below."""

    kind: str
    person: int
    about: int
    spam: bool = False


@dataclass
class Node:
    """A message of the tree in the box."""

    author: int
    parent: int | None
    depth: int
    accepted: bool | None = None
    reviews: dict[int, bool] = field(default_factory=dict)
    rankings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    skipped_by: set[int] = field(default_factory=set)

    @property
    def role(self) -> Role:
        """The role, which alternates from the prompter at the top."""
        return Role.ASSISTANT if self.depth % 2 else Role.PROMPTER


class Box:
    """One tree, whose prompt was written by person 0, and so many people. Nobody does anything twice."""

    def __init__(self, people: int, thresholds: Thresholds) -> None:
        self.people = people
        self.thresholds = thresholds
        self.state = TreeState.INITIAL_PROMPT_REVIEW
        self.nodes = [Node(author=0, parent=None, depth=0)]
        self.passed = [self.state]

    def moves(self, *, rejections: bool = False) -> Iterator[Move]:
        """Yield everything that anybody may do now; reviews that find spam only if rejections are allowed."""
        progress = self._progress()
        for number, node in enumerate(self.nodes):
            for person in range(self.people):
                if person in node.skipped_by:
                    continue
                if self._may_review(person, node):
                    yield Move("review", person, number)
                    if rejections:
                        yield Move("review", person, number, spam=True)
                if self._may_reply(person, number, progress):
                    yield Move("reply", person, number)
                if self._may_rank(person, number):
                    yield Move("rank", person, number)

    def play(self, move: Move) -> None:
        """Do it, and let the tree go on."""
        node = self.nodes[move.about]
        if move.kind == "review":
            node.reviews[move.person] = move.spam
            self._decide(node, max_reviews=self.thresholds.max_reviews(is_root=node.parent is None))
        elif move.kind == "reply":
            self.nodes.append(Node(author=move.person, parent=move.about, depth=node.depth + 1))
        elif move.kind == "rank":
            node.rankings[move.person] = tuple(self._replies(move.about, accepted=True))
        elif move.kind == "skip":
            node.skipped_by.add(move.person)
        self._go_on(idle=0)

    def wait(self) -> None:
        """Let so much time pass that reviews get no more company, and a tree in which nothing happens moves on."""
        for node in self.nodes:
            if node.accepted is None:
                self._decide(node, max_reviews=len(node.reviews))
        self._go_on(idle=self.thresholds.stalled_tree_span or 0)

    def _decide(self, node: Node, *, max_reviews: int) -> None:
        is_root = node.parent is None
        node.accepted = decide(
            [Verdict(float(spam)) for spam in node.reviews.values()],
            num_reviews=self.thresholds.num_reviews(is_root=is_root),
            max_reviews=max_reviews,
            threshold=self.thresholds.acceptance_threshold(is_root=is_root),
            rejection=rejection(NEWCOMER),
        )

    def ranked_sets(self) -> int:
        """Return how many messages have had their replies ranked."""
        return sum(bool(node.rankings) for node in self.nodes)

    def key(self) -> object:
        """Return what two positions share that are the same but for the order in which they came about."""
        return self.state, self._key_of(0)

    def copy(self) -> Box:
        """Return the same position, to try something out."""
        other = Box(self.people, self.thresholds)
        other.state, other.passed = self.state, list(self.passed)
        other.nodes = [
            Node(n.author, n.parent, n.depth, n.accepted, dict(n.reviews), dict(n.rankings), set(n.skipped_by))
            for n in self.nodes
        ]
        return other

    def _go_on(self, *, idle: int) -> None:
        limits = self.thresholds.limits
        for state in following_states(self.state, self._progress(idle), limits=limits, thresholds=self.thresholds):
            self._enter(state)
        if self.state is TreeState.PROMPT_LOTTERY_WAITING and idle == 0:
            self._enter(TreeState.GROWING)
            self._go_on(idle=0)
        if self.state is TreeState.READY_FOR_SCORING:
            for node in self.nodes:
                consensus(list(node.rankings.values()))
            self._enter(TreeState.READY_FOR_EXPORT)

    def _enter(self, state: TreeState) -> None:
        check_transition(self.state, state)
        self.state = state
        self.passed.append(state)

    def _progress(self, idle: int = 0) -> TreeProgress:
        return TreeProgress(
            prompt_accepted=self.nodes[0].accepted,
            accepted=sum(node.accepted is True for node in self.nodes),
            in_review=sum(node.accepted is None for node in self.nodes[1:]),
            unranked_parents=sum(self._needs_ranking(number) for number in range(len(self.nodes))),
            idle=idle,
        )

    def _may_review(self, person: int, node: Node) -> bool:
        state = TreeState.INITIAL_PROMPT_REVIEW if node.parent is None else TreeState.GROWING
        return self.state is state and node.accepted is None and person != node.author and person not in node.reviews

    def _may_reply(self, person: int, number: int, progress: TreeProgress) -> bool:
        node, limits = self.nodes[number], self.thresholds.limits
        if self.state is not TreeState.GROWING or not node.accepted or person == node.author:
            return False
        alive = [each for each in self._replies(number) if self.nodes[each].accepted is not False]
        return (
            missing_replies(progress, limits) > 0
            and takes_reply(role=node.role, depth=node.depth, replies=len(alive), limits=limits)
            and all(self.nodes[each].author != person for each in self._replies(number))
        )

    def _may_rank(self, person: int, number: int) -> bool:
        return (
            self.state is TreeState.RANKING
            and self._needs_ranking(number)
            and person not in self.nodes[number].rankings
            and all(self.nodes[each].author != person for each in self._replies(number, accepted=True))
        )

    def _needs_ranking(self, number: int) -> bool:
        node = self.nodes[number]
        return needs_ranking(
            reply_role=node.role.next,
            accepted_replies=len(self._replies(number, accepted=True)),
            rankings=len(node.rankings),
            thresholds=self.thresholds,
        )

    def _replies(self, number: int, *, accepted: bool = False) -> list[int]:
        return [
            each
            for each, node in enumerate(self.nodes)
            if node.parent == number and (node.accepted is True or not accepted)
        ]

    def _key_of(self, number: int) -> tuple[object, ...]:
        node = self.nodes[number]
        below = sorted((self._key_of(each) for each in self._replies(number)), key=repr)
        doers = (sorted(node.reviews.items()), sorted(node.rankings), sorted(node.skipped_by))
        return node.author, node.accepted, repr(doers), tuple(below)
