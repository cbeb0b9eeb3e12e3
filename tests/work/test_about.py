"""Tests of `More`: what people do with a message is done once, and told as it is, also where the line breaks."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from bot.backends.errors import Unavailable
from bot.interactions.click import Click, Place
from bot.interactions.components import Button, Card, Text
from bot.interactions.custom_id import parse_custom_id
from bot.interactions.responses import Response
from bot.protocol.tasks import TaskType
from bot.state.person import Person
from bot.state.session_errors import NothingTyped, SessionUnknown
from bot.work.about import About
from tests.cards.limits import check_card
from tests.services.sessions import CATALOGUE, SessionServices

LIKE, DISLIKE = "👍 I like it", "👎 I don’t like it"


async def test_a_reaction_is_marked_and_can_be_taken_back(services: SessionServices) -> None:
    """What somebody gave is marked on its button; pressed again it is taken back, the other one takes its place."""
    reader = await reading(services)
    assert buttons_of(await reader.press(LIKE)) == [f"✓ {LIKE}", DISLIKE]
    assert counts_of(await reader.press(f"✓ {LIKE}")) == "👍 0 · 👎 0"
    await reader.press(LIKE)
    changed = await reader.press(DISLIKE)
    assert counts_of(changed) == "👍 0 · 👎 1"
    assert buttons_of(changed) == [LIKE, f"✓ {DISLIKE}"]
    assert buttons_of(await reader.open()) == [LIKE, f"✓ {DISLIKE}"]


async def test_a_reaction_whose_answer_was_lost_is_not_undone(services: SessionServices) -> None:
    """Told to try again after the reaction had arrived all the same, whoever does so leaves it as it is."""
    reader = await reading(services)
    services.backend.breaks_after = True
    with pytest.raises(Unavailable):
        await reader.press(LIKE)
    services.backend.breaks_after = False
    again = await reader.press(LIKE)
    assert counts_of(again) == "👍 1 · 👎 0"
    services.backend.breaks_after = True
    with pytest.raises(Unavailable):
        await reader.press(f"✓ {LIKE}")
    services.backend.breaks_after = False
    assert counts_of(await reader.press(f"✓ {LIKE}")) == "👍 0 · 👎 0"


async def test_a_reaction_is_told_although_it_cannot_be_read(services: SessionServices) -> None:
    """Where only reading fails after a reaction arrived, the card shows it."""
    reader = await reading(services)
    services.backend.reads_break = True
    given = await reader.press(LIKE)
    assert (counts_of(given), buttons_of(given)) == ("👍 1 · 👎 0", [f"✓ {LIKE}", DISLIKE])
    taken_back = await reader.press(f"✓ {LIKE}")
    assert (counts_of(taken_back), buttons_of(taken_back)) == ("👍 0 · 👎 0", [LIKE, DISLIKE])


async def test_ones_own_message_takes_no_reaction(services: SessionServices) -> None:
    """A reaction to one's own message is ignored, and not shown as given."""
    reader = await reading(services)
    await services.database.write(
        lambda connection: connection.execute("UPDATE message SET author_id = ?", (reader.person.person_id.bytes,))
    )
    assert buttons_of(await reader.press(LIKE)) == [LIKE, DISLIKE]


@pytest.mark.parametrize("argument", [None, "", "0", "0/+1", "0/+1/toggle", "0/red_flag/add", "9/+1/add", "x/+1/add"])
async def test_a_forged_reaction_is_refused(services: SessionServices, argument: str | None) -> None:
    """A button that this bot never made does nothing."""
    reader = await reading(services)
    with pytest.raises(SessionUnknown):
        await reader.about.react(reader.click(argument))


async def test_a_report_is_told_although_the_counts_cannot_be_read(services: SessionServices) -> None:
    """A report that arrived is thanked for, without the counts where only reading them afterwards fails."""
    reader = await reading(services)
    services.backend.reads_break = True
    told = card_of(await reader.about.report(reader.click("0", reason="A tune nobody knows.")))
    assert "✅ Thank you." in words_of(told)
    assert "-# 👍" not in words_of(told)
    (flagged,) = await services.backend.flagged_messages(limit=5)
    assert flagged.reasons == ("A tune nobody knows.",)


@pytest.mark.parametrize("reason", ["", " \n", "\u200b", "\u3164\0"])
async def test_a_report_needs_a_reason_that_can_be_seen(services: SessionServices, reason: str) -> None:
    """A reason of white space, or of what is drawn as nothing, is none."""
    reader = await reading(services)
    with pytest.raises(NothingTyped):
        await reader.about.report(reader.click("0", reason=reason))
    assert not await services.backend.flagged_messages(limit=5)


@dataclass
class Reader:
    """Somebody with the `More` of a package before them."""

    about: About
    person: Person
    session_id: UUID
    card: Card

    def click(self, argument: str | None, **fields: str) -> Click:
        """A press on a control of theirs, or a form."""
        say = CATALOGUE.sentences("en")
        return Click(self.person, Place(7, 8), say, "en-US", id=self.session_id, argument=argument, fields=fields)

    async def open(self) -> Card:
        """Open `More` anew."""
        self.card = card_of(await self.about.show(self.click(None)))
        return self.card

    async def press(self, label: str) -> Card:
        """Press a reaction on the card as it stands; where that fails the card stays."""
        (button,) = [each for each in self.card.controls() if isinstance(each, Button) and each.label == label]
        custom_id = parse_custom_id(button.custom_id)
        assert custom_id is not None
        self.card = card_of(await self.about.react(self.click(custom_id.argument)))
        return self.card


async def reading(services: SessionServices) -> Reader:
    """Somebody new who opened `More` of a package with one message."""
    person = await services.person()
    session, _ = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", 7)
    reader = Reader(About(services.sessions, services.backend), person, session.session_id, Card(()))
    await reader.open()
    return reader


def card_of(answer: Response) -> Card:
    """The card that was answered."""
    assert answer.card is not None
    check_card(answer.card)
    return answer.card


def words_of(card: Card) -> str:
    """All words of a card outside its controls."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def counts_of(card: Card) -> str:
    """The line with the counts."""
    (line,) = [line for line in words_of(card).split("\n") if line.startswith("-# 👍")]
    return line.removeprefix("-# ")


def buttons_of(card: Card) -> list[str]:
    """The labels of the reactions."""
    labels = [each.label for each in card.controls() if isinstance(each, Button)]
    return [label for label in labels if label.endswith((LIKE, DISLIKE))]
