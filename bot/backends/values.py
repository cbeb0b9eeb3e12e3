"""What goes into a backend and comes out of it: who contributes, packages, answers, what has become of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.protocol.labels import TextLabel
from bot.protocol.messages import Message
from bot.protocol.moments import Moment
from bot.protocol.tasks import Task, TaskType
from bot.protocol.trees import TreeState
from bot.rules.points import Scoring


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody accepted: the wording of the agreement, what it covers, and when.

    Attributes:
        version: The wording (see `bot.people.agreement.Agreement.version`).
        edition: A number that is higher the more the agreement covers.
        given_at: When they did.
    """

    version: str
    edition: int
    given_at: Moment


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who acts: our own id, the Discord id, and the name that leaderboards show.

    `consent` is what they accepted last; None for those who have not, or have taken it back, and where it does not
    matter.
    """

    person_id: UUID
    discord_id: int
    display_name: str
    consent: Consent | None = None


class _Answer(BaseModel):
    # An error about a text must not carry it into the log.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class TextAnswer(_Answer):
    """A text, white space at its ends already removed; stored in `language` (BCP 47).

    `topic` is the name of what a new prompt is about, None where its writer gave none; no other text has one.
    """

    text: str = Field(min_length=1)
    language: str
    topic: str | None = None


class LabelsAnswer(_Answer):
    """A review: the value of each label, 0..1. A flag that was shown, not chosen, is 0; the untouched lacks."""

    labels: dict[TextLabel, float]


class RankingAnswer(_Answer):
    """A ranking: positions in the task's list, counted from 0, best first."""

    ranking: tuple[int, ...]
    not_rankable: bool = False


class RatingAnswer(_Answer):
    """A rating on the task's scale."""

    rating: int


Answer = TextAnswer | LabelsAnswer | RankingAnswer | RatingAnswer
"""What a package gets back."""


ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer, config=ConfigDict(hide_input_in_errors=True))
"""Reads and writes any answer (the four kinds have no field in common, so each is known by its fields)."""


class Progress(BaseModel):
    """How far a tree has come: accepted messages and those that it is to have."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    messages: int
    goal: int


class Offer(BaseModel):
    """A package that was handed to one contributor."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    task: Task
    expires_at: Moment
    progress: Progress | None = None
    language: str | None = None
    """BCP 47 tag of the language in which it is; None where it is the one that was asked for."""
    counts_scales: bool = True
    """Whether a label task earns less where a scale was left untouched: see `bot.rules.points.earnings_of`."""
    scoring: Scoring = Scoring.ORIGINAL
    """How the points for it come about."""
    topic: str | None = None
    """The name of what its tree is about; of a new prompt, of what its writer wanted to write about."""


class Collective(BaseModel):
    """A collective package as it is now, and what it got. Nobody is named."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    offer: Offer
    """What it shows now: a text that was edited or deleted since is so here."""
    is_open: bool
    """Whether it takes answers."""
    answers: int
    """How many people have answered it; those who were forgotten since are left out."""
    rankings: tuple[RankingAnswer, ...] = ()
    """What they gave, where it asks for rankings: positions in the list of its task."""


class CheckResult(BaseModel):
    """How an answer compares with the known one of an attention check."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    passed: bool
    points: float = Field(default=0.0, ge=0)
    """What it earned at once; nothing where it was not passed."""
    expected: dict[TextLabel, float]
    """The known answer: 1 for yes, 0 for no."""
    missed: tuple[TextLabel, ...] = ()
    """The labels in which the answer differs from it; none where it passed."""
    agreed: int = 0
    """How many people gave that answer; 0 where the operator wrote the check."""
    explanation: str = ""
    """Why it is so, in the operator's words; empty where people agreed on it."""


class Receipt(BaseModel):
    """What became of an answer. The same session always gets the same receipt."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    message_id: UUID | None = None
    """The message that a text became."""
    points: int = Field(ge=0)
    """Points earned at once; those for acceptance and rank come later."""
    deleted: bool = False
    """Whether the message was stored as a deleted one: what it belongs to was deleted meanwhile. Nobody reviews it."""
    check: CheckResult | None = None
    """What became of an attention check; None for an answer to any other package."""


class ContributionState(StrEnum):
    """What became of a contributor's message."""

    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RANKED = "ranked"
    EXPORTED = "exported"
    """Its tree is ready for export."""
    DELETED = "deleted"

    @classmethod
    def of(cls, message: Message, tree_state: TreeState | None) -> Self:
        """Return what became of a message, in a tree whose state is known or not."""
        if message.deleted:
            return cls.DELETED
        if message.review_result is None:
            return cls.IN_REVIEW
        if not message.review_result:
            return cls.REJECTED
        if tree_state is TreeState.READY_FOR_EXPORT:
            return cls.EXPORTED
        return cls.ACCEPTED if message.rank is None else cls.RANKED


