"""A file as lines of text: whether it is compressed and how it is encoded is seen by what is in it."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias

from bot.errors import StartError
from bot.rules.text import whole_characters

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST_LINE: Final = 16 * 2**20
"""Bytes of one line, or of one entry of a list. The longest message takes a fortieth of that."""

_MOST_UNPACKED: Final = 200
"""A file is not unpacked to more than so many times its size; conversations shrink to a tenth at the most."""

_ALWAYS_UNPACKED: Final = 64 * 2**20
"""Bytes up to which it is unpacked whatever its size: a small file may well be one word a thousand times."""

_CHUNK: Final = 2**18

Progress: TypeAlias = Callable[[int], None]

_GZIP: Final = b"\x1f\x8b"
_UTF_16: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NOT_TEXT: Final = {
    b"PAR1": "a Parquet file",
    b"ARROW1": "an Arrow file",
    b"PK\x03\x04": "a zip archive, or a table of an office program",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ\0": "compressed with xz",
    b"SQLite format 3\0": "a database",
    b"%PDF-": "a PDF",
}


class UnreadableError(Exception):
    """The file cannot be read any further; the message says why, without a place."""


class Source:
    """A file with conversations."""

    def __init__(self, path: Path) -> None:
        """Look at a file.

        Args:
            path: Where it is.

        Raises:
            StartError: It cannot be read, or is nothing that could be.
        """
        self.path = path
        try:
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode):
                kind = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
                raise StartError(f"{path} cannot be read: it is {kind}.")
            with path.open("rb") as file:
                head = file.read(16)
        except OSError as error:
            raise StartError(f"{path} cannot be read: {error.strerror}.") from None
        for magic, kind in _NOT_TEXT.items():
            if head.startswith(magic):
                raise StartError(f"{path} is {kind}, which is not read here. Write it as JSON Lines, plain or as .gz.")
        self._is_packed = head.startswith(_GZIP)
        if path.suffix.lower() == ".gz" and not self._is_packed:
            raise StartError(f"{path} is not compressed with gzip, though its name says so.")

    @property
    def name(self) -> str:
        """The name of the file, as it can be written down."""
        return whole_characters(self.path.name)

    @property
    def suffix(self) -> str:
        """The ending of the name that says what is in it, in small letters: of `a.csv.gz` it is `.csv`."""
        name = Path(self.path.name)
        return (Path(name.stem) if name.suffix.lower() == ".gz" else name).suffix.lower()

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the file as it is.

        Raises:
            StartError: It cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").digest()
        except OSError as error:
            raise StartError(f"{self.path} cannot be read: {error.strerror}.") from None

    def lines(self, progress: Progress | None = None) -> Iterator[str | UnreadableError]:
        """Yield the lines, each with the LF that ends it; nothing else ends one.

        Args:
            progress: Is told how many bytes of the file were read since it was told last.

        Yields:
            A line of text; in place of one that is none, what is wrong with it.

        Raises:
            UnreadableError: From here on nothing can be read.
        """
        with self._opened(progress) as file:
            while line := file.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(LONGEST_LINE)
                    yield UnreadableError(f"it is longer than {LONGEST_LINE // 2**20} MiB")
                    continue
                try:
                    yield line.decode()
                except UnicodeDecodeError:
                    yield UnreadableError(_not_utf_8(line))

    def chunks(self, progress: Progress | None = None) -> Iterator[str]:
        """Yield the text in pieces of any length.

        Args:
            progress: As above.

        Yields:
            A piece of it.

        Raises:
            UnreadableError: What would come next cannot be read.
        """
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self._opened(progress) as file:
            while True:
                data = file.read(_CHUNK)
                try:
                    text = decoder.decode(data, final=not data)
                except UnicodeDecodeError:
                    raise UnreadableError(_not_utf_8(data)) from None
                if text:
                    yield text
                if not data:
                    return

    @contextmanager
    def _opened(self, progress: Progress | None) -> Iterator[BinaryIO]:
        """Open the file as UTF-8 without a byte order mark."""
        try:
            with self.path.open("rb") as file:
                counted = _Counted(file, progress)
                plain: _Counted | _Unpacked = _Unpacked(counted) if self._is_packed else counted
                text = io.BufferedReader(plain, _CHUNK)
                head = text.peek(4)[:4]
                encoding = _UTF_16.get(head[:2]) or _without_mark(head)
                if encoding is None:
                    if head.startswith(codecs.BOM_UTF8):
                        text.read(len(codecs.BOM_UTF8))
                    yield text
                else:
                    recoded = io.BufferedReader(_Recoded(text, encoding), _CHUNK)
                    if head[:2] in _UTF_16:
                        recoded.read(len(codecs.BOM_UTF8))
                    yield recoded
        except EOFError:
            raise UnreadableError("the compressed file ends in the midst of it: it was cut off") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise UnreadableError(f"the compressed file is damaged ({error})") from None
        except OSError as error:
            raise UnreadableError(f"the file cannot be read: {error.strerror}") from None


class _Counted(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: BinaryIO, progress: Progress | None) -> None:
        self._file = file
        self._progress = progress
        self.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = self._file.read(len(view))
        view[: len(data)] = data
        self.done += len(data)
        if self._progress is not None and data:
            self._progress(len(data))
        return len(data)


class _Unpacked(io.RawIOBase):
    """What is in a file compressed with gzip, unless it is out of all proportion."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._file = gzip.GzipFile(fileobj=io.BufferedReader(packed, _CHUNK))
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        # No more than what is there, so that what can be unpacked before damage is read.
        data = self._file.read1(len(view))
        view[: len(data)] = data
        self._done += len(data)
        if self._done > max(_ALWAYS_UNPACKED, _MOST_UNPACKED * self._packed.done):
            raise UnreadableError(
                f"unpacked, the file is more than {_MOST_UNPACKED} times as large as it is, which no conversations are"
            )
        return len(data)


class _Recoded(io.RawIOBase):
    """Text in UTF-16 as UTF-8. Halves of characters stay what they are, so that they are noticed."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._left:
            data = self._file.read(_CHUNK)
            try:
                text = self._decoder.decode(data, final=not data)
            except UnicodeDecodeError:
                raise UnreadableError("this is no text in UTF-16: the file was cut off") from None
            self._left = text.encode("utf-8", "surrogatepass")
            if not data:
                break
        view = memoryview(buffer)
        data, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(data)] = data
        return len(data)


def _without_mark(head: bytes) -> str | None:
    """Return which UTF-16 a text is in whose first two characters are Latin ones, as those of JSON and tables are."""
    if len(head) < 4 or head[:1] == head[1:2]:
        return None
    if head[1::2] == b"\0\0" and b"\0" not in head[::2]:
        return "utf-16-le"
    if head[::2] == b"\0\0" and b"\0" not in head[1::2]:
        return "utf-16-be"
    return None


def _not_utf_8(data: bytes) -> str:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return "this is no text in UTF-8. Save the file as UTF-8"
    return "the text contains half of a character (a lone surrogate)"
