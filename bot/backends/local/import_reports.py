"""What an operator wishes of an import, and what they are told of it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.backends.local.repository.imports import ImportRow
from bot.counting import counted
from bot.errors import StartError
from bot.imports.detection import Detected
from bot.imports.values import Fault, ImportedMessage, Options
from bot.protocol.messages import Role
from bot.protocol.moments import to_datetime
from bot.rules.text import shows_nothing
from bot.texts.typed_languages import did_you_mean, find_typed

_MOST_PLACES: Final = 20
"""So many places of a file are named; of the others only the number."""

_SAMPLES: Final = 3
_LONGEST_SAMPLE: Final = 160
_LONGEST_ORIGIN: Final = 200
_OUR_OWN: Final = "community"
"""What the dataset calls the origin of what people here wrote."""


@dataclass(frozen=True, slots=True)
class ImportWishes:
    """What the operator says of a file; None where they say nothing.

    Attributes:
        language: Of messages that name none: a tag, or a name.
        human: The roles whose messages people wrote, where a row does not say so itself.
        form: Of `bot.imports.detection.NAMES`.
        origin: The name under which the file's ids are known.
        source_url: Where it comes from.
        license: Of trees that name none.
        is_trial: Whether nothing is to be stored.
    """

    language: str | None = None
    human: Collection[Role] = ()
    form: str | None = None
    origin: str | None = None
    source_url: str | None = None
    license: str | None = None
    is_trial: bool = False

    def __post_init__(self) -> None:
        for option, value in (("origin", self.origin), ("source-url", self.source_url), ("license", self.license)):
            if value is None:
                continue
            if shows_nothing(value) or len(value) > _LONGEST_ORIGIN or not value.isprintable():
                raise StartError(
                    f"--{option}: a text of one line is expected, of at most {_LONGEST_ORIGIN} characters."
                )
        if self.origin is not None:
            check_origin(self.origin)

    def options(self, default_language: str) -> Options:
        """Return what concerns the rows.

        Args:
            default_language: The tag of that in which people work who name none; it need not be a listed one.

        Raises:
            StartError: Nobody can choose the language.
        """
        also = (default_language,)
        written = self.language or default_language
        tag = find_typed(written, also=also)
        if tag is None:
            raise StartError(f"--language: {did_you_mean(written, also)}.")
        return Options(tag, also, self.human)


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        path: The file.
        detected: How it was read.
        origin: The name under which its ids are known.
        is_trial: Whether nothing was stored.
        number: Of the import; None where nothing was new.
        trees: New trees.
        messages: New messages, in new trees and in others.
        added: How many of them are replies in trees that were there.
        grown: How many such trees there are.
        known_trees: Trees that were there already.
        known: Messages that were there already.
        repeated: Messages that the file has several times.
        left_out: How many messages were left out on purpose, by why.
        changed: Messages that are there with another text, or in another language.
        changed_places: Where the first of them stand.
        samples: The first messages.
        faults: How many things are wrong.
        first_faults: The first of them.
    """

    path: Path
    detected: Detected
    origin: str
    is_trial: bool = False
    number: int | None = None
    trees: int = 0
    messages: int = 0
    added: int = 0
    grown: int = 0
    known_trees: int = 0
    known: int = 0
    repeated: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    changed_places: list[str] = field(default_factory=list)
    samples: list[ImportedMessage] = field(default_factory=list)
    faults: int = 0
    first_faults: list[Fault] = field(default_factory=list)

    def fault(self, fault: Fault) -> None:
        """Note what is wrong."""
        self.faults += 1
        if len(self.first_faults) < _MOST_PLACES:
            self.first_faults.append(fault)

    def change(self, place: str) -> None:
        """Note that a message is there with another text."""
        self.changed += 1
        if len(self.changed_places) < _MOST_PLACES:
            self.changed_places.append(place)

    def show(self, message: ImportedMessage) -> None:
        """Keep a message as a sample, if it is one of the first."""
        if len(self.samples) < _SAMPLES:
            self.samples.append(message)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was in the file."""
        return not (self.messages or self.known or self.changed or self.left_out)

    def __str__(self) -> str:
        lines = [self._what_came()]
        if self.is_trial:
            form, layout = self.detected.form, self.detected.layout
            what = f"{self.detected.source.name} seems to be {layout}; a row is {form.title} (--format {form.name})."
            lines.insert(0, what)
            lines += [_sample(message) for message in self.samples]
        if self.known:
            trees = f" in {counted(self.known_trees, 'tree')}" if self.known_trees else ""
            lines.append(f"Already there, and left as they are: {counted(self.known, 'message')}{trees}.")
        if self.repeated:
            lines.append(f"More than once in the file, and taken once: {counted(self.repeated, 'message')}.")
        if self.left_out:
            reasons = "; ".join(f"{number:,} {reason}" for reason, number in self.left_out.most_common())
            lines.append(f"Left out: {reasons}.")
        if self.changed:
            more = f", and {self.changed - len(self.changed_places):,} more" if self.changed > _MOST_PLACES else ""
            lines.append(
                "Known with another text or language, and left as they are here: "
                f"{'; '.join(self.changed_places)}{more}. If this is another dataset, name it: --origin NAME."
            )
        return "\n".join(lines)

    def _what_came(self) -> str:
        if not self.messages:
            return f"Nothing in {self.detected.source.name} is new under the origin {self.origin}."
        done = "Would be imported" if self.is_trial else f"Imported as number {self.number}"
        parts = []
        if self.trees:
            parts.append(f"{counted(self.trees, 'new tree')} with {counted(self.messages - self.added, 'message')}")
        if self.added:
            trees = "a tree that was" if self.grown == 1 else f"{self.grown:,} trees that were"
            parts.append(f"{counted(self.added, 'new reply', 'new replies')} in {trees} there already")
        return f"{done}, origin {self.origin}: {'; '.join(parts)}."


def check_origin(origin: str) -> None:
    """See that an origin is not that of what people here wrote.

    Raises:
        StartError: It is.
    """
    if origin == _OUR_OWN:
        raise StartError(f"--origin: {_OUR_OWN} is the origin of what people here wrote. Choose another name.")


def faults_error(report: ImportReport) -> StartError:
    """Make the error that names what is wrong with a file."""
    if report.faults == 1:
        [fault] = report.first_faults
        return StartError(f"{report.path}, {fault.place}: {fault.problem}. Nothing was imported.")
    places = "".join(f"\n  {fault.place}: {fault.problem}." for fault in report.first_faults)
    more = report.faults - len(report.first_faults)
    rest = f"\n  … and {more:,} more." if more else ""
    return StartError(f"{report.path} has {report.faults:,} faults, and nothing was imported:{places}{rest}")


def nothing_to_import(report: ImportReport) -> StartError:
    """Make the error that says so."""
    return StartError(f"{report.path} has nothing to import.")


def listing(rows: Sequence[ImportRow]) -> str:
    """Return what was imported so far, a line each."""
    if not rows:
        return "Nothing was imported yet."
    return "\n".join(
        f"{row.import_id}: {to_datetime(row.imported_at):%Y-%m-%d}, {row.file_name}"
        f" ({row.form or 'by an earlier version'}), origin {row.origin}, licence {row.license or 'not named'}"
        f"{f', {row.source_url}' if row.source_url else ''}:"
        f" {counted(row.trees, 'tree')}, {counted(row.messages, 'message')}"
        for row in rows
    )


def _sample(message: ImportedMessage) -> str:
    text = " ".join(message.text.split())
    if len(text) > _LONGEST_SAMPLE:
        text = f"{text[:_LONGEST_SAMPLE]} …"
    author = message.model_name or ("by a model, or nobody knows" if message.synthetic else "by a person")
    return f"  {message.place}: {message.role}, {message.language}, {author}: {text}"
