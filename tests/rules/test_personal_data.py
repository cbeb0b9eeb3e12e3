"""What is taken for personal data, what is not, and what a scrubbed text keeps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.personal_data import PLACEHOLDERS, PersonalData, scrub

FOUND = {
    PersonalData.E_MAIL: (
        *("jane.doe@posteo.de", "jane.doe+lists@mail.co.uk", "müller@köln.de", "a@b.io", "j_d%x@sub.host-name.org"),
    ),
    PersonalData.IBAN: (
        *("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"),
        *("FR14 2004 1010 0505 0001 3M02 606", "NO93 8601 1117 947", "MT84MALT011000012345MTLCAST001S"),
    ),
    PersonalData.CARD_NUMBER: (
        *("4539 1488 0343 6467", "4539148803436467", "5425-2334-3010-9903", "3782 822463 10005", "378282246310005"),
        *("6011 0009 9013 9424", "2223 0031 2200 3222", "3530 1113 3330 0000"),
    ),
    PersonalData.IP_ADDRESS: ("84.23.115.7", "212.227.15.9", "2a01:4f8:c17:b0f::2", "2003:e5:1f00:aa:bb:cc:dd:ee"),
    PersonalData.DISCORD_ID: ("<@123456789012345678>", "<@!123456789012345678>", "<@&1234567890123456789>"),
    PersonalData.PHONE_NUMBER: (
        *("+49 170 1234567", "+49 (0)170 1234567", "+49-30-12345678", "+1 (415) 555-2671", "+14155552671"),
        *("+44 20 7123 4567", "0044 20 7123 4567", "+33 6 12 34 56 78", "06 12 34 56 78", "06.12.34.56.78"),
        *("(415) 555-2671", "415-555-2671", "415.555.2671", "0170 1234567", "0170/1234567", "030 / 12345678"),
        *("020 7123 4567", "07700 912 345", "+91 98765 43210", "+86 138 1234 5678", "+7 (912) 345-67-89"),
        "+55 11 91234-5678",
    ),
}

NOTHING = {
    "versions and numbers of sections": (
        *("version 1.2.3.4", "v10.20.30.40", "1.2.3.4", "Chrome 120.0.6099.109", "3.11.7", "Section 12.34.56.78"),
        *("pillow==12.23.34.45", "lodash@4.17.21", "nginx-12.24.36.48", "2.0.0.12"),
    ),
    "addresses of nobody": (
        *("192.168.178.23", "10.0.0.1", "127.0.0.1", "172.16.254.13", "8.8.8.8", "255.255.255.0", "203.0.113.77"),
        *("fe80::1", "::1", "2001:db8::8a2e:370:7334:1", "dead::beef", "2606:4700:4700::1111", "300.20.30.40"),
        *("user@example.com", "a@b.test", "me@mail.example.org", "root@nas.local", "you@your.domain.invalid"),
    ),
    "dates and times": (
        *("2024-11-30", "30.11.2024", "11/30/2024", "2024-11-30T12:34:56+02:00", "1701234567", "1701234567890"),
        *("12:30:45", "2024-11-30 12:34:56.123456", "20241130123456", "1999-2024", "10-12 13-15", "UTC+0200"),
    ),
    "prices and figures": (
        *("$1,234,567.89", "1.234.567,89 €", "1 234 567", "3.14159265358979", "+1000000", "+500000000", "-123456789"),
        *("+52.520008, 13.404954", "1e+12345678", "6.02214076e23", "10000000000", "0.1234567", "+4.5 +3.25"),
        *("+ 1234567890", "1 2 3 4 5 6 7 8 9 10 11", "01 02 03 04 05 06", "0 1 1 2 3 5 8 13 21 34", "192 168 1 1"),
        *(
            "the factorial of 20 is 121645100408832000",
            "9223372036854775807",
            "123456789012345678",
            "02 04 08 16 32 64",
        ),
    ),
    "code": (
        *("550e8400-e29b-41d4-a716-446655440000", "0x7fffffffffffffff", "0010 1101 0011", "chmod 0755 12345.txt"),
        *("sha256:9f86d081884c7d659a2feaa0c55ad015", "@@ -123,7 +123,9 @@", '@app.route("/x")', "std::vector<int>"),
        *("a::b", "aa:bb:cc:dd:ee:ff", "git@github.com:me/it.git", "icon@2x.png", "https://user:pass@host.net/db"),
        *("x @ y", "a@b", "@jane", "243 00 00 255 247 00 00 71", "id = 42", "C++11"),
    ),
    "numbers of something else": (
        *("ISBN 978-3-16-148410-0", "order 0123-456789", "Order no. 415-555-2671", "123-45-6789", "call 911"),
        *("call the function 1234567 times", "page 12-34567", "0800", "555-1234", "202-555-0143", "phone 3.5 12"),
    ),
    "numbers with wrong check digits, or from manuals": (
        *("4111 1111 1111 1111", "4242424242424242", "4539 1488 0343 6468", "1234 5678 9012 3456", "5555555555554444"),
        *("XX89370400440532013000", "DE8937040044053201300", "AB12 SOME WORDS IN CAPITALS"),
    ),
}
SAID = ("Tel.: 089/123456", "my phone number is 5551234567", "call me at 030 1234567", "WhatsApp: 1701234567")
WORDS = st.lists(
    st.sampled_from(["Please", "write", "to", "me", "or", "come", "by,", "thanks!", "Größe", "你好"]), max_size=6
)
PIECES = st.sampled_from(
    [*(each for kind in FOUND.values() for each in kind), *(each for kind in NOTHING.values() for each in kind), *SAID]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(alphabet="0123456789+-./@:() abAB#<>[]=\n", max_size=24)), max_size=5).map(
    "".join
)


@pytest.mark.parametrize(("kind", "written"), [(kind, each) for kind, all_ in FOUND.items() for each in all_])
@pytest.mark.parametrize(
    "sentence", ["{}", "Write to {}, please.", "({})", "It is {}.", "“{}”", "See {}\nor not", "a, {} b"]
)
def test_what_belongs_to_somebody_is_replaced(kind: PersonalData, written: str, sentence: str) -> None:
    """Each kind is found wherever it stands in a sentence, and nothing else of the sentence changes."""
    found = scrub(sentence.format(written))
    assert found.text == sentence.format(PLACEHOLDERS[kind])
    assert found.counts == {kind: 1}


@pytest.mark.parametrize("text", [each for all_ in NOTHING.values() for each in all_])
def test_what_only_looks_like_it_stays(text: str) -> None:
    """Versions, dates, prices, code, and what is kept for examples are no personal data."""
    assert scrub(f"Here: {text} and so on.").counts == {}
    assert scrub(text).text == text


@pytest.mark.parametrize("text", SAID)
def test_words_before_it_say_that_it_is_a_number(text: str) -> None:
    """Where a text says that it is a telephone number, fewer digits are enough, and the words stay."""
    assert scrub(text).counts == {PersonalData.PHONE_NUMBER: 1}
    assert scrub(text).text.split(maxsplit=1)[0] == text.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("user id: 123456789012345678", "user id: [Discord id]"),
        ("https://discord.com/users/123456789012345678", "https://discord.com/users/[Discord id]"),
        ("my Discord ID is 123456789012345678", "my Discord ID is [Discord id]"),
        ("http://84.23.115.7:8080/x", "http://[IP address]:8080/x"),
        ("ip=84.23.115.7", "ip=[IP address]"),
        ("IBAN: DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX", "IBAN: [IBAN] BIC COBADEFFXXX"),
        ("mailto:jane@doe.org?subject=x", "mailto:[e-mail]?subject=x"),
        ("jane@doe.org, joe@doe.org", "[e-mail], [e-mail]"),
        ("jane@doe.org+49 170 1234567", "[e-mail][phone number]"),
    ],
)
def test_what_surrounds_it_stays(text: str, expected: str) -> None:
    """Addresses, words and signs around personal data are kept, and so is what stands right beside it."""
    assert scrub(text).text == expected


@given(TEXTS)
def test_once_is_enough(text: str) -> None:
    """A scrubbed text has no personal data, and is not changed again."""
    once = scrub(text)
    assert scrub(once.text).counts == {}
    assert scrub(once.text).text == once.text


@given(TEXTS)
def test_only_what_is_found_is_lost(text: str) -> None:
    """There are as many placeholders more as things were found, and what stands between them stood there before."""
    found = scrub(text)
    for kind, placeholder in PLACEHOLDERS.items():
        assert found.text.count(placeholder) - text.count(placeholder) == found.counts.get(kind, 0)
    between = re.split("|".join(map(re.escape, PLACEHOLDERS.values())), found.text)
    place = 0
    for piece in between:
        place = text.index(piece, place) + len(piece)


@given(WORDS, PIECES, WORDS)
def test_words_around_make_no_difference(before: list[str], piece: str, after: list[str]) -> None:
    """What is found does not depend on the sentence in which it stands."""
    assert scrub(" ".join([*before, piece, *after])).counts == scrub(piece).counts


def test_a_long_text_takes_no_time() -> None:
    """No run of signs, however long, is looked at more than a few times."""
    for run in (
        "a" * 200_000,
        "1" * 200_000,
        "1 " * 100_000,
        "a@" * 100_000,
        "+1" * 100_000,
        "0a:" * 60_000,
        "A1" * 100_000,
    ):
        assert scrub(run + "x").text.startswith(run[:3])
