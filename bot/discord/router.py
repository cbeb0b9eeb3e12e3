"""The one way of a click: parse, put in order, call the handler, answer; errors become sentences here only."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import hikari
from hikari.api import RESTClient

from bot.cards.errors import error_card
from bot.discord.responder import Interaction, Responder
from bot.discord.rest import FAULTS, is_trouble, told
from bot.errors import BotError, UnexpectedError
from bot.interactions.actions import Action, Handler, actions_of
from bot.interactions.click import Click, Place
from bot.interactions.components import Card
from bot.interactions.custom_id import CustomId, parse_custom_id
from bot.interactions.responses import ResponseKind
from bot.log import get_logger
from bot.order import Order
from bot.policy import Rights
from bot.protocol.moments import Moment, to_moment
from bot.rules.text import as_entered, shows_nothing, whole_characters
from bot.state.person import Person
from bot.texts import Catalogue

_log = get_logger(__name__)

DEFER_AFTER_SECONDS = 1.2
"""An answer that takes longer is deferred: Discord waits 3 s, of which the network and a retry may need their part."""

Identify = Callable[[int, str], Awaitable[Person]]
ModeratorRole = Callable[[int], Awaitable[int | None]]
NoteAnswer = Callable[[str, str, float], None]
"""Hears of each answer: which command or control was meant, what became of it, and how many seconds it took."""


class ControlUnknown(BotError):
    """A custom id that no service of this version answers: forged, or of an old version."""

    sentence = "error-control-unknown"


class StillBusy(BotError):
    """A form cannot be opened in time, because what the person did before takes long."""

    sentence = "error-still-busy"


class DiscordTrouble(BotError):
    """Discord took no answer, or said that it did not."""

    sentence = "error-discord-trouble"


class Router:
    """Dispatches interactions to actions, and commands to their handlers, in order per person."""

    def __init__(
        self,
        rest: RESTClient,
        identify: Identify,
        catalogue: Catalogue,
        order: Order,
        moderator_role: ModeratorRole,
        owner_ids: Collection[int] = (),
        note_answer: NoteAnswer | None = None,
    ) -> None:
        """Make it.

        Args:
            rest: repeats nothing by itself, see `bot.discord.rest`.
            identify: finds the person behind a Discord user.
            catalogue: the sentences.
            order: by Discord id; whoever else acts on a person takes their turn in it too.
            moderator_role: tells which role makes a moderator in a server, beside the permission.
            owner_ids: Discord ids of the operators.
            note_answer: hears of each answer; None where nobody watches.
        """
        self._rest = rest
        self._identify = identify
        self._owner_ids = owner_ids
        self._moderator_role = moderator_role
        self._catalogue = catalogue
        self._actions: dict[tuple[str, str], Action] = {}
        self._order = order
        self._note_answer = note_answer
        self._under_way: set[asyncio.Task[None]] = set()

    def include(self, service: object) -> None:
        """Let a service answer the actions that its methods declare.

        Raises:
            ValueError: one of them is answered already.
        """
        actions = actions_of(service)
        if twice := self._actions.keys() & actions.keys():
            raise ValueError(f"two services answer {sorted(twice)}")
        self._actions.update(actions)

    async def dispatch(self, interaction: hikari.ComponentInteraction | hikari.ModalInteraction) -> None:
        """Answer a press, a choice or a form by its custom id."""
        custom_id = parse_custom_id(interaction.custom_id)
        action = self._actions.get((custom_id.namespace, custom_id.action)) if custom_id else None
        if custom_id is None or action is None or _asks_form_for_form(action, interaction):
            await self._refuse(
                Responder(self._rest, interaction, ResponseKind.EPHEMERAL), ControlUnknown(), interaction
            )
            return
        await self._answer(interaction, action.kind, action.handler, custom_id)

    async def answer_command(
        self, interaction: hikari.CommandInteraction, kind: ResponseKind, handler: Handler
    ) -> None:
        """Answer a command.

        Args:
            interaction: the command.
            kind: how it is answered.
            handler: gets the click, and gives what is shown.
        """
        await self._answer(interaction, kind, handler, None)

    async def rights_of(self, interaction: Interaction | hikari.AutocompleteInteraction) -> Rights:
        """Return what somebody may do where they clicked, or where they type."""
        member = interaction.member
        permissions = hikari.Permissions.NONE if member is None else member.permissions
        everything = bool(permissions & hikari.Permissions.ADMINISTRATOR)
        in_thread = interaction.channel.type in _THREADS
        writing = hikari.Permissions.SEND_MESSAGES_IN_THREADS if in_thread else hikari.Permissions.SEND_MESSAGES
        server_id = int(interaction.guild_id) if interaction.guild_id else None
        moderates = everything or bool(permissions & hikari.Permissions.MANAGE_MESSAGES)
        if not moderates and server_id is not None and member is not None:
            moderates = await self._moderator_role(server_id) in _role_ids(interaction)
        return Rights(
            manages_server=everything or bool(permissions & hikari.Permissions.MANAGE_GUILD),
            moderates=moderates,
            is_operator=int(interaction.user.id) in self._owner_ids,
            writes=everything or bool(permissions & writing),
            server_id=server_id,
        )

    async def finish(self, patience: float) -> None:
        """Wait, at most `patience` seconds, for what is under way: what was begun is finished before the end."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=patience)
            for work in late:
                work.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _answer(
        self, interaction: Interaction, kind: ResponseKind, handler: Handler, custom_id: CustomId | None
    ) -> None:
        responder = Responder(self._rest, interaction, kind)
        work = asyncio.create_task(self._work(interaction, handler, custom_id, responder), name="interaction")
        self._under_way.add(work)
        work.add_done_callback(self._under_way.discard)
        try:
            done, _ = await asyncio.wait({work}, timeout=DEFER_AFTER_SECONDS)
            if not done:
                await self._defer(responder, kind, interaction)
        finally:
            # What was begun is finished even while the process is asked to stop.
            await asyncio.shield(work)

    async def _defer(self, responder: Responder, kind: ResponseKind, interaction: Interaction) -> None:
        try:
            if kind is ResponseKind.MODAL:  # Discord does not wait for a form; what the person did before holds it up
                await responder.refuse_if_unanswered(self._error_card(StillBusy(), interaction))
            else:
                await responder.defer()
        except FAULTS as error:
            _log.warning("answer could not be deferred", reason=told(error))

    def _error_card(self, error: BotError, interaction: Interaction) -> Card:
        return error_card(error, self._catalogue.sentences(_locale(interaction)))

    async def _work(
        self, interaction: Interaction, handler: Handler, custom_id: CustomId | None, responder: Responder
    ) -> None:
        say = self._catalogue.sentences(_locale(interaction))
        begun, outcome = asyncio.get_running_loop().time(), "cut off"
        try:
            async with self._order.turn(interaction.user.id):
                person = await self._identify(int(interaction.user.id), _display_name(interaction))
                result = await handler(
                    Click(
                        person=person,
                        place=_place(interaction),
                        say=say,
                        locale=_locale(interaction),
                        rights=await self.rights_of(interaction),
                        action=custom_id.action if custom_id else "",
                        id=custom_id.id if custom_id else None,
                        argument=custom_id.argument if custom_id else None,
                        values=_values(interaction),
                        fields=_fields(interaction),
                        role_ids=_role_ids(interaction),
                        joined_at=_joined_at(interaction),
                    )
                )
                try:
                    await responder.answer(result)
                    outcome = "answered"
                except FAULTS as error:
                    if not is_trouble(error):
                        raise
                    _log.warning("Discord took no answer", reason=told(error))
                    raise DiscordTrouble from None
        except BotError as error:
            outcome = "refused"
            _log.info(
                "answered with an error", error=type(error).__name__, error_id=error.error_id, exc_info=error.__cause__
            )
            await self._refuse(responder, error, interaction)
        except Exception:
            unexpected, outcome = UnexpectedError(), "failed"
            _log.exception("interaction failed", error_id=unexpected.error_id, action=custom_id and custom_id.action)
            await self._refuse(responder, unexpected, interaction)
        finally:
            if self._note_answer is not None:
                took = asyncio.get_running_loop().time() - begun
                self._note_answer(_asked(interaction, custom_id), outcome, took)

    async def _refuse(self, responder: Responder, error: BotError, interaction: Interaction) -> None:
        # The form is gone from the person's screen; nowhere else is what they typed into it.
        error.kept_text = error.kept_text or _typed(interaction)
        try:
            await responder.refuse(self._error_card(error, interaction))
        except FAULTS as fault:  # Discord itself fails or the channel is gone: nobody is there to be told
            _log.warning("error could not be told", error_id=error.error_id, reason=told(fault))
        except Exception:
            _log.exception("error could not be told", error_id=error.error_id)


