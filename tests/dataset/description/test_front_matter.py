"""YAML is read as it was meant, whatever an operator's name is."""

from __future__ import annotations

from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it has no annotations
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.description.front_matter import Value, front_matter

SINGLES = st.one_of(
    st.text(),
    st.sampled_from(
        ["no", "NULL", "~", "1e3", "0x1F", "2026-01-02", "- x", "a: b", "#", "---", "...", "{}", "!x", "&a", "*"]
    ),
    st.integers(-(2**53), 2**53),
    st.booleans(),
)
VALUES = st.recursive(
    SINGLES,
    lambda inner: st.one_of(
        st.dictionaries(st.text(max_size=12), inner, min_size=1, max_size=3),
        st.lists(
            st.one_of(SINGLES, st.dictionaries(st.text(max_size=12), inner, min_size=1, max_size=3)),
            min_size=1,
            max_size=3,
        ),
    ),
    max_leaves=12,
)


def read(text: str) -> Any:
    """The values in the head of a file, as a YAML reader has them."""
    begin, middle, end = text.partition("---\n")
    assert begin == ""
    body, mark, rest = end.rpartition("---\n")
    assert (middle, mark, rest) == ("---\n", "---\n", "")
    return yaml.safe_load(body)


@given(st.dictionaries(st.text(max_size=12), VALUES, max_size=4))
def test_what_is_written_is_read(values: dict[str, Any]) -> None:
    """Every value comes back as the same value, of the same kind, and none ends the head."""
    found = read(front_matter(values))
    assert (found or {}) == values
    assert "\n---\n" not in front_matter(values)[4:-5]


def test_what_it_looks_like() -> None:
    """Plain words stand as they are, others in quotes; what is empty is left out."""
    values: dict[str, Value] = {
        "license": "cc-by-4.0",
        "language": ["en", "no"],
        "configs": [{"name": "sft", "files": [{"split": "train"}]}],
    }
    assert front_matter({**values, "tags": [], "more": {}}) == (
        '---\nlicense: "cc-by-4.0"\nlanguage:\n- en\n- "no"\nconfigs:\n- name: sft\n  files:\n  - split: train\n---\n'
    )


def test_halves_of_characters_are_replaced() -> None:
    """What UTF-8 cannot write is no reason to write nothing."""
    assert read(front_matter({"name": "a\ud800b"})) == {"name": "a\ufffdb"}


def test_a_list_in_a_list() -> None:
    """What no card has is refused, and not written as something else."""
    with pytest.raises(TypeError):
        front_matter({"a": [["b"]]})
