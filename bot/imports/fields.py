"""The fields of a row: what they may be, and what is said of one that is something else."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias

from bot.imports.values import LONGEST_TEXT, Annotation, ImportedMessage, Options, TreeFacts
from bot.protocol.messages import Role
from bot.protocol.moments import SECOND, Moment, to_moment
from bot.rules.text import TextFault, check_text
from bot.rules.topics import usable_topic
from bot.texts.typed_languages import did_you_mean, find_typed

Fields: TypeAlias = Mapping[str, Any]

_LONGEST_NAME: Final = 300
"""Characters of an id, the name of a model, an address, a licence, the name of a label."""

_ANNOTATIONS: Final = ("labels", "foreign_labels", "rank", "foreign_rank", "emojis", "review_count")

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_LATEST_SECOND: Final = 32_503_680_000
"""Of the year 3000: a larger number counts milliseconds."""

ROLES: Final[Mapping[str, Role]] = {
    "user": Role.PROMPTER,
    "human": Role.PROMPTER,
    "prompter": Role.PROMPTER,
    "assistant": Role.ASSISTANT,
    "gpt": Role.ASSISTANT,
    "chatgpt": Role.ASSISTANT,
    "bing": Role.ASSISTANT,
    "bard": Role.ASSISTANT,
    "bot": Role.ASSISTANT,
    "model": Role.ASSISTANT,
}
"""What the two who speak are called in published files."""


class BadRowError(Exception):
    """A row that cannot be used. The message says why; `part` is where in the row, empty for the row as a whole."""

    def __init__(self, problem: str, part: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.part = part


class LeftOutError(Exception):
    """A row that is left out on purpose; the message is the reason, in words that follow "left out:"."""


class Turn(NamedTuple):
    """What somebody said; of what is None the row, and then the operator's options, decide."""

    role: Role
    text: str
    language: str | None = None
    synthetic: bool | None = None
    model_name: str | None = None
    source_date: Moment | None = None
    annotation: Annotation | None = None
    source_id: str | None = None


class Reading:
    """Reads rows by the operator's options."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._also = tuple(options.also)
        self._languages: dict[str, str] = {}

    def text(self, value: object, name: str = "text") -> str:
        """Return a text as it is stored.

        Args:
            value: Of the field.
            name: What the field is called.

        Raises:
            BadRowError: It is missing, or cannot be taken.
        """
        if not isinstance(value, str):
            raise BadRowError(f"{name} is missing, or no text")
        checked = check_text(value, LONGEST_TEXT)
        if checked.fault is None:
            return checked.text
        raise BadRowError(
            {
                TextFault.EMPTY: f"the {name} is empty",
                TextFault.TOO_LONG: f"the {name} has {checked.length} characters, more than {LONGEST_TEXT}",
                TextFault.NUL: f"the {name} contains the character NUL",
                TextFault.BROKEN: f"the {name} contains half of a character (a lone surrogate)",
            }[checked.fault]
        )

    def language(self, value: object, name: str = "lang") -> str:
        """Return the tag of a language, that of the options where none is named.

        Raises:
            BadRowError: Nobody can choose it.
        """
        if value is None:
            return self._options.language
        written = str(value)
        tag = self._languages.get(written) or find_typed(written, also=self._also)
        if tag is None:
            raise BadRowError(f"{name}: {did_you_mean(written, self._also)}")
        if len(self._languages) < 1_000:
            self._languages[written] = tag
        return tag

    def language_or_none(self, value: object) -> str | None:
        """Return the same, and None for what nobody can choose."""
        try:
            return self.language(value)
        except BadRowError:
            return None

    def message(
        self, place: str, turn: Turn, source_id: str, parent: str | None, tree: TreeFacts | None = None
    ) -> ImportedMessage:
        """Make a message of what somebody said."""
        synthetic = turn.role not in self._options.human if turn.synthetic is None else turn.synthetic
        return ImportedMessage(
            place,
            source_id,
            parent,
            turn.text,
            turn.role,
            turn.language or self._options.language,
            synthetic,
            turn.model_name,
            turn.source_date,
            turn.annotation,
            tree if parent is None else None,
        )

    def conversation(
        self,
        place: str,
        turns: list[Turn],
        facts: TreeFacts,
        name: str | None = None,
        begins_after: ImportedMessage | None = None,
    ) -> Iterator[ImportedMessage]:
        """Yield the messages of a conversation, each a reply to the one before.

        Args:
            place: Of the row.
            turns: What was said, at least once.
            facts: What the row says of the tree.
            name: The id of the conversation, if it has one. Without one, messages are named by what was said up to
                them, so that conversations that begin alike are one tree.
            begins_after: The message to which the first one replies.
        """
        parent = None if begins_after is None else begins_after.source_id
        for number, turn in enumerate(turns):
            if turn.source_id is not None:
                source_id = turn.source_id
            elif name is not None:
                source_id = f"{name}/{number}" if number else name
            else:
                source_id = named_by_contents(parent, turn)
            where = f"{place}, message {number + 1}" if len(turns) > 1 else place
            yield self.message(where, turn, source_id, parent, facts)
            parent = source_id


def named_by_contents(parent: str | None, turn: Turn) -> str:
    """Return the id of a message that has none: the beginning of a SHA-256 of the conversation up to it."""
    said = f"{parent or ''}\0{turn.role}\0{turn.text}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def facts_of(row: Fields) -> TreeFacts:
    """Return what a row says of its tree.

    Raises:
        BadRowError: One of these fields cannot be used.
    """
    return TreeFacts(
        topic=topic_of(row),
        source_url=name_in(row, "source_url"),
        license=name_in(row, "license"),
    )


def topic_of(row: Fields) -> str | None:
    """Return the topic that a row names.

    Raises:
        BadRowError: It cannot be one.
    """
    topic = row.get("topic")
    if topic is None:
        return None
    if not isinstance(topic, str):
        raise BadRowError("topic is neither null nor a text")
    try:
        return usable_topic(topic)
    except ValueError as error:
        raise BadRowError(f"topic: {error}") from None


def role_of(value: object, name: str = "role") -> Role:
    """Return who speaks.

    Raises:
        BadRowError: It is neither of the two.
        LeftOutError: It is somebody for whom there is no place in a tree.
    """
    role = ROLES.get(value.lower()) if isinstance(value, str) else None
    if role is not None:
        return role
    if value in ("system", "tool", "function"):
        raise LeftOutError(f"with a message of the {value}, for which there is no place in a tree")
    raise BadRowError(f"{name} is neither prompter (user, human) nor assistant (gpt, model)")


def name_in(row: Fields, field: str) -> str | None:
    """Return a short text that names something: an id, a model, an address. An integer is one, too.

    Raises:
        BadRowError: It is something else.
    """
    value = row.get(field)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or _CONTROL.search(value):
        raise BadRowError(f"{field} is no text of one line")
    if len(value) > _LONGEST_NAME:
        raise BadRowError(f"{field} has {len(value)} characters, more than {_LONGEST_NAME}")
    return value


def flag_in(row: Fields, field: str) -> bool | None:
    """Return yes, no, or None where nothing is said.

    Raises:
        BadRowError: It is something else.
    """
    value = row.get(field)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if value in (0, 1):
        return bool(value)
    raise BadRowError(f"{field} is neither true nor false")


def whole_number_in(row: Fields, field: str) -> int | None:
    """Return a number from 0, or None where none is named.

    Raises:
        BadRowError: It is something else.
    """
    value = row.get(field)
    if value is None:
        return None
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    # Tables of numbers that may be missing write whole ones as 2.0.
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**9 and value == int(value):
        return int(value)
    raise BadRowError(f"{field} is no number from 0")


def date_in(row: Fields, field: str) -> Moment | None:
    """Return a moment, in ISO 8601 or counted from 1970 on, in seconds or milliseconds; None where none is named.

    Raises:
        BadRowError: It is something else.
    """
    value = row.get(field)
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            return to_moment(datetime.fromisoformat(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value if abs(value) < _LATEST_SECOND else value / SECOND
            return to_moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        pass
    raise BadRowError(f"{field} is no date such as 2026-11-20T14:05:22Z")


def score(value: object) -> float | None:
    """Return a number that can be stored as JSON, also one that is written as text; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and abs(value) < 1e15 and math.isfinite(value):
        return value
    return None


