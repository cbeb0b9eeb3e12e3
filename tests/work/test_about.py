"""Tests of `More`: what people do with a message is done once, and told as it is, also where the line breaks."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from bot.backends.errors import Unavailable
from bot.cards.about import about_card
from bot.interactions.click import Click, Place
from bot.interactions.components import Button, Card, Modal, Text
from bot.interactions.custom_id import parse_custom_id
from bot.interactions.responses import Response
from bot.protocol.tasks import TaskType
from bot.rules.harm import SignalKind
from bot.state.person import Person
from bot.state.session_errors import NothingTyped, SessionUnknown
from bot.work.about import About
from tests.backends import rulings
from tests.cards.limits import check_card, check_modal
from tests.catalogue import CATALOGUE
from tests.services.sessions import SessionServices

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
    (flagged,) = await rulings.reported(services.backend, limit=5)
    assert flagged.signals == (SignalKind.REPORT,)
    (signal,) = (await services.backend.case(flagged.case_id)).signals
    assert signal.reason == "A tune nobody knows."


async def test_another_message_can_be_chosen(services: SessionServices) -> None:
    """`More` is about the last message first; any other one of the package can be chosen in its list."""
    writer = await services.person()
    session, _ = await services.sessions.offer(writer, TaskType.ASSISTANT_REPLY, "en", 7)
    await services.sessions.write_down(writer, session.session_id, "It is good for counting.")
    await services.sessions.submit(writer, session.session_id, 7)
    reader = await reading(services, TaskType.LABEL_ASSISTANT_REPLY)
    assert "It is good for counting." in words_of(reader.card)
    first = card_of(await reader.about.show(replace(reader.click(None), values=("0",))))
    assert "What is the number" in words_of(first)
    for forged in ("2", "-1", "x", ""):
        with pytest.raises(SessionUnknown):
            await reader.about.show(replace(reader.click(None), values=(forged,)))


async def test_a_package_without_messages_has_nothing_to_react_to(services: SessionServices) -> None:
    """`More` of a task that begins a conversation names the task, should there be a question about it."""
    reader = await reading(services, TaskType.INITIAL_PROMPT)
    assert str(reader.session_id) in words_of(reader.card)
    assert buttons_of(reader.card) == []


async def test_ones_own_draft_can_be_read_as_it_was_written(services: SessionServices) -> None:
    """`More` of a prompt that one is writing leads to `Read in full`, and from there to what Discord renders away."""
    writer = await services.person()
    session, _ = await services.sessions.offer(writer, TaskType.INITIAL_PROMPT, "en", 7)
    session = await services.sessions.write_down(writer, session.session_id, "What does __init__ do?")
    card = about_card(session, CATALOGUE.sentences("en"), 0, None)
    check_card(card)
    assert [each.label for each in card.controls() if isinstance(each, Button)] == ["Read in full"]


async def test_a_report_asks_for_its_reason(services: SessionServices) -> None:
    """🚩 opens a form; one that comes back without a reason that can be seen is refused, and nothing is reported."""
    reader = await reading(services)
    form = await reader.about.begin_report(reader.click("0"))
    assert isinstance(form, Modal)
    check_modal(form)
    for empty in ("", " \n", "\0", "\u200b", "\u3164\0"):
        with pytest.raises(NothingTyped):
            await reader.about.report(reader.click("0", reason=empty))
    assert await rulings.reported(services.backend, limit=5) == ()


async def test_a_control_about_no_package_is_refused(services: SessionServices) -> None:
    """What this bot never made neither shows a message, nor reacts to one, nor reports one."""
    reader = await reading(services)
    click = replace(reader.click("0/+1/add", reason="Spam."), id=None)
    for answer in (reader.about.show, reader.about.react, reader.about.report, reader.about.begin_report):
        with pytest.raises(SessionUnknown):
            await answer(click)


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


async def reading(services: SessionServices, task: TaskType = TaskType.ASSISTANT_REPLY) -> Reader:
    """Somebody new who opened `More` of a package; the usual one has one message."""
    person = await services.person()
    session, _ = await services.sessions.offer(person, task, "en", 7)
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
