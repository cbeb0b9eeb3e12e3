"""The life of trees and what people earn, written a second time: slow, obvious, without the rules or the database.

It is told each answer that the backend took, checks that the package may have been handed out, and then says what
state every tree must be in, how replies rank, and what everybody has earned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import fsum
from uuid import UUID

from bot.backends.values import LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.labels import LabelMode
from bot.protocol.messages import Role
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.thresholds import Thresholds
from tests.backends.community import Held

_SCALES = {"quality", "helpfulness", "creativity", "humor", "toxicity", "violence"}


@dataclass
class ModelMessage:
    """A message as the model knows it."""

    id: UUID
    parent: ModelMessage | None
    author: UUID
    text: str
    reviews: dict[UUID, dict[str, float]] = field(default_factory=dict)
    rankings: dict[UUID, list[UUID]] = field(default_factory=dict)
    """Of its replies, by the one who ranked, best first."""
    replies: list[ModelMessage] = field(default_factory=list)
    accepted: bool | None = None
    order: list[UUID] | None = None
    """How its replies rank, once that was settled."""

    @property
    def depth(self) -> int:
        """How far it is from the prompt."""
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def role(self) -> Role:
        """Who speaks."""
        return Role.ASSISTANT if self.depth % 2 else Role.PROMPTER

    @property
    def root(self) -> ModelMessage:
        """The prompt of its tree."""
        return self if self.parent is None else self.parent.root

    def all(self) -> Iterable[ModelMessage]:
        """This message and all below it."""
        yield self
        for reply in self.replies:
            yield from reply.all()

    def accepted_replies(self) -> list[ModelMessage]:
        """What is to be ranked."""
        return [reply for reply in self.replies if reply.accepted]


@dataclass
class ModelVotes:
    """What was settled about somebody's votes, one after the other: whether each was as it should have been."""

    on_rejected: list[bool] = field(default_factory=list)
    on_accepted: list[bool] = field(default_factory=list)
    rankings: list[tuple[int, int]] = field(default_factory=list)
    """Of each ranking, the pairs that agree and those that do not."""
    rejected_texts: list[bool] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """Youden's index, squared; 0 where it is negative."""
        index = _likely(self.on_rejected, 8, 4) + _likely(self.on_accepted, 9, 1) - 1
        return max(0.0, index) ** 2

    @property
    def ranking_weight(self) -> float:
        """That, times how far from chance the rankings agreed; all pairs of a ranking are equally old."""
        alike, opposed = 6.0, 2.0
        pairs_since = 0
        for right, wrong in reversed(self.rankings):
            alike += right * 0.98**pairs_since
            opposed += wrong * 0.98**pairs_since
            pairs_since += right + wrong
        return self.weight * max(0.0, 2 * alike / (alike + opposed) - 1)

    @property
    def rejection(self) -> float:
        """How likely the next text is rejected."""
        return _likely(self.rejected_texts, 0.5, 4.5)


def _likely(votes: Sequence[bool], right: float, wrong: float) -> float:
    """The share of right votes, of which each counts 2 % less than the next; `right` and `wrong` were there before."""
    for age, vote in enumerate(reversed(votes)):
        right += vote * 0.98**age
        wrong += (not vote) * 0.98**age
    return right / (right + wrong)


