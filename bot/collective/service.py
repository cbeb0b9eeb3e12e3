"""`/post-task`, and what managers and readers press on the card of a collective package."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import NoTaskAvailable, TaskNotFound
from bot.backends.values import Offer
from bot.cards.collective import NAMESPACE, control
from bot.cards.people import sentence_card
from bot.cards.reading import cards_as_written, cards_in_full, task_passages
from bot.clock import Clock
from bot.collective import repository
from bot.collective.upkeep import CannotBeShown, Upkeep
from bot.discord.base import Discord, Gone, NotPossible, OutOfSight
from bot.discord.permissions import PUBLIC_THREADS, permission_keys
from bot.errors import BotError
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import Response, ResponseKind, in_pages
from bot.people.languages import Languages
from bot.people.service import People
from bot.policy import NotAllowed, may_post_tasks
from bot.protocol.moments import DAY, HOUR, Span
from bot.protocol.tasks import TaskType
from bot.rules.text import as_entered, shows_nothing, whole_characters
from bot.server_settings.repository import LANGUAGE, get_setting
from bot.server_settings.service import ServerSettings
from bot.sessions.service import Sessions
from bot.state.posted_task import PostedTask
from bot.state.session_errors import CollectiveOver, ConsentMissing
from bot.store import Database
from bot.texts import Catalogue
from bot.texts.language_names import name_in
from bot.texts.text_files import nearest_language

SPANS: Final[dict[str, Span]] = {
    "hour": HOUR,
    "six-hours": 6 * HOUR,
    "day": DAY,
    "three-days": 3 * DAY,
    "week": 7 * DAY,
}
"""After how long one closes, by the names of the choices of the command."""

DEFAULT_SPAN: Final = "day"
MOST_CHARACTERS: Final = 500
"""Of the message to those who answer."""
MOST_ANSWERS: Final = 1_000
_MOST_OPEN: Final = 10


class CollectiveUnsupported(BotError):
    """The backend has no collective packages."""

    sentence = "error-collective-unsupported"


class NoTextChannel(BotError):
    """There can be no public thread where the command was used."""

    sentence = "error-collective-no-channel"


class ThreadPermissionsMissing(BotError):
    """The bot may not open a thread there, or post in it; arguments: `channel`, `permissions`."""

    sentence = "error-collective-lacks"


class ThreadRefused(BotError):
    """Discord refuses the thread, or the card in it; arguments: `channel`."""

    sentence = "error-collective-refused"


class TooManyOpen(BotError):
    """A server has as many as it can have; arguments: `limit`."""

    sentence = "error-collective-too-many"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a manager has asked for.

    Attributes:
        task_type: the kind of package.
        language: as it was typed; empty for one of their own in which the server offers work.
        message: to those who answer; may be empty.
        span: after how long it closes, as the choice is called.
        most_answers: after how many answers it closes; None where only time counts.
    """

    task_type: TaskType
    language: str = ""
    message: str = ""
    span: str = DEFAULT_SPAN
    most_answers: int | None = None


