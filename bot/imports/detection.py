"""Which form a file has, seen by its first rows; where that is not sure, the operator is asked to say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias

from bot.errors import StartError
from bot.imports import comparisons, conversations, instructions, messages
from bot.imports.fields import BadRowError, Fields, LeftOutError, Reading
from bot.imports.rows import Layout, Row, layout_of, rows_of
from bot.imports.source import Progress, Source
from bot.imports.values import Fault, Item, LeftOut, Options

Read: TypeAlias = Callable[[Reading, str, Any], Iterator[Item]]

_LOOKED_AT: Final = 5
"""So many rows are looked at; the others have to be like them."""

LINES: Final = "lines"
"""The form of a text with one prompt a line."""


class Form(NamedTuple):
    """A form of rows.

    Attributes:
        name: As `--format` has it.
        title: What a row of it is.
        fits: Whether a row looks like one.
        read: Yields what is in a row; raises `BadRowError` or `LeftOutError`.
        is_sure: Whether what fits is nothing else.
        ids: The fields of which one is the id of a row, by which other rows may refer to it.
    """

    name: str
    title: str
    fits: Callable[[Fields], bool]
    read: Read
    is_sure: bool = True
    ids: tuple[str, ...] = ()


FORMS: Final[tuple[Form, ...]] = (
    Form("oasst-trees", "a tree as Open-Assistant and this bot publish it", messages.is_tree, messages.read_tree),
    Form(
        "oasst-messages",
        "a message of such a tree: message_id, parent_id, text, role",
        messages.is_message,
        messages.read_message,
        ids=("message_id",),
    ),
    Form(
        "seed",
        "a message: user_message_id, parent_message_id, text, role",
        messages.is_seed,
        messages.read_seed,
        ids=("user_message_id",),
    ),
    Form("messages", "a conversation: messages with role and content", conversations.is_chat, conversations.read_chat),
    Form(
        "sharegpt",
        "a conversation: conversations with from and value",
        conversations.is_sharegpt,
        conversations.read_sharegpt,
    ),
    Form("wildchat", "a conversation of WildChat", conversations.is_wildchat, conversations.read_wildchat),
    Form("lmsys", "a conversation of LMSYS-Chat", conversations.is_lmsys, conversations.read_lmsys),
    Form("alpaca", "an instruction, perhaps with input, and output", instructions.is_alpaca, instructions.read_alpaca),
    Form("dolly", "an instruction, perhaps with context, and response", instructions.is_dolly, instructions.read_dolly),
    Form(
        "hh-rlhf",
        "two transcripts, chosen and rejected",
        comparisons.is_transcript_pair,
        comparisons.read_transcript_pair,
    ),
    Form("pairs", "chosen and rejected, with prompt or without", comparisons.is_pair, comparisons.read_pair),
    Form(
        "ultrafeedback",
        "an instruction and completions of several models",
        comparisons.is_ultrafeedback,
        comparisons.read_ultrafeedback,
    ),
    Form("prompts", "a prompt, perhaps with a response", instructions.is_prompt, instructions.read_prompt),
    Form("texts", "a text, which is a prompt", instructions.could_be_prompt, instructions.read_prompt, is_sure=False),
)
_OF_LINES: Final = Form(LINES, "a prompt, one a line", lambda _: False, instructions.read_line)

NAMES: Final = (*(form.name for form in FORMS), LINES)
"""What `--format` may be."""


@dataclass(frozen=True, slots=True)
class Detected:
    """How a file is read."""

    source: Source
    layout: Layout
    form: Form

    def items(self, options: Options, progress: Progress | None = None) -> Iterator[Item]:
        """Yield what is in the file, in its order: messages, what is left out, what is wrong.

        Args:
            options: What the operator says of it.
            progress: Is told how many bytes of the file were read since it was told last.
        """
        reading = Reading(options)
        for row in rows_of(self.source, self.layout, progress):
            if isinstance(row, Fault):
                yield row
            else:
                yield from self._of(reading, row)

    def _of(self, reading: Reading, row: Row) -> Iterator[Item]:
        value = _as_object(row.value)
        if self.form.name != LINES:
            if not isinstance(value, dict):
                yield Fault(row.place, "an object with named fields is expected")
                return
            if not self.form.fits(value):
                yield Fault(row.place, self._misfit(value), self._id_of(value))
                return
        try:
            yield from self.form.read(reading, row.place, value)
        except LeftOutError as left_out:
            yield LeftOut(str(left_out), self._id_of(value))
        except BadRowError as error:
            place = f"{row.place}, {error.part}" if error.part else row.place
            yield Fault(place, error.problem, self._id_of(value))

    def _id_of(self, value: object) -> str | None:
        if not isinstance(value, dict):
            return None
        return next((str(value[field]) for field in self.form.ids if value.get(field)), None)

    def _misfit(self, value: Fields) -> str:
        others = [form.name for form in FORMS if form.is_sure and form.fits(value)]
        hint = f"; it looks like {' or '.join(others)}" if others else ""
        return f"this is no row of the form {self.form.name} ({self.form.title}){hint}"


def detect(source: Source, form_name: str | None = None) -> Detected:
    """See which form a file has.

    Args:
        source: The file.
        form_name: The form, of `NAMES`, if the operator says it.

    Raises:
        StartError: That is not sure, or it is none.
    """
    path = source.path
    if form_name == LINES:
        return Detected(source, Layout.LINES, _OF_LINES)
    layout = layout_of(source)
    if layout is Layout.LINES and form_name is None:
        return Detected(source, layout, _OF_LINES)
    if layout is None or layout is Layout.LINES:
        raise StartError(
            f"{path} is neither JSON nor, by its name, a table (.csv, .tsv) or a text with one prompt a line (.txt). "
            f"If each of its lines is a prompt, say so: --format {LINES}"
        )
    if form_name is not None:
        return Detected(source, layout, next(form for form in FORMS if form.name == form_name))
    return Detected(source, layout, _form_of(source, layout))


def _form_of(source: Source, layout: Layout) -> Form:
    rows = islice(rows_of(source, layout), _LOOKED_AT)
    faults = []
    for row in rows:
        value = None if isinstance(row, Fault) else _as_object(row.value)
        if isinstance(value, dict):
            break
        faults.append(row)
    else:
        if not faults:
            raise StartError(f"{source.path} has nothing to import.")
        first = faults[0]
        problem = first.problem if isinstance(first, Fault) else "an object with named fields is expected"
        raise StartError(f"{source.path}, {first.place}: {problem}. Nothing was imported.")
    fitting = [form for form in FORMS if form.fits(value)]
    sure = [form for form in fitting if form.is_sure]
    if len(sure) == 1:
        return sure[0]
    fields = ", ".join(str(name) for name in list(value)[:12]) or "none"
    if fitting:
        seems = "may be " + " or ".join(f"{form.name} ({form.title})" for form in fitting)
    else:
        seems = f"has a form that is not known. Known are {', '.join(form.name for form in FORMS)}"
    raise StartError(
        f"{source.path}, whose first row has the fields {fields:.300}, {seems}. Nothing was imported. "
        "Say which form it has, with --format."
    )


def _as_object(value: object) -> object:
    """Return a row; a list is a conversation without anything about it."""
    return {"messages": value} if isinstance(value, list) else value
