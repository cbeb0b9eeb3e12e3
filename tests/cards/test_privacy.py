"""Tests of the cards of /privacy."""

from dataclasses import replace

import pytest

from bot.backends.values import TrustFigures
from bot.cards.privacy import (
    KINDS,
    StoredAbout,
    agreement_reminder_card,
    delete_question,
    deleted_card,
    export_cards,
    privacy_card,
    trust_card,
)
from bot.interactions.components import Button, ButtonStyle, Card
from bot.people.agreement import Agreement
from tests.cards.limits import check_card
from tests.cards.test_people import AGREEMENTS, words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
STORED = StoredAbout(
    display_name="*" * 32,
    discord_id=2**63 - 1,
    consent=("0123456789ab", True, 1_700_000_000_000),
    contact="😀" * 200,
    drafts=2,
    counts={"messages": 1_000_000, "reviews": 1, "rankings": 0, **dict.fromkeys(KINDS, 1_000_000), "new_kind": 3},
)
KINDS_OF_THE_BOT = (
    "languages",
    "answers_to_the_agreement",
    "sessions",
    "answers_waiting_for_delivery",
    "notices_not_yet_shown",
    "recent_drafts_and_skips",
    "work_threads",
)
STORED_ELSEWHERE = replace(STORED, counts={"messages": 1_000_000, **dict.fromkeys(KINDS_OF_THE_BOT, 1_000_000)})
"""All that there can be where a task server keeps the contributions."""
TRUST = TrustFigures(
    objected_to_rejected=3,
    passed_rejected=1,
    passed_accepted=20,
    objected_to_accepted=2,
    sensitivity=0.7,
    specificity=0.9,
    review_weight=0.36,
    ranking_weight=0.1,
    newcomer_review_weight=0.32,
    newcomer_ranking_weight=0.16,
)
NEW = TRUST.model_copy(
    update=dict.fromkeys(("objected_to_rejected", "passed_rejected", "passed_accepted", "objected_to_accepted"), 0)
)
ALIKE = TRUST.model_copy(
    update=dict.fromkeys(("review_weight", "ranking_weight", "newcomer_review_weight", "newcomer_ranking_weight"), 1.0)
)
STRANGER = StoredAbout("Ann", 7, None, "the operator")


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_privacy_is_a_valid_message(agreement: Agreement) -> None:
    """All that can be stored about a person, here or at a task server, fits one message with the agreement."""
    check_card(privacy_card(STORED, SAY))
    check_card(privacy_card(STORED_ELSEWHERE, SAY, backend_lists_answers=False))
    check_card(privacy_card(STORED_ELSEWHERE, SAY, backend_lists_answers=False, backend_answers=False))
    check_card(deleted_card(SAY, done=False, left_elsewhere="x" * 200))
    check_card(export_cards([b"{}"], SAY, is_whole=False)[0])
    check_card(agreement_reminder_card(agreement.paragraphs(SAY), SAY))


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
    assert told in words(privacy_card(replace(STORED, consent=consent), SAY))


def test_privacy_counts() -> None:
    """Contributions are counted in words that fit their number."""
    shown = words(privacy_card(STORED, SAY))
    assert "1,000,000 messages, one review, no rankings" in shown
    assert f"Discord id {2**63 - 1})" in shown


def test_privacy_tells_every_kind_of_thing() -> None:
    """Each kind of thing that is stored has its line, one without a sentence its name; what is not there has none."""
    shown = words(privacy_card(replace(STORED, counts={**dict.fromkeys(KINDS, 1), "new_kind": 3}), SAY))
    assert all(SAY(key, count=1) in shown for key in KINDS.values())
    assert "new kind: 3" in shown
    assert "Also stored" not in words(privacy_card(STRANGER, SAY))


def test_the_question_is_a_valid_message() -> None:
    """The question before the deletion fits one message, in each of its forms."""
    for stored in (STORED, STRANGER):
        for forgets in (True, False):
            check_card(delete_question(stored, SAY, backend_forgets=forgets))


