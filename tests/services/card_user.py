"""Somebody with a card before them: they use its controls, and see what Discord would show them then."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace

from bot.interactions.actions import actions_of
from bot.interactions.click import Click
from bot.interactions.components import Button, Card, LinkButton, Modal, Text
from bot.interactions.custom_id import CustomId, parse_custom_id
from bot.interactions.responses import AnyResponse, Response, ResponseKind
from tests.cards.limits import check_card


class CardUser(ABC):
    """Somebody who goes by what is on a card.

    Attributes:
        card: what the message shows that they work with.
        told: what only they were shown beside it, at their last press.
        form: the form that their last press opened.
    """

    def __init__(self, answering: Iterable[object]) -> None:
        self.card = Card(())
        self.told: list[Card] = []
        self.form: Modal | None = None
        self._actions = {name: action for service in answering for name, action in actions_of(service).items()}

    @property
    @abstractmethod
    def click(self) -> Click:
        """A command of theirs."""

    @abstractmethod
    async def _see(self, answer: AnyResponse) -> str:
        """Let Discord show an answer to them; gives the words that the card has then."""

    async def send(
        self, custom_id: CustomId, *, values: tuple[str, ...] = (), fields: dict[str, str] | None = None
    ) -> str:
        """Use a control, which need not be on the card any more; gives the words that the card has then."""
        action = self._actions[custom_id.namespace, custom_id.action]
        click = replace(self.click, action=custom_id.action, id=custom_id.id, argument=custom_id.argument)
        answer = await action.handler(replace(click, values=values, fields=fields or {}))
        if action.kind is ResponseKind.EPHEMERAL and isinstance(answer, Response) and answer.card is not None:
            check_card(answer.card)
            self.told = [answer.card, *(each.card for each in answer.follow_ups)]
            return words_of(answer.card)
        return await self._see(answer)

    async def send_form(self, **fields: str) -> str:
        """Send the form that is open; gives the words that the card has then."""
        assert self.form is not None
        custom_id = parse_custom_id(self.form.custom_id)
        assert custom_id is not None
        return await self.send(custom_id, fields=fields)

    def controls(self) -> set[str]:
        """The actions of the controls that can be used."""
        return {each.action for each in self.usable()}

    def words(self) -> str:
        """All words of the card."""
        return words_of(self.card)

    def usable(self) -> list[CustomId]:
        """The controls of the card that can be used; those of features that are not composed here are left out."""
        usable = [
            control
            for control in self.card.controls()
            if not isinstance(control, LinkButton) and not (isinstance(control, Button) and control.disabled)
        ]
        found = [parse_custom_id(control.custom_id) for control in usable]
        return [each for each in found if each is not None and (each.namespace, each.action) in self._actions]


def words_of(card: Card) -> str:
    """All words of a card outside its controls."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))
