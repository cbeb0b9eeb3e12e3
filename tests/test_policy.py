"""Tests of who may do what."""

from itertools import product

import pytest

from bot.policy import Rights, may_change_settings


@pytest.mark.parametrize(("manages", "moderates", "operates"), list(product((False, True), repeat=3)))
def test_settings_are_changed_by_managers_and_the_operator(manages: bool, moderates: bool, operates: bool) -> None:
    """Managers of a server and the operator may change its settings; moderating alone is not enough."""
    rights = Rights(manages_server=manages, moderates=moderates, is_operator=operates)
    assert may_change_settings(rights) == (manages or operates)


def test_without_rights_nothing_is_allowed() -> None:
    """Nobody has a right that was not given."""
    assert not may_change_settings(Rights())
