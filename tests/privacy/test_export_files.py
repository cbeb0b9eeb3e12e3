"""Tests of exports as files."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from bot.privacy.export_files import export_files
from bot.state.personal_data import Section

ABOUT: Section = {"what": "an example"}
ENTRIES = st.dictionaries(st.sampled_from("abc"), st.text(max_size=60) | st.integers(), max_size=3)
SECTIONS = st.dictionaries(
    st.sampled_from(["work", "people"]),
    st.dictionaries(st.sampled_from("xyz"), st.lists(ENTRIES, max_size=30) | ENTRIES, max_size=3),
    max_size=2,
)


def test_a_small_export_is_one_readable_file() -> None:
    """It is indented UTF-8 with its letters as they are, and says what it is and that it is complete."""
    (file,) = export_files(ABOUT, {"work": {"texts": [{"text": "Grüße, 你好 🙂"}], "none": [], "one": {"a": 1}}})
    assert "Grüße, 你好 🙂" in file.decode()
    assert json.loads(file) == {
        "about": {"what": "an example", "part": 1, "parts": 1},
        "work": {"texts": [{"text": "Grüße, 你好 🙂"}], "none": [], "one": {"a": 1}},
    }
    assert b"\n      " in file


def test_half_a_character_does_not_spoil_an_export() -> None:
    """What cannot be written as UTF-8 becomes a question mark."""
    (file,) = export_files(ABOUT, {"work": {"texts": ["half \ud83d"]}})
    assert json.loads(file)["work"] == {"texts": ["half ?"]}


def test_an_entry_too_large_for_any_file_has_one_of_its_own() -> None:
    """Nothing is cut: a single entry that is larger than a file should be makes a larger file."""
    files = export_files(ABOUT, {"work": {"texts": ["a", "b" * 10_000, "c"]}}, most_bytes=4_000)
    assert [json.loads(file)["work"]["texts"] for file in files] == [["a"], ["b" * 10_000], ["c"]]


@settings(max_examples=60, deadline=None)
@given(SECTIONS, st.integers(min_value=2_000, max_value=6_000))
def test_files_together_are_the_export(sections: dict[str, dict[str, JsonValue]], most: int) -> None:
    """However small files must be: each is complete JSON within its size, and joined they are everything, in order."""
    files = export_files(ABOUT, sections, most)
    joined: dict[str, dict[str, Any]] = {}
    for part, file in enumerate(files, start=1):
        assert len(file) <= most
        document = json.loads(file)
        assert document.pop("about") == {"what": "an example", "part": part, "parts": len(files)}
        for room, section in document.items():
            for kind, value in section.items():
                if isinstance(value, list):
                    joined.setdefault(room, {}).setdefault(kind, []).extend(value)
                else:
                    joined.setdefault(room, {})[kind] = value
    assert joined == {room: section for room, section in sections.items() if section}