class PostedTasks:
    """Lets a server's managers put collective packages into public threads."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        people: People,
        languages: Languages,
        server_settings: ServerSettings,
        sessions: Sessions,
        discord: Discord,
        catalogue: Catalogue,
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people
        self._languages = languages
        self._server_settings = server_settings
        self._discord = discord
        self._upkeep = Upkeep(database, clock, backend, sessions, discord, catalogue)
        self._catalogue = catalogue

    async def post(self, click: Click, wanted: Wanted) -> Response:
        """Answer `/post-task`: put a package into a new public thread of the channel, and say where it is.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server.
            CollectiveUnsupported: the backend cannot do it.
            ConsentMissing: who opens a package works with the pool, and has not agreed to that.
            NoTextChannel: this is none, nor a thread of one.
            TooManyOpen: the server has as many as it can have.
            ThreadPermissionsMissing: the bot may not open a thread there.
            ThreadRefused: Discord refuses the thread, or the card in it.
            NoTaskAvailable: there is no such package in this language.
            LanguageUnknown: as `Languages.find`.
            LanguageMistyped: as `Languages.find`.
        """
        server_id = _managed_server(click)
        if Capability.COLLECTIVE not in await self._backend.capabilities():
            raise CollectiveUnsupported
        if not self._people.has_agreed(click.person):
            raise ConsentMissing
        channel_id = click.place.text_channel_id
        if channel_id is None:
            raise NoTextChannel
        if await self._database.read(repository.count_open, server_id) >= _MOST_OPEN:
            raise TooManyOpen(limit=_MOST_OPEN)
        await self._check_permissions(click, server_id, channel_id)
        span = SPANS.get(wanted.span, SPANS[DEFAULT_SPAN])
        offer, language = await self._open(click, wanted, server_id, span)
        now = self._clock.now()
        message = as_entered(whole_characters(wanted.message).replace("\0", ""))[:MOST_CHARACTERS]
        posted = PostedTask(
            collective_id=offer.task.id,
            server_id=server_id,
            channel_id=channel_id,
            person_id=click.person.person_id,
            message="" if shows_nothing(message) else message,
            locale=await self._language(click, server_id),
            opened_at=now,
            closes_at=offer.expires_at,
            most_answers=wanted.most_answers,
        )
        await self._database.write(repository.add, posted)
        return await self._show(click, posted, language)

    async def keep_up(self) -> None:
        """Do what is due on the cards in threads: show the count, close, say what came out."""
        await self._upkeep.look_at_due()

    @action(ResponseKind.UPDATE, NAMESPACE, "close")
    async def close(self, click: Click) -> Response:
        """Answer `Close` on the card: it takes no more answers, and shows what came out.

        Raises:
            NotAllowed: the person does not manage this server.
            CollectiveOver: it is not known any more.
        """
        server_id = _managed_server(click)
        posted = await self._posted(click.id)
        if posted.server_id != server_id:
            raise NotAllowed
        closed = await self._upkeep.close(posted.collective_id)
        if closed is None:
            raise CollectiveOver
        return Response(await self._upkeep.card(closed))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "read")
    async def read(self, click: Click) -> Response:
        """Answer `Read in full`.

        Raises:
            CollectiveOver: it is not known any more.
        """
        posted = await self._posted(click.id)
        offer = await self._offer(posted)
        return in_pages(cards_in_full(task_passages(offer.task, click.say), click.say, control(posted, "as-written")))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "as-written")
    async def read_as_written(self, click: Click) -> Response:
        """Answer `As written` with the same texts, nothing rendered.

        Raises:
            CollectiveOver: it is not known any more.
        """
        offer = await self._offer(await self._posted(click.id))
        return in_pages(cards_as_written(task_passages(offer.task, click.say), click.say))

    async def _show(self, click: Click, posted: PostedTask, language: str) -> Response:
        channel = f"<#{posted.channel_id}>"
        try:
            shown = await self._upkeep.look_at(posted.collective_id)
        except CannotBeShown as error:
            raise ThreadRefused(channel=channel) from error
        if shown is None or shown.thread_id is None or shown.card_id is None:
            return Response(sentence_card(click.say("posted-later", channel=channel)))
        link = f"https://discord.com/channels/{shown.server_id}/{shown.thread_id}/{shown.card_id}"
        return Response(
            sentence_card(
                click.say(
                    "posted-here",
                    thread=f"<#{shown.thread_id}>",
                    link=link,
                    language=name_in(language, click.say.language),
                )
            )
        )

    async def _open(self, click: Click, wanted: Wanted, server_id: int, span: Span) -> tuple[Offer, str]:
        """Open a package in the language that was named; else in the first that `/work` would look through here."""
        languages: tuple[str, ...]
        if wanted.language:
            languages = (self._languages.find(wanted.language, click),)
        else:
            rules = await self._server_settings.rules(server_id)
            languages = rules.languages_of(await self._languages.to_work_in(click.person))
        for language in languages:
            with suppress(NoTaskAvailable):
                offer = await self._backend.open_collective(
                    click.person.contributor, wanted.task_type, language, server_id, span
                )
                return offer, offer.language or language
        raise NoTaskAvailable(language=languages[0])

    async def _check_permissions(self, click: Click, server_id: int, channel_id: int) -> None:
        try:
            lacking = PUBLIC_THREADS & ~await self._discord.permissions_in(server_id, channel_id)
        except OutOfSight:
            lacking = PUBLIC_THREADS
        except (Gone, NotPossible):
            return  # the attempt will tell
        if lacking:
            names = ", ".join(f"**{click.say(f'permission-{key}')}**" for key in permission_keys(lacking))
            raise ThreadPermissionsMissing(channel=f"<#{channel_id}>", permissions=names)

    async def _language(self, click: Click, server_id: int) -> str:
        """Return the language of what everybody reads: the one that was set, else the server's own at Discord."""
        language = await self._database.read(get_setting, server_id, LANGUAGE)
        return nearest_language(language or click.place.server_locale, self._catalogue.languages)

    async def _posted(self, collective_id: UUID | None) -> PostedTask:
        posted = None if collective_id is None else await self._database.read(repository.find, collective_id)
        if posted is None:
            raise CollectiveOver
        return posted

    async def _offer(self, posted: PostedTask) -> Offer:
        try:
            return (await self._backend.look_at_collective(posted.collective_id)).offer
        except TaskNotFound:
            raise CollectiveOver from None


def _managed_server(click: Click) -> int:
    server_id = click.place.server_id
    if server_id is None or not may_post_tasks(click.rights):
        raise NotAllowed
    return server_id
