"""Tests of which handler answers which custom id."""

import pytest

from bot.interactions.actions import Action, Routes
from bot.interactions.responses import Answer, AnswerKind


async def answer() -> Answer:
    """A handler."""
    return Answer()


async def answer_with_service() -> Answer:
    """The same handler, made ready."""
    return await answer()


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
    injected = routes.injected({answer: answer_with_service}.get)
    assert injected == {("work", "skip"): Action(AnswerKind.UPDATE, answer_with_service)}
