"""The folder of a release: there as a whole or not at all, in the place of nothing else."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bot.dataset.release import folder as release_folder
from bot.dataset.release.folder import check_folder, files_below, publish, unfinished_folder
from bot.dataset.release.manifest import MANIFEST, FileEntry
from bot.errors import StartError
from tests.dataset.release.manifests import DIGEST, manifest


def release_into(folder: Path, text: str = "rows", *, replaces: bool = False) -> None:
    """Make a release of one file."""
    check_folder(folder, (), replaces=replaces)
    with unfinished_folder(folder) as unfinished:
        (unfinished / "data").mkdir()
        (unfinished / "data" / "train.jsonl").write_text(text)
        entry = FileEntry(path="data/train.jsonl", size=len(text), sha256=DIGEST)
        (unfinished / MANIFEST).write_text(manifest("2026.11.30", entry).as_text())
        publish(unfinished, folder)


def test_a_release_is_there_with_all_its_files(tmp_path: Path) -> None:
    """A folder that was not there, or was empty, has all files afterwards, and nothing is left beside it."""
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        release_into(tmp_path / name)
        assert files_below(tmp_path / name) == ["data/train.jsonl", MANIFEST]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "new"]


def test_a_release_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Where writing fails, neither the folder nor one of another name is there."""

    def fail() -> None:
        with unfinished_folder(tmp_path / "release") as unfinished:
            (unfinished / "half").write_text("a half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_replaced_when_that_is_said(tmp_path: Path) -> None:
    """A release stays what it is until it is said that it is replaced; then no file of it is left."""
    folder = tmp_path / "release"
    release_into(folder, "first")
    with pytest.raises(StartError, match=r"release 2026\.11\.30 in it.*--replace"):
        check_folder(folder, (), replaces=False)
    assert (folder / "data" / "train.jsonl").read_text() == "first"
    release_into(folder, "second", replaces=True)
    assert (folder / "data" / "train.jsonl").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_where_folders_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another system than Linux the old release steps aside for the new one, and comes back if that never came."""
    monkeypatch.setattr(release_folder, "_exchange", lambda *_: False)
    folder = tmp_path / "release"
    release_into(folder, "first")
    release_into(folder, "second", replaces=True)
    assert (folder / "data" / "train.jsonl").read_text() == "second"
    aside = tmp_path / ".release.replaced-release"
    folder.rename(aside)  # as if the process had ended between its two steps
    with pytest.raises(StartError, match="--replace"):
        check_folder(folder, (), replaces=False)
    assert (folder / "data" / "train.jsonl").read_text() == "second"
    assert not aside.exists()


def test_the_root_is_no_release() -> None:
    """The root of the file system, with whatever is in it, is refused as any folder with other things in it."""
    with pytest.raises(StartError, match="no release of this bot"):
        check_folder(Path("/"), (), replaces=True)


@pytest.mark.parametrize("kind", ["file", "link", "other files", "foreign file", "no manifest"])
def test_what_is_never_replaced(tmp_path: Path, kind: str) -> None:
    """A file, a link, a folder with other things in it, and a release with a file that is not its own are refused."""
    folder = tmp_path / "release"
    if kind == "file":
        folder.write_text("mine")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to("elsewhere")
    elif kind == "other files":
        folder.mkdir()
        (folder / "notes.txt").write_text("mine")
    elif kind == "foreign file":
        release_into(folder)
        (folder / "data" / "notes.txt").write_text("mine")
    else:
        folder.mkdir()
        (folder / MANIFEST).write_text('{"name": "another program\'s"}')
    before = files_below(tmp_path)
    with pytest.raises(StartError, match="release"):
        check_folder(folder, (), replaces=True)
    assert files_below(tmp_path) == before


def test_no_release_in_the_bot_itself(tmp_path: Path) -> None:
    """A folder that is part of the bot, or in one of its folders, is refused."""
    for place in (tmp_path / "bot", tmp_path / "bot" / "deep" / "release"):
        place.parent.mkdir(parents=True, exist_ok=True)
        with pytest.raises(StartError, match="part of the bot"):
            check_folder(place, (tmp_path / "bot",), replaces=True)


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_no_release(tmp_path: Path) -> None:
    """A kill while it is written leaves no folder of that name; the next release removes what is left of it."""
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from bot.dataset.release.folder import unfinished_folder
        with unfinished_folder(Path(sys.argv[1])) as unfinished:
            (unfinished / "half").write_text("a half")
            print("written", flush=True)
            sys.stdin.read()
        """
    )
    folder = tmp_path / "release"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        with unfinished_folder(folder):
            assert len(list(tmp_path.iterdir())) == 2, "what is being written is left alone"
        os.kill(process.pid, signal.SIGKILL)
    assert not folder.exists()
    release_into(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]