def _asks_form_for_form(action: Action, interaction: Interaction) -> bool:
    """Say whether a form would be answered with a form, which Discord does not do: its custom id is forged."""
    return action.kind is ResponseKind.MODAL and isinstance(interaction, hikari.ModalInteraction)


def _asked(interaction: Interaction, custom_id: CustomId | None) -> str:
    """Return which command or control of ours was used."""
    if custom_id is not None:
        return f"{custom_id.namespace}:{custom_id.action}"
    return interaction.command_name if isinstance(interaction, hikari.CommandInteraction) else ""


def _locale(interaction: Interaction) -> str:
    return str(interaction.locale)


def _display_name(interaction: Interaction) -> str:
    member = interaction.member
    user = interaction.user
    return whole_characters(member.display_name if member is not None else user.global_name or user.username)


def _role_ids(interaction: Interaction | hikari.AutocompleteInteraction) -> frozenset[int]:
    return frozenset() if interaction.member is None else frozenset(map(int, interaction.member.role_ids))


def _joined_at(interaction: Interaction) -> Moment | None:
    member = interaction.member
    return None if member is None or member.joined_at is None else to_moment(member.joined_at)


def _place(interaction: Interaction) -> Place:
    message = None if isinstance(interaction, hikari.CommandInteraction) else interaction.message
    return Place(
        server_id=int(interaction.guild_id) if interaction.guild_id else None,
        channel_id=int(interaction.channel_id),
        text_channel_id=_text_channel(interaction.channel),
        is_ephemeral=bool(message and message.flags & hikari.MessageFlag.EPHEMERAL),
        server_locale=str(interaction.guild_locale) if interaction.guild_locale else None,
    )


_THREADS_OF_TEXT_CHANNELS = {hikari.ChannelType.GUILD_PRIVATE_THREAD, hikari.ChannelType.GUILD_PUBLIC_THREAD}
_THREADS = {*_THREADS_OF_TEXT_CHANNELS, hikari.ChannelType.GUILD_NEWS_THREAD}


def _text_channel(channel: hikari.InteractionChannel) -> int | None:
    if channel.type is hikari.ChannelType.GUILD_TEXT:
        return int(channel.id)
    if channel.type in _THREADS_OF_TEXT_CHANNELS and channel.parent_id:
        return int(channel.parent_id)
    return None


def _values(interaction: Interaction) -> tuple[str, ...]:
    return tuple(interaction.values) if isinstance(interaction, hikari.ComponentInteraction) else ()


def _fields(interaction: Interaction) -> dict[str, str]:
    if not isinstance(interaction, hikari.ModalInteraction):
        return {}
    return {
        field.custom_id: whole_characters(field.value or "")
        for row in interaction.components
        for field in row.components
    }


def _typed(interaction: Interaction) -> str:
    """Return what was typed into a form, as far as there is anything to read in it."""
    typed = as_entered("\n\n".join(_fields(interaction).values()))
    return "" if shows_nothing(typed) else typed
