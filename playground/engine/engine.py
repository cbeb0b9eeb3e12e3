"""What the playground can do with Discord's state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import discord
import simcord.http.routes  # noqa: F401 - importing it registers the engine's routes
from simcord import intents as engine_intents
from simcord.backend import serializers
from simcord.backend.access import channel_accessible
from simcord.backend.models import Channel, Guild, Interaction, Message, Overwrite, Role, User, Webhook
from simcord.enums import OverwriteType
from simcord.http.router import dispatch

from playground.clock import PlaygroundClock
from playground.engine.model import Model, Observer, Upload
from playground.engine.translation import readable, translated


class Engine:
    """Discord's state and what its own API can do with it.

    Args:
        clock: The playground's clock.
        observer: Who hears of changes.
    """

    def __init__(self, clock: PlaygroundClock, observer: Observer) -> None:
        self.clock = clock
        self._backend = Model(clock, observer)

    # --- identity and state -------------------------------------------------------------------------------------

    @property
    def bot_id(self) -> int:
        """Id of the bot's user."""
        return self._backend.bot_user.id

    @property
    def application_id(self) -> int:
        """Id of the bot's application."""
        return self._backend.application_id

    @property
    def users(self) -> dict[int, User]:
        """Everybody, bots and webhooks included, by id."""
        return self._backend.users

    @property
    def guilds(self) -> dict[int, Guild]:
        """All guilds by id, those included that the bot has left."""
        return self._backend.guilds

    @property
    def channels(self) -> dict[int, Channel]:
        """All channels, threads and direct messages by id."""
        return self._backend.channels

    @property
    def messages(self) -> dict[int, dict[int, Message]]:
        """Messages by channel and id, ephemeral ones included."""
        return self._backend.messages

    @property
    def webhooks(self) -> dict[int, Webhook]:
        """Webhooks by id."""
        return self._backend.webhooks

    @property
    def interactions(self) -> dict[int, Interaction]:
        """Interactions by id that can still be answered or followed up."""
        return self._backend.interactions

    @property
    def commands(self) -> dict[int | None, dict[tuple[str, int], dict[str, Any]]]:
        """Registered commands by guild (None: global), then by name and type."""
        return self._backend.commands

    def snowflake(self) -> int:
        """Draw a new id, larger than every one before."""
        return self._backend.snowflake()

    def channel(self, channel_id: int) -> Channel:
        """Return a channel that exists.

        Raises:
            Refusal: 10003 otherwise.
        """
        with translated():
            return self._backend.get_channel(channel_id)

    def guild(self, guild_id: int) -> Guild:
        """Return a guild that exists.

        Raises:
            Refusal: 10004 otherwise.
        """
        with translated():
            return self._backend.get_guild(guild_id)

    def message(self, channel_id: int, message_id: int) -> Message:
        """Return a message that exists.

        Raises:
            Refusal: 10008 otherwise.
        """
        with translated():
            return self._backend.get_message(channel_id, message_id)

    def interaction_of_token(self, token: str) -> Interaction | None:
        """Return the interaction that a token belongs to, expired or not."""
        interaction_id = self._backend.interaction_tokens.get(token)
        return None if interaction_id is None else self._backend.interactions.get(interaction_id)

    # --- permissions and visibility -----------------------------------------------------------------------------

    def permissions(self, guild_id: int, user_id: int, channel_id: int | None = None) -> int:
        """Return permission bits of somebody in a guild or in one of its channels."""
        with translated():
            return self._backend.compute_permissions(guild_id, user_id, channel_id)

    def sees_channel(self, channel_id: int, user_id: int) -> bool:
        """Say whether somebody sees a channel, thread or direct message."""
        return channel_accessible(self._backend, channel_id, user_id)

    def require(self, channel_id: int, user_id: int, *names: str) -> Channel:
        """Return a channel in which somebody has permissions.

        Raises:
            Refusal: 10003, 50001 or 50013.
        """
        with translated():
            channel = self._backend.get_channel(channel_id)
            self._backend.require_permissions(channel.guild_id, user_id, channel_id, *names)
            return channel

    # --- the bot's requests -------------------------------------------------------------------------------------

    def dispatch(
        self,
        method: str,
        path: str,
        *,
        json: Any,
        params: Mapping[str, str],
        files: Sequence[Upload] = (),
        reason: str | None = None,
        answering: int | None = None,
    ) -> Any:
        """Let the engine handle one API request of the bot.

        Args:
            method: HTTP method.
            path: Path below the API version, without query.
            json: The body.
            params: The query.
            files: Uploads in order.
            reason: Audit log reason.
            answering: Id of the interaction whose token the request carries.

        Raises:
            Refusal: What Discord answers instead.
            NotImplementedHere: The engine does not know the route or a field.
        """
        self._backend.answering = answering
        try:
            with translated(), readable():
                return dispatch(
                    self._backend,
                    method,
                    path,
                    json=json,
                    params=dict(params),
                    files=list(files),
                    reason=reason,
                    message_content_access=False,
                )
        finally:
            self._backend.answering = None

    @property
    def answering(self) -> int | None:
        """The interaction whose answer is being handled right now."""
        return self._backend.answering

    # --- payloads -----------------------------------------------------------------------------------------------

    def user_payload(self, user_id: int) -> dict[str, Any]:
        """Return a user as the API shows it."""
        return dict(serializers.user_payload(self._backend.users[user_id]))

    def member_payload(self, guild_id: int, user_id: int, *, with_user: bool = True) -> dict[str, Any]:
        """Return a member as the API shows it."""
        guild = self._backend.guilds[guild_id]
        return dict(serializers.member_payload(self._backend, guild, guild.members[user_id], with_user=with_user))

    def role_payload(self, guild_id: int, role_id: int) -> dict[str, Any]:
        """Return a role as the API shows it."""
        return dict(serializers.role_payload(self._backend.guilds[guild_id].roles[role_id]))

    def channel_payload(self, channel: Channel) -> dict[str, Any]:
        """Return a channel or thread as the API shows it."""
        return dict(serializers.channel_payload(self._backend, channel))

    def guild_payload(self, guild_id: int) -> dict[str, Any]:
        """Return a guild as GUILD_CREATE shows it, before the playground completes and prunes it."""
        return dict(serializers.guild_create_payload(self._backend, self._backend.guilds[guild_id]))

    def message_payload(self, message: Message) -> dict[str, Any]:
        """Return a message as the API shows it."""
        return dict(serializers.message_payload(self._backend, message))

    def thread_member_payload(self, thread: Channel, user_id: int) -> dict[str, Any]:
        """Return membership of somebody in a thread."""
        return dict(serializers.thread_member_payload(thread, user_id))

    # --- what happens in the world ------------------------------------------------------------------------------

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Change the world without telling bots: for what they are then told in one piece."""
        self._backend.quiet = True
        try:
            yield
        finally:
            self._backend.quiet = False

    def tell_bots(self, event: str, payload: Mapping[str, Any]) -> None:
        """Emit a gateway event."""
        self._backend.emit(event, payload)

    def set_bot(self, name: str, bot_id: int | None) -> None:
        """Say who the bot is before there is anything else.

        Args:
            name: Its name.
            bot_id: Id of its user and application; None keeps what the engine made up.
        """
        bot = self._backend.bot_user
        bot.name = name
        if bot_id is not None:
            del self._backend.users[bot.id]
            bot.id = bot_id
            self._backend.users[bot_id] = bot
        self._backend.application_id = bot.id

    def create_user(self, name: str, display_name: str) -> User:
        """Create a human being."""
        return self._backend.make_user(name, global_name=display_name)

    def create_guild(self, name: str, locale: str) -> Guild:
        """Create a guild with a synthetic owner and the bot in it."""
        return self._backend.create_guild(name, preferred_locale=locale)

    def create_channel(self, guild_id: int, name: str, kind: int, parent_id: int | None = None) -> Channel:
        """Create a channel of a guild."""
        return self._backend.create_channel(guild_id, name, type=kind, parent_id=parent_id)

    def direct_messages(self, user_id: int) -> Channel:
        """Return the channel of somebody's direct messages with the bot."""
        return self._backend.get_dm_channel(user_id)

    def delete_channel(self, channel_id: int) -> None:
        """Delete a channel with its threads, messages and webhooks."""
        with translated():
            self._backend.delete_channel(channel_id)

    def create_role(self, guild_id: int, name: str, permissions: int) -> Role:
        """Create a role just above @everyone."""
        return self._backend.create_role(guild_id, name, permissions=permissions)

    def edit_role(self, guild_id: int, role_id: int, permissions: int) -> None:
        """Change what a role may do."""
        with translated():
            self._backend.edit_role(guild_id, role_id, {"permissions": permissions})

    def move_role(self, guild_id: int, role_id: int, position: int) -> None:
        """Move a role to another position; @everyone has 0."""
        with translated():
            self._backend.reorder_roles(guild_id, [{"id": role_id, "position": position}])

    def delete_role(self, guild_id: int, role_id: int) -> None:
        """Delete a role."""
        with translated():
            self._backend.delete_role(guild_id, role_id)

    def set_overwrite(self, channel_id: int, target_id: int, *, is_role: bool, allow: int, deny: int) -> None:
        """Allow or deny permissions in a channel for a role or a member."""
        kind = OverwriteType.ROLE if is_role else OverwriteType.MEMBER
        with translated():
            self._backend.set_overwrite(channel_id, Overwrite(target_id=target_id, type=kind, allow=allow, deny=deny))

    def join_guild(self, guild_id: int, user_id: int, roles: Iterable[int] = ()) -> None:
        """Make somebody a member and announce it."""
        self._backend.add_member(guild_id, user_id, roles=roles, announce=True)

    def leave_guild(self, guild_id: int, user_id: int) -> None:
        """Let a member leave, and with the guild all its threads."""
        with translated():
            self._backend.remove_member(guild_id, user_id)

    def post(self, channel_id: int, author_id: int, content: str) -> Message:
        """Post a message written by a person."""
        with translated():
            return self._backend.create_message(channel_id, author_id, content)

    def delete_message(self, channel_id: int, message_id: int) -> None:
        """Delete a message."""
        with translated():
            self._backend.delete_message(channel_id, message_id)

    def forget_message(self, channel_id: int, message_id: int) -> None:
        """Drop a message from memory without anybody noticing."""
        self._backend.messages.get(channel_id, {}).pop(message_id, None)

    def trim_audit_logs(self, keep: int) -> None:
        """Drop all but the newest entries of every guild's audit log."""
        for guild in self._backend.guilds.values():
            del guild.audit_log_entries[:-keep]

    def delete_webhook(self, webhook_id: int) -> None:
        """Delete a webhook."""
        with translated():
            self._backend.delete_webhook(webhook_id)

    def create_thread(self, parent_id: int, name: str, owner_id: int, kind: int, archive_minutes: int) -> Channel:
        """Create a thread with its owner in it."""
        with translated():
            return self._backend.create_thread(
                parent_id, name, owner_id, type=kind, auto_archive_duration=archive_minutes
            )

    def edit_thread(self, thread_id: int, changes: Mapping[str, Any], metadata: Mapping[str, Any]) -> Channel:
        """Change a thread's own fields and its metadata, and announce it."""
        with translated():
            thread = self._backend.edit_channel(thread_id, changes, thread_metadata=metadata)
        self._backend.observer.thread_changed(thread)
        return thread

    def add_thread_member(self, thread_id: int, user_id: int) -> None:
        """Put somebody into a thread."""
        with translated():
            self._backend.add_thread_member(thread_id, user_id)

    def remove_thread_member(self, thread_id: int, user_id: int) -> None:
        """Take somebody out of a thread."""
        with translated():
            self._backend.remove_thread_member(thread_id, user_id)

    def active_threads(self, guild_id: int) -> list[Channel]:
        """Return threads of a guild that are not archived."""
        with translated():
            return self._backend.active_threads(guild_id)

    # --- interactions -------------------------------------------------------------------------------------------

    def open_interaction(self, kind: int, channel_id: int, user_id: int) -> Interaction:
        """Open an interaction, valid for 15 minutes of the playground's clock."""
        channel = self.channel(channel_id)
        return self._backend.new_interaction(kind, channel_id, user_id, channel.guild_id)

    def forget_interaction(self, interaction_id: int) -> None:
        """Drop an interaction; its token is unknown from now on."""
        record = self._backend.interactions.pop(interaction_id, None)
        if record is not None:
            self._backend.interaction_tokens.pop(record.token, None)
        self._backend.interaction_payloads.pop(interaction_id, None)

    def remember_trigger(self, interaction_id: int, metadata: dict[str, Any]) -> None:
        """Keep what a message made by this interaction says about its origin."""
        self._backend.interaction_payloads[interaction_id] = metadata

    def visible_commands(self, user_id: int, channel_id: int, kind: int) -> list[dict[str, Any]]:
        """Return commands that somebody may use in a channel."""
        with translated():
            return self._backend.visible_commands(user_id=user_id, channel_id=channel_id, type=kind)

    # --- attachments --------------------------------------------------------------------------------------------

    def serve_attachments_at(self, base_url: str) -> None:
        """Tell the engine under which address attachments can be fetched."""
        self._backend.attachments.base_url = base_url

    @property
    def attachments_at(self) -> str:
        """The beginning of the addresses of attachments, up to their paths."""
        return f"{self._backend.attachments.base_url}/"

    def attachment(self, path: str) -> tuple[bytes, str] | None:
        """Return content and type of an attachment by its path below the base address."""
        return self._backend.attachments.blobs.get(path)

    # --- the gateway --------------------------------------------------------------------------------------------

    def intent_of(self, event: str, payload: Mapping[str, Any]) -> int | None:
        """Return the intent bit that an event needs; None if every bot gets it."""
        name = engine_intents.required_intent(event, payload)
        return None if name is None else int(getattr(discord.Intents, name).flag)

    def hide_content(self, payload: dict[str, Any], *, exempt: bool = False) -> None:
        """Empty the text of a message in place where a bot without message content may not read it."""
        engine_intents.censor_message(payload, self.bot_id, backend=self._backend, exempt_root=exempt)


def permission_bits(names: Iterable[str]) -> int:
    """Return bits of permissions by discord.py's names, for example ``manage_messages``.

    Raises:
        ValueError: If there is no such permission.
    """
    bits = 0
    for name in names:
        flag = getattr(discord.Permissions, name, None)
        if flag is None or not hasattr(flag, "flag"):
            msg = f"there is no permission {name!r}"
            raise ValueError(msg)
        bits |= int(flag.flag)
    return bits