class Contribution(BaseModel):
    """One message of a contributor and what became of it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    message: Message
    tree_id: UUID
    state: ContributionState
    tree_state: TreeState | None
    """None where the backend does not tell it just now; `state` is then what is known of the message itself."""
    rank: int | None = None
    """0 is the best of `siblings`; None where nothing was ranked."""
    siblings: int = 1
    """How many replies were ranked, this one included."""
    quality: float | None = None
    """What reviewers found who accepted it, 0..1; None where none said any, or the backend does not tell."""
    points: float = 0
    """What it has earned by its quality, places in rankings apart."""
    scoring: Scoring = Scoring.ORIGINAL
    """How points come about: where it is by quality, both of the above count."""
    objectionable_id: UUID | None = None
    """The decision that took it out, changed it or halted its tree, to which its author can still object."""


class WaitingWork(BaseModel):
    """Why there is nothing to do: what the community's messages are waiting for, by language."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    messages_in_review: int = 0
    reviews_missing: int = 0
    trees_in_ranking: int = 0
    rankings_missing: int = 0
    prompts_in_lottery: int = 0


ACTIVITY_DAYS: Final = 30
"""So many days has the activity of a pool, today included."""


AGREEMENT_REVIEWS: Final = 3_000
"""Of so many of the latest reviews it is said how far people agree."""


MOST_ACTIVE: Final = 10
"""So many people are the most active ones."""


class PoolStatistics(BaseModel):
    """What the pool of trees has become; None where the backend cannot tell."""

    model_config = ConfigDict(frozen=True)

    as_of: Moment
    """When this was so."""
    trees: Mapping[TreeState, int]
    """How many trees are in each state; states with none may be absent."""
    messages_by_language: Mapping[str, int]
    """How many messages people wrote in each language, those left out that were deleted; the API's backend counts
    accepted ones only."""
    messages_by_role: Mapping[str, int]
    """The same messages by `Role`."""
    open_work: Mapping[TaskType, int] | None = None
    """How many packages about existing messages are open now, whoever may get them; types with none may be absent."""
    activity: tuple[int, ...] | None = None
    """How many texts, reviews and rankings were given on each of the last `ACTIVITY_DAYS` days (UTC), oldest first."""
    contributors: int | None = None
    """How many people have contributed, those who were forgotten left out."""
    most_active_share: float | None = None
    """Which share of all contributions the ten most active have given, 0..1; None where there are none yet."""
    agreement: Mapping[TextLabel, float] | None = None
    """How far people agree on each label in the latest `AGREEMENT_REVIEWS` reviews: Krippendorff's alpha, at most 1.
    Labels are absent on which too few have said anything, or all the same."""
    checks_answered: int | None = None
    """How many attention checks people have answered, those that were found faulty left out."""
    checks_passed: int | None = None
    """How many of them were passed."""


def answer_id(session_id: UUID) -> str:
    """Return the frontend's id of the message that a session's text becomes."""
    return f"{session_id}:a"


class TrustFigures(BaseModel):
    """What somebody's votes were worth so far, and what they weigh by that: see `bot.rules.trust`.

    The four numbers count reviews. The estimates and weights are what the rules reckon with: recent votes count for
    more, and a few imagined ones stand for what is not known yet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    objected_to_rejected: int = 0
    passed_rejected: int = 0
    passed_accepted: int = 0
    objected_to_accepted: int = 0
    sensitivity: float
    """How likely they object to what is to be rejected, from 0 to 1."""
    specificity: float
    """How likely they do not object to what is to be accepted, from 0 to 1."""
    review_weight: float
    """From 0 to 1; 1 for everybody where reviews are not weighed."""
    ranking_weight: float
    newcomer_review_weight: float
    """What those of somebody weigh of whom nothing was settled yet."""
    newcomer_ranking_weight: float

    @property
    def settled(self) -> int:
        """How many of their reviews are of texts that were accepted or rejected."""
        return self.agreed + self.passed_rejected + self.objected_to_accepted

    @property
    def agreed(self) -> int:
        """How many of these said what was decided."""
        return self.objected_to_rejected + self.passed_accepted
