"""simcord's state with the playground's clock, ids, attachments, memory and a few corrections."""

import base64
import io
import mimetypes
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote

from simcord.backend import Backend, errors
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Interaction, Message

from playground.clock import PlaygroundClock
from playground.fields import complete_components, complete_interaction_metadata

DISCORD_EPOCH_MILLISECONDS = 1_420_070_400_000
ATTACHMENTS_KEPT_BYTES = 64 * 1024 * 1024
PRIVATE_THREAD = 12


@dataclass
class Upload:
    """One uploaded file, in the shape that the engine reads."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


class Observer(Protocol):
    """Hears of everything that changes what people see, ephemeral messages included."""

    def message_created(self, message: Message) -> None:
        """Hear that a message was posted."""

    def message_edited(self, message: Message) -> None:
        """Hear that a message has a new content."""

    def message_deleted(self, message: Message) -> None:
        """Hear that a message is gone."""

    def thread_changed(self, thread: Channel) -> None:
        """Hear that a thread was renamed, archived, un-archived, locked or unlocked."""

    def channel_created(self, channel: Channel) -> None:
        """Hear that a channel or thread exists from now on."""

    def gateway_event(self, event: str, payload: Mapping[str, Any]) -> None:
        """Hear something that bots are told."""


class _Void(list[Any]):
    """A log that keeps nothing: the engine would keep every request for ever."""

    def append(self, item: Any, /) -> None:
        del item


class Attachments:
    """Uploaded files, the newest up to a fixed size in all, served by the playground itself."""

    def __init__(self) -> None:
        self.base_url = ""
        self.blobs: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._bytes = 0

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        """Keep a file and describe it as Discord does."""
        path = f"{channel_id}/{attachment_id}/{filename}"
        content_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        self.blobs[path] = (data, content_type)
        self._bytes += len(data)
        while self._bytes > ATTACHMENTS_KEPT_BYTES and len(self.blobs) > 1:
            _, (dropped, _) = self.blobs.popitem(last=False)
            self._bytes -= len(dropped)
        url = f"{self.base_url}/{channel_id}/{attachment_id}/{quote(filename)}"
        return {
            "id": str(attachment_id),
            "filename": filename,
            "description": description,
            "size": len(data),
            "url": url,
            "proxy_url": url,
            "content_type": content_type,
        }


class Model(Backend):
    """The engine's state with the playground's clock, ids, attachments and memory."""

    _last_id = 0
    quiet = False

    def __init__(self, clock: PlaygroundClock, observer: Observer) -> None:
        self.observer = observer
        self.answering: int | None = None
        self.interaction_payloads: dict[int, dict[str, Any]] = {}
        super().__init__(clock=clock)  # type: ignore[arg-type]  # it only needs now(), elapsed and advance()
        self.attachments = Attachments()
        self.cdn = self.attachments  # type: ignore[assignment]  # same two methods as far as the routes in use go
        self.http_requests = _Void()
        self.transcript = _Void()

    def snowflake(self) -> int:
        """Draw a new id, larger than every one before."""
        milliseconds = int(self.clock.now().timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        self._last_id = max(milliseconds << 22, self._last_id + 1)
        return self._last_id

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        """Report a gateway event, unless told to be quiet."""
        if not self.quiet:
            self.observer.gateway_event(event, payload)

    def prepare_message(self, channel_id: int, *args: Any, **fields: Any) -> Message:
        """Prepare a message, completed as Discord completes it."""
        metadata = fields.get("interaction_metadata")
        if metadata is not None:
            record = self.interactions[int(metadata["id"])]
            trigger = self.interaction_payloads.get(record.id)
            complete_interaction_metadata(metadata, record, trigger)
        message = super().prepare_message(channel_id, *args, **fields)
        complete_components(message.components)
        return message

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        """Install a message and report it."""
        kept = super().commit_message(message, broadcast=broadcast)
        self.observer.message_created(kept)
        return kept

    def edit_message(self, channel_id: int, message_id: int, fields: dict[str, Any]) -> Message:
        """Edit a message and report it."""
        if fields.get("components"):
            complete_components(fields["components"])
        message = super().edit_message(channel_id, message_id, fields)
        self.observer.message_edited(message)
        return message

    def delete_message(self, channel_id: int, message_id: int) -> None:
        """Delete a message and report it."""
        message = self.get_message(channel_id, message_id)
        super().delete_message(channel_id, message_id)
        self.observer.message_deleted(message)

    def bulk_delete_messages(self, channel_id: int, message_ids: Iterable[int]) -> list[int]:
        """Delete messages and report each."""
        wanted = list(message_ids)
        found = [message for key in wanted if (message := self.messages.get(channel_id, {}).get(key)) is not None]
        deleted = super().bulk_delete_messages(channel_id, wanted)
        for message in found:
            self.observer.message_deleted(message)
        return deleted

    def create_channel(self, *args: Any, **fields: Any) -> Channel:
        """Make a channel and report it."""
        channel = super().create_channel(*args, **fields)
        if channel.guild_id is not None:
            self.observer.channel_created(channel)
        return channel

    def create_thread(self, parent_id: int, name: str, owner_id: int, **options: Any) -> Channel:
        """Make a thread and report it; the parent channel is not told of a private one."""
        private = options.get("type") == PRIVATE_THREAD
        if not private:
            thread = super().create_thread(parent_id, name, owner_id, **options)
        else:
            thread = super().create_thread(parent_id, name, owner_id, **{**options, "broadcast": False})
            self.announce_thread_create(thread)
        self.observer.channel_created(thread)
        return thread

    def delete_channel(self, channel_id: int) -> None:
        """Delete a channel with its threads and webhooks."""
        for thread in [channel for channel in self.channels.values() if channel.parent_id == channel_id]:
            if thread.is_thread:
                super().delete_channel(thread.id)
        for webhook in [webhook for webhook in self.webhooks.values() if webhook.channel_id == channel_id]:
            del self.webhooks[webhook.id]
            self.webhook_tokens.pop(webhook.token, None)
        super().delete_channel(channel_id)

    def get_dm_channel(self, user_id: int) -> Channel:
        """Find the direct messages with somebody, reported when they begin."""
        known = user_id in self.dm_channels
        channel = super().get_dm_channel(user_id)
        if not known:
            self.observer.channel_created(channel)
        return channel

    def new_interaction(
        self,
        type: int,  # noqa: A002 - the engine's name
        channel_id: int,
        user_id: int,
        guild_id: int | None,
    ) -> Interaction:
        """Create an interaction with a token that cannot be guessed."""
        record = super().new_interaction(type, channel_id, user_id, guild_id)
        record.initial_response_deadline = None  # the three seconds are kept in real time, by `interactions.py`
        del self.interaction_tokens[record.token]
        record.token = base64.urlsafe_b64encode(f"interaction:{record.id}:{secrets.token_hex(48)}".encode()).decode()
        record.token = record.token.rstrip("=")
        self.interaction_tokens[record.token] = record.id
        return record

    def interaction_by_token(self, token: str) -> Interaction:
        """Find an answered interaction whose token has not run out."""
        record = self.interactions.get(self.interaction_tokens.get(token, 0))
        if record is None or not record.responded:
            raise errors.unknown_webhook()
        if record.expires_at is not None and self.clock.now() >= datetime.fromisoformat(record.expires_at):
            raise BackendError(401, 50027, "Invalid Webhook Token")
        return record
