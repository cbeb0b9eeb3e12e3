"""Notes in the record explain, in the transcript, what nobody in Discord could see."""

from pathlib import Path

import pytest

from playground.client import Playground
from playground.transcript import write_transcript
from playground.transcript.page import render_page

_KILLED = "The bot was killed (kill -9) & comes back."
_START = "2026-11-20T12:00:00+00:00"


def test_a_note_stands_among_the_scenes_and_beside_the_failures() -> None:
    """A note is shown to everybody at its time, escaped, and listed where the failures are."""
    records: list[dict[str, object]] = [
        {"kind": "person", "id": "1", "name": "ada", "display_name": "Ada"},
        {"kind": "note", "at": _START, "text": _KILLED},
        {"kind": "command", "at": _START, "person": "1", "channel": "5", "interaction": "7", "name": "work"},
        {"kind": "failed", "at": _START, "person": "1", "interaction": "7", "reason": "This interaction failed"},
    ]
    page = render_page(records, title="A day")
    shown = "The bot was killed (kill -9) &amp; comes back."
    assert f"<b>{shown}</b>" in page
    assert f'<a href="#n1">{shown} · 12:00:00</a>' in page
    assert 'class="m p1" id="n1"' in page


def test_a_failure_that_was_planned_is_called_that() -> None:
    """What fails while the bot is dead on purpose is planned, whenever it was pressed; what else fails is not."""
    press: dict[str, object] = {"kind": "press", "at": _START, "person": "1", "channel": "5"}
    failed: dict[str, object] = {"kind": "failed", "at": _START, "person": "1", "reason": "This interaction failed"}
    note: dict[str, object] = {"kind": "note", "at": _START, "text": "A note"}
    records: list[dict[str, object]] = [
        {"kind": "person", "id": "1", "name": "ada", "display_name": "Ada"},
        *(press | {"interaction": "before"}, failed | {"interaction": "before"}),
        *(press | {"interaction": "early"}, note | {"dead": True}, failed | {"interaction": "early"}),
        *(press | {"interaction": "late"}, note | {"dead": False}, failed | {"interaction": "late"}),
        *(press | {"interaction": "after"}, failed | {"interaction": "after"}),
    ]
    page = render_page(records, title="A day")
    assert "2 interactions failed while the bot was dead, as planned" in page
    assert '<i class="ic warn"></i>2 interactions failed</p>' in page
    assert page.count("<small>as planned: the bot was dead</small>") == 2


@pytest.mark.slow
async def test_a_note_can_be_written_into_the_record(tmp_path: Path) -> None:
    """What the playground is told to note stands in the transcript of its record."""
    async with Playground.start(record=tmp_path / "records.jsonl") as playground:
        await playground.note("Nothing happens here.")
    write_transcript(tmp_path / "records.jsonl", tmp_path / "page.html", title="A day")
    assert "Nothing happens here." in (tmp_path / "page.html").read_text(encoding="utf-8")
