"""A contributor with a card before them: they press what is on it, and see what Discord would show them then."""

from dataclasses import replace
from uuid import UUID

from bot.interactions.click import Click, Place
from bot.interactions.components import Modal, Select
from bot.interactions.responses import AnyResponse
from bot.people.language_choice import LanguageChoices
from bot.policy import Rights
from bot.protocol.moments import Moment
from bot.protocol.tasks import RANDOM, RequestedType
from bot.rules.topics import key_of_topic
from bot.state.person import Person
from bot.work.about import About
from bot.work.wish import Wish
from tests.cards.limits import check_card, check_modal
from tests.services.all_services import AllServices
from tests.services.card_user import CardUser, words_of

DIRECT_MESSAGES = Place(None, 21)
"""Where no thread is to be had: `/work` answers with the card itself."""


class Contributor(CardUser):
    """Somebody who works by what is on their cards.

    Attributes:
        person: who.
        place: where they press.
        role_ids: the roles that they have there.
        joined_at: when they came there.
        rights: what they may do in the server.
    """

    def __init__(self, services: AllServices, person: Person, place: Place = DIRECT_MESSAGES) -> None:
        self.person = person
        self.place = place
        self.locale = "en-US"
        self.role_ids: frozenset[int] = frozenset()
        self.joined_at: Moment | None = None
        self.rights = Rights()
        self._services = services
        self._language_choices = LanguageChoices(services.languages, services.backend, services.people)
        about = About(services.sessions, services.backend)
        answering = (
            *(
                services.work,
                services.answering,
                services.prompt_details,
                about,
                services.good_news,
                services.posted_tasks,
            ),
            self._language_choices,
        )
        super().__init__(answering)
        self._messages = 0

    @property
    def click(self) -> Click:
        """A command of theirs."""
        click = replace(self._services.click(self.person), place=self.place, locale=self.locale)
        return replace(click, role_ids=self.role_ids, joined_at=self.joined_at, rights=self.rights)

    @property
    def session_id(self) -> UUID:
        """The session that their card is about."""
        return next(each.id for each in self.usable() if each.id is not None)

    async def work(self, task: RequestedType = RANDOM, language: str | None = None, topic: str | None = None) -> str:
        """Send `/work`; gives the words of the answer."""
        key = None if topic is None else key_of_topic(topic)
        return await self._see(await self._services.work.start(self.click, Wish(task, language, key)))

    async def tasks(self) -> str:
        """Send `/tasks`; gives the words of the answer."""
        return await self._see(await self._services.work.tasks(self.click))

    async def language(self) -> str:
        """Send `/language`; gives the words of the answer."""
        return await self._see(await self._language_choices.show(self.click))

    async def press(self, action: str, argument: str | None = None, *, values: tuple[str, ...] = ()) -> str:
        """Press a control of the card; gives the words that the card has then."""
        wanted = [
            each for each in self.usable() if each.action == action and (argument is None or each.argument == argument)
        ]
        wanted = [each for each in wanted if each.argument == argument] or wanted
        assert len(wanted) == 1, f"{action} {argument} among {sorted(self.controls())}"
        return await self.send(wanted[0], values=values)

    async def fill_in(self, text: str) -> str:
        """Fill in the form that is open, and send it; gives the words that the card has then."""
        assert self.form is not None
        return await self.send_form(**{self.form.inputs[0].custom_id: text})

    async def write(self, text: str) -> str:
        """Open the form for the text, and send it; gives the words that the card has then."""
        await self.press("write")
        return await self.fill_in(text)

    def offered(self) -> set[str]:
        """What can be chosen in the lists of the card."""
        lists = [control for control in self.card.controls() if isinstance(control, Select)]
        return {option.value for each in lists for option in each.options}

    def told_words(self) -> str:
        """All words of what only they were shown beside the card."""
        return "\n".join(words_of(card) for card in self.told)

    async def _see(self, answer: AnyResponse) -> str:
        """Let Discord show an answer: a form, or a message in place of the card, and others behind it."""
        self.told = []
        if isinstance(answer, Modal):
            check_modal(answer)
            self.form = answer
            return self.words()
        if answer.card is not None:
            check_card(answer.card)
            self.card = answer.card
        for follow_up in answer.follow_ups:
            check_card(follow_up.card)
            if follow_up.ephemeral and not self.place.is_ephemeral:
                self.told.append(follow_up.card)
                continue
            self.card = follow_up.card
            if follow_up.posted is not None:
                self._messages += 1
                await follow_up.posted(self.place.channel_id, self._messages)
        if answer.sent is not None:
            await answer.sent()
        return self.words()
