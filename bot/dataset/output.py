"""Where a dataset is written: a file that appears whole or not at all, and never takes the place of anything else."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from bot.errors import StartError

STANDARD_OUTPUT: Final = Path("-")

_UNFINISHED: Final = ".unfinished-dataset"
_KINDS: Final = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


def check_target(path: Path, protected: Sequence[Path]) -> None:
    """See that a dataset may be written to a path: nothing is there, or a file that may be replaced.

    Args:
        path: The path, or `STANDARD_OUTPUT`.
        protected: Files that are not to be replaced, and folders in which nothing is.

    Raises:
        StartError: It may not; the sentence says why.
    """
    if path == STANDARD_OUTPUT:
        return
    check_place(path, protected)
    try:
        mode = path.lstat().st_mode
    except OSError:
        return
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            raise StartError(
                f"{path} is {kind} and is not replaced. Name a file, or - for standard output: "
                "python -m bot export - > FILE"
            )


def check_place(path: Path, protected: Sequence[Path]) -> None:
    """See that a path leads to nothing of the bot.

    Args:
        path: The path.
        protected: Files that are not to be replaced, and folders in which nothing is.

    Raises:
        StartError: It does.
    """
    real = path.parent.resolve() / path.name
    for place in protected:
        if real.is_relative_to(place.resolve()) or _is_same_file(path, place):
            raise StartError(f"{path} is part of the bot itself and is not replaced. Name another one.")


@contextmanager
def open_target(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing, which gets its name when the block ends, and does not exist where that fails.

    Until then it has no name at all where the file system allows that (most of Linux), so that a process that is killed
    leaves nothing behind. Elsewhere it has one of its own, and the next export into the same folder removes it.

    Args:
        path: From `check_target`.

    Yields:
        The file, for writing bytes.

    Raises:
        OSError: It cannot be written.
    """
    if path == STANDARD_OUTPUT:
        # A descriptor of our own: what is left in it when the reader has gone is nobody else's.
        with os.fdopen(os.dup(1), "wb") as output:
            yield output
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    name = f".{secrets.token_hex(8)}{_UNFINISHED}"
    try:
        _remove_leftovers(path.parent)
        descriptor, is_nameless = _open_unfinished(folder, name)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
            if is_nameless:
                os.link(f"/proc/self/fd/{descriptor}", name, dst_dir_fd=folder, follow_symlinks=True)
            os.replace(name, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    finally:
        with suppress(OSError):  # there is none: it has its own name by now, or never had this one
            os.unlink(name, dir_fd=folder)
        os.close(folder)


def _open_unfinished(folder: int, name: str) -> tuple[int, bool]:
    """Make a file that only this user may read, locked while it is open; return whether it has no name, too."""
    rights, flags = 0o600, os.O_WRONLY | os.O_CLOEXEC
    try:
        descriptor, is_nameless = os.open(".", flags | os.O_TMPFILE, rights, dir_fd=folder), True
    except (AttributeError, OSError):  # not on this system; not on this file system
        descriptor, is_nameless = os.open(name, flags | os.O_CREAT | os.O_EXCL, rights, dir_fd=folder), False
    with suppress(OSError):  # a file system without locks
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor, is_nameless


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.glob(f".*{_UNFINISHED}"):
        with suppress(OSError):  # it is being written, or is somebody else's
            descriptor = os.open(leftover, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftover.unlink()
            finally:
                os.close(descriptor)


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
