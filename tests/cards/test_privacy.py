"""Tests of the cards of `/privacy`."""

from dataclasses import replace

import pytest

from bot.cards.privacy import CONTRIBUTIONS, KINDS, StoredAbout, privacy_card
from bot.people.agreement import Agreement
from bot.texts import Catalogue
from tests.cards.limits import check_card
from tests.cards.test_people import AGREEMENTS, words

SAY = Catalogue().sentences("en")
STORED = StoredAbout(
    display_name="*" * 32,
    discord_id=2**63 - 1,
    consent=("0123456789ab", True, 1_700_000_000_000),
    contact="😀" * 200,
    drafts=2,
    counts=dict.fromkeys((*CONTRIBUTIONS, *KINDS), 1_000_000),
)


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_privacy_is_a_valid_message(agreement: Agreement) -> None:
    """What is stored about a person, with the agreement, fits one message."""
    check_card(privacy_card(STORED, agreement.paragraphs(SAY), SAY))


@pytest.mark.parametrize(
    ("consent", "told"),
    [
        (("v", True, 1_700_000_000_000), "You accepted the contributor agreement (version v) <t:1700000000:f>."),
        (("v", False, 1_700_000_000_999), "You declined the contributor agreement (version v) <t:1700000000:f>."),
        (None, "You have not accepted the contributor agreement"),
    ],
)
def test_privacy_tells_the_consent(consent: tuple[str, bool, int] | None, told: str) -> None:
    """The last answer to the agreement is told with its version and time."""
    assert told in words(privacy_card(replace(STORED, consent=consent), (), SAY))


def test_privacy_counts() -> None:
    """Contributions are counted in words that fit their number, and the person's own ids are shown to them."""
    stored = replace(STORED, counts={"messages": 1_000_000, "reviews": 1})
    shown = words(privacy_card(stored, (), SAY))
    assert "1,000,000 messages, one review, no rankings" in shown
    assert f"Discord id {2**63 - 1})" in shown
