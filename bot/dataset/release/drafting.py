"""Writing a release into its folder: everything that is read of the database, in one transaction."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, NamedTuple

from bot import __version__
from bot.dataset.progress import Progress
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.reading import read_trees
from bot.dataset.records import DatasetTree, Key
from bot.dataset.release import repository
from bot.dataset.release.changes import CHANGES, MessageChanges, changelog, changes_of, parts_of
from bot.dataset.release.data_files import DataFiles, data_files
from bot.dataset.release.documents import documents
from bot.dataset.release.errata import ERRATA, Errata, find_errata, row_key
from bot.dataset.release.manifest import (
    MANIFEST,
    FileEntry,
    Manifest,
    digest_of,
    parse_manifest,
    read_manifest,
)
from bot.dataset.release.plan import Plan
from bot.dataset.release.repository import NotedRelease, ReleasedRow
from bot.dataset.release.row_files import read_rows
from bot.dataset.release.splits import find_splits
from bot.dataset.reports.benchmark_files import read_benchmarks
from bot.dataset.reports.data_report import DataReport
from bot.dataset.reports.language_checks import language_checks
from bot.dataset.reports.scrubbing import scrub_tree
from bot.dataset.repository import pseudonym_secret
from bot.dataset.selection import LeftOut
from bot.dataset.tables import TABLES
from bot.dataset.tables.annotations import ANNOTATIONS
from bot.dataset.tables.messages import MESSAGES
from bot.dataset.tables.terms import Terms
from bot.errors import StartError
from bot.store import Connection

REPORTS: Final = "reports.json"


@dataclass(slots=True)
class ReleasedIds:
    """The ids of messages and of judgements in a release."""

    messages: list[Key] = field(default_factory=list)
    judgements: list[Key] = field(default_factory=list)

    def rows(self) -> list[ReleasedRow]:
        """Return them all, sorted, as they are noted."""
        ids = [ReleasedRow(row_id, True) for row_id in self.messages]
        ids += [ReleasedRow(row_id, False) for row_id in self.judgements]
        return sorted(ids)


@dataclass(slots=True)
class Draft:
    """A release that is complete but for its name.

    Attributes:
        manifest: What it says of itself.
        changes: Its part of the changelog.
        ids: Of its rows: what a later release has to know of it.
        errata: What earlier ones still hold.
        left_out: What is not in it, and why.
    """

    manifest: Manifest
    changes: str
    ids: ReleasedIds
    errata: Errata
    left_out: LeftOut


class _Before(NamedTuple):
    """The release before: what it says of itself, the changelog up to it, its messages; and whether it was noted."""

    manifest: Manifest
    parts: list[str]
    messages: frozenset[Key]
    is_noted: bool


@dataclass(slots=True)
class _Counts:
    """What is counted while trees are written."""

    totals: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    agreements: Counter[str] = field(default_factory=Counter)
    null_ranks: Counter[str] = field(default_factory=Counter)

    def add(self, tree: DatasetTree) -> None:
        """Count a tree."""
        self.totals["trees"] += 1
        for message in tree.messages:
            self.totals["messages"] += 1
            self.languages[message.language] += 1
            judgements = [
                *(review.agreement for review in message.reviews if review.by_itself),
                *(vote.agreement for vote in tree.rankings.get(message.message_id, ())),
            ]
            self.totals["annotations"] += len(judgements)
            self.agreements.update(version for version in (message.agreement, *judgements) if version is not None)
            if message.rank_reason is not None:
                self.null_ranks[str(message.rank_reason)] += 1


def write_draft(connection: Connection, folder: Path, plan: Plan, progress: Progress) -> Draft | None:
    """Write a release into a folder.

    Args:
        connection: Inside a transaction, so that all of it is of one moment.
        folder: Empty.
        plan: What it is asked to be.
        progress: Is told how far it is.

    Returns:
        What was written; None where there is nothing to release.

    Raises:
        OSError: Something cannot be written.
        StartError: The release before cannot be read.
    """
    secret = pseudonym_secret(connection) or secrets.token_bytes(32)
    names = Pseudonyms.of_messages(secret)
    terms = plan.options.terms(plan.settings, names, Pseudonyms.of_people(plan.key))
    # A release of the same version was an attempt at this one: what it held still counts as released.
    noted = repository.releases(connection)
    before = _before(connection, noted, plan)
    splits = find_splits(connection, secret, names, plan.validation_percent)
    left_out, counts, ids = LeftOut(), _Counts(), ReleasedIds()
    with ExitStack() as stack:
        languages = stack.enter_context(language_checks()) if plan.checks_languages else None
        report = DataReport(secret, names.of, read_benchmarks(secret, plan.benchmarks) or None, languages)
        files = stack.enter_context(data_files(folder, plan.form, terms))
        for tree in read_trees(connection, plan.options.selection(plan.settings), left_out):
            _write_tree(scrub_tree(tree) if plan.options.scrub else tree, splits.of(tree.tree_id), terms, files, ids)
            counts.add(tree)
            report.add(tree)  # with the texts as they are: it says what is scrubbed
            progress.advance(1)
        found = report.result()
    if not counts.totals:
        return None
    elsewhere = frozenset[Key]() if before is None or before.is_noted else before.messages
    errata = find_errata(connection, noted, names, elsewhere)
    manifest = _manifest(plan, before, files, counts, left_out, errata)
    changed = None if before is None else _message_changes(before, ids, errata)
    changes = changes_of(manifest, None if before is None else before.manifest, changed, errata.held)
    texts = {
        CHANGES: changelog(changes, [] if before is None else before.parts),
        ERRATA: errata.as_text(),
        REPORTS: _as_json(found),
        **documents(plan, manifest, terms, found),
    }
    for path, text in texts.items():
        (folder / path).write_text(text, "utf-8", newline="\n")
    entries = [*manifest.files, *(_entry(folder, path) for path in texts)]
    manifest = manifest.model_copy(update={"files": tuple(sorted(entries, key=lambda entry: entry.path))})
    (folder / MANIFEST).write_text(manifest.as_text(), "utf-8", newline="\n")
    return Draft(manifest, changes, ids, errata, left_out)


def _manifest(
    plan: Plan, before: _Before | None, files: DataFiles, counts: _Counts, left_out: LeftOut, errata: Errata
) -> Manifest:
    """Return the manifest, of the files with rows alone."""
    thresholds = plan.settings.thresholds
    return Manifest(
        name=plan.name,
        version=plan.version,
        date=plan.date,
        previous_version=None if before is None else before.manifest.version,
        licence=plan.settings.dataset_licence,
        bot_version=__version__,
        files=tuple(files.entries()),
        counts={name: counts.totals[name] for name in ("trees", "messages", "annotations")},
        languages=_sorted(counts.languages),
        agreements=_sorted(counts.agreements),
        left_out=left_out.by_reason(),
        null_ranks=_sorted(counts.null_ranks),
        errata=len(errata.ids),
        settings=plan.stated(),
        thresholds={each.name: getattr(thresholds, each.name) for each in fields(thresholds)},
    )


def _write_tree(tree: DatasetTree, split: str, terms: Terms, files: DataFiles, ids: ReleasedIds) -> None:
    for table in TABLES.values():
        for row in table.rows(tree, terms):
            files.write(table, split, row)
            if isinstance(row, dict) and table is MESSAGES:
                ids.messages.append(row_key(row["message_id"]))
            elif isinstance(row, dict) and table is ANNOTATIONS:
                ids.judgements.append(row_key(row["annotation_id"]))


def _before(connection: Connection, noted: list[NotedRelease], plan: Plan) -> _Before | None:
    """Return the release before this one: that of a folder, where one is named, or the last of another version."""
    if plan.previous is not None:
        manifest = read_manifest(plan.previous)
        return _Before(manifest, _parts_in(plan.previous), _messages_in(plan.previous, manifest), is_noted=False)
    earlier = {each.version: each for each in noted if each.published and each.version != plan.version}
    if not earlier:
        return None
    newest_first = sorted(earlier.values(), key=lambda each: -each.release_id)
    last = newest_first[0]
    manifest = parse_manifest(last.manifest, f"what the database knows of release {last.version}")
    messages = frozenset(row.row_id for row in repository.rows_of(connection, last.release_id) if row.is_message)
    return _Before(manifest, [each.changes for each in newest_first], messages, is_noted=True)


def _parts_in(folder: Path) -> list[str]:
    path = folder / CHANGES
    try:
        return parts_of(path.read_text("utf-8"))
    except OSError as error:
        raise StartError(f"--previous: {path} cannot be read: {error.strerror}.") from error


def _messages_in(folder: Path, manifest: Manifest) -> frozenset[Key]:
    tables = [entry.path for entry in manifest.files if entry.config == MESSAGES.name]
    return frozenset(row_key(row["message_id"]) for path in tables for _, row in read_rows(folder, path))


def _message_changes(before: _Before, ids: ReleasedIds, errata: Errata) -> MessageChanges:
    gone = before.messages.difference(ids.messages)
    deleted = {row_key(row_id) for row_id in errata.ids}
    return MessageChanges(len(set(ids.messages) - before.messages), len(gone), len(gone & deleted))


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _as_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _entry(folder: Path, path: str) -> FileEntry:
    return FileEntry(path=path, size=(folder / path).stat().st_size, sha256=digest_of(folder / path))
