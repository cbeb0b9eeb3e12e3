"""The demo as a whole: a small community, with the real bot, killed once."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from playground.demo import Backend, DemoOptions, run_demo


async def test_a_small_community_finishes_trees(tmp_path: Path) -> None:
    """The wanted trees come out, in files that say so, and nothing is lost although the bot is killed."""
    options = DemoOptions(trees=3, contributors=5, kills=1, out=tmp_path / "out")
    console = Console(file=StringIO(), width=200)
    well = await run_demo(options, console)
    assert well, console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO of above
    report = json.loads((options.out / "report.json").read_text(encoding="utf-8"))
    trees = (options.out / "trees.jsonl").read_text(encoding="utf-8").splitlines()
    page = (options.out / "transcript.html").read_text(encoding="utf-8")
    assert len(trees) == report["trees_ready"] >= 3
    assert {json.loads(tree)["tree_state"] for tree in trees} == {"ready_for_export"}
    assert (report["kills"], report["problems"]) == (1, [])
    assert (
        report["packages"] == sum(report["packages_by_type"].values()) == sum(p["packages"] for p in report["people"])
    )
    assert "The bot was killed (kill -9)" in page


async def test_the_line_of_a_bot_that_does_not_start_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the bot says in one line why it does not start, the demo shows that line and fails."""
    monkeypatch.delenv("TASK_BACKEND_URL", raising=False)
    console = Console(file=StringIO(), width=200)
    assert not await run_demo(DemoOptions(out=tmp_path / "out", backend=Backend.API), console)
    assert "TASK_BACKEND_URL is missing" in console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO


async def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file of texts that is not there is named, and nothing is started."""
    console = Console(file=StringIO(), width=200)
    assert not await run_demo(DemoOptions(texts=tmp_path / "nothing.json", out=tmp_path / "out"), console)
    assert "nothing.json" in console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert not (tmp_path / "out").exists()
