"""The folder of a release: it is there as a whole or not at all, and never takes the place of anything else.

A release is written into a folder of another name beside it, which is locked meanwhile, reaches the disk, and then gets
its own name. A process that is killed leaves the folder of the other name; the next release into the same place takes
it away.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from bot.dataset.output import check_place
from bot.dataset.release.manifest import MANIFEST, read_manifest
from bot.errors import StartError

_UNFINISHED: Final = ".unfinished-release"
_REPLACED: Final = ".replaced-release"
_HERE: Final = -100
"""`AT_FDCWD` of Linux: paths are relative to the current folder."""
_EXCHANGE: Final = 2
"""`RENAME_EXCHANGE` of Linux."""


def check_folder(folder: Path, protected: Sequence[Path], *, replaces: bool) -> None:
    """See that a release may be written to a folder: nothing is there, it is empty, or a release that may be replaced.

    Args:
        folder: The folder.
        protected: Files and folders of the bot, in which nothing is written.
        replaces: Whether a release that is there is replaced.

    Raises:
        StartError: It may not; the sentence says why.
    """
    check_place(folder, protected)
    _put_back(folder)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise StartError(f"{folder} is no folder and is not replaced. Name another one.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MANIFEST).is_file():
        raise StartError(f"{folder} has files in it and is no release of this bot. Name another folder.")
    manifest = read_manifest(folder)
    known = {MANIFEST, *(entry.path for entry in manifest.files)}
    strange = next((path for path in files_below(folder) if path not in known), None)
    if strange is not None:
        raise StartError(f"{folder} has a file that its release does not know and that would be lost: {strange}.")
    if not replaces:
        raise StartError(
            f"{folder} has release {manifest.version} in it. Name another folder, or say --replace to have it replaced."
        )


def files_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, relative to it and with slashes, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


@contextmanager
def unfinished_folder(folder: Path) -> Iterator[Path]:
    """Make a folder beside that of a release, and remove it when the block ends, unless `publish` has renamed it.

    Args:
        folder: From `check_folder`.

    Yields:
        The folder, locked by this process.

    Raises:
        OSError: It cannot be made.
    """
    _remove_leftovers(folder.parent)
    unfinished = folder.parent / f".{secrets.token_hex(8)}{_UNFINISHED}"
    unfinished.mkdir(mode=0o700)
    descriptor = os.open(unfinished, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        os.close(descriptor)


def publish(unfinished: Path, folder: Path) -> None:
    """Give a folder that is complete the name of the release; what had it before is gone afterwards.

    Where the system cannot exchange two folders at once (all but Linux), the one that was there has another name for a
    moment, and gets its own back at the next attempt if the process ends then.

    Args:
        unfinished: From `unfinished_folder`.
        folder: The folder of the release.

    Raises:
        OSError: It cannot be done; what was there is there.
    """
    for path in sorted(unfinished.rglob("*")):
        _to_disk(path)
    _to_disk(unfinished)
    if not folder.exists() or not any(folder.iterdir()):
        unfinished.rename(folder)
    elif not _exchange(unfinished, folder):
        aside = _aside(folder)
        folder.rename(aside)
        unfinished.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
    _to_disk(folder.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _aside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}{_REPLACED}"


def _put_back(folder: Path) -> None:
    """Bring a release back that had to step aside for one that never came, or remove it where that one came."""
    aside = _aside(folder)
    if not aside.is_dir():
        return
    with suppress(OSError):  # told by what is done next
        if (folder / MANIFEST).is_file():
            shutil.rmtree(aside)
        elif not folder.exists():
            aside.rename(folder)


def _remove_leftovers(parent: Path) -> None:
    for leftover in parent.glob(f".*{_UNFINISHED}"):
        with suppress(OSError):  # it is being written, or is somebody else's
            descriptor = os.open(leftover, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(leftover)
            finally:
                os.close(descriptor)