class Model:
    """All trees and people."""

    def __init__(self, thresholds: Thresholds) -> None:
        self.thresholds = thresholds
        self.messages: dict[UUID, ModelMessage] = {}
        self.counts: dict[UUID, Counter[str]] = {}
        self.drawn: set[UUID] = set()
        self.grown: set[UUID] = set()
        self.skipped: set[tuple[UUID, TaskType, UUID]] = set()
        self.votes: defaultdict[UUID, ModelVotes] = defaultdict(ModelVotes)

    def offered(self, held: Held) -> None:
        """Check that somebody may be asked for this."""
        person = held.person.person_id
        task_type = TaskType(held.task.type)
        if task_type is TaskType.INITIAL_PROMPT:
            self._may_write_prompt(person)
            return
        message = self.messages[held.about]
        assert (person, task_type, message.id) not in self.skipped, "skipped before"
        state = self.state(message.root)
        if task_type in (TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY):
            self.drawn.add(message.root.id)
            assert state in (TreeState.PROMPT_LOTTERY_WAITING, TreeState.GROWING)
            assert message.accepted
            assert message.author != person
            assert all(reply.author != person for reply in message.replies), "replied before"
            role = Role.ASSISTANT if task_type is TaskType.ASSISTANT_REPLY else Role.PROMPTER
            assert message.role is not role
            taken = [reply for reply in message.replies if reply.accepted is not False]
            room = (
                self.thresholds.max_children_count if role is Role.ASSISTANT else self.thresholds.num_prompter_replies
            )
            assert len(taken) < room
            assert message.depth < self.thresholds.max_tree_depth
        elif task_type is TaskType.LABEL_INITIAL_PROMPT:
            assert state is TreeState.INITIAL_PROMPT_REVIEW
            self._may_review(message, person)
        elif task_type in (TaskType.LABEL_ASSISTANT_REPLY, TaskType.LABEL_PROMPTER_REPLY):
            assert state in (TreeState.PROMPT_LOTTERY_WAITING, TreeState.GROWING)
            assert (message.role is Role.ASSISTANT) is (task_type is TaskType.LABEL_ASSISTANT_REPLY)
            self._may_review(message, person)
        else:
            assert state is TreeState.RANKING
            assert person not in message.rankings, "ranked before"
            shown = {reply.id for reply in held.rank_task.ranked_messages}
            assert shown == {reply.id for reply in message.accepted_replies()}
            assert all(reply.author != person for reply in message.accepted_replies()), "ranks themselves"

    def _may_write_prompt(self, person: UUID) -> None:
        """Check that somebody leaves places to others; what they have in hand is not counted here."""
        places = self.thresholds.max_active_trees + self.thresholds.max_initial_prompt_review
        own = [each for each in self.messages.values() if each.parent is None and each.author == person]
        in_review = [root for root in own if root.accepted is None]
        assert len(in_review) < max(1.0, places * self.thresholds.max_prompt_share), "takes too many places"

    def _may_review(self, message: ModelMessage, person: UUID) -> None:
        assert message.accepted is None
        assert message.author != person
        assert person not in message.reviews, "reviewed before"

    def skip(self, held: Held) -> None:
        """Note a skip."""
        if held.task.type is not TaskType.INITIAL_PROMPT:
            self.skipped.add((held.person.person_id, TaskType(held.task.type), held.about))

    def answered(self, held: Held, answer: object, message_id: UUID | None) -> None:
        """Note an answer that was taken."""
        person = held.person.person_id
        mine = self.counts.setdefault(person, Counter())
        if isinstance(answer, TextAnswer):
            assert message_id is not None
            assert message_id not in self.messages
            parent = None if held.task.type is TaskType.INITIAL_PROMPT else self.messages[held.about]
            message = ModelMessage(message_id, parent, person, answer.text)
            self.messages[message_id] = message
            if parent is None:
                mine["prompts"] += 1
            else:
                parent.replies.append(message)
                mine["replies_assistant" if message.role is Role.ASSISTANT else "replies_prompter"] += 1
        elif isinstance(answer, LabelsAnswer):
            message = self.messages[held.about]
            message.reviews[person] = {str(label): value for label, value in answer.labels.items()}
            scales = _SCALES.intersection(held.label_task.valid_labels)
            full = held.label_task.mode is LabelMode.FULL and scales.issubset(message.reviews[person])
            mine["labels_full" if full else "labels_simple"] += 1
            self._review(message, person)
        elif isinstance(answer, RankingAnswer):
            message = self.messages[held.about]
            shown = [reply.id for reply in held.rank_task.ranked_messages]
            message.rankings[person] = [shown[place] for place in answer.ranking]
            mine["rankings_total"] += 1
        if message.root.order is None and self.state(message.root) is TreeState.READY_FOR_EXPORT:
            self._rank(message.root)

    def _review(self, message: ModelMessage, person: UUID) -> None:
        """Let a review decide, or compare it with what was decided before."""
        if message.accepted is not None:
            self._compare(message, person)
            return
        needed = self.thresholds.num_reviews_initial_prompt
        least = self.thresholds.acceptance_threshold_initial_prompt
        if message.parent is not None:
            needed, least = self.thresholds.num_reviews_reply, self.thresholds.acceptance_threshold_reply
        if len(message.reviews) < needed:
            return
        weights = {reviewer: Fraction(self.votes[reviewer].weight) for reviewer in message.reviews}
        weigh_nothing = not any(weights.values()) and needed > 1
        if weigh_nothing or needed == 1:
            weights = dict.fromkeys(weights, Fraction(1.6))
        bad = sum(weights[reviewer] * _objection(review) for reviewer, review in message.reviews.items())
        total = sum(weights.values())
        accepted = float(1 - bad / total) > least
        odds = self.votes[message.author].rejection
        contrary = Fraction(4.5 * odds / (1 - odds) if accepted else 0.9 * (1 - odds))
        turned = float(1 - (bad + contrary * accepted) / (total + contrary)) > least
        objections = sum(_objection(review) >= Fraction(1, 2) for review in message.reviews.values())
        is_unsure = weigh_nothing or turned is not accepted or (not accepted and objections < 2)
        if is_unsure and len(message.reviews) < self._most(needed):
            return
        message.accepted = accepted
        self.votes[message.author].rejected_texts.append(not accepted)
        for reviewer in message.reviews:
            self._compare(message, reviewer)
        if message.accepted:
            kind = "prompts" if message.parent is None else f"replies_{message.role.value}"
            self.counts[message.author][f"accepted_{kind}"] += 1

    def _most(self, needed: int) -> int:
        """How many reviews decide at most: an odd number where there may be more than it takes."""
        extra = self.thresholds.max_extra_reviews
        return needed + extra + (extra > 0 and (needed + extra) % 2 == 0)

    def _compare(self, message: ModelMessage, reviewer: UUID) -> None:
        objected = _objection(message.reviews[reviewer]) >= Fraction(1, 2)
        votes = self.votes[reviewer]
        if message.accepted:
            votes.on_accepted.append(not objected)
        else:
            votes.on_rejected.append(objected)

    def _rank(self, root: ModelMessage) -> None:
        """Let the rankings of a tree become a consensus, all by what was known of people before."""
        for message in root.all():
            message.order = []
            if message.rankings:
                weights = {person: self.votes[person].ranking_weight for person in message.rankings}
                message.order = tideman(
                    [(ranking, weights[person]) for person, ranking in message.rankings.items()],
                    [reply.id for reply in message.accepted_replies()],
                    self._quality(message.accepted_replies()),
                )
        for message in root.all():
            for person, ranking in message.rankings.items():
                assert message.order is not None
                wrong = swaps(ranking, message.order)
                self.votes[person].rankings.append((len(ranking) * (len(ranking) - 1) // 2 - wrong, wrong))

    def _quality(self, replies: Sequence[ModelMessage]) -> tuple[dict[UUID, float], float]:
        """The mean quality of replies, and what that weighs: nothing where it is not known of all of them."""
        said = {
            reply.id: [
                (review["quality"], self.votes[person].weight)
                for person, review in reply.reviews.items()
                if "quality" in review
            ]
            for reply in replies
        }
        if not all(sum(weight for _, weight in several) > 0 for several in said.values()):
            return {}, 0.0
        quality = {
            reply: fsum(value * weight for value, weight in several) / fsum(weight for _, weight in several)
            for reply, several in said.items()
        }
        weights = [weight for several in said.values() for _, weight in several]
        return quality, fsum(weights) / len(weights)

    def state(self, root: ModelMessage) -> TreeState:
        """The state that a tree must be in; one that waits for the lottery may also grow without having grown yet."""
        if root.accepted is None:
            return TreeState.INITIAL_PROMPT_REVIEW
        if not root.accepted:
            return TreeState.ABORTED_LOW_GRADE
        if root.id not in self.grown:
            accepted = sum(1 for message in root.all() if message.accepted)
            undecided = any(message.accepted is None for message in root.all())
            if accepted < self.thresholds.goal_tree_size or undecided:
                return TreeState.GROWING if root.id in self.drawn else TreeState.PROMPT_LOTTERY_WAITING
            self.grown.add(root.id)
        for message in root.all():
            few = len(message.rankings) < self.thresholds.num_required_rankings
            if len(message.accepted_replies()) > 1 and message.role is Role.PROMPTER and few:
                return TreeState.RANKING
        return TreeState.READY_FOR_EXPORT

    def ranks(self, root: ModelMessage) -> dict[UUID, int]:
        """How the replies of a finished tree rank."""
        return {reply: place for message in root.all() for place, reply in enumerate(message.order or [])}

    def finish(self) -> dict[UUID, Counter[str]]:
        """What everybody has earned, with what the consensus brought."""
        earned = {person: Counter(counts) for person, counts in self.counts.items()}
        for root in self.messages.values():
            if root.parent is None and self.state(root) is TreeState.READY_FOR_EXPORT:
                for message in root.all():
                    for person, ranking in message.rankings.items():
                        for place, reply in enumerate(ranking[:3], start=1):
                            earned[self.messages[reply].author][f"reply_ranked_{place}"] += 1
                        earned[person]["rankings_good"] += swaps(ranking, message.order or []) <= 1
        return earned


def points(counts: Counter[str]) -> int:
    """The score, as PROTOCOL has it."""
    return (
        counts["prompts"] // 10
        + 4 * counts["replies_assistant"]
        + counts["replies_prompter"]
        + counts["labels_simple"]
        + 2 * counts["labels_full"]
        + counts["rankings_total"]
        + counts["rankings_good"]
        + counts["accepted_prompts"] // 10
        + 4 * counts["accepted_replies_assistant"]
        + counts["accepted_replies_prompter"]
        + 9 * counts["reply_ranked_1"]
        + 3 * counts["reply_ranked_2"]
        + counts["reply_ranked_3"]
    )


def _objection(review: dict[str, float]) -> Fraction:
    return Fraction(review.get("spam", 0)) + Fraction(review.get("lang_mismatch", 0))


def swaps(ranking: Sequence[UUID], order: Sequence[UUID]) -> int:
    """How many pairs of a ranking stand the other way round in an order."""
    return sum(1 for first, second in combinations(ranking, 2) if order.index(first) > order.index(second))


def tideman(
    rankings: Sequence[tuple[Sequence[UUID], float]],
    tie_break: Sequence[UUID],
    quality: tuple[dict[UUID, float], float],
) -> list[UUID]:
    """Ranked pairs by the book: keep each victory that makes no circle, then take who is beaten by nobody."""
    votes = [(ranking, round(weight * 10**6)) for ranking, weight in rankings]
    if not any(weight for _, weight in votes):
        votes = [(ranking, 1) for ranking, _ in rankings]
    value, extra = quality[0], quality[1] if len(rankings) > 1 else 0.0

    def support(better: UUID, worse: UUID) -> int:
        ranked = sum(weight for ranking, weight in votes if ranking.index(better) < ranking.index(worse))
        if not extra or value[better] <= value[worse]:
            return ranked
        return ranked + round(extra * 8 * (value[better] - value[worse]) * 10**6)

    victories = []
    for first, second in combinations(tie_break, 2):
        for_first, for_second = support(first, second), support(second, first)
        if for_first >= for_second:
            victories.append((for_first, first, second))
        else:
            victories.append((for_second, second, first))
    victories.sort(key=lambda each: (-each[0], tie_break.index(each[1]), tie_break.index(each[2])))
    kept: list[tuple[UUID, UUID]] = []

    def leads(start: UUID, end: UUID) -> bool:
        return start == end or any(leads(loser, end) for winner, loser in kept if winner == start)

    for _, winner, loser in victories:
        if not leads(loser, winner):
            kept.append((winner, loser))
    order: list[UUID] = []
    left = list(tie_break)
    while left:
        best = next(each for each in left if not any(loser == each and winner in left for winner, loser in kept))
        order.append(best)
        left.remove(best)
    return order
