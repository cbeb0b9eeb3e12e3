"""`annotations`: one person's judgement a row, with what it weighed.

All ranks of a release follow from these rows (`bot.dataset.ranks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.records import DatasetTree, Key
from bot.dataset.tables.schema import Field, Kind, ListOf, Struct, Table
from bot.dataset.tables.terms import Terms
from bot.rules.labels import KINDS

REVIEW: Final = "review"
RANKING: Final = "ranking"
"""The kinds of judgements."""

LABELS: Final = tuple(str(label) for label in KINDS)
"""The labels, each of which has a value in every row of a review, or none."""

_COLUMNS: Final = (
    Field("annotation_id", Kind.STRING, "A pseudonym of the judgement, another one in each release."),
    Field("user_id", Kind.STRING, "A pseudonym of who gave it, another one in each release."),
    Field("kind", Kind.STRING, "review or ranking."),
    Field("message_id", Kind.STRING, "The message that was reviewed, or whose replies were ranked."),
    Field("message_tree_id", Kind.STRING, "The tree."),
    Field("lang", Kind.STRING, "The language of the message."),
    Field(
        "labels",
        Struct(tuple(Field(label, Kind.FLOAT, "Its value, from 0 to 1.", nullable=True) for label in LABELS)),
        "What a review says; null for a ranking.",
        nullable=True,
    ),
    Field("order", ListOf(Kind.STRING), "The replies, best first; null for a review.", nullable=True),
    Field(
        "replies",
        ListOf(Kind.STRING),
        "The replies that got ranks, in the order in which they were written, which breaks ties; null for a review.",
        nullable=True,
    ),
    Field("not_rankable", Kind.BOOLEAN, "Whether a ranking says that all replies are wrong.", nullable=True),
    Field("created_date", Kind.STRING, "When it was given; by default the day alone (UTC)."),
    Field("counted", Kind.BOOLEAN, "Whether it was part of a decision; null where that is not known.", nullable=True),
    Field("weight", Kind.FLOAT, "What it weighed in that decision: acceptance, or ranks.", nullable=True),
    Field("rank_weight", Kind.FLOAT, "What a review's quality weighed beside the rankings.", nullable=True),
    Field("agreement", Kind.STRING, "The agreement under which it was given.", nullable=True),
)


def _columns(_: Terms) -> tuple[Field, ...]:
    return _COLUMNS


def review_id(people: Pseudonyms, person_id: Key, message_id: Key) -> str:
    """Return the id of somebody's review of a message in the release with these pseudonyms."""
    return people.of(b"review", person_id, message_id)


def ranking_id(people: Pseudonyms, person_id: Key, parent_id: Key) -> str:
    """Return the id of somebody's ranking of the replies to a message in the release with these pseudonyms."""
    return people.of(b"ranking", person_id, parent_id)


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree: of each message the reviews, and the rankings of its replies, in the order of their ids."""
    names = {message.message_id: terms.messages.of(message.message_id) for message in tree.messages}
    for message in tree.messages:
        head = {"message_id": names[message.message_id], "message_tree_id": names[tree.tree_id]}
        found: list[dict[str, Any]] = [
            {
                "annotation_id": review_id(terms.people, review.person_id, review.message_id),
                "user_id": terms.people.of_person(review.person_id),
                "kind": REVIEW,
                **head,
                "lang": message.language,
                "labels": _all_labels(review.labels),
                "order": None,
                "replies": None,
                "not_rankable": None,
                "created_date": terms.date(review.created_at),
                "counted": review.counted,
                "weight": review.weight,
                "rank_weight": review.rank_weight,
                "agreement": review.agreement,
            }
            for review in message.reviews
            if review.by_itself
        ]
        found += [
            {
                "annotation_id": ranking_id(terms.people, vote.person_id, vote.parent_id),
                "user_id": terms.people.of_person(vote.person_id),
                "kind": RANKING,
                **head,
                "lang": message.language,
                "labels": None,
                "order": [names[reply] for reply in vote.order],
                "replies": [names[reply] for reply in tree.ranked_together.get(message.message_id, ())],
                "not_rankable": vote.not_rankable,
                "created_date": terms.date(vote.created_at),
                "counted": vote.counted,
                "weight": vote.weight,
                "rank_weight": None,
                "agreement": vote.agreement,
            }
            for vote in tree.rankings.get(message.message_id, ())
        ]
        # Neither by person nor by time: that would say more than the rows do.
        yield from sorted(found, key=lambda row: (row["kind"] == RANKING, row["annotation_id"]))


def _all_labels(labels: Mapping[str, float]) -> dict[str, float | None]:
    return {label: labels.get(label) for label in LABELS}


ANNOTATIONS: Final = Table("annotations", "One person's judgement of a message, or of its replies.", _columns, rows)
