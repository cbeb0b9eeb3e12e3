"""What a tree asks for: the messages to reply to, to review and whose replies to rank, and how far the tree is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from bot.protocol.messages import Role
from bot.protocol.moments import Span
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.task_choice import is_lonely
from bot.rules.thresholds import MAX_RANKED_REPLIES, Thresholds, TreeLimits
from bot.rules.tree_states import TreeProgress, missing_replies, needs_ranking, takes_reply

Id = TypeVar("Id", bound=Hashable)


class Node(NamedTuple, Generic[Id]):
    """One message of a tree, as far as the rules look at it; `accepted` is None while the reviews have not decided."""

    id: Id
    parent_id: Id | None
    author_id: Id | None
    role: Role
    depth: int
    language: str
    review_count: int
    accepted: bool | None
    deleted: bool


class OpenItem(NamedTuple, Generic[Id]):
    """Something that people can do now.

    Attributes:
        task_type: What is asked for.
        message_id: The message to reply to, to review, or whose replies are to be ranked.
        author_id: Who wrote that message.
        language: That of the message.
        missing: How many more people are needed.
        lonely: See `bot.rules.task_choice.is_lonely`.
    """

    task_type: TaskType
    message_id: Id
    author_id: Id | None
    language: str
    missing: int
    lonely: bool = False


_REPLY_TASK = {Role.PROMPTER: TaskType.ASSISTANT_REPLY, Role.ASSISTANT: TaskType.PROMPTER_REPLY}
_LABEL_TASK = {Role.PROMPTER: TaskType.LABEL_PROMPTER_REPLY, Role.ASSISTANT: TaskType.LABEL_ASSISTANT_REPLY}
_RANK_TASK = {Role.PROMPTER: TaskType.RANK_PROMPTER_REPLIES, Role.ASSISTANT: TaskType.RANK_ASSISTANT_REPLIES}


class Shape(Generic[Id]):
    """A tree as it stands, for the questions below. A message below a deleted one counts no more than that one."""

    def __init__(
        self,
        nodes: Iterable[Node[Id]],
        rankings: Mapping[Id, Sequence[frozenset[Id]]],
        thresholds: Thresholds,
    ) -> None:
        """Look at a tree.

        Args:
            nodes: All of its messages, each after its parent.
            rankings: By parent, the set of replies that each ranking so far was about.
            thresholds: Those of the project.
        """
        self.root: Node[Id] | None = None
        self._thresholds = thresholds
        self._living: dict[Id, Node[Id]] = {}
        self._replies: defaultdict[Id, list[Node[Id]]] = defaultdict(list)
        self._rankings = rankings
        for node in nodes:
            if node.parent_id is None:
                self.root = node
            elif node.parent_id not in self._living:
                continue
            if node.deleted:
                continue
            self._living[node.id] = node
            if node.parent_id is not None:
                self._replies[node.parent_id].append(node)

    def progress(self, idle: Span = 0) -> TreeProgress:
        """Return how far the tree is; `idle` is for how long nothing has happened in it."""
        accepted = in_review = 0
        for node in self._living.values():
            if node.accepted:
                accepted += 1
            elif node.accepted is None and node.parent_id is not None:
                in_review += 1
        return TreeProgress(
            prompt_accepted=None if self.root is None else self.root.accepted,
            prompt_removed=self.root is None or self.root.deleted,
            accepted=accepted,
            in_review=in_review,
            unranked_parents=len(self._unranked()),
            idle=idle,
        )

    def ranked_together(self, parent_id: Id) -> tuple[Id, ...]:
        """Return the replies to a message that are ranked, in the order of `nodes`, at most `MAX_RANKED_REPLIES`."""
        parent = self._living.get(parent_id)
        if parent is None:
            return ()
        accepted = [
            node.id for node in self._replies.get(parent_id, ()) if node.accepted and node.role is parent.role.next
        ]
        return tuple(accepted[:MAX_RANKED_REPLIES])

    def is_complete_ranking(self, parent_id: Id, ranked: frozenset[Id]) -> bool:
        """Say whether a ranking is about all replies that are ranked now; an older one may lack some."""
        return ranked.issuperset(self.ranked_together(parent_id))

    def open_items(self, state: TreeState, limits: TreeLimits) -> list[OpenItem[Id]]:
        """Return what people can do for a tree in this state; nothing for one on which nobody works."""
        if state is TreeState.INITIAL_PROMPT_REVIEW and self.root is not None and not self.root.deleted:
            return [self._review_item(self.root, TaskType.LABEL_INITIAL_PROMPT)]
        if state is TreeState.GROWING:
            return self._growing_items(limits)
        if state is TreeState.RANKING:
            return [
                OpenItem(_RANK_TASK[node.role.next], node.id, node.author_id, node.language, missing)
                for node, missing in self._unranked()
            ]
        return []

    def _growing_items(self, limits: TreeLimits) -> list[OpenItem[Id]]:
        items = [
            self._review_item(node, _LABEL_TASK[node.role])
            for node in self._living.values()
            if node.parent_id is not None and node.accepted is None
        ]
        missing = missing_replies(self.progress(), limits)
        if missing == 0:
            return items
        for node in self._living.values():
            if not node.accepted:
                continue
            replies = sum(1 for reply in self._replies.get(node.id, ()) if reply.accepted is not False)
            if takes_reply(role=node.role, depth=node.depth, replies=replies, limits=limits):
                room = min(missing, limits.max_replies(node.role) - replies)
                lonely = is_lonely(role=node.role, replies=replies, thresholds=self._thresholds)
                items.append(
                    OpenItem(_REPLY_TASK[node.role], node.id, node.author_id, node.language, room, lonely=lonely)
                )
        return items

    def _review_item(self, node: Node[Id], task_type: TaskType) -> OpenItem[Id]:
        wanted = self._thresholds.num_reviews(is_root=node.parent_id is None)
        # An undecided message needs somebody, even where the thresholds were lowered since its last review.
        return OpenItem(task_type, node.id, node.author_id, node.language, max(1, wanted - node.review_count))

    def _unranked(self) -> list[tuple[Node[Id], int]]:
        """Return the messages whose replies need more rankings, and how many."""
        several = (self._living[parent_id] for parent_id, replies in self._replies.items() if len(replies) > 1)
        return [(node, missing) for node in several if (missing := self._missing_rankings(node)) > 0]

    def _missing_rankings(self, node: Node[Id]) -> int:
        replies = self.ranked_together(node.id)
        complete = sum(1 for ranked in self._rankings.get(node.id, ()) if ranked.issuperset(replies))
        if not needs_ranking(
            reply_role=node.role.next,
            accepted_replies=len(replies),
            rankings=complete,
            thresholds=self._thresholds,
        ):
            return 0
        return self._thresholds.num_required_rankings - complete
