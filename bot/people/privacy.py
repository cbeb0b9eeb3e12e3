"""What is stored about a person, from their question to the card."""

from bot.backends.base import TaskBackend
from bot.cards.people import StoredAbout, privacy_card
from bot.interactions.answers import Answer
from bot.interactions.click import Click
from bot.people.service import People
from bot.protocol.scores import TimeFrame
from bot.work.service import Work


class Privacy:
    """What is stored about the one who asks."""

    def __init__(self, people: People, backend: TaskBackend, work: Work, contact: str) -> None:
        self._people = people
        self._backend = backend
        self._work = work
        self._contact = contact

    async def show(self, click: Click) -> Answer:
        """`/privacy show`: all that is stored about the person, and the agreement."""
        consents = await self._people.consents(click.person)
        score = await self._backend.stats(click.person.contributor, TimeFrame.TOTAL)
        stored = StoredAbout(
            display_name=click.person.display_name,
            discord_id=click.person.discord_id,
            consent=consents[-1] if consents else None,
            messages=score.prompts + score.replies_assistant + score.replies_prompter,
            labels=score.labels_simple + score.labels_full,
            rankings=score.rankings_total,
            drafts=await self._work.count_drafts(click.person),
            contact=self._contact,
        )
        return Answer(privacy_card(stored, self._people.agreement_text(click.say), click.say))
