"""Tests of which handler answers which custom id."""

import pytest

from bot.cards.people import sentence_card
from bot.interactions.answers import Answer, AnswerKind, FollowUp, reply, update
from bot.interactions.routes import Routes


async def answer() -> Answer:
    """A handler."""
    return Answer()


def test_an_action_has_its_kind_and_handler() -> None:
    """What was registered is found under the room's and the action's name, and the handler is left as it is."""
    routes = Routes("work")
    assert routes.action("skip-really", AnswerKind.UPDATE)(answer) is answer
    action = routes.actions["skip-really"]
    assert (action.kind, action.handler) == (AnswerKind.UPDATE, answer)


def test_an_action_has_one_handler() -> None:
    """A second handler for an action is a mistake, and told."""
    routes = Routes("work")
    routes.action("skip", AnswerKind.UPDATE)(answer)
    with pytest.raises(ValueError, match="two actions skip"):
        routes.action("skip", AnswerKind.MODAL)(answer)


@pytest.mark.parametrize("name", ["Skip", "skip_really", "", "skip:1"])
def test_an_action_that_no_custom_id_can_name_is_refused(name: str) -> None:
    """A handler that no press could ever reach is a mistake, and told."""
    with pytest.raises(ValueError, match="not a usable custom id"):
        Routes("work").action(name, AnswerKind.UPDATE)


def test_handlers_are_made_ready() -> None:
    """The handlers are handed to dependency injection, each under its room and name."""
    routes = Routes("work")
    routes.action("skip", AnswerKind.UPDATE)(answer)
    injected = routes.injected(lambda handler: ("injected", handler))
    assert {key: action.handler for key, action in injected.items()} == {("work", "skip"): ("injected", answer)}
    assert injected["work", "skip"].kind is AnswerKind.UPDATE


def test_short_ways_to_answer() -> None:
    """An update may bring follow-ups; a reply is a card alone."""
    card = sentence_card("Done.")
    assert update(card, FollowUp(card)) == Answer(card, (FollowUp(card),))
    assert reply(card) == Answer(card)