def test_the_question_names_the_consequences() -> None:
    """It says what goes, what stays, what cannot be recalled, and that it is final; the button says what it does."""
    card = delete_question(STORED, SAY, backend_forgets=True)
    for part in (
        "your 1,000,000 texts",
        "This stays",
        "cannot be recalled",
        "Backups",
        "cannot be undone",
        STORED.contact,
    ):
        assert part in words(card)
    styles = {button.label: button.style for button in buttons(card)}
    assert styles == {
        "Delete everything about me": ButtonStyle.DANGER,
        "Keep my data": ButtonStyle.SECONDARY,
        "Export my data": ButtonStyle.SECONDARY,
    }


def test_the_question_is_short_for_somebody_who_has_done_nothing() -> None:
    """Who never contributed is told how little there is."""
    shown = words(delete_question(STRANGER, SAY, backend_forgets=True))
    assert "Little is stored about you" in shown
    assert "This goes" not in shown


def test_the_question_says_what_the_bot_cannot_delete() -> None:
    """Where the task server keeps what was submitted, the question says so and names whom to ask."""
    shown = words(delete_question(replace(STORED, contact="ops@example.org"), SAY, backend_forgets=False))
    assert "this bot cannot delete it" in shown
    assert "Ask ops@example.org" in shown
    assert "leaderboards" not in shown.partition("This stays")[0]


def test_privacy_says_what_the_task_server_does_not_list() -> None:
    """Where the task server does not list reviews, none are counted and it is said; who never agreed has none there."""
    shown = words(privacy_card(STORED_ELSEWHERE, SAY, backend_lists_answers=False))
    assert "1,000,000 messages at the task server" in shown
    assert "keeps your reviews, rankings, reactions and reports" in shown
    assert "no rankings" not in shown
    assert "Nothing else is stored about you." not in shown
    stranger = replace(STRANGER, has_ever_agreed=False)
    assert "no reviews" in words(privacy_card(stranger, SAY, backend_lists_answers=False))
    assert "Little is stored" in words(delete_question(stranger, SAY, backend_forgets=False))


def test_the_end_names_whom_to_ask_about_the_rest() -> None:
    """Where the task server keeps what was submitted, nobody is told that everything is gone."""
    shown = words(deleted_card(SAY, done=True, left_elsewhere="ops@example.org"))
    assert "still at the task server: ask ops@example.org" in shown
    assert "Everything" not in shown


@pytest.mark.parametrize("done", [True, False])
def test_the_end_has_no_controls(done: bool) -> None:
    """After the deletion there is nothing left to press."""
    card = deleted_card(SAY, done=done)
    check_card(card)
    assert buttons(card) == []


@pytest.mark.parametrize("files", [1, 3])
def test_exports_are_messages_with_a_file_each(files: int) -> None:
    """Every file of an export has a message, and a name that says which it is."""
    cards = export_cards([b"{}"] * files, SAY)
    for card in cards:
        check_card(card)
    names = [file.name for card in cards for file in card.files]
    assert names == (["my-data.json"] if files == 1 else [f"my-data-{part}-of-3.json" for part in (1, 2, 3)])


def buttons(card: Card) -> list[Button]:
    """The buttons of a card."""
    return [control for control in card.controls() if isinstance(control, Button)]


def test_everybody_reads_what_their_votes_are_worth() -> None:
    """How many of their reviews said what was decided, both estimates in words, and the weight beside a newcomer's."""
    shown = words(trust_card(TRUST, SAY))
    assert "26 texts" in shown
    assert "23 of your reviews" in shown
    assert "70 % of the texts that should be rejected" in shown
    assert "90 % of the good ones" in shown
    assert "112 % of what those of somebody new count" in shown
    assert "62 % of what those of somebody new count" in shown
    assert "decide nothing about you" in shown


def test_who_is_new_and_where_nothing_is_weighed() -> None:
    """Nothing is said of reviews that nobody has decided about, nor of weights where there are none."""
    new, alike = words(trust_card(NEW, SAY)), words(trust_card(ALIKE, SAY))
    assert "Nothing that you reviewed has been decided yet" in new
    assert "sensitivity" not in new
    assert "somebody new count" in new
    assert alike.count("here they are not weighed") == 2
