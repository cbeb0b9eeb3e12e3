"""Text channels in memory, with webhooks and what they have posted; and what goes wrong there."""

from dataclasses import dataclass, field, replace
from itertools import count

from bot.clock import Clock
from bot.discord.base import Gone, MissingPermission, TooManyWebhooks, Webhook
from bot.discord.webhook import MessageGone, TryLater, WebhookGone
from bot.interactions.components import Card
from bot.protocol.moments import Moment
from tests.cards.limits import check_card
from tests.cards.test_people import words


@dataclass(frozen=True)
class Posted:
    """A message: where, by which webhook, when, how often it was edited, what it shows now."""

    message_id: int
    channel_id: int
    webhook_id: int
    at: Moment
    card: Card
    edits: int = 0

    @property
    def text(self) -> str:
        """All that it says."""
        return words(self.card)


@dataclass
class InMemoryChannels:
    """Implements `Announcements` and `Poster`.

    Attributes:
        channels: which exist.
        may_manage_webhooks, has_room, reads_history, takes_direct_messages, is_up: what is possible just now.
        knows_server: whether Discord tells the server's name.
        loses_answers: whether what is sent arrives, but its answer does not.
        refuses_edits: whether edits are put off (30046).
        told: direct messages, by person.
    """

    clock: Clock
    channels: set[int]
    may_manage_webhooks: bool = True
    has_room: bool = True
    reads_history: bool = True
    takes_direct_messages: bool = True
    is_up: bool = True
    knows_server: bool = True
    loses_answers: bool = False
    refuses_edits: bool = False
    webhooks: dict[int, Webhook] = field(default_factory=dict)
    messages: dict[int, Posted] = field(default_factory=dict)
    told: list[tuple[int, str]] = field(default_factory=list)
    _ids: "count[int]" = field(default_factory=lambda: count(1_000))

    def shown(self, channel_id: int) -> list[str]:
        """What the messages of a channel say, oldest first."""
        return [message.text for message in self.messages.values() if message.channel_id == channel_id]

    async def own_webhook(self, server_id: int, channel_id: int) -> tuple[int, str]:  # noqa: ARG002 - one server
        """See `Announcements`."""
        if channel_id not in self.channels:
            raise Gone("10003")
        if not self.may_manage_webhooks:
            raise MissingPermission("50013")
        if channel_id not in self.webhooks:
            if not self.has_room:
                raise TooManyWebhooks("30007")
            number = next(self._ids)
            self.webhooks[channel_id] = Webhook(number, f"secret-{number}")
        known = self.webhooks[channel_id]
        return known.webhook_id, known.token

    async def webhook_messages(self, channel_id: int, webhook_id: int, since: Moment) -> tuple[int, ...]:
        """See `Announcements`."""
        if not self.reads_history:
            raise MissingPermission("50013")
        return tuple(
            message.message_id
            for message in self.messages.values()
            if (message.channel_id, message.webhook_id) == (channel_id, webhook_id) and message.at >= since
        )

    async def server_name(self, server_id: int) -> str:  # noqa: ARG002 - one server
        """See `Announcements`."""
        if not self.knows_server:
            raise Gone("10004")
        return "The *Guild*"

    async def tell(self, user_id: int, card: Card) -> None:
        """See `Announcements`."""
        if not self.takes_direct_messages:
            raise MissingPermission("50007")
        self.told.append((user_id, words(card)))

    async def send(self, webhook: Webhook, card: Card) -> int:
        """See `Poster`."""
        if not self.is_up:
            raise TryLater("500")
        check_card(card)
        message_id = next(self._ids)
        self.messages[message_id] = Posted(
            message_id, self._channel_of(webhook), webhook.webhook_id, self.clock.now(), card
        )
        if self.loses_answers:
            raise TryLater("TimeoutError")
        return message_id

    async def edit(self, webhook: Webhook, message_id: int, card: Card) -> None:
        """See `Poster`."""
        self._channel_of(webhook)
        if not self.is_up or self.refuses_edits:
            raise TryLater("429")
        known = self.messages.get(message_id)
        if known is None or known.webhook_id != webhook.webhook_id:
            raise MessageGone
        check_card(card)
        self.messages[message_id] = replace(known, card=card, edits=known.edits + 1)

    def _channel_of(self, webhook: Webhook) -> int:
        for channel_id, known in self.webhooks.items():
            if known == webhook and channel_id in self.channels:
                return channel_id
        raise WebhookGone
