"""What a dataset is made of: trees as they are released.

`bot.dataset.reading` reads them, `bot.dataset.tables` makes rows of them.
Ids are those of the pool, 16 bytes each; none leaves the process but as a pseudonym (`bot.dataset.pseudonyms`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import fsum
from typing import Final, NamedTuple, TypeAlias

from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.labels import KINDS

Key: TypeAlias = bytes
"""The 16-byte id of a tree, a message or a person."""

COMMUNITY: Final = "community"
"""The origin of what people here wrote."""


LABELS: Final = tuple(str(label) for label in KINDS)
"""All labels, in the order in which they are written."""


class RankReason(StrEnum):
    """Why a reply has no rank though its siblings were ranked."""

    NO_VOTES = "no_votes"
    """None of the votes that decided is released: withdrawn, set aside, or given under an agreement that does not cover
    it."""
    UNDETERMINED = "undetermined"
    """The votes that are released put it level with another reply, and not where it was put by all of them."""
    UNKNOWN_WEIGHTS = "unknown_weights"
    """What the votes weighed is not known any more, and counted alike they make another order than they did then."""


class Provenance(NamedTuple):
    """Where a tree or a message comes from.

    Attributes:
        origin: `COMMUNITY`, or the name of the source that was imported.
        source_id: What the source calls it.
        source_url: Where the source is.
        license: Under which licence it stands, where the source says so; None for what people here wrote, which stands
            under the dataset's.
        import_id: The number of the import that brought it.
    """

    origin: str
    source_id: str | None = None
    source_url: str | None = None
    license: str | None = None
    import_id: str | None = None


WRITTEN_HERE: Final = Provenance(COMMUNITY)
"""Where what people here wrote comes from."""


class LabelMeans(NamedTuple):
    """What reviews say all in all: of each label its name, the mean, from 0 to 1, and how many of them gave it."""

    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()

    def of(self, label: str) -> float | None:
        """Return the mean of a label; None where nobody gave it."""
        return self.values[self.names.index(label)] if label in self.names else None


class ForeignLabel(NamedTuple):
    """What others elsewhere say of a label: the mean, and how many of them gave it, where that is known."""

    value: float
    reviews: int | None


class Judgement(NamedTuple):
    """One person's review of one message.

    Attributes:
        person_id: Who gave it.
        message_id: The message.
        labels: Each label's value, from 0 to 1.
        created_at: When.
        counted: Whether it was there when the message was decided about; None where that is not known, or not decided.
        weight: What it weighed in that decision, from 0 to 1; None where it was not there, or that is not known.
        rank_weight: What its rating of quality weighed in the decision about ranks; None where it took no part in one.
        agreement: The version of the agreement under which it was given; None where none is known.
        by_itself: Whether it may be published by itself, and not only in means.
    """

    person_id: Key
    message_id: Key
    labels: Mapping[str, float]
    created_at: Moment
    counted: bool | None
    weight: float | None
    rank_weight: float | None
    agreement: str | None
    by_itself: bool


class RankingVote(NamedTuple):
    """One person's ranking of the replies to a message.

    Attributes:
        person_id: Who gave it.
        parent_id: The message.
        order: The replies that are released, best first.
        not_rankable: Whether they said that all are factually incorrect.
        created_at: When.
        counted: Whether it took part in the decision about ranks; None where that is not known, or not decided.
        weight: What it weighed there, from 0 to 1; None where it took no part, or that is not known.
        agreement: The version of the agreement under which it was given; None where none is known.
    """

    person_id: Key
    parent_id: Key
    order: tuple[Key, ...]
    not_rankable: bool
    created_at: Moment
    counted: bool | None
    weight: float | None
    agreement: str | None


@dataclass(slots=True)
class DatasetMessage:
    """A message as it is released, with what others said of it.

    Attributes:
        message_id: Its id.
        parent_id: The message that it replies to; None for an initial prompt.
        author_id: Who wrote it; None for what was imported, and where they were deleted.
        is_assistant: Whether it speaks as the assistant.
        language: Its language, as a tag.
        text: The text, as it stands now.
        created_at: When it came into the pool.
        deleted: Whether it was deleted.
        edited_by_moderator: Whether its text is a moderator's wording.
        accepted: What reviews decided; None where that is open.
        rank: Its place among the siblings that are released, 0 the best, by the votes that are released.
        rank_reason: Why there is no rank, though there was one.
        synthetic: Whether a model wrote it.
        model_name: Which.
        server_id: Where it was written.
        agreement: The version of the agreement under which it was written; None for what was imported.
        edition: The edition of that version.
        provenance: Where it comes from.
        source_date: When its source says it was written.
        foreign_labels: What its source says of it: never counted as a vote.
        foreign_rank: The rank that its source gives it: never counted as ours.
        reviews: The reviews that are released.
        emojis: The counts of reactions.
    """

    message_id: Key
    parent_id: Key | None
    author_id: Key | None
    is_assistant: bool
    language: str
    text: str
    created_at: Moment
    deleted: bool
    edited_by_moderator: bool
    accepted: bool | None
    rank: int | None
    synthetic: bool
    model_name: str | None
    server_id: int | None
    provenance: Provenance
    rank_reason: RankReason | None = None
    agreement: str | None = None
    edition: int | None = None
    source_date: Moment | None = None
    foreign_labels: Mapping[str, ForeignLabel] | None = None
    foreign_rank: int | None = None
    reviews: list[Judgement] = field(default_factory=list)
    emojis: dict[str, int] = field(default_factory=dict)

    def label_means(self) -> LabelMeans:
        """Return what the reviews say of each label that any of them gave."""
        if not self.reviews:
            return LabelMeans()
        given = [review.labels for review in self.reviews]
        count = len(given)
        names = tuple(given[0])
        if all(tuple(labels) == names for labels in given):
            columns = zip(*[labels.values() for labels in given], strict=True)
            return LabelMeans(names, tuple([fsum(column) / count for column in columns]), (count,) * len(names))
        values: defaultdict[str, list[float]] = defaultdict(list)
        for labels in given:
            for label, value in labels.items():
                values[label].append(value)
        names = tuple([label for label in LABELS if label in values])
        several = [values[label] for label in names]
        return LabelMeans(names, tuple([fsum(each) / len(each) for each in several]), tuple(map(len, several)))


@dataclass(slots=True)
class DatasetTree:
    """A tree as it is released.

    Attributes:
        tree_id: Its id, which is that of its initial prompt.
        state: Where it is in its life.
        language: That of its initial prompt.
        topic: What it is about, where somebody said so.
        provenance: Where it comes from.
        messages: Those that are released, depth first: each after its parent, siblings by rank.
        ranked_together: The replies to a message that were ranked, by that message, in the order in which they were
            written, which breaks ties.
        rankings: The rankings that are released, by the message whose replies they rank.
    """

    tree_id: Key
    state: TreeState
    language: str
    topic: str | None
    provenance: Provenance
    messages: list[DatasetMessage] = field(default_factory=list)
    ranked_together: dict[Key, tuple[Key, ...]] = field(default_factory=dict)
    rankings: dict[Key, list[RankingVote]] = field(default_factory=dict)
