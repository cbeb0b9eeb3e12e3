"""What moderators are told about how somebody works: figures of their latest packages in one server, no verdict.

Nothing is counted for it. Every so many packages those of late are looked at: it costs little, and who changes their
ways is seen in a new light soon. What a moderator has decided about is not looked at again.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final
from uuid import UUID

from bot.backends.local import signalling
from bot.backends.local.ids import Key
from bot.backends.local.repository import cases, conduct, contributors
from bot.backends.local.repository.conduct import PlacedRow, WorkedRow
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.step import Step
from bot.ids import moment_of
from bot.protocol.labels import LabelKind, TextLabel
from bot.protocol.moments import Moment
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS, REPLY_TASKS
from bot.rules.acceptance import Verdict
from bot.rules.agreement import kendall_tau_distance
from bot.rules.disagreement import find_disagreement
from bot.rules.harm import SignalKind
from bot.rules.labels import KINDS
from bot.rules.mutual_support import Ranked, find_mutual_support, supporters_of
from bot.rules.skip_patterns import find_skip_pattern
from bot.rules.speed import find_haste, is_too_fast_to_rank, is_too_fast_to_review, is_too_fast_to_write
from bot.rules.straight_lining import find_straight_lining

LOOKS_EVERY: Final = 32
"""Packages, on average: which ones is in their ids, by chance."""
_PACKAGES: Final = 150
_REPLIES: Final = 100
_UPVOTES: Final = 200


def look_at(step: Step, package: PackageRow) -> None:
    """Look at how the person of a package that was just answered or skipped works, if it is time to."""
    if package.package_id[-1] % LOOKS_EVERY != 0:
        return
    person_id, server_id = package.person_id, package.server_id
    worked = conduct.recent_work(step.connection, person_id, server_id, _PACKAGES)
    places = conduct.places_of(step.connection, {each for row in worked for each in row.ranked})
    decided = cases.decided_about_person(step.connection, person_id, server_id)
    for kind, find in _FINDERS.items():
        since = decided.get(kind, 0)
        figures = find([row for row in worked if row.created_at > since], places)
        if figures is not None:
            signalling.signal_about_person(step, person_id, server_id, kind, figures)
    _look_for_mutual_support(step, package, worked, places, decided.get(SignalKind.MUTUAL_SUPPORT, 0))


def _find_haste(worked: Sequence[WorkedRow], _: Mapping[Key, PlacedRow]) -> dict[str, int] | None:
    judged = (_is_too_fast(row) for row in worked if not row.was_skipped)
    return find_haste([each for each in judged if each is not None])


def _is_too_fast(row: WorkedRow) -> bool | None:
    """Say whether an answer was too fast; None where none can be."""
    # A package that was put aside and taken up again is handed out anew; its id tells since when it was known.
    opened_at = min(row.created_at, moment_of(UUID(bytes=row.package_id)) or row.created_at)
    taken = row.finished_at - opened_at
    if row.task_type in REPLY_TASKS and row.written > 0:
        return is_too_fast_to_write(row.written, taken)
    if row.task_type in RANK_TASKS and row.ranked:
        return is_too_fast_to_rank(len(row.ranked), taken)
    # That something is spam may be seen at a glance.
    if row.task_type in LABEL_TASKS and row.labels and not _objects(row):
        return is_too_fast_to_review(row.characters, taken)
    return None


def _find_straight_lining(worked: Sequence[WorkedRow], _: Mapping[Key, PlacedRow]) -> dict[str, int] | None:
    reviews = [row for row in worked if row.task_type in LABEL_TASKS]
    marks = (
        tuple(sorted(each for each in row.labels.items() if KINDS[TextLabel(each[0])] is LabelKind.LIKERT))
        for row in reviews
    )
    rankings = [(len(row.shown), row.ranked == row.shown) for row in _rankings(worked)]
    return find_straight_lining([each for each in marks if each], rankings)


def _find_disagreement(worked: Sequence[WorkedRow], places: Mapping[Key, PlacedRow]) -> dict[str, int] | None:
    reviews = [
        _objects(row) is bool(row.accepted)
        for row in worked
        if row.task_type in LABEL_TASKS and row.labels and row.accepted is not None
    ]
    shares = (_opposed(row.ranked, places) for row in _rankings(worked))
    return find_disagreement(reviews, [each for each in shares if each is not None])


def _opposed(ranked: Sequence[Key], places: Mapping[Key, PlacedRow]) -> float | None:
    """Return the share of pairs that the consensus orders the other way round; None where there is none yet."""
    ranks = {each: places[each].rank for each in ranked if each in places}
    consensus = sorted((each for each, rank in ranks.items() if rank is not None), key=lambda each: ranks[each] or 0)
    pairs = len(consensus) * (len(consensus) - 1) // 2
    return kendall_tau_distance(ranked, consensus) / pairs if pairs else None


def _find_skip_pattern(worked: Sequence[WorkedRow], _: Mapping[Key, PlacedRow]) -> dict[str, int] | None:
    return find_skip_pattern([(row.was_skipped, row.was_flagged) for row in worked])


_FINDERS: Final = {
    SignalKind.TOO_FAST: _find_haste,
    SignalKind.STRAIGHT_LINING: _find_straight_lining,
    SignalKind.DISAGREEMENT: _find_disagreement,
    SignalKind.SKIP_PATTERN: _find_skip_pattern,
}


def _look_for_mutual_support(
    step: Step, package: PackageRow, worked: Sequence[WorkedRow], places: Mapping[Key, PlacedRow], since: Moment
) -> None:
    person_id = package.person_id
    later = [row for row in worked if row.created_at > since]
    ranked = [_authors(row.ranked, places) for row in _rankings(later)]
    received = conduct.rankings_of_replies_by(step.connection, person_id, _REPLIES)
    authors = conduct.places_of(step.connection, set(chain.from_iterable(ids for _, ids in received)))
    found = find_mutual_support(
        ranked,
        supporters_of(person_id, [(ranker, _authors(ids, authors)) for ranker, ids in received if ids]),
        conduct.authors_upvoted_by(step.connection, person_id, since, _UPVOTES),
        conduct.upvoters_of(step.connection, person_id, _REPLIES),
        [row.author_id for row in worked if row.characters > 0],
    )
    if found is None:
        return
    # By their marks in the log: who is deleted later is no longer named by them.
    marks = [contributors.log_mark(step.connection, account) for account in found.accounts]
    evidence = {**found.figures, "marks": [mark.hex() for mark in marks if mark is not None]}
    signalling.signal_about_person(step, person_id, package.server_id, SignalKind.MUTUAL_SUPPORT, evidence)


def _authors(ranked: Sequence[Key], places: Mapping[Key, PlacedRow]) -> Ranked[Key]:
    authors = tuple(places[each].author_id if each in places else None for each in ranked)
    return Ranked(authors[0], authors)


def _rankings(worked: Sequence[WorkedRow]) -> list[WorkedRow]:
    return [row for row in worked if row.task_type in RANK_TASKS and row.ranked]


def _objects(row: WorkedRow) -> bool:
    return Verdict.of(row.labels).objects
