"""International bank account numbers (ISO 13616)."""

from __future__ import annotations

from typing import Final

_LENGTHS: Final = {
    # SWIFT, IBAN Registry, release 99: countries by the length of theirs.
    length: frozenset(countries.split())
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FK FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
}


def is_iban(written: str) -> bool:
    """Say whether a number, without blanks and in capitals, is an IBAN: its length and its check digits are right."""
    if written[:2] not in _LENGTHS.get(len(written), ()) or not (written.isascii() and written.isalnum()):
        return False
    # ISO 7064, MOD 97-10: letters are numbers from 10 on, the first four signs stand at the end.
    return int("".join(str(int(sign, 36)) for sign in written[4:] + written[:4])) % 97 == 1