def annotation_in(row: Fields) -> Annotation | None:
    """Return what others found of a message, as Open-Assistant publishes it: in objects or, on the hub, in columns.

    Where a dataset of this bot's says what its own source had found, that is what others found, too.

    Raises:
        BadRowError: A field of it cannot be used.
    """
    if not any(row.get(field) is not None for field in _ANNOTATIONS):
        return None
    labels = {
        name: {"value": value, "count": count} if count else {"value": value}
        for field in ("foreign_labels", "labels")
        for name, value, count in _labels(row.get(field), field)
    }
    rank = whole_number_in(row, "rank")
    emojis = {name: count for name, count in _emojis(row.get("emojis")) if count > 0}
    found = Annotation(
        labels or None,
        whole_number_in(row, "foreign_rank") if rank is None else rank,
        emojis or None,
        whole_number_in(row, "review_count") or None,
    )
    return found if any(part is not None for part in found) else None


def _labels(value: object, field: str) -> Iterator[tuple[str, float, int | None]]:
    for name, found in _by_name(value, field, "value", "count"):
        fields = found if isinstance(found, dict) else {"value": found}
        number = score(fields.get("value"))
        if number is None:
            raise BadRowError(f"{field}: {name:.60} has no number as its value")
        yield name, number, whole_number_in(fields, "count")


def _emojis(value: object) -> Iterator[tuple[str, int]]:
    for name, found in _by_name(value, "emojis", "count"):
        yield name, whole_number_in(found if isinstance(found, dict) else {"count": found}, "count") or 0


def _by_name(value: object, field: str, *numbers: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands under each name: of an object, or of lists side by side, the first of which has the names."""
    if value is None:
        return
    if not isinstance(value, dict):
        raise BadRowError(f"{field} are no object")
    rows: list[tuple[Any, Any]] = list(value.items())
    if isinstance(value.get("name"), list):
        columns = {number: value[number] for number in numbers if value.get(number) is not None}
        try:
            rows = [
                (name, dict(zip(columns, found, strict=True)))
                for name, *found in zip(value["name"], *columns.values(), strict=True)
            ]
        except (TypeError, ValueError):
            raise BadRowError(f"{field}: names and numbers are not equally many") from None
    for written, found in rows:
        name = name_in({field: written}, field)
        if name is None:
            raise BadRowError(f"{field}: one has no name")
        yield name, found
