"""The page around the scenes: views, order, sharing, size, and records that are damaged."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from playground.transcript import render_page, write_transcript
from tests.playground.test_transcript_session import (
    DONE,
    GUILD,
    OFFER,
    WORK,
    Outline,
    Recorder,
    evening,
    one_reply,
    scene_with,
    visible_text,
    words,
)


def test_private_answer_is_hidden_from_others_in_a_shared_scene() -> None:
    """In a scene that two people see, the part that only one of them saw is marked as theirs."""
    recorder = Recorder()
    recorder.add("channel", id="911", guild=GUILD, name="shared", type=11, parent=WORK)
    recorder.show("911", "m", OFFER, recorder.act("command", "11", "911", name="work", options=[]))
    recorder.press("12", "911", "m", "Skip")
    pressed = recorder.press("11", "911", "m", "Submit")
    recorder.show("911", "m", DONE, pressed)
    recorder.show("911", "e", [words("just for eleven")], pressed, only_for="11")
    scene = scene_with(render_page(recorder.records, title="t", summary=None), "just for eleven")
    eleven, twelve = re.match(r'<li class="m p(\d+) p(\d+)"', scene).groups()  # type: ignore[union-attr]  # no match fails the test as well
    private = scene[scene.rindex('<div class="m p') :]
    assert private.startswith(f'<div class="m p{eleven}">') != private.startswith(f'<div class="m p{twelve}">')
    assert "just for eleven" in private
    assert "Saved" not in private


def test_heading_follows_the_chosen_person() -> None:
    """When two people take turns, each one's own view has the heading of their thread only once."""
    recorder = Recorder()
    for person in ("11", "12"):
        recorder.add("channel", id=f"9{person}", guild=GUILD, name=f"thread of {person}", type=12, parent=WORK)
    for _ in range(3):
        for person in ("11", "12"):
            recorder.act("command", person, f"9{person}", name="work", options=[])
    page = render_page(recorder.records, title="t", summary=None)
    headings = re.findall(r'<h2 class="h hg([ h0-9]*)">.*?</h2>', page)
    numbers = [number for classes in headings for number in classes.split()]
    assert len(headings) == 8
    assert len(numbers) == len(set(numbers)) == 2


def test_edit_without_change_says_so() -> None:
    """An edit that changes nothing says that the card looks the same."""
    recorder = Recorder()
    recorder.show(WORK, "m", DONE)
    recorder.show(WORK, "m", DONE)
    assert "looks the same as before" in render_page(recorder.records, title="t", summary=None)


def test_late_answer_names_its_cause() -> None:
    """What comes after the person has already done something else stands alone and names its cause."""
    recorder = Recorder()
    first = recorder.act("command", "11", WORK, name="export", options=[])
    recorder.act("command", "11", WORK, name="help", options=[])
    recorder.show(WORK, "m", [words("Here is your export.")], first, only_for="11")
    scene = scene_with(render_page(recorder.records, title="t", summary=None), "Here is your export.")
    assert "after Ssomeone-11 used /export" in visible_text(scene)
    assert "/help" not in visible_text(scene)


def test_deleted_message_links_to_what_it_showed() -> None:
    """A deleted message is noted, with a link to its last look."""
    recorder = Recorder()
    recorder.show(WORK, "m", DONE)
    recorder.add("message_delete", channel=WORK, message="m")
    page = render_page(recorder.records, title="t", summary=None)
    assert re.search(r'A message was deleted <a href="#s1">', page)


def test_torn_line_costs_one_line(tmp_path: Path) -> None:
    """A record file whose last line was cut off still makes a page, which says that a line is missing."""
    records, page = tmp_path / "records.jsonl", tmp_path / "transcript.html"
    lines = [json.dumps(record) for record in evening()]
    records.write_text("\n".join(lines) + '\n{"n": 999, "at": "20', encoding="utf-8")
    write_transcript(records, page, title="An evening")
    written = page.read_text(encoding="utf-8")
    assert "1 line of the record could not be read" in written
    assert "Saved. Thank you!" in written


def test_lone_surrogate_can_be_written(tmp_path: Path) -> None:
    """Half an emoji, which no file can hold, is replaced instead of losing the page."""
    records, page = tmp_path / "records.jsonl", tmp_path / "transcript.html"
    records.write_text(
        '{"kind": "message", "channel": "1", "message": {"id": "2", "content": "\\ud83d!"}}', encoding="utf-8"
    )
    write_transcript(records, page, title="half \ud83d")
    assert "\ufffd!" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "records", [[], [{"kind": "later_invention", "at": "x"}], [{}], [{"kind": "message"}], [{"kind": "press", "at": 5}]]
)
def test_page_is_made_of_anything(records: list[Mapping[str, object]]) -> None:
    """No records, unknown kinds and records without fields still make a well-formed page."""
    assert Outline(render_page(records, title="t", summary=None)).disorder == []


def test_page_of_a_busy_evening_stays_small() -> None:
    """Fifty people with some thousand records make a page of less than 5 MB."""
    recorder = Recorder()
    for person in range(100, 150):
        recorder.add(
            "person", id=str(person), name=f"p{person}", display_name=f"Person {person}", bot=False, locale="en"
        )
        for _ in range(5):
            one_reply(recorder, str(person), f"9{person}", f"Person {person}")
    assert len(recorder.records) > 3_000
    assert len(render_page(recorder.records, title="t", summary=None).encode()) < 5_000_000
