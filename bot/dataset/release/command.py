"""What `python -m bot release` and `verify` are asked, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bot.counting import counted
from bot.dataset.formats import Form, check_form, is_there
from bot.dataset.options import DatasetOptions
from bot.dataset.progress import Progress
from bot.dataset.release.drafting import Draft
from bot.dataset.release.errata import ERRATA
from bot.dataset.release.hub import check_hub, push
from bot.dataset.release.making import make_release
from bot.dataset.release.manifest import read_manifest
from bot.dataset.release.plan import Plan
from bot.errors import StartError
from bot.protocol.moments import Moment, to_datetime
from bot.settings import Settings
from bot.store import Database

_VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}", re.ASCII)
_ALWAYS_THERE: Final = Form.GZIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a release is asked to be on the command line.

    Attributes:
        folder: Where it is written, an absolute path.
        options: What of the database is in it, and how it is written.
        version: What it is called; None for its date, with points.
        release_date: Its day, YYYY-MM-DD; None for today (UTC).
        title: What people call the dataset; empty where nobody said.
        form: Of its files; None for Parquet where that can be written, else gzip.
        validation_percent: So many of a hundred trees are for validation.
        previous: The folder of the release before, where the database does not know it.
        benchmarks: Files and folders of texts that should not be in it; empty for those of the settings.
        replaces: Whether a release that is in the folder is replaced.
        repository: On the hub, as owner/name; empty where it is not put there.
        token: The hub's.
    """

    folder: Path
    options: DatasetOptions
    version: str | None
    release_date: str | None
    title: str
    form: Form | None
    validation_percent: int
    previous: Path | None
    benchmarks: tuple[Path, ...]
    replaces: bool
    repository: str
    token: str

    def plan(self, settings: Settings, now: Moment) -> Plan:
        """Return what follows from it.

        Raises:
            StartError: Something cannot be meant, or cannot be done here; the sentence names the option.
        """
        if self.options.everything or self.options.deleted:
            raise StartError(
                "A release is for publishing: --everything and --deleted are for export, which writes a table for you."
            )
        day = _day(self.release_date) if self.release_date is not None else to_datetime(now).date()
        version = self.version or f"{day.year}.{day.month}.{day.day}"
        if not _VERSION.fullmatch(version):
            raise StartError(f"--version: {version} cannot be a version. Write it like 1.2.0: letters, digits, points.")
        form = self.form or (Form.PARQUET if is_there(Form.PARQUET) else _ALWAYS_THERE)
        check_form(form, columns=())
        if self.repository:
            check_hub(self.repository, self.token)
        return Plan(
            settings=settings,
            options=self.options,
            key=self.options.key(),
            name=_slug(self.repository.partition("/")[2] or self.folder.resolve().name),
            title=self.title,
            url=f"https://huggingface.co/datasets/{self.repository}" if self.repository else None,
            version=version,
            date=day.isoformat(),
            form=form,
            validation_percent=self.validation_percent,
            previous=self.previous,
            benchmarks=self.benchmarks or tuple(filter(None, (settings.benchmark_texts_path,))),
        )


async def release(
    database: Database, settings: Settings, asked: Asked, now: Moment, progress: Progress, protected: Sequence[Path]
) -> str | None:
    """Make a release, and put it on the hub where that is asked.

    Returns:
        What is said of it; None where there is nothing to release.

    Raises:
        StartError: It cannot be done; the sentence says why, and what to do.
    """
    plan = asked.plan(settings, now)
    draft = await make_release(database, asked.folder, plan, progress, replaces=asked.replaces, protected=protected)
    if draft is None:
        return None
    said = "\n".join(_said(draft, asked.folder))
    if asked.repository:
        said += f"\nOn the hub: {push(asked.folder, draft.manifest, asked.repository, asked.token)}"
    return said


def all_is_well(folder: Path) -> str:
    """Say that a release is what it says."""
    manifest = read_manifest(folder)
    rows = sum(entry.rows or 0 for entry in manifest.files)
    files, judgements = len(manifest.files), manifest.counts["annotations"]
    return (
        f"{folder} is release {manifest.version}: {counted(files, 'file')} with {counted(rows, 'row')} as its manifest "
        f"has them, and every rank follows from {counted(judgements, 'judgement')}."
    )


def _said(draft: Draft, folder: Path) -> Iterator[str]:
    counts = draft.manifest.counts
    yield (
        f"Release {draft.manifest.version} is in {folder}: {counted(counts['trees'], 'tree')} with "
        f"{counted(counts['messages'], 'message')} and {counted(counts['annotations'], 'judgement')}."
    )
    yield from draft.left_out.sentences()
    if draft.errata.held:
        held = "; ".join(f"{version}: {count:,}" for version, count in draft.errata.held.items())
        yield (
            f"Earlier releases still hold {counted(len(draft.errata.ids), 'row')} that were deleted since ({held}). "
            f"{ERRATA} names them, so that whoever has a copy can take them out."
        )


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise StartError(f"--release-date: {typed} is no date. Write it like 2026-01-31.") from None


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "dataset"
