"""From `/settings` and the presses on its card to the card as it then stands. What is shown was stored before."""

from collections.abc import Callable
from contextlib import suppress

from bot.cards.server_settings import (
    LEVEL_FIELD,
    BoardsSummary,
    PostedPanel,
    SettingsState,
    level_modal,
    panel_channel_card,
    settings_card,
)
from bot.cards.settings_parts import NAMESPACE, Lack, Told
from bot.cards.start_panel import start_panel
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotNow, NotPossible
from bot.discord.permissions import POSTING, invite_link, permission_keys
from bot.errors import BotError
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Modal
from bot.interactions.responses import Response, ResponseKind
from bot.level_roles.service import LevelRoles
from bot.posted_boards import repository as boards_repository
from bot.server_settings import repository
from bot.server_settings.repository import LANGUAGE, PAUSED, START_PANEL, WORK_CHANNEL
from bot.server_settings.service import ServerSettings
from bot.server_setup.lacks import find_lacks
from bot.server_setup.managed_server import chosen, managed_server
from bot.server_setup.needs import InUse, features_in_use, permissions_to_ask_for
from bot.store import Connection, Database
from bot.texts import Catalogue
from bot.texts.text_files import nearest_language

_LEVELS = range(1, 101)


class LevelUnknown(BotError):
    """What was typed is no level."""

    sentence = "error-level-unknown"


