"""The manifest of a release: its files with their digests, what was counted, and by which settings it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.errors import StartError

MANIFEST: Final = "manifest.json"

FORM: Final = 1
"""The form of the manifest; whoever reads another one does not understand it."""

Setting: TypeAlias = str | int | float | bool | list[str] | None

_MOST_BYTES: Final = 16 * 1024 * 1024


def _below(path: str) -> str:
    if not path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError("a path below the folder is expected")
    return path


class FileEntry(BaseModel):
    """A file of a release.

    Attributes:
        path: Relative to the folder, with slashes.
        size: In bytes.
        sha256: Of the file as it is, in hexadecimal.
        config: The table whose rows are in it; None for a file without rows.
        split: The split of that table.
        rows: How many rows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Annotated[str, AfterValidator(_below)]
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    config: str | None = None
    split: str | None = None
    rows: int | None = None


class Manifest(BaseModel):
    """What a release says of itself for programs.

    Attributes:
        form: `FORM`.
        name: Of the dataset: letters, digits and hyphens.
        version: Of the release.
        date: Of the release, YYYY-MM-DD.
        previous_version: The version against which changes are told; None for the first.
        licence: Of what was written here, as the operator named it.
        bot_version: Which made it.
        files: All files but the manifest, sorted by path.
        counts: What is in it: trees, messages, annotations.
        languages: Messages by language.
        agreements: How many texts and judgements were given under each version of the agreement.
        left_out: How much was left out, by reason.
        null_ranks: How many replies that were ranked have no rank in it, by reason.
        errata: How many rows of earlier releases are named as withdrawn.
        settings: Filters, options and settings of the bot that decide what is in it.
        thresholds: When a tree was finished and a text accepted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Literal[1] = FORM
    name: str
    version: str
    date: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    previous_version: str | None
    licence: str
    bot_version: str
    files: tuple[FileEntry, ...]
    counts: Mapping[str, int]
    languages: Mapping[str, int]
    agreements: Mapping[str, int]
    left_out: Mapping[str, int]
    null_ranks: Mapping[str, int]
    errata: int
    settings: Mapping[str, Setting]
    thresholds: Mapping[str, Setting]

    def as_text(self) -> str:
        """Return it as JSON, a value a line."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release.

    Args:
        folder: Of the release.

    Raises:
        StartError: There is none, or it is not one that this version understands.
    """
    path = folder / MANIFEST
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}. {folder} is no release of this bot.") from error
    if len(text) > _MOST_BYTES:
        raise StartError(f"{path} is larger than a manifest can be.")
    return parse_manifest(text, str(path))


def parse_manifest(text: str | bytes, name: str) -> Manifest:
    """Read a manifest.

    Args:
        text: As `Manifest.as_text` wrote it.
        name: What it is called in an error.

    Raises:
        StartError: It is not one that this version understands.
    """
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise StartError(
            f"{name} is no manifest that this version of the bot understands: {place or 'the file'}: {first['msg']}."
        ) from None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
