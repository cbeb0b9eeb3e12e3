"""The composition root: settings → store → backend → services → hikari and lightbulb. Nothing else builds a service."""

import asyncio
import importlib.util
import pkgutil
import signal
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import partial
from random import Random
from typing import Final
from uuid import UUID

import hikari
import lightbulb

from bot.backends.base import TaskBackend
from bot.clock import Clock
from bot.collective import repository as posted_tasks
from bot.collective.personal_data import PostedTasksData
from bot.collective.service import PostedTasks
from bot.contributions import Contributions
from bot.core import Core, open_core
from bot.discord.access import check_access, commands_explained, explained, sensible
from bot.discord.commands import DEFAULT_LOCALE, CommandWords, PublishedCommands
from bot.discord.connection import close, connect, wait_until_it_ends
from bot.discord.gateway_bot import GatewayBot
from bot.discord.hikari_discord import HikariDiscord
from bot.discord.permissions import invite_link
from bot.discord.rest import open_rest
from bot.discord.router import Router
from bot.discord.unread import UnreadInteractions
from bot.discord.webhook import WebhookPoster
from bot.errors import StartError
from bot.good_news.personal_data import NewsData
from bot.good_news.service import GoodNews
from bot.guidelines import Guide
from bot.ids import new_id
from bot.leaderboards.leaderboard import Leaderboard
from bot.leaderboards.personal_data import SharedProfilesData
from bot.leaderboards.profiles import Profiles
from bot.leaderboards.shared_profiles import SharedProfiles
from bot.leaderboards.visible_boards import VisibleBoards
from bot.level_roles import repository as level_roles
from bot.level_roles.keeper import RoleKeeper
from bot.level_roles.personal_data import RolesData
from bot.level_roles.service import LevelRoles
from bot.log import get_logger
from bot.moderation import repository as moderation
from bot.moderation.deciding import Deciding
from bot.moderation.log import ModerationLog
from bot.moderation.lookup import MessageLookup
from bot.moderation.many_texts import ManyTextsDecisions
from bot.moderation.objections import Objections
from bot.moderation.person import PersonModeration
from bot.moderation.personal_data import ModerationData
from bot.moderation.service import Moderation
from bot.moderation.staff_cards import StaffCards
from bot.moderation.telling import Telling
from bot.moderation.trollboard import Trollboard
from bot.moderation.viewing import CaseViews
from bot.order import Order
from bot.people.agreement import Agreement
from bot.people.language_choice import LanguageChoices
from bot.people.languages import Languages
from bot.people.personal_data import PeopleData
from bot.people.service import People
from bot.people.visibility import Visibility
from bot.posted_boards import repository as posted_boards
from bot.posted_boards.board_settings import BoardSettings
from bot.posted_boards.personal_data import BoardsData
from bot.posted_boards.posting import Posting
from bot.posted_boards.upkeep import Upkeep
from bot.privacy.backend_data import BackendData
from bot.privacy.deletion import Deletion
from bot.privacy.service import Privacy
from bot.protocol.moments import HOUR, MINUTE, SECOND
from bot.scheduler import Chore, run_chores
from bot.server_settings import repository as server_settings
from bot.server_settings.service import ServerSettings
from bot.server_setup.farewell import Farewell, ForgetServer
from bot.server_setup.greeting import Greeting
from bot.server_setup.rules_settings import RulesSettings
from bot.server_setup.service import ServerSetup
from bot.sessions.hints import Hints
from bot.sessions.language_guesser import LanguageGuesser
from bot.sessions.outbox import Outbox
from bot.sessions.personal_data import WorkData
from bot.sessions.service import Sessions
from bot.settings import Settings, TaskBackendKind
from bot.starts.service import Starts
from bot.state.personal_data import PersonalData
from bot.statistics.pictures.service import Pictures
from bot.statistics.service import Statistics
from bot.texts import Catalogue, LongTexts, TextFiles
from bot.tutorial import Tutorial
from bot.withdrawals.service import Withdrawals
from bot.work.about import About
from bot.work.open_tasks import OpenTasks
from bot.work.prompt_details import PromptDetails
from bot.work.server_work import ServerWork
from bot.work.service import Work
from bot.work.session_cards import SessionCards
from bot.work.topics import Topics
from bot.work_threads import repository as work_threads
from bot.work_threads.personal_data import ThreadsData
from bot.work_threads.service import WorkThreads

_log = get_logger(__name__)

SERVER_DATA: Final[tuple[ForgetServer, ...]] = (
    server_settings.forget_server,
    work_threads.forget_server,
    level_roles.forget_server,
    posted_boards.forget_server,
    moderation.forget_server,
    posted_tasks.forget_server,
)
"""What deletes all that features keep about a server as such."""