class ServerSetup:
    """Lets a server's managers see and change everything that is set there."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        discord: Discord,
        level_roles: LevelRoles,
        settings: ServerSettings,
        catalogue: Catalogue,
        application_id: Callable[[], int],
    ) -> None:
        """Make it.

        Args:
            database: where the settings are.
            clock: tells when they were made.
            discord: is asked what the bot may do, and takes start panels.
            level_roles: the roles for levels.
            settings: what was decided about work and moderation.
            catalogue: the sentences, for what everybody reads.
            application_id: gives the bot's own, for links that grant permissions; 0 while it is not known.
        """
        self._database = database
        self._clock = clock
        self._discord = discord
        self._level_roles = level_roles
        self._settings = settings
        self._catalogue = catalogue
        self._application_id = application_id

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "show")
    @action(ResponseKind.UPDATE, NAMESPACE, "back")
    async def show(self, click: Click) -> Response:
        """Answer `/settings`, and the buttons that lead there.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server. So do all that follow.
        """
        return await self._card(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "work-channel")
    async def choose_work_channel(self, click: Click) -> Response:
        """Take the channel of work threads; without one they open wherever somebody begins.

        A channel that the bot cannot use yet is set all the same: its permissions may be the manager's next step. The
        card says what they are.
        """
        await self._set(click, WORK_CHANNEL, str(channel_id) if (channel_id := chosen(click)) is not None else None)
        return await self._card(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "language")
    async def choose_language(self, click: Click) -> Response:
        """Take the language of what everybody reads; a start panel that is posted is written anew in it."""
        language = next((value for value in click.values if value in self._catalogue.languages), None)
        if language is None:
            return await self._card(click)
        await self._set(click, LANGUAGE, language)
        panel = await self._panel(managed_server(click))
        if panel is not None:
            with suppress(Gone, NotPossible):  # it stays as it is, and works
                await self._discord.edit(
                    panel.channel_id, panel.message_id, start_panel(self._catalogue.sentences(language))
                )
        return await self._card(click)

    @action(ResponseKind.MODAL, NAMESPACE, "role")
    async def ask_for_level(self, click: Click) -> Modal:
        """Answer the choice of a role with a form for its level."""
        server_id = managed_server(click)
        role_id = chosen(click) or 0
        set_for = {role.role_id: role.level for role in await self._level_roles.of(server_id)}
        return level_modal(role_id, set_for.get(role_id), click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "level-typed")
    async def give_role(self, click: Click) -> Response:
        """Take the level that was typed for a role.

        Raises:
            LevelUnknown: it is no level.
        """
        managed_server(click)
        typed, role = click.fields.get(LEVEL_FIELD, "").strip(), click.argument or ""
        if not (typed.isdecimal() and role.isdecimal() and int(typed) in _LEVELS):
            raise LevelUnknown
        return await self._card(click, await self._level_roles.set(click, int(typed), int(role)))

    @action(ResponseKind.UPDATE, NAMESPACE, "no-role")
    async def stop_role(self, click: Click) -> Response:
        """Give no role any more at the level that was chosen."""
        level = chosen(click)
        told = None if level is None else await self._level_roles.set(click, level, None)
        return await self._card(click, told)

    @action(ResponseKind.UPDATE, NAMESPACE, "panel")
    async def ask_for_panel_channel(self, click: Click) -> Response:
        """Answer `Post start panel` with the question where."""
        managed_server(click)
        return Response(panel_channel_card(click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "panel-channel")
    async def post_panel(self, click: Click) -> Response:
        """Post the start panel in the channel that was chosen; one that is there already makes way for it."""
        server_id = managed_server(click)
        channel_id = chosen(click)
        if channel_id is None:
            return Response(panel_channel_card(click.say))
        before = await self._panel(server_id)
        card = start_panel(self._catalogue.sentences(await self._language(click)))
        try:
            message_id = await self._discord.post(channel_id, card)
        except NotNow:
            return self._not_posted(click, click.say("settings-panel-silent"))
        except (NotPossible, Gone):
            names = _listed(POSTING, click)
            told = click.say("settings-panel-refused", channel=f"<#{channel_id}>", permissions=names)
            return self._not_posted(click, told)
        await self._set(click, START_PANEL, f"{channel_id}/{message_id}")
        if before is not None and before.channel_id == channel_id:
            with suppress(Gone, NotPossible):
                await self._discord.delete(channel_id, before.message_id)
        return await self._card(click, Told(click.say("settings-panel-posted", channel=f"<#{channel_id}>")))

    @action(ResponseKind.UPDATE, NAMESPACE, "pause")
    async def pause(self, click: Click) -> Response:
        """Answer `Pause all work`: no new task is handed out in this server; what people have open they can finish."""
        await self._settings.change(managed_server(click), {PAUSED: "1"})
        return await self._card(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "resume")
    async def resume(self, click: Click) -> Response:
        """Answer `Go on with work`: tasks are handed out again."""
        await self._settings.change(managed_server(click), {PAUSED: None})
        return await self._card(click, Told(click.say("settings-resumed")))

    async def channel_gone(self, server_id: int, channel_id: int) -> None:
        """Hear that a channel was deleted, and a start panel in it with it."""
        await self._database.write(repository.forget_panel_in, server_id, channel_id)

    async def permissions_to_ask_for(self) -> int:
        """Return what an invitation asks for: what is needed by whatever is in use in any server."""
        return permissions_to_ask_for((await self._database.read(features_in_use)).values())

    def _not_posted(self, click: Click, told: str) -> Response:
        return Response(panel_channel_card(click.say, Told(told, is_problem=True)))

    async def _set(self, click: Click, name: str, value: str | None) -> None:
        server_id, now = managed_server(click), self._clock.now()
        await self._database.write(repository.set_setting, server_id, name, value, now)

    async def _card(self, click: Click, told: Told | None = None) -> Response:
        server_id = managed_server(click)
        level_roles = await self._level_roles.show(click)
        in_use = (await self._database.read(features_in_use)).get(server_id, InUse())
        lacking, is_checked = await find_lacks(self._discord, server_id, in_use.needs())
        state = SettingsState(
            work_channel=in_use.work_channel,
            panel=await self._panel_that_stands(server_id),
            language=await self._language(click),
            languages=self._catalogue.languages,
            level_roles=level_roles,
            boards=await self._database.read(_boards_summary, server_id),
            rules=await self._settings.rules(server_id),
            lacking=lacking,
            is_checked=is_checked,
            grant_link=self._grant_link(server_id, in_use, lacking),
        )
        return Response(settings_card(state, click.say, told))

    def _grant_link(self, server_id: int, in_use: InUse, lacking: list[Lack]) -> str | None:
        """Return where what lacks in the server at large can be granted; in a channel no link can do it."""
        application_id = self._application_id()
        if not application_id or all(lack.channel_id is not None for lack in lacking):
            return None
        return invite_link(application_id, permissions_to_ask_for([in_use]), server_id)

    async def _language(self, click: Click) -> str:
        """Return the language of what everybody reads: the one that was set, else the server's own at Discord."""
        language = await self._database.read(repository.get_setting, managed_server(click), LANGUAGE)
        return nearest_language(language or click.place.server_locale, self._catalogue.languages)

    async def _panel_that_stands(self, server_id: int) -> PostedPanel | None:
        """Return the start panel, and forget one that somebody has deleted: no event tells that."""
        panel = await self._panel(server_id)
        if panel is None or await self._discord.is_there(panel.channel_id, panel.message_id):
            return panel
        await self._database.write(repository.forget_panel, server_id, panel.channel_id, panel.message_id)
        return await self._panel(server_id)

    async def _panel(self, server_id: int) -> PostedPanel | None:
        value = await self._database.read(repository.get_setting, server_id, START_PANEL)
        if value is None:
            return None
        channel_id, _, message_id = value.partition("/")
        return PostedPanel(server_id, int(channel_id), int(message_id))


def _boards_summary(connection: Connection, server_id: int) -> BoardsSummary:
    boards = boards_repository.find(connection, server_id)
    setting = boards.setting
    return BoardsSummary(setting.is_on, setting.channel_id, setting.periods, boards.trouble)


def _listed(permissions: int, click: Click) -> str:
    return ", ".join(f"**{click.say(f'permission-{key}')}**" for key in permission_keys(permissions))
