"""What comes out of a file: messages, what was left out, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from bot.protocol.messages import Role
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState

LONGEST_TEXT: Final = 100_000
"""Characters that an imported message may have. What people write themselves has a tighter limit."""

RANKED: Final = (TreeState.RANKING, TreeState.BACKLOG_RANKING)
"""The states in which the replies of a tree are to be ranked."""


class Annotation(NamedTuple):
    """What others, elsewhere, have found of a message. It counts for nothing here.

    Attributes:
        labels: By name: `value`, and `count` where it is known of how many people.
        rank: The place among its siblings, 0 for the best.
        emojis: How often each reaction was given.
        review_count: How many people reviewed it.
    """

    labels: Mapping[str, Mapping[str, float]] | None = None
    rank: int | None = None
    emojis: Mapping[str, int] | None = None
    review_count: int | None = None


class TreeFacts(NamedTuple):
    """What an initial prompt says of its whole tree; None where it does not."""

    state: TreeState | None = None
    topic: str | None = None
    source_url: str | None = None
    license: str | None = None


class ImportedMessage(NamedTuple):
    """A message of a file.

    Attributes:
        place: Where it stands in the file: "line 3", "entry 7, message 2".
        source_id: Its id in the file; where the file gives none, a hash of the conversation up to it.
        parent: The `source_id` of what it replies to, which may stand further down; None for an initial prompt.
        text: As it is stored.
        role: Who speaks.
        language: A tag that people can choose.
        synthetic: Whether a model wrote it, as far as anybody knows: what nobody claims for a person is a model's.
        model_name: Which model.
        source_date: When it was written.
        annotation: What others found of it.
        tree: Of an initial prompt, what it says of its tree.
    """

    place: str
    source_id: str
    parent: str | None
    text: str
    role: Role
    language: str
    synthetic: bool
    model_name: str | None = None
    source_date: Moment | None = None
    annotation: Annotation | None = None
    tree: TreeFacts | None = None


class LeftOut(NamedTuple):
    """A message or row that is left out on purpose, and with it what hangs below.

    Attributes:
        reason: Why, in words that follow "left out:".
        source_id: Its id, where others may refer to it.
        messages: How many messages are left out.
    """

    reason: str
    source_id: str | None = None
    messages: int = 1


class Fault(NamedTuple):
    """What is wrong with a row, or with the whole file from a place on; `source_id` where others may refer to it."""

    place: str
    problem: str
    source_id: str | None = None


Item: TypeAlias = ImportedMessage | LeftOut | Fault


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator says of a file.

    Attributes:
        language: The tag of the language of what names none itself.
        also: Tags of languages that people can work in though they are not listed.
        human: The roles whose messages people wrote, as far as a row does not say otherwise.
    """

    language: str
    also: Collection[str] = ()
    human: Collection[Role] = field(default=())
