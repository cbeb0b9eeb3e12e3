"""Tests of what people are shown of their own messages, when moderators or others have been at them meanwhile."""

from uuid import UUID

import pytest

from bot.backends.cases import MessageSubject, Ruling, RulingKind
from bot.backends.errors import DecisionNotFound
from bot.cards.contributions import NAMESPACE
from bot.contributions import Contributions
from bot.interactions.click import Click, Place
from bot.interactions.components import Button
from bot.interactions.custom_id import CustomId, parse_custom_id
from bot.interactions.responses import Response
from bot.protocol.messages import ConversationMessage
from bot.protocol.tasks import TaskType
from bot.state.person import Person
from tests.backends import rulings
from tests.cards.limits import check_card
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE
from tests.services.sessions import SessionServices

TEXT = "It is good for counting."


async def test_a_deleted_message_is_no_longer_opened(services: SessionServices) -> None:
    """A message that was deleted meanwhile is listed as such; its conversation is replaced by a sentence."""
    ann, moderator = await services.person(), await services.person()
    message_id = await replied(services, ann)
    assert TEXT in text_of(await Contributions(services.backend).open(click(ann, message_id)))
    await rulings.delete(services.backend, message_id, moderator.contributor)
    listed = text_of(await Contributions(services.backend).show(click(ann)))
    assert "**deleted**" in listed
    opened = text_of(await Contributions(services.backend).open(click(ann, message_id)))
    assert opened == "This message was deleted, so its conversation is no longer shown."


async def test_a_conversation_can_be_seen_as_it_was_written(services: SessionServices) -> None:
    """`As written` is offered below what Discord renders, and shows the signs; to its writer only, as the rest."""
    ann, bea = await services.person(), await services.person()
    message_id = await replied(services, ann, "It calls __init__ for ||you||.")
    opened = (await Contributions(services.backend).open(click(ann, message_id))).card
    assert opened is not None
    (button,) = opened.controls()
    assert isinstance(button, Button)
    assert (button.label, button.custom_id) == ("As written", str(CustomId(NAMESPACE, "as-written", message_id)))
    shown = text_of(await Contributions(services.backend).show_as_written(click(ann, message_id)))
    assert "```\nIt calls __init__ for ||you||.\n```" in shown
    refused = text_of(await Contributions(services.backend).show_as_written(click(bea, message_id)))
    assert "__init__" not in refused


async def test_what_was_decided_about_a_message_can_be_objected_to(services: SessionServices) -> None:
    """As long as that is possible, the list leads to the decision, its reason and `Object`; only its author sees it."""
    ann, bea, moderator = await services.person(), await services.person(), await services.person()
    message_id = await replied(services, ann)
    contributions = Contributions(services.backend)
    ruling = Ruling(kind=RulingKind.DELETE, reason="An advertisement.")
    made = await services.backend.decide(MessageSubject(message_id), ruling, moderator.contributor, None)
    (decision_id,) = objecting_in(await contributions.show(click(ann)))
    assert decision_id == made.decision_id
    card = (await contributions.show_decision(click(ann, decision_id))).card
    assert card is not None
    assert "An advertisement." in words(card)
    assert TEXT in words(card)
    (button,) = card.controls()
    assert isinstance(button, Button)
    assert button.custom_id == str(CustomId("case", "object", decision_id))
    for forged in (click(bea, decision_id), click(ann, message_id), click(ann)):
        with pytest.raises(DecisionNotFound):
            await contributions.show_decision(forged)
    await services.backend.object_to(decision_id, ann.contributor, "It is none.")
    assert objecting_in(await contributions.show(click(ann))) == []
    again = (await contributions.show_decision(click(ann, decision_id))).card
    assert again is not None
    assert not list(again.controls())


async def test_a_halted_conversation_says_so(services: SessionServices) -> None:
    """A conversation that was halted meanwhile can be read by those who wrote in it, and says that it was halted."""
    ann, moderator = await services.person(), await services.person()
    message_id = await replied(services, ann)
    await rulings.halt(services.backend, message_id, moderator.contributor, halted=True)
    assert "its conversation was halted" in text_of(await Contributions(services.backend).show(click(ann)))
    opened = text_of(await Contributions(services.backend).open(click(ann, message_id)))
    assert "This conversation was halted" in opened
    assert TEXT in opened


