"""Which time zones somebody means: by its name, a city, a country, in their own language or in English.

All of it reads files: call it in a thread.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.protocol.moments import Moment, to_datetime

UNIVERSAL_TIME = "UTC"

WELL_KNOWN = (
    "UTC",
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/Mexico_City",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Africa/Lagos",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""IANA names, from west to east after UTC: one fewer than a select holds, so that one that was typed has its place."""

_REGIONS = frozenset(
    (
        *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"),
        *("Brazil", "Canada", "Chile", "Mexico", "US"),
    )
)
"""What the names of places begin with. Other names are no places: `localtime` is this computer's zone, `Factory` none,
`Etc/GMT+1` lies one hour *behind* UTC, and `EST` knows no summer time.
"""

_ENGLISH = "en"
_MOST_TYPED = 100
_LOOKED_AHEAD = tuple(timedelta(days=days) for days in range(0, 366, 7))


def find_zone(typed: str) -> str | None:
    """Find the zone of a name, whatever its capitals and blanks; None for that of no place."""
    wanted = typed.strip().replace(" ", "_").casefold()
    return next((name for name in _places() if name.casefold() == wanted), None)


def find_zones(typed: str, locale: str, now: Moment) -> tuple[str, ...]:
    """Find the zones that somebody may mean by the name of a zone, a city, a country or a territory.

    Args:
        typed: by them.
        locale: their language, by Discord's name.
        now: zones whose clocks show the same from now on for a year are one.

    Returns:
        The zones, well-known ones first; none where nothing is called so.
    """
    if (zone := find_zone(typed)) is not None:
        return (zone,)
    wanted = _key(typed[:_MOST_TYPED])
    if not wanted:
        return ()
    locales = _locales(locale)
    found = [name for name in _places() if wanted in _city_keys(name, locales)]
    if not found:
        territories = {code for code in _zones_by_territory() if wanted in _territory_keys(code, locales)}
        found = [name for code in sorted(territories) for name in _zones_by_territory()[code]]
    return tuple(_different(dict.fromkeys(map(_present_name, found)), now))


def _is_offered(name: str) -> bool:
    region, _, place = name.partition("/")
    return name == UNIVERSAL_TIME or (region in _REGIONS and bool(place))


def _key(text: str) -> str:
    """Return what of a name counts: no accents, capitals, blanks or signs."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """Return the names that are offered; they are looked up on the disk once in the life of a process."""
    return tuple(sorted(name for name in available_timezones() if _is_offered(name)))


def _locales(locale: str) -> tuple[Locale, ...]:
    """Return the reader's language and English, as far as Babel knows them."""
    try:
        return Locale.parse(locale, sep="-"), Locale.parse(_ENGLISH)
    except (UnknownLocaleError, ValueError):
        return (Locale.parse(_ENGLISH),)


def _city_keys(name: str, locales: Iterable[Locale]) -> Iterator[str]:
    """Yield what the city of a zone is called: in the zone's name, and in languages."""
    yield _key(name.rpartition("/")[2])
    for locale in locales:
        city = locale.time_zones.get(name, {}).get("city")
        if city:
            yield _key(city)


def _territory_keys(code: str, locales: Iterable[Locale]) -> Iterator[str]:
    """Yield what a territory is called: in languages, and by its codes of two and three letters."""
    yield code.casefold()
    for alias, codes in get_global("territory_aliases").items():
        if codes == [code] and not alias.isdecimal():
            yield alias.casefold()
    for locale in locales:
        for each in (code, f"{code}-alt-short"):
            name = locale.territories.get(each)
            if name:
                yield _key(name)


@lru_cache(maxsize=1)
def _zones_by_territory() -> dict[str, list[str]]:
    """Return the zones of each territory, in the order of the zone database."""
    found: dict[str, list[str]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, name, *_ = line.split("\t")
            found.setdefault(code, []).append(name)
    return found


def _present_name(name: str) -> str:
    """Return the name that a zone has now, where it is an old one."""
    present = get_global("zone_aliases").get(name, name)
    return present if present in _places() else name


def _different(names: Iterable[str], now: Moment) -> Iterator[str]:
    """Yield of the zones whose clocks show the same the first; a well-known one before others."""
    shown: set[tuple[timedelta | None, ...]] = set()
    for name in sorted(names, key=lambda each: each not in WELL_KNOWN):
        zone, begin = ZoneInfo(name), to_datetime(now)
        offsets = tuple(_offset(zone, begin + ahead) for ahead in _LOOKED_AHEAD)
        if offsets not in shown:
            shown.add(offsets)
            yield name


def _offset(zone: ZoneInfo, at: datetime) -> timedelta | None:
    return at.astimezone(UTC).astimezone(zone).utcoffset()
