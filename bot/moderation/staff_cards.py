"""Cases in staff channels: the worst few of a server, one card each, which says at last who decided what."""

from typing import Final
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import CaseEntry, CaseFilter, CaseState
from bot.backends.errors import CaseNotFound, Refused, Unavailable
from bot.cards.case import case_card
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotPossible
from bot.log import get_logger
from bot.moderation import repository
from bot.moderation.repository import CaseCard
from bot.moderation.viewing import CaseViews
from bot.order import Order
from bot.server_settings import repository as server_settings
from bot.server_settings.repository import LANGUAGE, STAFF_CHANNEL
from bot.state.case_view import CaseView
from bot.store import Connection, Database
from bot.texts import Catalogue, Sentences
from bot.withdrawals.repository import Withdrawal, add_withdrawal

_log = get_logger(__name__)

MOST_SHOWN: Final = 10
"""So many open cases are in a staff channel at most; `/moderate queue` has all."""

MOST_POSTED_AT_ONCE: Final = 3
"""So many cards are posted to one channel at a time."""


class StaffCards:
    """Posts cases where moderators see them, and keeps what is posted true."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        views: CaseViews,
        discord: Discord,
        catalogue: Catalogue,
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._views = views
        self._discord = discord
        self._catalogue = catalogue
        self._order = Order()
        self._unusable: dict[int, int] = {}

    def unusable_channel(self, server_id: int) -> int | None:
        """Return the staff channel of a server in which nothing can be posted; None where all is well."""
        return self._unusable.get(server_id)

    async def carry_out(self) -> None:
        """Post what is open, and write anew what has changed, in every server that has a staff channel."""
        if Capability.MODERATION not in await self._backend.capabilities():
            return
        channels = await self._database.read(server_settings.channels, STAFF_CHANNEL)
        now = self._clock.now()
        if await self._database.read(repository.has_lapsed_claims, now):
            await self._database.write(repository.forget_lapsed_claims, now)
        for server_id, channel_id in channels.items():
            async with self._order.turn(server_id):
                try:
                    await self._look_at(server_id, channel_id)
                    self._unusable.pop(server_id, None)
                except (Gone, NotPossible) as error:
                    self._unusable[server_id] = channel_id
                    _log.info("cases cannot be posted", server=server_id, channel=channel_id, reason=str(error))
                except (Refused, Unavailable) as error:
                    _log.info("cases are not known now", server=server_id, reason=type(error).__name__)

    async def refresh(self, case_id: UUID) -> None:
        """Write the card of a case anew, where it is shown; what Discord does not take now is tried again later."""
        card = await self._database.read(repository.card_of, case_id)
        if card is None:
            return
        async with self._order.turn(card.server_id):
            try:
                await self._write_anew(card)
            except (Gone, NotPossible) as error:
                _log.info("a case's card cannot be changed", case=str(case_id), reason=str(error))

    async def is_shown_at(self, case_id: UUID, channel_id: int) -> bool:
        """Say whether the card of a case is in a channel."""
        card = await self._database.read(repository.card_of, case_id)
        return card is not None and card.channel_id == channel_id

    async def note_shown(self, view: CaseView) -> None:
        """Note what a card shows now that was changed by a press on it."""
        card = await self._database.read(repository.card_of, view.case.entry.case_id)
        if card is not None and card.message_id is not None:
            await self._database.write(_note, view, card.message_id)

    async def sentences(self, server_id: int) -> Sentences:
        """Return the sentences in which everybody in a staff channel reads."""
        return self._catalogue.sentences(await self._database.read(server_settings.get_setting, server_id, LANGUAGE))

    async def _look_at(self, server_id: int, channel_id: int) -> None:
        wanted = CaseFilter(server_id=server_id, is_for_operator=False)
        entries = await self._backend.cases(wanted, limit=MOST_SHOWN)
        worst = {entry.case_id: entry for entry in entries}
        standing: list[CaseCard] = []
        for card in await self._database.read(repository.open_cards, server_id):
            if card.channel_id != channel_id:
                await self._database.write(_withdraw, card, self._clock.now())
            elif await self._keep(card, worst.get(card.case_id)):
                standing.append(card)
        shown = {card.case_id for card in standing}
        due = [entry for entry in entries if entry.case_id not in shown][:MOST_POSTED_AT_ONCE]
        # What is less harmful than what waits makes way for it.
        outdone = [card for card in standing if card.case_id not in worst]
        outdone.sort(key=lambda card: card.harm)
        for entry in due:
            if len(standing) >= MOST_SHOWN:
                if not outdone:
                    return
                card = outdone.pop(0)
                standing.remove(card)
                await self._database.write(_withdraw, card, self._clock.now())
            await self._database.write(
                repository.begin_card, entry.case_id, server_id, channel_id, entry.harm, self._clock.now()
            )
            await self._post(CaseCard(entry.case_id, server_id, channel_id, None, entry.harm, is_open=True))
            standing.append(CaseCard(entry.case_id, server_id, channel_id, None, entry.harm, is_open=True))

    async def _keep(self, card: CaseCard, entry: CaseEntry | None) -> bool:
        """Keep a card true, and say whether its case is still open."""
        if card.message_id is None:
            await self._post(card, may_be_there=True)
            return True
        if entry is None:  # decided, passed on, or less harmful than the worst
            try:
                entry = (await self._backend.case(card.case_id)).entry
            except CaseNotFound:
                await self._database.write(_withdraw, card, self._clock.now())
                return False
        is_open = entry.state is CaseState.OPEN and not entry.is_for_operator
        if is_open and entry.harm == card.harm:
            return True
        return await self._write_anew(card)

    async def _post(self, card: CaseCard, *, may_be_there: bool = False) -> None:
        view = await self._view(card.case_id)
        shown = case_card(view, await self.sentences(card.server_id))
        message_id = await self._discord.find(card.channel_id, shown) if may_be_there else None
        if message_id is None:
            message_id = await self._discord.post(card.channel_id, shown)
        await self._database.write(_note, view, message_id)

    async def _write_anew(self, card: CaseCard) -> bool:
        """Write a card anew, and say whether its case is still open. One that somebody deleted is forgotten."""
        if card.message_id is None:
            return card.is_open
        view = await self._view(card.case_id)
        try:
            await self._discord.edit(
                card.channel_id, card.message_id, case_card(view, await self.sentences(card.server_id))
            )
        except Gone:
            await self._database.write(repository.forget_card, card.case_id)
            return False
        await self._database.write(_note, view, card.message_id)
        return _waits(view)

    async def _view(self, case_id: UUID) -> CaseView:
        return await self._views.view(await self._backend.case(case_id))


def _waits(view: CaseView) -> bool:
    """Say whether a case waits for the moderators who see its card; one that was passed on waits for the operator."""
    return bool(view.takes) and not view.case.entry.is_for_operator


def _note(connection: Connection, view: CaseView, message_id: int) -> None:
    """Note what a card shows: of an open case its texts and all who are named, of a decided one who decided."""
    entry, shows_all = view.case.entry, bool(view.takes)
    people: set[UUID] = {
        decision.actor_id
        for decision, by in view.deciders
        if decision.actor_id is not None and by.discord_id is not None
    }
    if shows_all:
        people |= {signal.reporter_id for signal, by in view.reporters if signal.reporter_id and by.discord_id}
        people |= {vote.person_id for vote, by in view.reviewers if by.discord_id}
        people |= set(view.named)
        if entry.person_id is not None and view.author.discord_id is not None:
            people.add(entry.person_id)
    messages = {message.id for message in view.conversation} if shows_all else set()
    repository.note_card(
        connection,
        entry.case_id,
        message_id,
        harm=entry.harm,
        is_open=_waits(view),
        messages=messages,
        people=people,
    )


def _withdraw(connection: Connection, card: CaseCard, now: int) -> None:
    """Take a card out of its channel."""
    if card.message_id is not None:
        add_withdrawal(connection, Withdrawal(card.channel_id, card.message_id), now)
    repository.forget_card(connection, card.case_id)
