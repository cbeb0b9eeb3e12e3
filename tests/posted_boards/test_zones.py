"""Tests of finding a time zone by what somebody types."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interactions.components import MOST_OPTIONS
from bot.posted_boards.zones import WELL_KNOWN, find_zone, find_zones

NOW = 1_796_000_000_000


def test_zones_are_found_however_they_are_typed() -> None:
    """Capitals and blanks do not matter; what is no zone is none, and no file either."""
    assert find_zone(" europe/berlin ") == "Europe/Berlin"
    assert find_zone("America/New York") == "America/New_York"
    assert find_zone("utc") == "UTC"
    assert find_zone("america/argentina/buenos aires") == "America/Argentina/Buenos_Aires"
    for nonsense in ("", "Europe", "../../etc/passwd", "Berlin\0", "+02:00", "x" * 5_000):
        assert find_zone(nonsense) is None


@pytest.mark.parametrize(
    "name",
    ["localtime", "Factory", "posixrules", "Etc/GMT+1", "Etc/GMT-14", "GMT0", "EST", "EST5EDT", "CET", "Etc/UTC"],
)
def test_zones_that_are_no_places_are_refused(name: str) -> None:
    """Names of the database that mean this computer, nothing, an offset with its sign turned round, or no summer."""
    assert find_zone(name) is None


def test_well_known_zones_fit_a_select_with_one_more() -> None:
    """Each is a zone, and there is room for one that was typed."""
    assert len(set(WELL_KNOWN)) == len(WELL_KNOWN) < MOST_OPTIONS
    assert [find_zone(name) for name in WELL_KNOWN] == list(WELL_KNOWN)


@pytest.mark.parametrize(
    ("typed", "locale", "zone"),
    [
        ("Berlin", "en-US", "Europe/Berlin"),
        ("Kyiv", "en-US", "Europe/Kyiv"),
        ("Kiew", "de", "Europe/Kyiv"),
        ("kiev", "en-US", "Europe/Kyiv"),
        ("Japan", "en-US", "Asia/Tokyo"),
        ("JP", "fr", "Asia/Tokyo"),
        ("日本", "ja", "Asia/Tokyo"),
        ("  são paulo ", "en-US", "America/Sao_Paulo"),
        ("New York", "en-US", "America/New_York"),
        ("buenos aires", "es-ES", "America/Argentina/Buenos_Aires"),
        ("Deutschland", "de", "Europe/Berlin"),
        ("Germany", "de", "Europe/Berlin"),
        ("Österreich", "de", "Europe/Vienna"),
        ("India", "xx", "Asia/Kolkata"),
        ("UK", "en-US", "Europe/London"),
        ("Europe/Berlin", "en-US", "Europe/Berlin"),
    ],
)
def test_a_city_or_a_country_is_enough(typed: str, locale: str, zone: str) -> None:
    """In the reader's language or in English, with or without accents: one zone is meant."""
    assert find_zones(typed, locale, NOW) == (zone,)


def test_a_country_of_several_zones_offers_them() -> None:
    """Each clock of the country once; a select has room for them."""
    zones = find_zones("USA", "en-US", NOW)
    assert {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"} < set(zones)
    assert "America/Detroit" not in zones, "its clocks show what New York's show"
    assert len(zones) <= len(WELL_KNOWN)


def test_every_zone_can_be_typed() -> None:
    """The name of each zone of a place finds it, and its city a zone."""
    names = [name for name in available_timezones() if find_zone(name) == name]
    assert len(names) > 400
    for name in names:
        assert find_zones(name, "en-US", NOW) == (name,)
        if "/" in name:
            assert find_zones(name.rpartition("/")[2], "en-US", NOW), name


@given(st.text(max_size=120), st.text(max_size=8))
def test_whatever_is_typed_is_answered(typed: str, locale: str) -> None:
    """No text and no language makes it fail; what is found are zones."""
    assert all(find_zone(zone) == zone for zone in find_zones(typed, locale, NOW))
