"""One campaign: a modelled community works on the real local backend until enough trees are finished."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from bench.trust.people import HOSTILE, Kind, Modelled, Text
from bot.backends.errors import Refused
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.local.repository import trust
from bot.backends.values import Answer, Contributor, LabelsAnswer, Offer, RankingAnswer, Receipt, TextAnswer
from bot.ids import new_id
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import HOUR, SECOND, Moment
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import LABEL_TASKS, RANDOM, RANK_TASKS
from bot.protocol.trees import TreeState
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.rules.trust import NEWCOMER, review_weight
from bot.store import Connection, Database

_BEGINS: Final[Moment] = 1_760_000_000_000
_GAP: Final = 20 * SECOND
_MOST_PACKAGES_A_TREE: Final = 400
"""A campaign that needs more is given up: the community cannot finish its trees."""
_LOOKED_AT_EVERY: Final = 50
"""After so many people have asked for something, what came of it is looked at."""


@dataclass(slots=True)
class Result:
    """What came of a campaign; shares are from 0 to 1, None where there was nothing to count.

    Attributes:
        finished: Trees ready for export.
        packages: That were answered.
        honest_trees_killed: Of the trees that honest people began, and whose prompt is decided, so many were ended.
        spam_exported: Of the messages of finished trees that were accepted, so many should not have been.
        pasted_exported: Likewise, those that only a half of careful readers notice.
        rank_agreement: Kendall's tau of the ranks with the true quality.
        rank_agreement_unweighed: Likewise, had the same rankings counted alike.
        ring_first: Of the groups of replies with one of the ring's, so many have it first.
        honest_rejected: Of honest people's decided texts, so many were rejected.
        hostile_in_top_ten: Of the leaderboard of all time.
        points_an_hour: By kind.
        members: How many people there were, by kind.
        paused: People who paused from writing at some time, by kind.
        told: People about whom there is a case for moderators, with what the bot noticed by itself, by kind.
        sorted_up: People whose reviews weigh less than half a newcomer's, by kind.
    """

    finished: int
    packages: int
    honest_trees_killed: float | None
    spam_exported: float | None
    pasted_exported: float | None
    rank_agreement: float | None
    rank_agreement_unweighed: float | None
    ring_first: float | None
    honest_rejected: float | None
    hostile_in_top_ten: int
    points_an_hour: Mapping[Kind, float]
    members: Mapping[Kind, int]
    paused: Mapping[Kind, int]
    told: Mapping[Kind, int]
    sorted_up: Mapping[Kind, int]

    @property
    def packages_a_tree(self) -> float | None:
        """How many packages a finished tree took."""
        return self.packages / self.finished if self.finished else None


class _Clock:
    def __init__(self) -> None:
        self._now = _BEGINS

    def now(self) -> Moment:
        return self._now

    def move(self, span: int) -> None:
        self._now += span


@dataclass(slots=True)
class _Campaign:
    backend: LocalBackend
    clock: _Clock
    random: Random
    texts: dict[UUID, Text] = field(default_factory=dict)

    async def package(self, person: Modelled) -> bool:
        """Let somebody do whatever they are asked to; return whether they answered."""
        session = new_id(self.clock.now(), self.random)
        try:
            offer = await self.backend.request(person.contributor, session, RANDOM, "en", 1)
        except Refused:
            return False
        if person.kind is Kind.FLAGGER:
            await self._flag(person.contributor, session, offer)
            return False
        answer, written = self._answer(person, offer)
        taken = person.takes(
            self.random, writes=written is not None, replies=len(getattr(offer.task, "ranked_messages", ()) or ())
        )
        person.spent += taken
        # Others work meanwhile, so the time that it takes is this person's alone.
        self.clock.move(taken)
        with suppress(Refused):  # a text that was there before, say: it earns nothing
            receipt = await self.backend.submit(person.contributor, session, offer.task, answer, 1)
            self._note(receipt, written)
        self.clock.move(-taken)
        person.done += 1
        return True

    def _note(self, receipt: Receipt, written: Text | None) -> None:
        if written is not None and receipt.message_id is not None:
            self.texts[receipt.message_id] = written

    async def _flag(self, contributor: Contributor, session: UUID, offer: Offer) -> None:
        """Flag whatever is shown, and skip."""
        conversation = getattr(offer.task, "conversation", None)
        shown = [] if conversation is None else [message.id for message in conversation.messages]
        for message_id in [*shown, getattr(offer.task, "message_id", None)]:
            if message_id is not None:
                with suppress(Refused):
                    await self.backend.react(contributor, message_id, EmojiCode.RED_FLAG, EmojiOp.ADD, 1)
        await self.backend.skip(contributor, session, offer.task, "")

    def _answer(self, person: Modelled, offer: Offer) -> tuple[Answer, Text | None]:
        task = offer.task
        if task.type in LABEL_TASKS:
            return self._labels(person, self.texts[task.message_id], task.valid_labels), None  # type: ignore[union-attr]  # its type says so
        if task.type in RANK_TASKS:
            shown = [self.texts[message.id] for message in task.ranked_messages]  # type: ignore[union-attr]  # its type says so
            values = [person.value(text, self.random) for text in shown]
            order = sorted(range(len(shown)), key=lambda place: -values[place])
            return RankingAnswer(ranking=tuple(range(len(shown)) if person.ranks_as_shown else order)), None
        words = " ".join(f"{self.random.getrandbits(40):x}" for _ in range(40))
        return TextAnswer(text=words, language="en"), person.write(self.random)

    def _labels(self, person: Modelled, text: Text, asked: Sequence[str]) -> LabelsAnswer:
        found = person.judge(text, self.random)
        labels = dict.fromkeys(map(TextLabel, asked), 0.0)
        values = {TextLabel.SPAM: float(found.is_spam), TextLabel.QUALITY: round(found.quality * 4) / 4}
        return LabelsAnswer(labels=labels | {label: value for label, value in values.items() if label in labels})


async def run(
    people: Sequence[Modelled], thresholds: Thresholds, trees: int, seed: int, scoring: Scoring = Scoring.QUALITY
) -> Result:
    """Let people work until so many trees are finished, or until they cannot finish any more.

    Args:
        people: who work, each as often as their activity says.
        thresholds: of the backend.
        trees: finished ones to reach.
        seed: of everything that is left to chance.
        scoring: how points come about.
    """
    random, clock = Random(seed), _Clock()
    with tempfile.TemporaryDirectory() as folder:
        async with Database(Path(folder) / "trust.sqlite3", clock) as database:
            key = await load_secret_key(database)
            backend = LocalBackend(database, clock, random, PoolRules(thresholds=thresholds, scoring=scoring), key)
            campaign = _Campaign(backend, clock, random)
            packages = await _work(campaign, people, trees)
            return await _result(campaign, database, people, packages)


async def _work(campaign: _Campaign, people: Sequence[Modelled], trees: int) -> int:
    cumulated = list(accumulate(person.activity for person in people))
    packages = attempts = 0
    while packages < trees * _MOST_PACKAGES_A_TREE and attempts < 2 * trees * _MOST_PACKAGES_A_TREE:
        if attempts % _LOOKED_AT_EVERY == 0:
            counts = await campaign.backend.tree_counts()
            if counts.get(TreeState.READY_FOR_EXPORT, 0) >= trees:
                break
        (person,) = campaign.random.choices(people, cum_weights=cumulated)
        campaign.clock.move(_GAP)
        packages += await campaign.package(person)
        attempts += 1
    return packages


async def _result(campaign: _Campaign, database: Database, people: Sequence[Modelled], packages: int) -> Result:
    counts = await campaign.backend.tree_counts()
    exported, judged = await database.read(_exported), await database.read(_judged)
    roots = await database.read(_roots)
    texts = campaign.texts
    groups: dict[UUID, list[_Ranked]] = {}
    for row in exported:
        if row.parent_id is not None and row.rank is not None and row.rank_unweighed is not None:
            groups.setdefault(row.parent_id, []).append(_Ranked(row.rank, row.rank_unweighed, texts[row.message_id]))
    first = [min(group).text for group in groups.values() if _has_ring(group)]
    honest = [accepted for message_id, accepted in judged if texts[message_id].kind not in HOSTILE]
    honest_roots = [ended for message_id, ended in roots if texts[message_id].kind not in HOSTILE]
    board = await campaign.backend.leaderboard(TimeFrame.TOTAL, limit=len(people))
    by_id = {person.contributor.person_id: person for person in people}
    points = {row.user_id: row.leader_score for row in board.leaderboard}
    records = await database.read(trust.records_of, [person_id.bytes for person_id in by_id])
    distrusted = {
        person_id for person_id in by_id if review_weight(records[person_id.bytes]) < review_weight(NEWCOMER) / 2
    }
    return Result(
        finished=counts.get(TreeState.READY_FOR_EXPORT, 0),
        packages=packages,
        honest_trees_killed=_share(honest_roots),
        spam_exported=_share([texts[row.message_id].unwanted for row in exported]),
        pasted_exported=_share([texts[row.message_id].kind is Kind.PASTER for row in exported]),
        rank_agreement=_kendall([[(each.rank, each.text) for each in group] for group in groups.values()]),
        rank_agreement_unweighed=_kendall(
            [[(each.rank_unweighed, each.text) for each in group] for group in groups.values()]
        ),
        ring_first=_share([text.kind is Kind.RING for text in first]),
        honest_rejected=_share([not accepted for accepted in honest]),
        hostile_in_top_ten=sum(not by_id[row.user_id].is_honest for row in board.leaderboard[:10]),
        points_an_hour={
            kind: sum(points.get(person.contributor.person_id, 0) for person in of_kind)
            / (sum(person.spent for person in of_kind) / HOUR)
            for kind in Kind
            if any(of_kind := [person for person in people if person.kind is kind and person.spent])
        },
        members=_by_kind(by_id, by_id),
        paused=_by_kind(by_id, await database.read(_paused)),
        told=_by_kind(by_id, await database.read(_told)),
        sorted_up=_by_kind(by_id, distrusted),
    )


def _by_kind(people: Mapping[UUID, Modelled], found: Iterable[UUID]) -> dict[Kind, int]:
    return dict(Counter(people[person_id].kind for person_id in found))


class _Exported(NamedTuple):
    """A message of a finished tree as an export has it."""

    message_id: UUID
    parent_id: UUID | None
    rank: int | None
    rank_unweighed: int | None


class _Ranked(NamedTuple):
    rank: int
    rank_unweighed: int
    text: Text


def _exported(connection: Connection) -> list[_Exported]:
    rows = connection.execute(
        "SELECT message_id, parent_id, rank, rank_unweighed FROM message JOIN tree USING (tree_id)"
        " WHERE tree.state = ? AND accepted AND message.deleted_at IS NULL",
        (TreeState.READY_FOR_EXPORT.value,),
    )
    return [
        _Exported(UUID(bytes=own), None if parent is None else UUID(bytes=parent), *ranks)
        for own, parent, *ranks in rows
    ]


def _judged(connection: Connection) -> list[tuple[UUID, bool]]:
    rows = connection.execute("SELECT message_id, accepted FROM message WHERE accepted IS NOT NULL")
    return [(UUID(bytes=own), bool(accepted)) for own, accepted in rows]


def _roots(connection: Connection) -> list[tuple[UUID, bool]]:
    """Return every initial prompt that is not in review any more, and whether its tree was ended."""
    rows = connection.execute(
        "SELECT tree_id, state IN (?, ?) FROM tree WHERE state != ?",
        (TreeState.ABORTED_LOW_GRADE, TreeState.HALTED_BY_MODERATOR, TreeState.INITIAL_PROMPT_REVIEW),
    )
    return [(UUID(bytes=own), bool(ended)) for own, ended in rows]


def _paused(connection: Connection) -> set[UUID]:
    """Return who paused from writing, at whatever time."""
    rows = connection.execute("SELECT person_id FROM decision WHERE kind = 'pause'")
    return {UUID(bytes=person_id) for (person_id,) in rows}


def _told(connection: Connection) -> set[UUID]:
    """Return about whom there is a case with what the bot noticed by itself."""
    rows = connection.execute(
        "SELECT DISTINCT moderation_case.person_id FROM moderation_case JOIN case_signal USING (case_id)"
        " WHERE moderation_case.person_id IS NOT NULL AND case_signal.kind NOT IN ('pause', 'objection')"
    )
    return {UUID(bytes=own) for (own,) in rows}


def _has_ring(group: Sequence[_Ranked]) -> bool:
    return len(group) > 1 and any(each.text.kind is Kind.RING for each in group)


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _kendall(groups: Sequence[Sequence[tuple[int, Text]]]) -> float | None:
    """Return the agreement of ranks with true quality over all pairs of siblings, from -1 to 1 (Kendall's tau)."""
    signs = [
        1 if (left_rank < right_rank) == (left.quality > right.quality) else -1
        for group in groups
        for (left_rank, left), (right_rank, right) in combinations(group, 2)
        if left_rank != right_rank
    ]
    return sum(signs) / len(signs) if signs else None
