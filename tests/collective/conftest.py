"""Services with a tree whose replies are to be ranked, a manager who posts, and people who answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from bot.collective import repository
from bot.collective.service import Wanted
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.custom_id import CustomId
from bot.policy import Rights
from bot.protocol.tasks import TaskType
from bot.state.posted_task import PostedTask
from bot.store import Connection
from tests.cards.limits import check_card
from tests.services.all_services import AllServices, open_all_services
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.sessions import Distant

REPLY, OTHER_REPLY = "A cumulus, because warm air rises.", "Just a cloud like any other."


class Round:
    """Collective packages in a server, as a manager posts them and people answer them."""

    def __init__(self, services: AllServices, manager: Contributor) -> None:
        self.services = services
        self.manager = manager

    @property
    def managing(self) -> Click:
        """A command of the manager's."""
        return self.manager.click

    async def post(self, wanted: Wanted | None = None) -> PostedTask:
        """The manager posts a package; a ranking, where nothing else is said."""
        await self.services.posted_tasks.post(self.managing, wanted or Wanted(TaskType.RANK_ASSISTANT_REPLIES))
        (posted,) = [each for each in await self.all() if each.person_id == self.manager.person.person_id][-1:]
        check_card(self.card(posted))
        return posted

    async def all(self) -> list[PostedTask]:
        """All that are stored, in the order of their opening."""

        def read(connection: Connection) -> list[PostedTask]:
            ids = connection.execute("SELECT collective_id FROM posted_task ORDER BY opened_at, rowid").fetchall()
            found = [repository.find(connection, UUID(bytes=collective_id)) for (collective_id,) in ids]
            return [each for each in found if each is not None]

        return await self.services.database.read(read)

    async def stored(self, posted: PostedTask) -> PostedTask | None:
        """What is stored of one now."""
        return await self.services.database.read(repository.find, posted.collective_id)

    def card(self, posted: PostedTask) -> Card:
        """The card that everybody sees in its thread."""
        card = list(self.services.discord.threads[posted.thread_id or 0].messages.values())[-1]
        check_card(card)
        return card

    def words(self, posted: PostedTask) -> str:
        """What everybody reads in its thread."""
        return words_of(self.card(posted))

    async def press(self, who: Contributor, posted: PostedTask, action: str = "answer") -> str:
        """Somebody presses a button of the public card; gives what they are shown, which they then work with."""
        words = await who.send(CustomId("collective", action, posted.collective_id))
        if action == "answer":
            who.card = who.told[0]
            who.place = replace(who.place, is_ephemeral=True)
        return words

    async def rank(self, who: Contributor, posted: PostedTask, best: int) -> None:
        """Somebody answers with a ranking."""
        await self.press(who, posted)
        await who.press("pick", str(best))
        done = await who.press("submit")
        assert self.services.say("done-title") in done

    async def later(self, span: int) -> None:
        """Time passes, and the bot looks."""
        self.services.clock.move(span)
        await self.services.posted_tasks.keep_up()


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services on a backend, with Ann's prompt and two replies to it that are to be ranked."""
    async with open_all_services(tmp_path, Distant) as opened:
        ann, bob, cat = [await opened.join(100 + number, f"Writer {number}") for number in range(3)]
        await opened.write(ann, TaskType.INITIAL_PROMPT, "Which cloud is that over the field?")
        await opened.review(bob, TaskType.LABEL_INITIAL_PROMPT)
        await opened.write(bob, TaskType.ASSISTANT_REPLY, REPLY)
        await opened.write(cat, TaskType.ASSISTANT_REPLY, OTHER_REPLY)
        await opened.review(ann, TaskType.LABEL_ASSISTANT_REPLY)
        await opened.review(ann, TaskType.LABEL_ASSISTANT_REPLY)
        yield opened


@pytest.fixture
def newcomer(services: AllServices) -> Callable[[], Awaitable[Contributor]]:
    """People who have agreed, in the server."""
    numbers = iter(range(1, 50))

    async def come() -> Contributor:
        number = next(numbers)
        person = await services.join(number, f"Person {number}")
        return Contributor(services, person, services.click(person).place)

    return come


@pytest.fixture
async def round_(services: AllServices, newcomer: Callable[[], Awaitable[Contributor]]) -> Round:
    """What a manager does."""
    manager = await newcomer()
    manager.rights = Rights(manages_server=True)
    return Round(services, manager)
