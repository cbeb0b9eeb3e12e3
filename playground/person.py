"""A person who uses Discord: what tests and scripted contributors do and see."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from playground.orders import Orders
from playground.outcome import Outcome, act
from playground.places import Channel, Role
from playground.screen import Choice, Message, Modal


class HasId(Protocol):
    """Whatever has an id."""

    @property
    def id(self) -> int:
        """The id."""


class Person:
    """Somebody who uses Discord. All methods do what a client would let them do, else `CannotAct` is raised."""

    def __init__(self, orders: Orders, person_id: int, name: str, locale: str) -> None:
        self._orders = orders
        self.id = person_id
        self.name = name
        self.locale = locale

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    @property
    def mention(self) -> str:
        """How messages refer to this person."""
        return f"<@{self.id}>"

    # --- acts that are answered -----------------------------------------------------------------------------------

    async def command(self, channel: Channel | int, name: str, /, **options: Any) -> Outcome:
        """Use a slash command and wait for the first answer.

        Args:
            channel: Where.
            name: The command; ``group sub`` for a sub-command.
            **options: Values by option name; choices by name or value; people, roles and channels as such.
        """
        return await act(
            self._orders, "command", person=self.id, channel=_id(channel), name=name, options=_plain(options)
        )

    async def autocomplete(
        self,
        channel: Channel | int,
        name: str,
        option: str,
        typed: str,
        /,
        **options: Any,
    ) -> list[Choice]:
        """Type into an option of a command.

        Returns:
            What is suggested; nothing if the bot does not answer.
        """
        outcome = await act(
            self._orders,
            "autocomplete",
            person=self.id,
            channel=_id(channel),
            name=name,
            option=option,
            typed=typed,
            options=_plain(options),
        )
        return outcome.choices

    async def message_command(self, message: Message, name: str) -> Outcome:
        """Use a command from the menu of a message."""
        return await act(
            self._orders, "message_command", person=self.id, channel=message.channel_id, message=message.id, name=name
        )

    async def user_command(self, channel: Channel | int, target: "Person | int", name: str) -> Outcome:
        """Use a command from the menu of a person."""
        return await act(
            self._orders, "user_command", person=self.id, channel=_id(channel), target=_id(target), name=name
        )

    async def press(self, message: Message, label: str | None = None, *, custom_id: str | None = None) -> Outcome:
        """Press a button, found by its visible label or by its custom id.

        Raises:
            CannotAct: If there is no such button for this person, or it is greyed out.
        """
        return await act(
            self._orders,
            "press",
            person=self.id,
            channel=message.channel_id,
            message=message.id,
            label=label,
            custom_id=custom_id,
        )

    async def choose(
        self, message: Message, select: str, options: "Sequence[str | Person | Role | Channel]"
    ) -> Outcome:
        """Choose in a menu, found by its placeholder or custom id.

        Args:
            message: The message with the menu.
            select: Placeholder or custom id.
            options: Labels (or values) of all options to be chosen; for other menus people, roles or channels.
        """
        wanted = [option if isinstance(option, str) else str(option.id) for option in options]
        return await act(
            self._orders,
            "choose",
            person=self.id,
            channel=message.channel_id,
            message=message.id,
            select=select,
            options=wanted,
        )

    async def submit(self, modal: Modal, values: Mapping[str, str]) -> Outcome:
        """Fill in a modal and submit it.

        Args:
            modal: The modal, from the outcome that opened it.
            values: Texts by label or custom id; fields left out keep what they show.
        """
        return await act(self._orders, "submit", person=self.id, interaction=modal.interaction_id, values=dict(values))

    # --- what the person sees ---------------------------------------------------------------------------------------

    async def messages(self, channel: Channel | int, limit: int = 100) -> list[Message]:
        """Return the newest messages that this person sees there, oldest first, own ephemeral ones included."""
        found = await self._orders.order("messages", person=self.id, channel=_id(channel), limit=limit)
        return [Message.of(message) for message in found]

    async def look(self, message: Message) -> Message:
        """Look at a message as it is now.

        Raises:
            CannotAct: If it is gone.
        """
        found = await self._orders.order("message", person=self.id, channel=message.channel_id, message=message.id)
        return Message.of(found)

    async def channels(self, guild: HasId | None = None) -> list[Channel]:
        """Return channels and threads that this person sees, private threads they are in included."""
        found = await self._orders.order("channels", person=self.id, guild=guild.id if guild else None)
        return [Channel.of(channel) for channel in found]

    async def threads(self, guild: HasId | None = None) -> list[Channel]:
        """Return threads that this person sees."""
        return [channel for channel in await self.channels(guild) if channel.is_thread]

    async def commands(self, channel: Channel | int, kind: int = 1) -> list[str]:
        """Return names of the commands that this person is offered there (1: slash, 2: people's, 3: messages' menu)."""
        found = await self._orders.order("commands", person=self.id, channel=_id(channel), type=kind)
        return [command["name"] for command in found]

    async def direct_messages(self) -> Channel:
        """Return this person's direct messages with the bot."""
        return Channel.of(await self._orders.order("direct_messages", person=self.id))

    # --- plain acts -------------------------------------------------------------------------------------------------

    async def send(self, channel: Channel | int, content: str) -> Message:
        """Write a message."""
        return Message.of(await self._orders.order("send", person=self.id, channel=_id(channel), content=content))

    async def delete(self, message: Message) -> None:
        """Delete a message, or dismiss an ephemeral one."""
        await self._orders.order("delete_as", person=self.id, channel=message.channel_id, message=message.id)

    async def edit_thread(self, thread: Channel, **changes: Any) -> None:
        """Change a thread: ``name``, ``archived``, ``locked``, ``auto_archive_duration`` (minutes)."""
        await self._orders.order("edit_thread", person=self.id, channel=thread.id, changes=changes)

    async def leave_thread(self, thread: Channel) -> None:
        """Leave a thread."""
        await self._orders.order("leave_thread", person=self.id, channel=thread.id)

    async def add_to_thread(self, thread: Channel, other: "Person") -> None:
        """Add somebody to a thread."""
        await self._orders.order("add_to_thread", person=self.id, channel=thread.id, other=other.id)

    async def close_direct_messages(self, *, closed: bool = True) -> None:
        """Take no more direct messages from the bot, or take them again."""
        await self._orders.order("close_direct_messages", person=self.id, closed=closed)


def _id(thing: HasId | int) -> int:
    return thing if isinstance(thing, int) else thing.id


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value.id) if isinstance(value, Person | Role | Channel) else value for name, value in options.items()
    }
