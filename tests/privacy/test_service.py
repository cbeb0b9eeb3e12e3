"""Tests of what a person is shown and given of what is stored about them."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.cards.privacy import CONTRIBUTIONS, KINDS
from bot.interactions.components import Button, Card, Text
from bot.interactions.responses import Response
from tests.services.all_services import AllServices, open_all_services
from tests.services.busy_person import DISCORD_ID, LAPSED_DRAFT, NAME, REASON, SUBMITTED, TEXTS, Busy, everything_done

NO_LISTS = {"identity", "contributor", "how_your_votes_weigh"}


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """A services of its own."""
    async with open_all_services(tmp_path) as opened:
        yield opened


@pytest.fixture
async def busy(services: AllServices) -> Busy:
    """Somebody who has done everything."""
    return await everything_done(services)


async def test_an_export_has_everything(services: AllServices, busy: Busy) -> None:
    """Their texts, drafts, reasons, ids and name are in it, and something of every kind that is ever stored."""
    document = await exported(services, busy)
    text = json.dumps(document, ensure_ascii=False)
    assert [
        text_of for text_of in (*TEXTS, NAME, str(DISCORD_ID), str(busy.person.person_id)) if text_of not in text
    ] == []
    kinds = {kind: value for feature in document.values() for kind, value in feature.items()}
    assert kinds.keys() - {"what", "format", "made_at", "times", "contact", "part", "parts"} == (
        NO_LISTS | KINDS.keys() | set(CONTRIBUTIONS)
    )
    # They were never deleted before.
    assert [kind for kind in (*KINDS, *CONTRIBUTIONS, *NO_LISTS) if not kinds[kind]] == [
        "unfinished_deletions",
        "unfinished_purges_of_others",
    ]


async def test_an_export_has_nothing_of_others(services: AllServices, busy: Busy) -> None:
    """Texts, names and ids of other people are not in it."""
    text = json.dumps(await exported(services, busy), ensure_ascii=False)
    others = [await services.people.identify(100 + number, f"Other {number}") for number in range(4)]
    for other in others:
        assert other.display_name not in text
        assert str(other.person_id) not in text
    for written in ("Because of the wind.", "A cloud like any other.", "Which cloud is that", "elsewhere"):
        assert written not in text


async def test_an_export_is_readable(services: AllServices, busy: Busy) -> None:
    """Moments are dates, ids are UUIDs, flags are yes or no, labels have names."""
    document = await exported(services, busy)
    trees = document["conversations"]
    message = next(each for each in trees["messages"] if each["text"] == SUBMITTED[1])
    assert message["message_id"] == str(busy.decided_reply)
    assert (message["is_assistant"], message["accepted"]) == (True, True)
    assert message["created_at"].endswith("+00:00")
    assert {"spam", "quality"} <= trees["reviews"][0]["labels"].keys()
    assert len(trees["rankings"][0]["ranked_message_ids_best_first"]) == 2
    assert [report["reason"] for report in trees["reports"]] == [REASON]
    assert trees["contribution_counts"][0]["period"] == "all time"
    assert any(entry["about_you"] for entry in trees["log"])
    drafts = [session["draft"] for session in document["work"]["sessions"] if session["state"] == "lapsed"]
    assert drafts == [{"text": LAPSED_DRAFT, "language": "en", "topic": None}]


async def test_show_says_what_ones_votes_are_worth(services: AllServices, busy: Busy) -> None:
    """Who has contributed reads it on a card of its own before the agreement; a stranger reads only that."""
    answer = await services.privacy.show(services.click(busy.person))
    trust, agreement = answer.follow_ups
    assert services.say("trust-title") in words(trust.card)
    assert services.say("privacy-agreement") in words(agreement.card)
    assert trust.ephemeral
    stranger = services.click(await services.people.identify(4711, "Stranger"))
    assert len((await services.privacy.show(stranger)).follow_ups) == 1


async def test_show_counts_what_the_export_has(services: AllServices, busy: Busy) -> None:
    """The card says how many things of each kind there are, and offers the export and the deletion."""
    card = shown(await services.privacy.show(services.click(busy.person)))
    assert "3 messages, 3 reviews, one ranking" in words(card)
    assert "**Unfinished texts**: 3." in words(card)
    assert "one report" in words(card)
    assert [button.label for button in buttons(card)] == ["Export my data", "Delete my data"]


async def test_a_stranger_can_see_export_and_delete(services: AllServices) -> None:
    """Who never agreed has the same rights on the little that is there."""
    click = services.click(await services.people.identify(7, "Ann"))
    assert "You have not accepted" in words(shown(await services.privacy.show(click)))
    (file,) = shown(await services.privacy.export(click)).files
    assert json.loads(file.data)["person"]["identity"]["discord_id"] == "7"
    assert "Little is stored about you" in words(shown(await services.privacy.ask_before_deleting(click)))
    assert "Everything about you is deleted" in words(shown(await services.privacy.delete(click)))
    assert await services.people.by_id(click.person.person_id) is None


async def test_keep_deletes_nothing(services: AllServices, busy: Busy) -> None:
    """Asking and saying no changes nothing."""
    click = services.click(busy.person)
    before = await exported(services, busy)
    await services.privacy.ask_before_deleting(click)
    assert "Nothing was deleted" in words(shown(await services.privacy.keep(click)))
    assert await exported(services, busy) == before


async def exported(services: AllServices, busy: Busy) -> dict[str, Any]:
    """The export of the busy person, read back."""
    answer = await services.privacy.export(services.click(busy.person))
    assert answer.follow_ups == ()
    (file,) = shown(answer).files
    document: dict[str, Any] = json.loads(file.data)
    return document


def shown(answer: Response) -> Card:
    """The card of an answer."""
    assert answer.card is not None
    return answer.card


def words(card: Card) -> str:
    """All texts of a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def buttons(card: Card) -> list[Button]:
    """The buttons of a card."""
    return [control for control in card.controls() if isinstance(control, Button)]
