"""Tests of custom ids."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interactions.custom_id import MOST_CHARACTERS, CustomId, parse_custom_id

_ID = UUID("0123456789abcdef0123456789abcdef")
_HEX = _ID.hex
_namespaces = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=12)
_actions = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz-"), min_size=1, max_size=16)
_arguments = st.none() | st.text(min_size=1, max_size=30)


@given(_namespaces, _actions, st.none() | st.uuids(), _arguments)
def test_what_was_built_is_read_back(
    namespace: str, action: str, identifier: UUID | None, argument: str | None
) -> None:
    """Every custom id is read back as it was built, and is no longer than Discord allows."""
    custom_id = CustomId(namespace, action, identifier, argument)
    assert parse_custom_id(str(custom_id)) == custom_id
    assert len(str(custom_id)) <= MOST_CHARACTERS


@given(
    st.text(max_size=120)
    | st.from_regex(r"[a-z]{1,5}[01]:[a-zA-Z-]{1,5}:([0-9a-fA-F]{30,33}|-|)(:.*)?", fullmatch=True)
)
def test_what_is_read_was_built(text: str) -> None:
    """Any text gives None, or a custom id that builds the same text: no two texts mean the same."""
    custom_id = parse_custom_id(text)
    assert custom_id is None or str(custom_id) == text


def test_the_form_is_as_documented() -> None:
    """The text is namespace, version, action, id and argument; a hyphen stands for no id."""
    assert str(CustomId("work", "skip-really", _ID, "a:b")) == f"work1:skip-really:{_HEX}:a:b"
    assert str(CustomId("consent", "decline")) == "consent1:decline:-"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "work1",
        "work1:submit",
        "work1:submit:",
        f"work1::{_HEX}",
        f"1:submit:{_HEX}",
        f"work:submit:{_HEX}",
        f"work2:submit:{_HEX}",
        f"work11:submit:{_HEX}",
        f"work\u00b9:submit:{_HEX}",
        f"work\u0661:submit:{_HEX}",
        f"Work1:submit:{_HEX}",
        f"work1:Submit:{_HEX}",
        f"work1:sub mit:{_HEX}",
        f"wörk1:submit:{_HEX}",
        f"work1:submit:{_HEX.upper()}",
        f"work1:submit:{_HEX[:-1]}",
        f"work1:submit:{_HEX}0",
        f"work1:submit:{_HEX[:-1]}\u0660",
        f"work1:submit:{_HEX[:-1]}g",
        f"work1:submit:{_ID}",
        f"work1:submit:{{{_HEX}}}",
        f"work1:submit:{_HEX}\n",
        f"\nwork1:submit:{_HEX}",
        f"work1:submit\n:{_HEX}",
        f" work1:submit:{_HEX}",
        f"work1:submit:{_HEX}:",
        "work1:submit:--",
        f"work1:submit:{_HEX}:" + "a" * 60,
    ],
)
def test_what_is_none_of_ours_is_none(text: str) -> None:
    """Forged, torn, over-long and old custom ids are none of ours."""
    assert parse_custom_id(text) is None


@pytest.mark.parametrize(
    "custom_id",
    [
        CustomId("work", "submit", _ID, "a" * 60),
        CustomId("work", "submit", _ID, ""),
        CustomId("work:x", "submit"),
        CustomId("Work", "submit"),
        CustomId("work", ""),
        CustomId("", "submit"),
        CustomId("work", "sub_mit"),
    ],
)
def test_what_could_not_be_read_back_is_not_built(custom_id: CustomId) -> None:
    """What is too long for Discord, or would be read otherwise, is a mistake of ours and told."""
    with pytest.raises(ValueError, match="not a usable custom id"):
        str(custom_id)


def test_the_longest_custom_id() -> None:
    """A hundred characters are allowed, one more is not."""
    namespace = len(str(CustomId("work", "submit", _ID))) + 1
    longest = CustomId("work", "submit", _ID, "a" * (MOST_CHARACTERS - namespace))
    assert len(str(longest)) == MOST_CHARACTERS
    assert parse_custom_id(str(longest)) == longest
    assert parse_custom_id(str(longest) + "a") is None
