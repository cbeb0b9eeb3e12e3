"""Personal data in texts: addresses and numbers by which somebody could be found, and texts without them.

Looked for is what has a form of its own: e-mail addresses, telephone numbers, numbers of payment cards and IBANs (with
right check digits), IP addresses, Discord's ids. Names and addresses of houses have none. What only looks like such a
thing is left alone as far as it can be told: versions, dates, prices, code; and what is nobody's: addresses and numbers
that standards keep for examples and for networks at home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from bot.rules.bank_accounts import is_iban
from bot.rules.telephone_numbers import find_telephone_numbers


class PersonalData(StrEnum):
    """What is looked for. Where two overlap, the one that stands here first is meant."""

    E_MAIL = "e_mail"
    IBAN = "iban"
    CARD_NUMBER = "card_number"
    IP_ADDRESS = "ip_address"
    DISCORD_ID = "discord_id"
    PHONE_NUMBER = "phone_number"


PLACEHOLDERS: Final[Mapping[PersonalData, str]] = {
    PersonalData.E_MAIL: "[e-mail]",
    PersonalData.IBAN: "[IBAN]",
    PersonalData.CARD_NUMBER: "[card number]",
    PersonalData.IP_ADDRESS: "[IP address]",
    PersonalData.DISCORD_ID: "[Discord id]",
    PersonalData.PHONE_NUMBER: "[phone number]",
}
"""What stands in a text instead: always the same, so that nobody can tell which it was."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text without personal data.

    Attributes:
        text: with a placeholder for each thing that was found.
        counts: how many of each kind were found; kinds of which there were none are not there.
    """

    text: str
    counts: Mapping[PersonalData, int]


def scrub(text: str) -> Scrubbed:
    """Replace personal data in a text by placeholders. Nothing else changes, and nothing more the second time."""
    counts: dict[PersonalData, int] = {}
    # What stood right beside something may have been taken for a part of it: it is seen once that is gone.
    while found := _find(text):
        parts: list[str] = []
        rest = 0
        for kind, start, end in found:
            parts += (text[rest:start], PLACEHOLDERS[kind])
            rest = end
            counts[kind] = counts.get(kind, 0) + 1
        text = "".join((*parts, text[rest:]))
    return Scrubbed(text, {kind: counts[kind] for kind in PersonalData if kind in counts})


_DIGITS: Final = re.compile(r"[0-9](?:[^0-9]{0,4}[0-9]){5}")
"""Six digits, not far from each other: in a text without them there can be e-mail addresses, and nothing else."""


def _find(text: str) -> list[tuple[PersonalData, int, int]]:
    """Return what is found and where, in the order of the text, nothing overlapping."""
    found: list[tuple[int, int, PersonalData]] = []
    has_numbers = _DIGITS.search(text) is not None
    for kind, finder in _FINDERS.items():
        if kind is not PersonalData.E_MAIL and not has_numbers:
            break
        for start, end in finder(text):
            if all(end <= other_start or start >= other_end for other_start, other_end, _ in found):
                found.append((start, end, kind))
    return [(kind, start, end) for start, end, kind in sorted(found)]


# A run is entered at its beginning alone and never given back, so that no text takes long.
_E_MAIL: Final = re.compile(r"(?<![\w.+%-])[\w.+%-]++@((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24})(?![\w-])")
_NOBODYS_DOMAIN: Final = re.compile(
    # RFC 2606, 6761 and 6762, and what is usual for networks at home; a version; a picture's resolution.
    r"(?:.*\.)?(?:example\.(?:com|org|net|edu)|example|test|invalid|localhost|local|internal|lan)"
    r"|[0-9]+\.[0-9].*|[0-9]x\.\w+",
    re.IGNORECASE,
)
_PASSWORD_IN_AN_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s/@]{0,200}\Z", re.IGNORECASE)
_REPOSITORY: Final = re.compile(r"git@")


def _e_mails(text: str) -> Iterator[tuple[int, int]]:
    if "@" not in text:
        return
    for match in _E_MAIL.finditer(text):
        before = text[max(0, match.start() - 230) : match.start()]
        is_address_of_something_else = (
            _NOBODYS_DOMAIN.fullmatch(match[1]) or _REPOSITORY.match(match[0]) or _PASSWORD_IN_AN_ADDRESS.search(before)
        )
        if not is_address_of_something_else:
            # A full stop at the beginning belongs to the sentence.
            yield match.start() + len(match[0]) - len(match[0].lstrip(".-")), match.end()


_IBAN: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        # Words in capitals may follow: the longest beginning that is one, and that ends with a group, is meant.
        written = match[0]
        while written:
            if is_iban(written.replace(" ", "")):
                yield match.start(), match.start() + len(written)
                break
            written = written.rpartition(" ")[0]


_CARD: Final = re.compile(
    r"(?<![\w.,+=/-])[3-6][0-9]{3}(?:[ -]?[0-9]){9,15}(?![\w/=-]|[.,][0-9])|"
    r"(?<![\w.,+=/-])2[2-7][0-9]{2}(?:[ -]?[0-9]){12}(?![\w/=-]|[.,][0-9])"
)
_ISSUED: Final = re.compile(
    # ISO/IEC 7812: which numbers are issued, and how long they are. Visa, Mastercard, American Express, Diners Club,
    # Discover, JCB, UnionPay, Maestro.
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|6(?:011|4[4-9][0-9]|5[0-9]{2})[0-9]{12}|35(?:2[89]|[3-8][0-9])[0-9]{12}"
    r"|62[0-9]{14,17}|(?:5018|5020|5038|5893|6304|6759|676[1-3])[0-9]{9,15}"
)
_FEWEST_DIFFERENT_DIGITS: Final = 3
"""4111 1111 1111 1111 and 4242 4242 4242 4242 stand in manuals."""


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for match in _CARD.finditer(text):
        digits = match[0].replace(" ", "").replace("-", "")
        separators = {sign for sign in match[0] if not sign.isdigit()}
        is_one = len(separators) <= 1 and len(set(digits)) >= _FEWEST_DIFFERENT_DIGITS
        if is_one and _ISSUED.fullmatch(digits) and _has_check_digit(digits):
            yield match.span()


def _has_check_digit(digits: str) -> bool:
    """Say whether the last digit is the one that the others ask for (H. P. Luhn; ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


_IP_V4: Final = re.compile(
    r"(?<![\w.:=<>~/-])(?<!\$)(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w-]|\.[0-9])|"
    r"(?<=[^=<>!~]=)(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w-]|\.[0-9])|"
    r"(?<=://)(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w-]|\.[0-9])"
)
_VERSION: Final = re.compile(
    r"(?:\b(?:v|ver|version|versions|release|released|build|firmware|driver|section|chapter|clause|abschnitt|kapitel)|§)"
    r"[\s.:]{0,3}\Z",
    re.IGNORECASE,
)
_IP_V6: Final = re.compile(r"(?<![\w:.])[23][0-9a-f]{3}:(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_FEWEST_GROUPS: Final = 4
_TWO_DIGITS: Final = 10
_NOBODYS_NETWORKS: Final = tuple(
    ip_network(network)
    for network in (
        # What IANA's registries of special addresses keep: at home, within a machine, for examples, for many at once.
        # Python has them too, but not the same in every version.
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
        *("192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        *("2001:db8::/32", "3fff::/20"),
        # Resolvers that everybody may ask.
        *(
            "1.0.0.1/32",
            "1.1.1.1/32",
            "8.8.4.4/32",
            "8.8.8.8/32",
            "9.9.9.9/32",
            "149.112.112.112/32",
            "208.67.222.222/32",
        ),
        *("2001:4860:4860::/48", "2606:4700:4700::/48", "2620:fe::/48"),
    )
)


def _ip_addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _IP_V4.finditer(text):
        is_version = _VERSION.search(text[max(0, match.start() - 20) : match.start()]) is not None
        # Versions and numbers of sections are small.
        large = sum(int(part) >= _TWO_DIGITS for part in match[0].split("."))
        if not is_version and large > 1 and _is_somebodys(match[0]):
            yield match.span()
    for match in _IP_V6.finditer(text):
        if sum(map(bool, match[0].split(":"))) >= _FEWEST_GROUPS and _is_somebodys(match[0]):
            yield match.span()


def _is_somebodys(written: str) -> bool:
    try:
        address: IPv4Address | IPv6Address = ip_address(written)
    except ValueError:
        return False
    return not any(address in network for network in _NOBODYS_NETWORKS)


_DISCORD_ID: Final = re.compile(
    r"<(?:@[!&]?|\#)([0-9]{17,20})>"
    r"|(?<=discord\.com/users/)([0-9]{17,20})(?![\w])"
    r"|(?:\b(?:discord|snowflake|(?:(?:user|member|guild|server|channel|role|author|owner|discord)[\s_-]?)id)"
    r"[\s:=#\"'`(]{1,4}(?:is|ist)?\s?[\"'`]?)([0-9]{17,19})(?![\w.])",
    re.IGNORECASE,
)


def _discord_ids(text: str) -> Iterator[tuple[int, int]]:
    for match in _DISCORD_ID.finditer(text):
        group = match.lastindex or 0
        # What surrounds a mention goes with it.
        yield match.span() if group == 1 else match.span(group)


_FINDERS: Final = {
    PersonalData.E_MAIL: _e_mails,
    PersonalData.IBAN: _ibans,
    PersonalData.CARD_NUMBER: _cards,
    PersonalData.IP_ADDRESS: _ip_addresses,
    PersonalData.DISCORD_ID: _discord_ids,
    PersonalData.PHONE_NUMBER: find_telephone_numbers,
}
