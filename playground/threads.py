"""Threads: who may change them, when they fall asleep, and what wakes them.

Activity is a message, un-archiving, or a change of the archive time; edits and interaction updates do not count.
"""

from datetime import datetime, timedelta
from typing import Any

from playground.clock import PlaygroundClock
from playground.constants import MessageFlag
from playground.engine import Channel, Engine, Message, permission_bits
from playground.limits.channels import MAX_THREAD_MEMBERS, check_thread
from playground.refusal import (
    Refusal,
    missing_access,
    missing_permissions,
    thread_is_archived,
    thread_is_locked,
    too_many_active_threads,
)

MAX_ACTIVE_THREADS = 1_000
_MANAGE = permission_bits(["manage_threads"]) | permission_bits(["administrator"])
_OWNERS_FIELDS = {"name", "archived", "auto_archive_duration", "rate_limit_per_user", "invitable", "applied_tags"}


class ThreadKeeper:
    """Keeps the life of threads.

    Args:
        engine: Discord's state.
        clock: The playground's clock.
    """

    def __init__(self, engine: Engine, clock: PlaygroundClock) -> None:
        self._engine = engine
        self._clock = clock
        self._active_at: dict[int, datetime] = {}

    def note_message(self, message: Message) -> None:
        """Note a message: it is activity, wakes an archived thread and makes its author a member."""
        thread = self._engine.channels.get(message.channel_id)
        if thread is None or thread.thread_metadata is None or message.flags & MessageFlag.EPHEMERAL:
            return
        self._active_at[thread.id] = self._clock.now()
        if thread.thread_metadata.archived and not thread.thread_metadata.locked:
            self._set_archived(thread, archived=False)
        guild = self._engine.guild(thread.guild_id or 0)
        for user_id in (message.author_id, *message.ping_user_ids):
            if user_id in guild.members and user_id not in thread.thread_members:
                self._engine.add_thread_member(thread.id, user_id)

    def archive_idle(self) -> None:
        """Archive every thread whose archive time has run out."""
        now = self._clock.now()
        for guild in list(self._engine.guilds.values()):
            for thread in self._engine.active_threads(guild.id):
                metadata = thread.thread_metadata
                if metadata is None:
                    continue
                since = self._active_at.get(thread.id)
                if since is None:
                    since = self._active_at[thread.id] = datetime.fromisoformat(metadata.create_timestamp)
                if now - since >= timedelta(minutes=metadata.auto_archive_duration):
                    self._set_archived(thread, archived=True)
        self._active_at = {key: at for key, at in self._active_at.items() if key in self._engine.channels}

    def check_posting(self, channel: Channel, user_id: int) -> None:
        """Refuse a message in a locked thread from somebody who may not manage threads.

        Raises:
            Refusal: 160005.
        """
        metadata = channel.thread_metadata
        if metadata is not None and metadata.locked and not self._manages(channel, user_id):
            raise thread_is_locked()

    def check_editing(self, channel: Channel) -> None:
        """Refuse to edit anything in an archived thread.

        Raises:
            Refusal: 50083.
        """
        if channel.thread_metadata is not None and channel.thread_metadata.archived:
            raise thread_is_archived()

    def check_room(self, guild_id: int) -> None:
        """Refuse one more active thread where there are a thousand.

        Raises:
            Refusal: 160006.
        """
        if len(self._engine.active_threads(guild_id)) >= MAX_ACTIVE_THREADS:
            raise too_many_active_threads()

    def edit(self, thread: Channel, user_id: int, body: dict[str, Any]) -> Channel:
        """Change a thread as somebody asks.

        Args:
            thread: Which.
            user_id: Who asks.
            body: Discord's request body.

        Raises:
            Refusal: If they may not, or not this.
        """
        check_thread(body, parent=None)
        metadata = thread.thread_metadata
        if metadata is None:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        self._engine.require(thread.id, user_id)
        if not self._manages(thread, user_id):
            only_waking = set(body) == {"archived"} and body["archived"] is False and not metadata.locked
            if not only_waking and (thread.owner_id != user_id or set(body) - _OWNERS_FIELDS):
                raise missing_permissions()
        waking = body.get("archived") is False and metadata.archived
        if metadata.archived and not waking:
            raise thread_is_archived()
        if waking:
            self.check_room(thread.guild_id or 0)
        changes = {key: body[key] for key in ("name", "rate_limit_per_user") if body.get(key) is not None}
        new = {
            key: body[key]
            for key in ("locked", "auto_archive_duration", "invitable")
            if body.get(key) is not None and body[key] != getattr(metadata, key)
        }
        if "auto_archive_duration" in new or waking:
            self._active_at[thread.id] = self._clock.now()
        if "archived" in body and body["archived"] is not None and body["archived"] != metadata.archived:
            new["archived"] = body["archived"]
        if "archived" in new or "auto_archive_duration" in new:
            new["archive_timestamp"] = self._clock.now().isoformat()
        return self._engine.edit_thread(thread.id, changes, new)

    def add_member(self, thread: Channel, user_id: int) -> None:
        """Put a member of the guild into a thread.

        Raises:
            Refusal: 10007 for somebody who is not in the guild, 50001 for somebody who does not see the channel,
                50083 in an archived thread, 30033 beyond 1,000 members.
        """
        guild = self._engine.guild(thread.guild_id or 0)
        if user_id not in guild.members:
            raise Refusal(404, 10007, "Unknown Member")
        if thread.parent_id is not None and not self._engine.sees_channel(thread.parent_id, user_id):
            raise missing_access()
        self.check_editing(thread)
        if user_id not in thread.thread_members and len(thread.thread_members) >= MAX_THREAD_MEMBERS:
            raise Refusal(400, 30033, f"Max number of thread participants has been reached ({MAX_THREAD_MEMBERS})")
        self._engine.add_thread_member(thread.id, user_id)

    def _manages(self, thread: Channel, user_id: int) -> bool:
        return bool(self._engine.permissions(thread.guild_id or 0, user_id, thread.id) & _MANAGE)

    def _set_archived(self, thread: Channel, *, archived: bool) -> None:
        stamp = self._clock.now().isoformat()
        self._engine.edit_thread(thread.id, {}, {"archived": archived, "archive_timestamp": stamp})
