"""Objecting to a decision of moderators: once, with one press and a sentence."""

from bot.backends.base import TaskBackend
from bot.backends.errors import DecisionNotFound
from bot.cards.case import NAMESPACE
from bot.cards.decision_notice import OBJECTION_FIELD, objection_form
from bot.cards.people import sentence_card
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Accent, Modal
from bot.interactions.responses import Response, ResponseKind
from bot.rules.text import shows_nothing
from bot.state.session_errors import NothingTyped


class Objections:
    """Takes objections of those whom a decision concerns."""

    def __init__(self, backend: TaskBackend) -> None:
        self._backend = backend

    @action(ResponseKind.MODAL, NAMESPACE, "object")
    async def ask(self, click: Click) -> Modal:
        """Answer `Object` with the form.

        Raises:
            DecisionNotFound: the control was forged.
        """
        if click.id is None:
            raise DecisionNotFound
        return objection_form(click.id, click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "objected")
    async def object(self, click: Click) -> Response:
        """Take the sentence; another moderator looks at it.

        Raises:
            DecisionNotFound: it is not about them, or forged; and what else `ModerationBackend.object_to` says.
            NothingTyped: there is no sentence.
        """
        if click.id is None:
            raise DecisionNotFound
        sentence = click.typed(OBJECTION_FIELD)
        if shows_nothing(sentence):
            raise NothingTyped
        await self._backend.object_to(click.id, click.person.contributor, sentence)
        return Response(sentence_card(click.say("objection-taken"), Accent.DONE))
