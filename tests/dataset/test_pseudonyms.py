"""Tests of what stands for ids in a dataset."""

import hmac
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.pseudonyms import Pseudonyms

KEYS = st.binary(min_size=1, max_size=64)
IDS = st.binary(min_size=16, max_size=16)


@given(KEYS, st.lists(IDS, min_size=1, max_size=3))
def test_a_pseudonym_is_an_hmac(key: bytes, identifiers: list[bytes]) -> None:
    """It is the beginning of HMAC-SHA-256 of the ids, as a UUID of version 4."""
    digest = hmac.digest(key, b"".join(identifiers), "sha256")
    assert Pseudonyms(key).of(*identifiers) == str(UUID(bytes=digest[:16], version=4))


@given(KEYS, st.lists(IDS, min_size=1, max_size=5))
def test_a_person_has_one(key: bytes, people: list[bytes]) -> None:
    """However often somebody is named, they have the same pseudonym."""
    names = Pseudonyms(key)
    assert [names.of_person(each) for each in people * 2] == [names.of(each) for each in people * 2]


@given(KEYS, IDS)
def test_messages_and_people_are_named_apart(key: bytes, identifier: bytes) -> None:
    """The same key makes other pseudonyms of messages than of people."""
    assert Pseudonyms.of_messages(key).of(identifier) != Pseudonyms.of_people(key).of(identifier)
