"""The demo as a whole: a small community, with the real bot, killed once."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from playground.bot_process import clean_environment
from playground.contributors.answers import sample_texts
from playground.demo import Backend, DemoOptions, run_demo
from tests.backends.oasst_api.served import TRUSTED_KEY

# The time is a guard against hanging for ever, also on a slow machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


async def test_a_small_community_finishes_trees(tmp_path: Path) -> None:
    """The wanted trees come out, in files that say so, and nothing is lost although the bot is killed."""
    options = DemoOptions(trees=3, contributors=3, kills=1, out=tmp_path / "out")
    console = Console(file=StringIO(), width=200)
    well = await run_demo(options, console)
    assert well, console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO of above
    report = json.loads((options.out / "report.json").read_text(encoding="utf-8"))
    trees = (options.out / "trees.jsonl").read_text(encoding="utf-8").splitlines()
    page = (options.out / "transcript.html").read_text(encoding="utf-8")
    assert len(trees) == report["trees_ready"] >= 3
    assert sum("user_id" in json.loads(tree)["prompt"] for tree in trees) == report["trees_begun"] >= 1
    assert {json.loads(tree)["tree_state"] for tree in trees} == {"ready_for_export"}
    assert _in_another_language([json.loads(tree)["prompt"] for tree in trees]) == []
    assert (report["kills"], report["problems"]) == (1, [])
    assert (
        report["packages"] == sum(report["packages_by_type"].values()) == sum(p["packages"] for p in report["people"])
    )
    assert "The bot was killed (kill -9), on purpose" in page
    first = page.index('<p class="act">')
    assert 'used <span class="cmd">/work</span>' in page[first : page.index("</p>", first)]
    told = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO of above
    assert "begun by the scripted people" in told
    assert "trees ready for export; " in told, "what is no terminal is told how far people are"


async def test_a_community_works_on_a_task_server_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With trees on a task server, which is killed too, the same comes out, and its key is in no file of the demo's."""
    monkeypatch.delenv("TASK_BACKEND_URL", raising=False)
    monkeypatch.delenv("TASK_BACKEND_KEY", raising=False)
    options = DemoOptions(trees=1, contributors=3, kills=1, out=tmp_path / "out", backend=Backend.API)
    console = Console(file=StringIO(), width=200)
    well = await run_demo(options, console)
    assert well, console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO of above
    report = json.loads((options.out / "report.json").read_text(encoding="utf-8"))
    trees = [json.loads(tree) for tree in (options.out / "trees.jsonl").read_text(encoding="utf-8").splitlines()]
    page = (options.out / "transcript.html").read_text(encoding="utf-8")
    assert len(trees) == report["trees_ready"] >= 1
    assert {tree["tree_state"] for tree in trees} == {"ready_for_export"}
    assert (report["kills"], report["outages"], report["problems"]) == (1, 1, [])
    assert report["backend"] == "on a small task server"
    assert "The task server was killed (kill -9)" in page
    files = [path.read_bytes() for path in options.out.iterdir()]
    assert not any(TRUSTED_KEY.encode() in content for content in files)


async def test_people_begin_on_an_empty_task_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a task server that the environment names, with nothing in it, people write the prompts themselves."""
    console = Console(file=StringIO(), width=200)
    options = DemoOptions(trees=1, contributors=3, kills=0, out=tmp_path / "out", backend=Backend.API)
    async with empty_server(tmp_path) as url:
        monkeypatch.setenv("TASK_BACKEND_URL", url)
        monkeypatch.setenv("TASK_BACKEND_KEY", TRUSTED_KEY)
        well = await run_demo(options, console)
    assert well, console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO of above
    report = json.loads((options.out / "report.json").read_text(encoding="utf-8"))
    trees = [json.loads(tree) for tree in (options.out / "trees.jsonl").read_text(encoding="utf-8").splitlines()]
    assert report["backend"] == f"on the task server at {url}"
    assert "GOAL_TREE_SIZE" not in report["settings"]
    assert any("reviews and rankings" in what for what in report["not_checked"])
    assert report["trees_ready"] == len(trees) >= 1
    assert all("user_id" in tree["prompt"] for tree in trees)


def test_time_can_be_limited() -> None:
    """People work as long as they were given, or until all is done."""
    assert not DemoOptions().time_is_over(10_000.0)
    assert [DemoOptions(minutes=0.5).time_is_over(seconds) for seconds in (29.0, 31.0)] == [False, True]


async def test_the_line_of_a_bot_that_does_not_start_is_shown(tmp_path: Path) -> None:
    """Where the bot says in one line what is wrong, the demo shows that line and fails."""
    texts = tmp_path / "broken.json"
    texts.write_text("{", encoding="utf-8")
    console = Console(file=StringIO(), width=200)
    assert not await run_demo(DemoOptions(texts=texts, out=tmp_path / "out"), console)
    assert "broken.json" in console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO


@pytest.mark.parametrize("texts", ["broken.json", None], ids=["a small server that does not start", "half an address"])
async def test_the_line_of_a_task_server_that_cannot_be_used_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: str | None
) -> None:
    """Where there is no task server to work on, the demo says in one line why, and fails."""
    monkeypatch.delenv("TASK_BACKEND_URL", raising=False)
    monkeypatch.delenv("TASK_BACKEND_KEY", raising=False)
    options = DemoOptions(out=tmp_path / "out", backend=Backend.API)
    if texts is None:
        monkeypatch.setenv("TASK_BACKEND_URL", "http://127.0.0.1:1")
    else:
        (tmp_path / texts).write_text("{", encoding="utf-8")
        options = replace(options, texts=tmp_path / texts)
    console = Console(file=StringIO(), width=200)
    assert not await run_demo(options, console)
    *_, line = console.file.getvalue().splitlines()  # type: ignore[attr-defined]  # a StringIO
    assert (texts or "TASK_BACKEND_KEY is missing") in line


async def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file of texts that is not there is named, and nothing is started."""
    console = Console(file=StringIO(), width=200)
    assert not await run_demo(DemoOptions(texts=tmp_path / "nothing.json", out=tmp_path / "out"), console)
    assert "nothing.json" in console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert not (tmp_path / "out").exists()


@asynccontextmanager
async def empty_server(folder: Path) -> AsyncIterator[str]:
    """A task server that the demo has not started, where a prompt with one reply is a whole tree; its address."""
    thresholds = {"GOAL_TREE_SIZE": "2", "MAX_TREE_DEPTH": "1", "NUM_REVIEWS_INITIAL_PROMPT": "1"}
    thresholds |= {"NUM_REVIEWS_REPLY": "1", "NUM_REQUIRED_RANKINGS": "1"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.backends.oasst_api", str(folder / "elsewhere.sqlite3")),
        stdout=asyncio.subprocess.PIPE,
        env={**clean_environment(), **thresholds},
        cwd=folder,
    )
    try:
        assert process.stdout is not None
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.communicate()


def _in_another_language(messages: list[dict[str, Any]]) -> list[str]:
    """The texts that scripted people wrote in another language than that of the conversation."""
    languages = {
        text: language for language, kinds in sample_texts().items() for texts in kinds.values() for text in texts
    }
    found = []
    while messages:
        message = messages.pop()
        if languages.get(message["text"].split("\n\n")[0], message["lang"]) != message["lang"]:
            found.append(message["text"])
        messages.extend(message["replies"])
    return found
