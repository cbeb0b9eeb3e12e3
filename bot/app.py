"""The bot as a process: it starts, loads the extensions, serves until it is told to stop, and ends in order."""

import asyncio
import importlib.util
import os
import pkgutil
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import hikari
import lightbulb

from bot.core import Core, open_core
from bot.discord.access import check_access, commands_explained, explained, sensible
from bot.discord.commands import DEFAULT_LOCALE, CommandWords
from bot.discord.connection import close, connect, wait_until_it_ends
from bot.discord.gateway_bot import GatewayBot
from bot.discord.permissions import invite_link
from bot.discord.rest import open_rest
from bot.discord.router import NoteAnswer
from bot.discord.unread import UnreadInteractions
from bot.discord.webhook import WebhookPoster
from bot.errors import StartError
from bot.log import get_logger
from bot.scheduler import run_chores
from bot.services import Services
from bot.settings import Settings
from bot.starts.service import Starts
from bot.texts import Catalogue

_log = get_logger(__name__)

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
        AsyncExitStack() as stack,
    ):
        tell_ready = await stack.enter_async_context(_service_manager_told())
        bot = GatewayBot(token, INTENTS, settings.discord_api_url)
        note_answer = await stack.enter_async_context(_watched(settings, core, bot)) if settings.watch_port else None
        services = Services(settings, core, bot.rest, rest, poster, note_answer)
        bot.when_unread(UnreadInteractions(rest, services.catalogue).answer)
        client = lightbulb.client_from_app(
            bot,
            default_locale=DEFAULT_LOCALE,
            localization_provider=CommandWords(services.catalogue),
            sync_commands=False,  # see PublishedCommands
        )
        registry = client.di.registry_for(lightbulb.di.Contexts.DEFAULT)
        for service in (services.router, *services.answering):  # what extensions name in their parameters
            registry.register_value(type(service), service)
        await load_extensions(client)
        starts = Starts(core.database, core.clock)
        await starts.begin()
        await check_access(token, settings.discord_api_url)
        if not settings.operator_name:
            _log.warning(
                "OPERATOR_NAME is not set: people do not read who runs this bot. Set it before they come; a later "
                "change asks everybody to agree again"
            )
        await _serve(bot, client, services, starts, core, tell_ready)


@asynccontextmanager
async def _service_manager_told() -> AsyncIterator[Callable[[], None]]:
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        yield lambda: None
        return
    from bot.watching.service_manager import service_manager_told  # noqa: PLC0415 - not in memory where nobody listens

    async with service_manager_told(address) as tell_ready:
        yield tell_ready


@asynccontextmanager
async def _watched(settings: Settings, core: Core, bot: GatewayBot) -> AsyncIterator[NoteAnswer]:
    from bot.watching.facts import FactFinder  # noqa: PLC0415 - not in memory where nobody watches
    from bot.watching.metrics import Metrics  # noqa: PLC0415
    from bot.watching.server import watched  # noqa: PLC0415

    metrics = Metrics()
    facts = FactFinder(core.database, core.backend, bot, core.clock)
    makes_backups = settings.backup_schedule is not None
    async with watched(settings.watch_port, metrics, facts, makes_backups=makes_backups):
        yield metrics.note_answer


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
    bot: GatewayBot,
    client: lightbulb.GatewayEnabledClient,
    services: Services,
    starts: Starts,
    core: Core,
    tell_ready: Callable[[], None],
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
        tell_ready()
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