INTENTS = hikari.Intents.GUILDS
"""No privileged intent: no message is ever read."""

_NOBODYS_TOKEN = "MA.nobody"  # noqa: S105 - of the bot with the id 0; hikari wants one before it is used
_CLOSING_SECONDS = 10.0


async def run(settings: Settings) -> None:
    """Run the bot until it is told to stop (SIGINT, SIGTERM).

    Raises:
        StartError: It cannot start, or Discord lets it go; the sentence says why.
    """
    token = settings.token
    async with (
        _ended_by_signals(),
        open_core(settings) as core,
        open_rest(token, settings.discord_api_url) as rest,
        WebhookPoster(settings.discord_api_url) as poster,
    ):
        bot = GatewayBot(token, INTENTS, settings.discord_api_url)
        services = _Services(settings, core, bot.rest, rest, poster)
        bot.when_unread(UnreadInteractions(rest, services.catalogue).answer)
        client = lightbulb.client_from_app(
            bot,
            default_locale=DEFAULT_LOCALE,
            localization_provider=CommandWords(services.catalogue),
            sync_commands=False,  # see PublishedCommands
        )
        services.register(client)
        await load_extensions(client)
        starts = Starts(core.database, core.clock)
        await starts.begin()
        await check_access(token, settings.discord_api_url)
        if not settings.operator_name:
            _log.warning(
                "OPERATOR_NAME is not set: people do not read who runs this bot. Set it before they come; a later "
                "change asks everybody to agree again"
            )
        await _serve(bot, client, services, starts, core)


@asynccontextmanager
async def _ended_by_signals() -> AsyncIterator[None]:
    """Cancel what is done in here, whatever it is, when the process is asked to end; that is no error.

    What is done when it was cancelled is not disturbed by a second signal.

    Raises:
        CancelledError: Somebody else cancelled it.
    """
    loop, work = asyncio.get_running_loop(), asyncio.current_task()
    stopping = False

    def stop() -> None:
        nonlocal stopping
        if not stopping and work is not None:
            stopping = True
            work.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield
    except asyncio.CancelledError:
        if not stopping:
            raise


