"""What the bot itself keeps about people for moderation: cases that they are at, and cards that show them."""

from uuid import UUID

from bot.clock import Clock
from bot.moderation import repository
from bot.protocol.moments import Moment, to_iso
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Connection, Database
from bot.withdrawals.repository import Withdrawal, add_withdrawal


class ModerationData:
    """Implements `PersonalData`."""

    name = "moderation"
    tables = frozenset({"case_claim", "case_card_person", "decision_under_way"})

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        claims = await self._database.read(repository.claims_of, person.person_id)
        cards = await self._database.read(repository.cards_showing, (), person.person_id)
        under_way = await self._database.read(repository.decisions_under_way, None, person.person_id)
        return {
            "decisions_under_way_about_you": [
                {"kind": each.kind, "begun_at": to_iso(each.begun_at)} for each in under_way
            ],
            "cases_claimed": [{"case_id": str(case_id), "until": to_iso(until)} for case_id, until in claims],
            "named_on_cards_of_cases": [{"case_id": str(card.case_id)} for card in cards],
        }

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: cards that show one of them disappear."""
        await self._database.write(_withdraw_all, message_ids, None, self._clock.now())

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`: cards that name them disappear; where their case is open, it is posted anew."""
        await self._database.write(_withdraw_all, (), person.person_id, self._clock.now())
        await self._database.write(repository.forget_claims_of, person.person_id)
        await self._database.write(repository.end_decision, person.person_id)


def _withdraw_all(
    connection: Connection, messages: frozenset[UUID] | tuple[()], person_id: UUID | None, now: Moment
) -> None:
    for card in repository.cards_showing(connection, messages, person_id):
        if card.message_id is not None:
            add_withdrawal(connection, Withdrawal(card.channel_id, card.message_id), now)
        repository.forget_card(connection, card.case_id)
