"""Laws of check digits."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.bank_accounts import is_iban


@given(st.text(alphabet=string.digits, min_size=18, max_size=18), st.integers(0, 21), st.sampled_from(string.digits))
def test_one_wrong_sign_is_noticed(account: str, place: int, other: str) -> None:
    """Every account has one pair of check digits, and no sign of the whole can be another one."""
    right = [iban for digits in range(2, 99) if is_iban(iban := f"DE{digits:02}{account}")]
    assert len(right) == 1
    changed = right[0][:place] + other + right[0][place + 1 :]
    assert is_iban(changed) == (changed == right[0])


def test_what_is_none() -> None:
    """Another length, another country, other signs: nothing is assumed."""
    assert is_iban("DE89370400440532013000")
    for written in (
        "",
        "DE",
        "DE8937040044053201300",
        "de89370400440532013000",
        "QQ89370400440532013000",
        "DE8937040044053201300Ä",
    ):
        assert not is_iban(written)