async def test_a_conversation_whose_tree_is_out_of_reach(services: SessionServices) -> None:
    """Where nobody can tell whether a conversation was halted, it can be read all the same."""
    ann = await services.person()
    message_id = await replied(services, ann)
    services.backend.forgets_trees = True
    assert TEXT in text_of(await Contributions(services.backend).open(click(ann, message_id)))


async def test_what_a_forgotten_person_wrote_is_not_in_it(services: SessionServices) -> None:
    """Of a message whose author had themselves deleted, the conversations of others show that it was deleted."""
    ann, bea = await services.person(), await services.person()
    mine = await replied(services, ann)
    parent = (await services.backend.conversation(mine)).messages[0]
    await written_by(services, parent, bea)
    await services.backend.forget(bea.person_id)
    shown = text_of(await Contributions(services.backend).open(click(ann, mine)))
    assert parent.text not in shown
    assert "This message was deleted." in shown


async def test_only_the_author_opens_a_message(services: SessionServices) -> None:
    """Whoever presses with the id of a message of somebody else, or of none, gets a sentence."""
    ann, bea = await services.person(), await services.person()
    message_id = await replied(services, ann)
    prompt_id = (await services.backend.conversation(message_id)).messages[0].id
    for person, wanted in ((bea, message_id), (ann, prompt_id), (ann, UUID(int=5)), (ann, None)):
        opened = text_of(await Contributions(services.backend).open(click(person, wanted)))
        assert opened == "This message can no longer be found."


@pytest.mark.parametrize(
    ("argument", "first"), [("0", 1), ("1", 6), ("2", 6), ("198", 6), ("199", 6), ("-1", 1), ("²", 1)]
)
async def test_a_page_that_is_not_there_is_the_last_one(services: SessionServices, argument: str, first: int) -> None:
    """A page beyond the last is the last one, and what is no page is the newest."""
    ann = await services.person()
    for _ in range(7):
        await replied(services, ann)
    shown = text_of(await Contributions(services.backend).turn(click(ann, argument=argument)))
    assert f"messages {first} to " in shown


def click(person: Person, message_id: UUID | None = None, argument: str | None = None) -> Click:
    """A press of somebody's."""
    return Click(
        person=person,
        place=Place(server_id=7, channel_id=8),
        say=CATALOGUE.sentences("en"),
        locale="en-US",
        id=message_id,
        argument=argument,
    )


def text_of(answer: Response) -> str:
    """All that is said in the answer."""
    assert answer.card is not None
    cards = [answer.card, *(follow_up.card for follow_up in answer.follow_ups)]
    assert all(follow_up.ephemeral for follow_up in answer.follow_ups)
    for card in cards:
        check_card(card)
    return "\n".join(words(card) for card in cards)


async def replied(services: SessionServices, person: Person, text: str | None = None) -> UUID:
    """A reply that somebody gave; one like all others, where its words make no difference."""
    session, _ = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", 7)
    if text is None:
        text = TEXT if await services.stored(TEXT) == 0 else f"{TEXT} {session.session_id}"
    await services.sessions.write_down(person, session.session_id, text)
    done = await services.sessions.submit(person, session.session_id, 7)
    assert done.receipt is not None
    assert done.receipt.message_id is not None
    return done.receipt.message_id


async def written_by(services: SessionServices, message: ConversationMessage, person: Person) -> None:
    """Make a message somebody's, as if they had written it."""
    await services.backend.admit(person.contributor)
    await services.database.write(
        lambda connection: connection.execute(
            "UPDATE message SET author_id = ? WHERE message_id = ?", (person.person_id.bytes, message.id.bytes)
        )
    )


def objecting_in(response: Response) -> list[UUID]:
    """The decisions to which a list leads."""
    assert response.card is not None
    found = [parse_custom_id(getattr(each, "custom_id", "")) for each in response.card.controls()]
    return [each.id for each in found if each is not None and each.action == "decision" and each.id is not None]