class _Services:
    """Every service, built once, in the order in which they need each other."""

    def __init__(
        self,
        settings: Settings,
        core: Core,
        patient_rest: hikari.api.RESTClient,
        rest: hikari.api.RESTClient,
        poster: WebhookPoster,
    ) -> None:
        """Build them.

        Args:
            settings: the operator's.
            core: database and backend.
            patient_rest: repeats calls by itself, for what a start needs.
            rest: repeats nothing by itself.
            poster: posts by webhook.
        """
        database, clock, backend = core.database, core.clock, core.backend
        texts = TextFiles(settings.texts_path)
        catalogue = self.catalogue = Catalogue(texts, draft_days=settings.kept_draft_days)
        is_elsewhere = settings.task_backend is TaskBackendKind.API
        agreement = Agreement(
            settings.operator_name,
            settings.operator_contact,
            settings.dataset_licence,
            settings.minimum_age,
            is_elsewhere=is_elsewhere,
        )
        discord = HikariDiscord(rest, clock)
        self.people = People(database, clock, backend, agreement, catalogue)
        self.outbox = Outbox(database, clock, backend, keep_origins=is_elsewhere)
        # Ids in order of time: sessions, and the packages that carry their ids, then lie side by side in the database.
        new_session_id = partial(_new_id, clock, core.random)
        self.sessions = Sessions(
            database,
            clock,
            backend,
            self.people,
            self.outbox,
            settings.thresholds,
            core.random.random,
            settings.drafts_kept,
            new_session_id,
        )
        self.threads = WorkThreads(database, clock, discord)
        languages = Languages(database, settings.default_language)
        self.language_choices = LanguageChoices(languages, backend, self.people)
        self.server_settings = ServerSettings(database, clock)
        self.topics = Topics(backend, settings.topics)
        server_work = ServerWork(self.server_settings, languages, clock)
        open_tasks = OpenTasks(backend, server_work, self.topics)
        self.contributions = Contributions(backend)
        self.visibility = Visibility(database, clock, backend)
        self.visible_boards = VisibleBoards(backend, self.visibility)
        self.leaderboard = Leaderboard(self.visible_boards)
        self.good_news = GoodNews(database, clock, backend, self.people, self.threads, catalogue)
        self.profiles = Profiles(
            backend,
            clock,
            self.people,
            self.visible_boards,
            self.visibility,
            SharedProfiles(database, clock),
            self.good_news,
        )
        self.language_guesser = LanguageGuesser(clock)
        self.level_roles = LevelRoles(database, clock, discord)
        self.role_keeper = RoleKeeper(database, clock, backend, self.people, discord, self.level_roles)
        hints = Hints(self.language_guesser)
        cards = SessionCards(self.sessions, backend, self.good_news, self.level_roles, self.topics, hints)
        self.work = Work(
            self.sessions,
            self.people,
            backend,
            self.threads,
            discord,
            languages,
            server_work,
            open_tasks,
            self.good_news,
            self.topics,
            hints,
            cards,
        )
        self.prompt_details = PromptDetails(self.sessions, server_work, self.topics, cards)
        self.about = About(self.sessions, backend)
        self.posted_tasks = PostedTasks(
            database, clock, backend, self.people, languages, self.sessions, discord, catalogue
        )
        self.withdrawals = Withdrawals(database, clock, discord)
        upkeep = Upkeep(database, clock, discord, poster, catalogue)
        self.posting = Posting(
            database, clock, self.visible_boards, self.visibility, discord, upkeep, self.people.by_id, catalogue
        )
        self.for_moderators = _ForModerators(
            core, self.people, self.visibility, languages, discord, catalogue, settings.owner_ids
        )
        self.board_settings = BoardSettings(database, clock, self.visible_boards, self.posting)
        self.commands = PublishedCommands(patient_rest)
        self.server_setup = ServerSetup(
            database,
            clock,
            discord,
            self.level_roles,
            self.server_settings,
            catalogue,
            lambda: self.commands.application_id,
        )
        self.rules_settings = RulesSettings(self.server_settings, languages, discord, backend)
        self.greeting = Greeting(database, clock, discord, catalogue)
        self.farewell = Farewell(database, clock, SERVER_DATA, self.server_settings)
        # Every feature that stores something about people, in the order in which they delete: see `Deletion`.
        self.personal_data: tuple[PersonalData, ...] = (
            WorkData(database, clock, self.outbox, discord, catalogue.sentences(None)),
            SharedProfilesData(database, clock),
            ThreadsData(database, clock),
            ModerationData(database, clock),
            NewsData(database),
            RolesData(database, discord),
            BackendData(backend),
            BoardsData(database),
            PostedTasksData(database, clock),
            PeopleData(database, clock, self.people),
        )
        order = Order()
        self.deletion = Deletion(database, clock, self.people, backend, self.personal_data, order, settings.drafts_kept)
        self.privacy = Privacy(
            self.people, backend, self.personal_data, self.deletion, clock, settings.operator_contact
        )
        self.statistics = Statistics(
            backend, clock, self.people, Pictures(clock), catalogue, settings.dataset_goal_trees
        )
        self.tutorial, self.guide = Tutorial(), Guide(LongTexts(texts))
        self.router = Router(
            rest,
            self.people.identify,
            catalogue,
            order,
            self.server_settings.moderator_role,
            settings.owner_ids,
        )

    def register(self, client: lightbulb.Client) -> None:
        """Let extensions be handed what they name in their parameters, and the router find what answers a control."""
        registry = client.di.registry_for(lightbulb.di.Contexts.DEFAULT)
        registry.register_value(Router, self.router)
        for service in (
            self.work,
            self.posted_tasks,
            self.prompt_details,
            self.language_choices,
            self.topics,
            self.contributions,
            self.leaderboard,
            self.profiles,
            self.statistics,
            self.about,
            self.privacy,
            self.server_setup,
            self.rules_settings,
            self.greeting,
            self.farewell,
            self.threads,
            self.board_settings,
            self.posting,
            self.good_news,
            self.level_roles,
            *self.for_moderators.answering,
            self.guide,
            self.tutorial,
            self.commands,
        ):
            registry.register_value(type(service), service)
            self.router.include(service)

    def chores(self, backend: TaskBackend) -> list[Chore]:
        """Return what the bot does by itself."""
        return [
            Chore("end expired sessions", MINUTE, self.sessions.tidy),
            Chore("archive idle threads", HOUR, self.threads.tidy),
            Chore("finish deletions", MINUTE, self.deletion.go_on),
            Chore("wipe texts that were taken out long ago", HOUR, backend.wipe_kept_texts),
            Chore("remove from Discord what was deleted", MINUTE, self.withdrawals.carry_out),
            Chore("post leaderboards", MINUTE, self.posting.carry_out),
            Chore("keep up tasks in public threads", 5 * SECOND, self.posted_tasks.keep_up),
            Chore("tell good news", 10 * MINUTE, self.good_news.tell),
            Chore("show cases to moderators", MINUTE, self.for_moderators.staff_cards.carry_out),
            Chore("tell people what was decided", 10 * SECOND, self.for_moderators.telling.carry_out),
            Chore("tell log channels what moderators did", 10 * SECOND, self.for_moderators.log.carry_out),
            Chore("give roles for levels", SECOND, self.role_keeper.carry_out),
            Chore("forget servers that were left", HOUR, self.farewell.tidy),
        ]


