"""What good news stores about a person, as `PersonalData`."""

from uuid import UUID

from bot.good_news import repository
from bot.protocol.moments import Moment, to_iso
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Database


class NewsData:
    """Whether somebody wants good news, and what they were told."""

    name = "good_news"
    tables = frozenset({"good_news", "good_news_told"})

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        listener = await self._database.read(repository.find, person.person_id)
        if listener is None:
            return {"good_news": []}
        told = listener.told
        return {
            "good_news": [
                {
                    "wanted_since": _iso(listener.since),
                    "locale": listener.locale,
                    "told_last_at": _iso(listener.told_at),
                    "level": told.level,
                    "streak_days": told.streak,
                    "knows_of_first_accepted_text": told.first_accepted,
                    "knows_of_first_finished_tree": told.first_tree,
                    "told_what_they_reach_since": _iso(listener.known_since),
                    "shown_last": [{"sentence": piece.sentence, **piece.arguments} for piece in listener.shown],
                    "warned_after_contribution_at": _iso(told.warned_after),
                    "known_of_messages": [
                        {"what": happening.value, "message_id": str(message_id)}
                        for happening, message_id in sorted(told.messages)
                    ],
                }
            ]
        }

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: only the ids of a person's own messages are kept."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`. The messages themselves go with the person's thread."""
        await self._database.write(repository.delete, person.person_id)


def _iso(moment: Moment | None) -> str | None:
    return None if moment is None else to_iso(moment)
