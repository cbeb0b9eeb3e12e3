"""What the command line can be asked of a dataset: the options that `export` and `release` have in common."""

from __future__ import annotations

import inspect
import re
import secrets
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, get_type_hints

import typer

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.selection import COMPARISONS, LabelBound, Selection
from bot.dataset.tables.terms import PairLayout, Terms
from bot.errors import StartError
from bot.protocol.moments import Moment, from_iso
from bot.protocol.trees import TreeState
from bot.rules.labels import KINDS
from bot.settings import Settings
from bot.texts.typed_languages import did_you_mean, find_typed

_LEAST_KEY: Final = 16
_BOUND: Final = re.compile(r"\s*(\w+)\s*(>=|<=|>|<)\s*([0-9.]+)\s*")


class Dates(StrEnum):
    """How moments are written."""

    DAY = "day"
    EXACT = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetOptions:
    """What is asked for; every field is an option."""

    everything: Annotated[
        bool,
        typer.Option(
            "--everything", help="Trees in every state, with what was rejected or deleted, or is under no agreement."
        ),
    ] = False
    state: Annotated[
        list[TreeState] | None,
        typer.Option(help="Trees in this state; may be given again. (Default: ready_for_export)"),
    ] = None
    deleted: Annotated[bool, typer.Option("--deleted", help="Deleted messages, too.")] = False
    lang: Annotated[
        list[str] | None, typer.Option(help="Messages in this language, a tag or a name; may be given again.")
    ] = None
    synthetic: Annotated[
        bool | None, typer.Option("--synthetic/--no-synthetic", help="Only what models wrote, or none of it.")
    ] = None
    imported: Annotated[
        bool | None, typer.Option("--imported/--no-imported", help="Only trees that were imported, or none of them.")
    ] = None
    server: Annotated[
        list[int] | None,
        typer.Option(help="Messages written in this server, by its id, or in none; may be given again."),
    ] = None
    since: Annotated[str | None, typer.Option(help="Trees from this date on: 2026-01-31, or a date and time.")] = None
    until: Annotated[str | None, typer.Option(help="Trees before this date.")] = None
    min_reviews: Annotated[int, typer.Option(min=0, help="Messages with so many reviews at least.")] = 0
    min_rankings: Annotated[int, typer.Option(min=1, help="Pairs and orders by so many rankings at least.")] = 1
    label: Annotated[
        list[str] | None,
        typer.Option(help='Messages of which the mean of a label is such: "quality>=0.5"; may be given again.'),
    ] = None
    ties: Annotated[
        bool, typer.Option("--ties", help="Also pairs of replies between which the votes do not decide.")
    ] = False
    explicit: Annotated[bool, typer.Option("--explicit", help="Pairs with the conversation apart, as prompt.")] = False
    objects: Annotated[
        bool,
        typer.Option(
            "--objects", help="Pairs and ratings as LLaMA-Factory takes them; a release has its dataset_info.json."
        ),
    ] = False
    dates: Annotated[Dates, typer.Option(help="Moments by their day, or to the microsecond.")] = Dates.DAY
    scrub: Annotated[
        bool,
        typer.Option("--scrub", help="Placeholders for e-mail addresses, phone numbers and the like in texts."),
    ] = False
    pseudonym_key: Annotated[
        Path | None,
        typer.Option(
            help="A secret file from which the pseudonyms of people are made, so that they are the same again. "
            "(Default: others each time)"
        ),
    ] = None

    def selection(self, settings: Settings) -> Selection:
        """Return what is to be read.

        Raises:
            StartError: An option cannot be used; the sentence names it.
        """
        return Selection(
            everything=self.everything,
            states=tuple(self.state) if self.state else None,
            deleted=self.deleted,
            languages=frozenset(_language(each, settings) for each in self.lang) if self.lang else None,
            synthetic=self.synthetic,
            imported=self.imported,
            servers=frozenset(self.server) if self.server else None,
            since=_moment("--since", self.since),
            until=_moment("--until", self.until),
            min_reviews=self.min_reviews,
            labels=tuple(_bound(each) for each in self.label or ()),
            weighs_reviews=settings.thresholds.weigh_acceptance,
            weighs_rankings=settings.thresholds.weigh_rankings,
        )

    def terms(self, settings: Settings, messages: Pseudonyms, people: Pseudonyms) -> Terms:
        """Return what rows depend on.

        Raises:
            StartError: Two layouts of pairs are asked for.
        """
        if self.explicit and self.objects:
            raise StartError("--explicit and --objects are two ways to write a pair. Name one of them.")
        layout = PairLayout.EXPLICIT if self.explicit else PairLayout.OBJECTS if self.objects else PairLayout.IMPLICIT
        return Terms(
            messages=messages,
            people=people,
            licence=settings.dataset_licence,
            exact_dates=self.dates is Dates.EXACT,
            ties=self.ties,
            min_rankings=self.min_rankings,
            layout=layout,
        )

    def key(self) -> bytes:
        """Return the key from which pseudonyms of people are made: that of the file, or a new one.

        Raises:
            StartError: The file cannot be read, or is too short for a secret.
        """
        if self.pseudonym_key is None:
            return secrets.token_bytes(32)
        try:
            key = self.pseudonym_key.read_bytes()
        except OSError as error:
            raise StartError(f"--pseudonym-key: {self.pseudonym_key} cannot be read: {error.strerror}.") from None
        if len(key) < _LEAST_KEY:
            raise StartError(
                f"--pseudonym-key: {self.pseudonym_key} has fewer than {_LEAST_KEY} bytes. "
                "Make one with: head -c 32 /dev/urandom > FILE"
            )
        return key


def takes_dataset_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command of typer the options of a dataset in place of its parameter `options`."""

    @wraps(command)
    def with_options(**given: Any) -> None:
        options = DatasetOptions(**{name: given.pop(name) for name in _PARAMETERS})
        command(**given, options=options)

    own = inspect.signature(command, eval_str=True).parameters.values()
    parameters = [parameter for parameter in own if parameter.name != "options"] + [*_PARAMETERS.values()]
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer looks at it
    with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return with_options


_PARAMETERS: Final = {
    field.name: inspect.Parameter(
        field.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None if field.default is MISSING else field.default,
        annotation=get_type_hints(DatasetOptions, include_extras=True)[field.name],
    )
    for field in fields(DatasetOptions)
}


def _language(typed: str, settings: Settings) -> str:
    also = (settings.default_language,)
    tag = find_typed(typed, also=also)
    if tag is None:
        raise StartError(f"--lang: {did_you_mean(typed, also)}.")
    return tag


def _moment(option: str, typed: str | None) -> Moment | None:
    if typed is None:
        return None
    try:
        return from_iso(typed)
    except ValueError:
        raise StartError(f"{option}: {typed} is no date. Write it like 2026-01-31, or 2026-01-31T12:00Z.") from None


def _bound(typed: str) -> LabelBound:
    match = _BOUND.fullmatch(typed)
    if match is None or match[1] not in KINDS or match[2] not in COMPARISONS:
        raise StartError(
            f'--label: {typed} is no bound. Write it like "quality>=0.5"; the labels are {", ".join(KINDS)}.'
        )
    try:
        return LabelBound(match[1], match[2], float(match[3]))
    except ValueError:
        raise StartError(f"--label: {match[3]} is no number from 0 to 1.") from None
