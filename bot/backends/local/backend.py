"""The local backend: `TaskBackend` on this process's own database."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from random import Random
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeAlias, TypeVar

from pydantic import JsonValue

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused
from bot.backends.local import (
    attention_checks,
    boards,
    case_reading,
    collective,
    deciding,
    importing,
    log_upkeep,
    notes,
    objecting,
    past_imports,
    pausing,
    people,
    personal_data,
    reacting,
    reading,
    records,
    requesting,
    submitting,
    text_signals,
    tree_life,
    trust_figures,
    undoing,
)
from bot.backends.local.check_files import WrittenCheck, read_checks
from bot.backends.local.import_reports import ImportReport, ImportWishes
from bot.backends.local.known_text_files import read_known_texts
from bot.backends.local.repository.personal_data import TABLES
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.clock import Clock
from bot.errors import StartError
from bot.imports.detection import detect
from bot.imports.source import Source
from bot.rules.copied_texts import KnownTexts
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.store import Connection, Database
from bot.store.files import is_part_of
from bot.store.secrets import load_secret_key

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Operation: TypeAlias = Callable[Concatenate[Step, Arguments], Result]
"""One operation of the interface: a plain function of a step and of what the interface gives it."""
Method: TypeAlias = Callable[Concatenate["LocalBackend", Arguments], Coroutine[Any, Any, Result]]


def _reads(operation: Operation[Arguments, Result]) -> Method[Arguments, Result]:
    """Make a method of an operation that stores nothing."""

    async def method(backend: "LocalBackend", /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        return await backend.read(operation, *args, **kwargs)

    return method


def _writes(operation: Operation[Arguments, Result]) -> Method[Arguments, Result]:
    """Make a method of an operation that stores all of what it does, or nothing where it is refused."""

    async def method(backend: "LocalBackend", /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        return await backend.write(operation, *args, **kwargs)

    return method


def _writes_even_if_refused(operation: Operation[Arguments, Result]) -> Method[Arguments, Result]:
    """Do the same, but keep what was done on the way to a refusal: who asked is known now, and trees have gone on."""

    def outcome(step: Step, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result | Refused:
        try:
            return operation(step, *args, **kwargs)
        except Refused as refused:
            return refused

    async def method(backend: "LocalBackend", /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        result = await backend.write(outcome, *args, **kwargs)
        if isinstance(result, Refused):
            raise result
        return result

    return method


class LocalBackend:
    """Conversation trees in SQLite: `TaskBackend`, each operation one transaction.

    Attributes:
        rules: What the operator has decided.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        random: Random,
        rules: PoolRules,
        secret_key: bytes,
        known_texts: KnownTexts | None = None,
    ) -> None:
        """Make a backend.

        Args:
            database: Open.
            clock: Tells the moment at which each step happens.
            random: The source of every choice; used by one thread at a time.
            rules: What the operator has decided.
            secret_key: From `load_secret_key`.
            known_texts: What the operator knows from elsewhere; None for nothing.
        """
        self._database = database
        self._clock = clock
        self._random = random
        self.rules = rules
        self._secret_key = secret_key
        self._known_texts = known_texts

    @classmethod
    async def open(
        cls,
        database: Database,
        clock: Clock,
        random: Random,
        rules: PoolRules,
        *,
        known_texts_path: Path | None = None,
        checks_path: Path | None = None,
        default_language: str = "en",
    ) -> Self:
        """Make a backend on a database with the key that it keeps, as a process does at its start.

        Where the thresholds are others than last time, trees are looked at anew: what was still missing may be enough.

        Args:
            database: Open.
            clock: As above.
            random: As above.
            rules: As above.
            known_texts_path: A file of texts that are known from elsewhere, see `known_text_files`; None for none.
            checks_path: A file of attention checks, see `check_files`; None for none. Without a rate it is not read.
            default_language: The tag of the language in which checks can be beside the listed ones.

        Raises:
            StartError: One of these files cannot be read or used.
        """
        key = await load_secret_key(database)
        known = None if known_texts_path is None else await asyncio.to_thread(_load_known_texts, known_texts_path, key)
        checks: list[WrittenCheck] = []
        if checks_path is not None and rules.check_rate > 0:
            checks = await asyncio.to_thread(read_checks, checks_path, default_language)
        backend = cls(database, clock, random, rules, key, known)
        await backend.write(tree_life.follow_thresholds)
        await backend.write(attention_checks.follow_file, checks)
        return backend

    async def import_file(
        self,
        path: Path,
        default_language: str,
        wishes: ImportWishes | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Import a file: see `bot.imports` for its forms.

        Args:
            path: The file.
            default_language: The tag of that in which people work who name none; it need not be a listed one.
            wishes: What the operator says of it.
            progress: Is told, by another thread, how many bytes of the file were read since it was told last.

        Raises:
            StartError: It cannot be read or used, and nothing of it was stored.
            CancelledError: It was given up, and nothing of it is stored.
        """
        wishes = wishes or ImportWishes()
        options = wishes.options(default_language)
        if is_part_of(self._database.path, path):  # and to close it again would drop SQLite's locks
            raise StartError(f"{path} is a file of the database itself. Name another file.")
        detected = await asyncio.to_thread(lambda: detect(Source(path), wishes.form))
        is_given_up = Event()

        def tell(done: int) -> None:
            if is_given_up.is_set():
                raise StartError("Nothing was imported.")
            if progress is not None:
                progress(done)

        try:
            return await self.write(importing.store, detected, options, wishes, tell)
        except asyncio.CancelledError:
            is_given_up.set()
            raise

    imports = _reads(past_imports.listed)
    take_out_import = _writes(past_imports.take_out)

    personal_tables = TABLES

    async def capabilities(self) -> frozenset[Capability]:
        """Return every capability, but for what the operator has not chosen."""
        lacking = set() if self.rules.scoring is Scoring.QUALITY else {Capability.QUALITY_POINTS}
        return frozenset(Capability) - lacking - (set() if self.rules.check_rate > 0 else {Capability.CHECKS})

    admit = _writes(people.admit)
    learn_consents = _writes(people.learn_consents)

    availability = _reads(requesting.availability)
    waiting = _reads(requesting.waiting)
    languages = _reads(requesting.languages)
    topics = _reads(requesting.topics)
    request = _writes_even_if_refused(requesting.request)
    skip = _writes(requesting.skip)
    put_aside = _writes(requesting.put_aside)
    take_up = _writes(requesting.take_up)

    submit = _writes(submitting.submit)
    change_answer = _writes(submitting.change_answer)
    can_change_answer = _reads(submitting.can_change_answer)

    open_collective = _writes_even_if_refused(collective.open_collective)
    join_collective = _writes(collective.join_collective)
    look_at_collective = _reads(collective.look_at_collective)
    close_collective = _writes(collective.close_collective)

    message = _reads(reading.message)
    conversation = _reads(reading.conversation)
    tree = _reads(reading.tree)
    tree_state = _reads(reading.tree_state)
    contributions = _reads(reading.contributions)

    stats = _reads(boards.stats)
    leaderboard = _reads(boards.leaderboard)
    neighbours = _reads(boards.neighbours)
    is_visible = _reads(boards.is_visible)
    set_visible = _writes(boards.set_visible)
    trollboard = _reads(boards.trollboard)
    tree_counts = _reads(boards.tree_counts)
    pool_statistics = _reads(boards.pool_statistics)

    react = _writes(reacting.react)
    report = _writes(reacting.report)

    cases = _reads(case_reading.listed)
    case = _reads(case_reading.case)
    case_of = _reads(case_reading.case_of)
    look_at = _reads(case_reading.look_at)
    decide = _writes(deciding.decide)
    undo = _writes(undoing.undo)
    object_to = _writes(objecting.object_to)
    decision = _reads(deciding.decision)
    also_touched = _reads(objecting.also_touched)
    decision_about = _reads(objecting.decision_about)
    record = _reads(records.record)
    texts_in = _reads(case_reading.texts_in)
    add_note = _writes(notes.add)
    remove_note = _writes(notes.remove)
    notes = _reads(notes.listed)
    bar_of = _reads(people.bar_of)
    disabling_of = _reads(people.disabling_of)
    is_enabled = _reads(people.is_enabled)
    pause_of = _reads(pausing.pause_of)
    reach = _reads(case_reading.reach)
    audit_log = _reads(records.audit_log)
    set_listed = _writes(records.set_listed)
    wipe_kept_texts = _writes(undoing.wipe_kept_texts)

    trust_figures = _reads(trust_figures.trust_figures)
    forget = _writes(personal_data.forget)

    async def keep_up(self) -> None:
        """Do each part by part, so that others are not kept waiting."""
        next_id: int | None = 0
        while next_id is not None:
            next_id = await self.write(log_upkeep.trim, next_id)
        while await self.write(text_signals.make_earlier_sketches):
            pass

    async def export_person(self, contributor: Contributor) -> Mapping[str, JsonValue]:
        """Read the log part by part, so that others are not kept waiting."""
        stored = await self.read(personal_data.stored_about, contributor.person_id)
        entries: list[JsonValue] = []
        next_id: int | None = 0
        while stored and next_id is not None:
            part = await self.read(personal_data.log_about, contributor.person_id, next_id)
            entries += part.entries
            next_id = part.next_id
        if not stored:
            return {}
        figures = await self.trust_figures(contributor)
        return {**stored, "how_your_votes_weigh": None if figures is None else figures.model_dump(), "log": entries}

    async def read(
        self, operation: Operation[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """Run an operation on one consistent state of the trees."""
        return await self._database.read(lambda connection: operation(self._step(connection), *args, **kwargs))

    async def write(
        self, operation: Operation[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """Run an operation in a transaction of its own; return when it is on the disk."""
        return await self._database.write(lambda connection: operation(self._step(connection), *args, **kwargs))

    def _step(self, connection: Connection) -> Step:
        return Step(connection, self._clock.now(), self._random, self.rules, self._secret_key, self._known_texts)


def _load_known_texts(path: Path, secret_key: bytes) -> KnownTexts:
    return KnownTexts(secret_key, read_known_texts(path))


if TYPE_CHECKING:
    _conforms: type[TaskBackend] = LocalBackend
