"""Tests of the files that datasets are written to."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from bot.dataset.output import STANDARD_OUTPUT, check_target, open_target
from bot.errors import StartError

ROOT = Path(__file__).resolve().parents[2]
_WRITER = """
import sys, time
from pathlib import Path
from bot.dataset.output import open_target
with open_target(Path(sys.argv[1])) as file:
    file.write(b"what people wrote" * 10_000)
    file.flush()
    print("writing", flush=True)
    time.sleep(600)
"""


def make(path: Path, kind: str) -> None:
    """Put something in the place of a file."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    elif kind == "link":
        path.with_name("linked").write_text("linked")
        path.symlink_to("linked")
    else:
        path.symlink_to("nowhere")


def nameless_files(folder: Path) -> bool:
    """Whether a file system has them."""
    try:
        os.close(os.open(folder, os.O_WRONLY | os.O_TMPFILE, 0o600))
    except (AttributeError, OSError):
        return False
    return True


def write_and_fail(file: BinaryIO) -> None:
    """Write something and think better of it."""
    file.write(b"new")
    raise LookupError


@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "link", "dangling link"])
def test_only_files_are_replaced(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe, a folder, a socket and a link are refused before anything is opened, and stay what they are."""
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    path = Path("out.jsonl")
    make(path, kind)
    before = path.lstat()
    with pytest.raises(StartError, match="is not replaced"):
        check_target(path, ())
    assert (path.lstat().st_mode, path.lstat().st_ino) == (before.st_mode, before.st_ino)


def test_a_device_is_refused() -> None:
    """A device is not replaced: nothing is opened to find out."""
    with pytest.raises(StartError, match=r"/dev/null is a device and is not replaced.*export -"):
        check_target(Path("/dev/null"), ())


def test_what_is_protected(tmp_path: Path) -> None:
    """Neither a protected file nor anything in a protected folder is replaced, by whatever path; others are."""
    settings, folder = tmp_path / ".env", tmp_path / "texts"
    settings.write_text("secret")
    folder.mkdir()
    (tmp_path / "hard").hardlink_to(settings)
    (tmp_path / "soft").symlink_to(folder)
    protected = (settings, folder, tmp_path / "missing")
    for path in (settings, tmp_path / "hard", folder / "new.ftl", tmp_path / "soft" / "new.ftl", tmp_path / "missing"):
        with pytest.raises(StartError, match="part of the bot itself"):
            check_target(path, protected)
    check_target(tmp_path / "trees.jsonl", protected)
    check_target(STANDARD_OUTPUT, (Path("-"),))


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    """Until the block ends the old file is there; then the new one, which nobody else may read, whatever the umask."""
    path = tmp_path / "trees.jsonl"
    path.write_text("old")
    umask = os.umask(0)
    try:
        with open_target(path) as file:
            file.write(b"new")
            file.flush()
            assert path.read_text() == "old"
    finally:
        os.umask(umask)
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["trees.jsonl"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """An error while it is written leaves the old file, and no other."""
    path = tmp_path / "trees.jsonl"
    path.write_text("old")
    with pytest.raises(LookupError), open_target(path) as file:
        write_and_fail(file)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["trees.jsonl"]


def test_a_killed_process_leaves_nothing(tmp_path: Path) -> None:
    """Of a file that is being written when its process is killed nothing is left."""
    if not nameless_files(tmp_path):
        pytest.skip("files without a name cannot be made here")
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path / "trees.jsonl")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait(60)
    assert list(tmp_path.iterdir()) == []


def test_without_nameless_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file must have a name from the start, it has its right one only when it is whole."""
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "trees.jsonl"
    with open_target(path) as file:
        file.write(b"new")
        assert not path.exists()
        assert len(list(tmp_path.iterdir())) == 1
    assert path.read_text() == "new"
    with pytest.raises(LookupError), open_target(path):
        raise LookupError
    assert [each.name for each in tmp_path.iterdir()] == ["trees.jsonl"]


def test_leftovers_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process left under a name goes with the next export; what is being written stays."""
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    left, busy = (tmp_path / f".{name}.unfinished-dataset" for name in ("left", "busy"))
    left.write_text("left")
    with busy.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with open_target(tmp_path / "trees.jsonl"):
            pass
    assert {each.name for each in tmp_path.iterdir()} == {busy.name, "trees.jsonl"}
