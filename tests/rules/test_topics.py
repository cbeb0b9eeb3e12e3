"""Tests of topics: what a name may be, and when two are one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.topics import LONGEST_TOPIC, find_topic, is_key_of_topic, key_of_topic, usable_topic


@given(st.text(max_size=60))
def test_every_name_has_a_short_key(name: str) -> None:
    """The key fits a custom id, whatever the name; case, blanks and the way accents are composed do not change it."""
    key = key_of_topic(name)
    assert is_key_of_topic(key)
    assert len(key) == 6
    for same in (f"  {name}\t", unicodedata.normalize("NFC", name), name.replace(" ", "  ")):
        assert key_of_topic(same) == key


@pytest.mark.parametrize(
    "names", [("Cooking", "cooking", "COOKING "), ("Straße", "STRASSE"), ("Café", "cafe\u0301"), ("a  b", "A B")]
)
def test_a_topic_may_be_written_in_several_ways(names: tuple[str, ...]) -> None:
    """Names that a reader takes for one are one topic."""
    assert len({key_of_topic(name) for name in names}) == 1


def test_a_key_stays_what_it_is() -> None:
    """Keys are in custom ids and databases: a later version must not make others of the same names."""
    assert (key_of_topic("cooking"), key_of_topic("Politics")) == ("qk6yd2", "diorjb")


def test_a_topic_is_found_by_its_key() -> None:
    """Of several names the one with the key is found, as it is written there; a key of none finds none."""
    assert find_topic(key_of_topic("COOKING"), ("Health", "Cooking")) == "Cooking"
    assert find_topic(key_of_topic("sports"), ("Health", "Cooking")) is None


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "x" * (LONGEST_TOPIC + 1), "two\nlines", "a\x00b", "half \ud800"])
def test_what_cannot_be_a_name_is_refused(text: str) -> None:
    """Nothing to read, too much of it, and what does not fit on a line are no names; the reason repeats none of it."""
    with pytest.raises(ValueError, match="a topic") as refused:
        usable_topic(text)
    assert not text.strip() or text not in str(refused.value)


@given(st.text(max_size=60))
def test_a_usable_name_stays_usable(text: str) -> None:
    """What is stored of a name can be stored again as it is, and is the same topic."""
    try:
        name = usable_topic(text)
    except ValueError:
        return
    assert usable_topic(name) == name
    assert key_of_topic(name) == key_of_topic(text)
