"""Tests of which method answers which control."""

import pytest

from bot.interactions.actions import action, actions_of
from bot.interactions.click import Click
from bot.interactions.responses import Response, ResponseKind


class Service:
    """A service that answers three actions with two methods."""

    @action(ResponseKind.UPDATE, "work", "skip", "skip-really")
    async def skip(self, _: Click) -> Response:
        """Answer both."""
        return Response()

    @action(ResponseKind.EPHEMERAL, "work", "more")
    @action(ResponseKind.UPDATE, "tutorial", "more")
    async def more(self, _: Click) -> Response:
        """Answer it in two places, each in its own kind."""
        return Response()

    async def show(self, _: Click) -> Response:
        """Answer a command, and no control."""
        return Response()


def test_a_service_answers_what_its_methods_declare() -> None:
    """Each declared action is found with its kind and the method that answers it; nothing else is."""
    service = Service()
    found = actions_of(service)
    assert {key: (each.kind, each.handler) for key, each in found.items()} == {
        ("work", "skip"): (ResponseKind.UPDATE, service.skip),
        ("work", "skip-really"): (ResponseKind.UPDATE, service.skip),
        ("work", "more"): (ResponseKind.EPHEMERAL, service.more),
        ("tutorial", "more"): (ResponseKind.UPDATE, service.more),
    }


def test_an_action_has_one_handler() -> None:
    """A second method for an action is a mistake, and told."""

    class Twice(Service):
        @action(ResponseKind.MODAL, "work", "skip")
        async def other(self, _: Click) -> Response:
            return Response()

    with pytest.raises(ValueError, match="Twice answers work:skip twice"):
        actions_of(Twice())


@pytest.mark.parametrize("name", ["Skip", "skip_really", "", "skip:1"])
def test_an_action_that_no_custom_id_can_name_is_refused(name: str) -> None:
    """A method that no press could ever reach is a mistake, and told."""
    with pytest.raises(ValueError, match="not a usable custom id"):
        action(ResponseKind.UPDATE, "work", name)
