"""A moderator with a case before them: they press what is on it, and see what Discord would show them then."""

from dataclasses import replace
from uuid import UUID

from bot.interactions.click import Click, Place
from bot.interactions.components import Card, Modal, Select
from bot.interactions.responses import AnyResponse
from bot.policy import Rights
from bot.state.person import Person
from tests.cards.limits import check_card, check_modal
from tests.services.all_services import CHANNEL, OWNERS, AllServices
from tests.services.card_user import CardUser

HOME = 7
"""The server in which `AllServices.write` has people write."""


class Moderator(CardUser):
    """Somebody who moderates a server."""

    def __init__(self, services: AllServices, person: Person, server_id: int = HOME, *, moderates: bool = True) -> None:
        self.person = person
        self.place = Place(server_id, CHANNEL, CHANNEL, is_ephemeral=True)
        self.rights = Rights(
            moderates=moderates, is_operator=person.discord_id in OWNERS, writes=True, server_id=server_id
        )
        self._services = services
        answering = (
            services.moderation,
            services.person_moderation,
            services.lookup,
            services.moderation_log,
            services.objections,
        )
        super().__init__(answering)

    @property
    def click(self) -> Click:
        """A command of theirs."""
        return replace(self._services.click(self.person), place=self.place, rights=self.rights)

    def see(self, answer: AnyResponse) -> str:
        """Stand before an answer; gives the words of its card."""
        self.told = []
        if isinstance(answer, Modal):
            check_modal(answer)
            self.form = answer
            return self.words()
        if answer.card is not None:
            check_card(answer.card)
            self.card = answer.card
        return self.words()

    async def queue(self) -> str:
        """Send `/moderate queue`; gives the words of the answer."""
        return self.see(await self._services.moderation.queue(self.click))

    async def log(self) -> str:
        """Send `/moderate log`; gives the words of the answer."""
        return self.see(await self._services.moderation_log.show(self.click))

    async def open(self, place: int = 0) -> str:
        """Open a case of the queue, by its place in it; gives the words of its card."""
        await self.queue()
        (choose,) = (item for item in self.card.controls() if isinstance(item, Select) and "choose" in item.custom_id)
        return await self.press("choose", values=(choose.options[place].value,))

    async def open_card(self, card: Card, channel_id: int) -> None:
        """Stand before a card in a channel, which everybody there sees."""
        self.card = card
        self.place = Place(self.place.server_id, channel_id, channel_id)

    async def press(self, action: str, argument: str | None = None, *, values: tuple[str, ...] = ()) -> str:
        """Use a control of the card; gives the words that the card has then."""
        wanted = [each for each in self.usable() if each.action == action and argument in (None, each.argument)]
        assert len(wanted) == 1, f"{action} {argument} among {sorted(each.action for each in self.usable())}"
        return await self.send(wanted[0], values=values)

    async def rule(self, action: str, reason: str = "reason-spam") -> str:
        """Decide, for a ready-made reason."""
        await self.press(action)
        return await self.press("reason", values=(reason,))

    async def rule_in_own_words(self, action: str, reason: str) -> str:
        """Decide, for a reason that is typed."""
        await self.press(action)
        await self.press("own")
        return await self.fill_in(reason=reason)

    async def fill_in(self, **fields: str) -> str:
        """Fill in the form that is open, and send it; gives the words that the card has then."""
        return await self.send_form(**fields)

    @property
    def case_id(self) -> UUID:
        """The case that the card is about."""
        return next(each.id for each in self.usable() if each.id is not None)

    async def _see(self, answer: AnyResponse) -> str:
        return self.see(answer)