class _ForModerators:
    """What moderators use.

    Attributes:
        staff_cards: cases in staff channels.
        telling: tells those whom decisions concern.
        log: what moderators did.
        answering: the services that commands and controls are answered by.
    """

    def __init__(
        self,
        core: Core,
        people: People,
        visibility: Visibility,
        languages: Languages,
        discord: HikariDiscord,
        catalogue: Catalogue,
        owner_ids: Collection[int],
    ) -> None:
        database, clock, backend = core.database, core.clock, core.backend
        views = CaseViews(database, clock, backend, people)
        self.telling = Telling(database, clock, backend)
        deciding = Deciding(database, clock, backend, people, views, self.telling, owner_ids)
        self.staff_cards = StaffCards(database, clock, backend, views, discord, catalogue)
        self.log = ModerationLog(database, backend, people, discord, catalogue)
        moderation = Moderation(backend, clock, languages, views, deciding, self.staff_cards)
        lookup = MessageLookup(database, backend, people, views, deciding)
        many_texts = ManyTextsDecisions(backend, deciding)
        person = PersonModeration(backend, people, visibility, deciding, lookup, many_texts)
        self.answering = (moderation, person, lookup, Trollboard(backend), self.log, Objections(backend))


def extension_names() -> list[str]:
    """Return the import paths of all extensions of this installation.

    Raises:
        StartError: there is no folder of extensions.
    """
    spec = importlib.util.find_spec("extensions")
    if spec is None or spec.submodule_search_locations is None:
        raise StartError("The folder extensions/ is missing: run the bot from its own folder, or install it anew.")
    return [f"extensions.{module.name}" for module in pkgutil.iter_modules(spec.submodule_search_locations)]


async def load_extensions(client: lightbulb.Client) -> None:
    """Load every extension.

    Raises:
        StartError: one did not load. lightbulb would skip it and then delete its commands from Discord.
    """
    for name in extension_names():
        try:
            importlib.import_module(name)
        except Exception as error:
            raise StartError(f"The extension {name} cannot be loaded: {type(error).__name__}: {error}") from error
        await client.load_extensions(name)
        if name not in client._extensions:  # the only trace that lightbulb leaves of a failure
            raise StartError(f"The extension {name} was refused by lightbulb; the log has the reason.")


async def load_commands(catalogue: Catalogue) -> list[hikari.api.CommandBuilder]:
    """Load every extension as `run` does, but connect to nothing; and return their commands.

    Raises:
        StartError: an extension did not load.
    """
    bot = GatewayBot(_NOBODYS_TOKEN, INTENTS)
    client = lightbulb.client_from_app(
        bot, default_locale=DEFAULT_LOCALE, localization_provider=CommandWords(catalogue), sync_commands=False
    )
    await load_extensions(client)
    return await command_builders(client)


async def _serve(
    bot: GatewayBot, client: lightbulb.GatewayEnabledClient, services: _Services, starts: Starts, core: Core
) -> None:
    background = [
        asyncio.create_task(services.outbox.run(), name="outbox"),
        asyncio.create_task(run_chores(services.chores(core.backend), core.clock), name="chores"),
        asyncio.create_task(services.greeting.run(), name="greeting"),
    ]

    async def prepare() -> None:
        await client.start()
        with sensible(), explained(), commands_explained():
            await services.commands.publish(await command_builders(client))

    try:
        await connect(bot, prepare)
        await starts.succeeded()
        permissions = await services.server_setup.permissions_to_ask_for()
        sys.stdout.write(f"Invite the bot to a server: {invite_link(services.commands.application_id, permissions)}\n")
        sys.stdout.flush()
        await wait_until_it_ends(bot, background)
    finally:
        await services.router.finish(_CLOSING_SECONDS)
        await services.statistics.close()
        await services.language_guesser.close()
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await close(bot)
        await client.stop()


async def command_builders(client: lightbulb.Client) -> list[hikari.api.CommandBuilder]:
    """Return every command of the extensions, with its words in all languages."""
    return [
        await command.as_command_builder(client.default_locale, client.localization_provider)
        for command in client.registered_commands
    ]


def _new_id(clock: Clock, chance: Random) -> UUID:
    return new_id(clock.now(), chance)
