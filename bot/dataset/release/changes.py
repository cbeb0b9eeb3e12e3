"""The changelog of a release: what is otherwise than in the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from bot.counting import counted
from bot.dataset.release.manifest import Manifest, Setting

CHANGES: Final = "CHANGELOG.md"

_TITLE: Final = "# Changelog\n"


class MessageChanges(NamedTuple):
    """Messages against the release before.

    Attributes:
        new: In this one and not in that one.
        gone: In that one and not in this one.
        deleted: Those of the gone that have been deleted since.
    """

    new: int
    gone: int
    deleted: int


def changes_of(now: Manifest, before: Manifest | None, messages: MessageChanges | None, held: Mapping[str, int]) -> str:
    """Return the part of the changelog that tells of one release.

    Args:
        now: The release.
        before: The one before; None for the first.
        messages: What became of the messages; None where that is not known.
        held: How many deleted rows are in which earlier release.
    """
    heading = f"## {now.version} ({now.date})"
    if before is None:
        lines = [f"The first release: {_all_in_all(now)}."]
    else:
        heading += f", against {before.version}"
        lines = [
            f"{_all_in_all(now)}; it was {_all_in_all(before)}.",
            *_of_messages(messages),
            *_of_tables(now, before),
            *_of_languages(now, before),
            *_of_settings("Settings", now.settings, before.settings),
            *_of_settings("Thresholds of the community", now.thresholds, before.thresholds),
        ]
        if now.licence != before.licence:
            lines.append(f"Licence: {now.licence} instead of {before.licence}.")
        if now.bot_version != before.bot_version:
            lines.append(f"Made by version {now.bot_version} of the bot instead of {before.bot_version}.")
    if held:
        told = ", ".join(f"{version}: {count}" for version, count in held.items())
        lines.append(
            f"Rows of earlier releases that have been deleted since: {now.errata} in all ({told}). `errata.txt` names "
            "them. Please take them out of your copies."
        )
    return "\n\n".join((heading, "\n".join(f"* {line}" for line in lines))) + "\n"


def changelog(part: str, earlier: Iterable[str]) -> str:
    """Return the whole changelog.

    Args:
        part: Of the newest release.
        earlier: Of those before, the newest of them first.
    """
    return "\n".join((_TITLE, part, *earlier))


def parts_of(text: str) -> list[str]:
    """Return the parts of a changelog, the newest first, as `changes_of` wrote them."""
    parts = text.split("\n## ")
    return [f"## {part.rstrip()}\n" for part in parts[1:]]


def _all_in_all(manifest: Manifest) -> str:
    counts = manifest.counts
    return (
        f"{counted(counts['trees'], 'tree')} with {counted(counts['messages'], 'message')} and "
        f"{counted(counts['annotations'], 'judgement')}"
    )


def _of_messages(messages: MessageChanges | None) -> list[str]:
    if messages is None:
        return []
    told = f"Messages: {messages.new:,} new, {messages.gone:,} no longer in it"
    return [f"{told}, {messages.deleted:,} of them deleted." if messages.gone else f"{told}."]


def _of_tables(now: Manifest, before: Manifest) -> list[str]:
    rows, earlier = _rows(now), _rows(before)
    told = [
        f"{table} {earlier.get(table, 0):,} → {rows.get(table, 0):,}"
        for table in sorted({*rows, *earlier})
        if rows.get(table) != earlier.get(table)
    ]
    return [f"Rows: {', '.join(told)}."] if told else []


def _rows(manifest: Manifest) -> dict[str, int]:
    return {f"{file.config}/{file.split}": file.rows or 0 for file in manifest.files if file.config is not None}


def _of_languages(now: Manifest, before: Manifest) -> list[str]:
    lines = []
    if new := sorted(set(now.languages) - set(before.languages)):
        lines.append(f"Languages that are new: {', '.join(new)}.")
    if gone := sorted(set(before.languages) - set(now.languages)):
        lines.append(f"Languages that are no longer in it: {', '.join(gone)}.")
    return lines


def _of_settings(what: str, now: Mapping[str, Setting], before: Mapping[str, Setting]) -> list[str]:
    told = [
        f"{name} {_shown(now.get(name))} instead of {_shown(before.get(name))}"
        for name in sorted({*now, *before})
        if now.get(name) != before.get(name)
    ]
    return [f"{what}: {'; '.join(told)}."] if told else []


def _shown(value: Setting) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
