"""What a person does: like a Discord client, which offers only what is really there."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playground.constants import ComponentType, InteractionType, MessageFlag
from playground.controls import CannotAct, find_button, find_select, label_of, pick
from playground.engine import Channel, Interaction, Message, permission_bits
from playground.forms import fill_in, submitted
from playground.interactions import Pending
from playground.options import build_autocomplete, build_options
from playground.views import Views
from playground.world import World

CHOICES_KEPT = 20_000


class People:
    """Acts for all people.

    Args:
        world: Where they are.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._engine = world.engine
        self.views = Views(world)
        self._chosen: OrderedDict[tuple[int, int, str], tuple[list[str], Any]] = OrderedDict()

    # --- commands -----------------------------------------------------------------------------------------------

    async def command(self, person_id: int, channel_id: int, name: str, options: Mapping[str, Any]) -> Pending:
        """Use a slash command; ``name`` may be ``group sub``."""
        channel = self._channel_for_command(person_id, channel_id)
        root, path = self._find_command(person_id, channel_id, name, 1)
        wire, resolved = build_options(self._world, channel, person_id, root, path, options)
        data = _command_data(root, 1)
        if wire:
            data["options"] = wire
        if resolved:
            data["resolved"] = resolved
        shown = [{"name": key, "value": value} for key, value in options.items()]
        return await self._act(
            InteractionType.COMMAND,
            channel_id,
            person_id,
            data,
            note=lambda record: self._note("command", record, name=" ".join([root["name"], *path]), options=shown),
        )

    async def autocomplete(
        self, person_id: int, channel_id: int, name: str, option: str, typed: str, filled: Mapping[str, Any]
    ) -> Pending:
        """Type into an option and see what is suggested."""
        self._channel_for_command(person_id, channel_id)
        root, path = self._find_command(person_id, channel_id, name, 1)
        wire = build_autocomplete(root, path, option, typed, filled)
        data = {**_command_data(root, 1), "options": wire}
        return await self._act(InteractionType.AUTOCOMPLETE, channel_id, person_id, data)

    async def message_command(self, person_id: int, channel_id: int, message_id: int, name: str) -> Pending:
        """Use a command from the menu of a message.

        Raises:
            CannotAct: the message, or the command, is not offered to them.
        """
        self._channel_for_command(person_id, channel_id)
        message = self.views.message(person_id, channel_id, message_id)
        if message.flags & MessageFlag.EPHEMERAL:
            msg = "an ephemeral message has no menu with commands"
            raise CannotAct(msg)
        root, _ = self._find_command(person_id, channel_id, name, 3)
        data = _command_data(root, 3)
        data["target_id"] = str(message.id)
        data["resolved"] = {"messages": {str(message.id): self._world.message_view(message)}}
        return await self._menu_command(person_id, channel_id, root, data)

    async def user_command(self, person_id: int, channel_id: int, target_id: int, name: str) -> Pending:
        """Use a command from the menu of a person."""
        channel = self._channel_for_command(person_id, channel_id)
        root, _ = self._find_command(person_id, channel_id, name, 2)
        data = _command_data(root, 2)
        data["target_id"] = str(target_id)
        data["resolved"] = {"users": {str(target_id): self._engine.user_payload(target_id)}}
        if channel.guild_id is not None and target_id in self._engine.guild(channel.guild_id).members:
            member = self._engine.member_payload(channel.guild_id, target_id, with_user=False)
            member["permissions"] = str(self._engine.permissions(channel.guild_id, target_id, channel.id))
            data["resolved"]["members"] = {str(target_id): member}
        return await self._menu_command(person_id, channel_id, root, data)

    async def _menu_command(
        self, person_id: int, channel_id: int, root: Mapping[str, Any], data: dict[str, Any]
    ) -> Pending:
        return await self._act(
            InteractionType.COMMAND,
            channel_id,
            person_id,
            data,
            note=lambda record: self._note(
                "command", record, name=root["name"], options=[{"name": "target", "value": data["target_id"]}]
            ),
        )

    # --- components -----------------------------------------------------------------------------------------------

    async def press(
        self, person_id: int, channel_id: int, message_id: int, *, label: str | None, custom_id: str | None
    ) -> Pending:
        """Press a button, found by its label or custom id."""
        message = self.views.usable_message(person_id, channel_id, message_id)
        button = find_button(message, label, custom_id)
        data = {
            "custom_id": button["custom_id"],
            "component_type": int(ComponentType.BUTTON),
            "id": button.get("id", 0),
        }
        return await self._act(
            InteractionType.COMPONENT,
            channel_id,
            person_id,
            data,
            source=message,
            note=lambda record: self._note(
                "press", record, message=str(message.id), custom_id=button["custom_id"], label=label_of(button)
            ),
        )

    async def choose(
        self, person_id: int, channel_id: int, message_id: int, select: str, wanted: Sequence[str]
    ) -> Pending | None:
        """Choose options of a select by their labels (or ids of people, roles and channels).

        Returns:
            None if exactly these were chosen already: a client then sends nothing.
        """
        message = self.views.usable_message(person_id, channel_id, message_id)
        component = find_select(message, select)
        values, labels = pick(component, wanted)
        if component["type"] == ComponentType.CHANNEL_SELECT:
            labels = [self._offered_channel(person_id, channel_id, component, int(value)) for value in values]
        key = (person_id, message.id, component["custom_id"])
        if self._showing(key, component) == values and component.get("max_values", 1) == 1:
            return None
        self._chosen[key] = (values, component.get("options"))
        self._chosen.move_to_end(key)
        while len(self._chosen) > CHOICES_KEPT:
            self._chosen.popitem(last=False)
        kind = int(component["type"])
        data: dict[str, Any] = {
            "custom_id": component["custom_id"],
            "component_type": kind,
            "values": values,
            "id": component.get("id", 0),
        }
        if kind != ComponentType.STRING_SELECT:
            data["resolved"] = self._resolve(self._engine.channel(channel_id), person_id, kind, values)
        return await self._act(
            InteractionType.COMPONENT,
            channel_id,
            person_id,
            data,
            source=message,
            note=lambda record: self._note(
                "choose",
                record,
                message=str(message.id),
                custom_id=component["custom_id"],
                values=values,
                labels=labels,
            ),
        )

    async def raw_component(
        self, person_id: int, channel_id: int, message_id: int, custom_id: str, values: Sequence[str] | None
    ) -> Pending:
        """Send a component interaction that no client would offer: forged custom ids, foreign messages."""
        message = self._engine.message(channel_id, message_id)
        kind = ComponentType.BUTTON if values is None else ComponentType.STRING_SELECT
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": int(kind), "id": 0}
        if values is not None:
            data["values"] = list(values)
        return await self._act(
            InteractionType.COMPONENT,
            channel_id,
            person_id,
            data,
            source=message,
            note=lambda record: self._note(
                "press", record, message=str(message.id), custom_id=custom_id, label=custom_id
            ),
        )

    async def raw_modal(
        self, person_id: int, channel_id: int, message_id: int | None, custom_id: str, values: Mapping[str, str]
    ) -> Pending:
        """Submit a modal that the bot never opened."""
        message = self._engine.message(channel_id, message_id) if message_id is not None else None
        rows = [
            {
                "type": 1,
                "id": 2 * index + 1,
                "components": [{"type": 4, "id": 2 * index + 2, "custom_id": key, "value": text}],
            }
            for index, (key, text) in enumerate(values.items())
        ]
        data = {"custom_id": custom_id, "components": rows}
        return await self._act(InteractionType.MODAL, channel_id, person_id, data, source=message)

    # --- modals ----------------------------------------------------------------------------------------------------

    async def submit(self, person_id: int, interaction_id: int, values: Mapping[str, str]) -> Pending:
        """Fill in and submit the modal that an interaction opened; fields by label or custom id.

        Raises:
            CannotAct: there is no such modal, it is somebody else's, or it was submitted already.
        """
        opened = self._world.interactions.find(interaction_id)
        if opened is None or opened.modal is None:
            msg = "there is no such modal"
            raise CannotAct(msg)
        if opened.record.user_id != person_id:
            msg = "the modal is open on somebody else's screen"
            raise CannotAct(msg)
        if opened.modal_done:
            msg = "the modal was submitted already"
            raise CannotAct(msg)
        texts = fill_in(opened.modal, values)
        data = {"custom_id": opened.modal["custom_id"], "components": submitted(opened.modal["components"], texts)}
        source = None
        if opened.record.source_message_id is not None:
            source = self._engine.messages.get(opened.record.channel_id, {}).get(opened.record.source_message_id)
        pending = await self._act(
            InteractionType.MODAL,
            opened.record.channel_id,
            person_id,
            data,
            source=source,
            trigger=opened,
            note=lambda record: self._note("modal_submit", record, custom_id=data["custom_id"], values=texts),
        )
        opened.modal_done = pending.kind != "failed"  # a client keeps the modal open when something went wrong
        return pending

    # --- plain messages --------------------------------------------------------------------------------------------

    def send(self, person_id: int, channel_id: int, content: str) -> dict[str, Any]:
        """Write a message.

        Raises:
            CannotAct: they may not write there.
        """
        channel = self.views.channel(person_id, channel_id)
        self._world.threads.check_posting(channel, person_id)
        name = "send_messages_in_threads" if channel.thread_metadata is not None else "send_messages"
        if channel.guild_id is not None and not self._holds(person_id, channel, name):
            msg = f"{self.views.name(person_id)} may not write there"
            raise CannotAct(msg)
        return self._world.message_view(self._engine.post(channel_id, person_id, content))

    def delete_message(self, person_id: int, channel_id: int, message_id: int) -> None:
        """Delete an own message, another's with the permission, or dismiss an ephemeral one.

        Raises:
            CannotAct: they may not delete it.
        """
        message = self.views.message(person_id, channel_id, message_id)
        channel = self._engine.channel(channel_id)
        own = message.is_ephemeral or message.author_id == person_id
        if not own and (channel.guild_id is None or not self._holds(person_id, channel, "manage_messages")):
            msg = f"{self.views.name(person_id)} may not delete that"
            raise CannotAct(msg)
        self._engine.delete_message(channel_id, message_id)

    def edit_thread(self, person_id: int, thread_id: int, body: dict[str, Any]) -> None:
        """Rename, archive, un-archive, lock or unlock a thread."""
        self.views.channel(person_id, thread_id)
        self._world.threads.edit(self._engine.channel(thread_id), person_id, body)

    def leave_thread(self, person_id: int, thread_id: int) -> None:
        """Leave a thread."""
        self._engine.remove_thread_member(thread_id, person_id)

    def add_to_thread(self, person_id: int, thread_id: int, other_id: int) -> None:
        """Add somebody to a thread."""
        thread = self.views.channel(person_id, thread_id)
        self._world.threads.add_member(thread, other_id)

    # --- helpers ---------------------------------------------------------------------------------------------------

    async def _act(
        self,
        kind: InteractionType,
        channel_id: int,
        person_id: int,
        data: dict[str, Any],
        *,
        source: Message | None = None,
        trigger: Pending | None = None,
        note: Callable[[Interaction], None] | None = None,
    ) -> Pending:
        pending = self._world.interactions.open(
            kind,
            channel_id,
            person_id,
            data,
            locale=self._world.people[person_id].locale,
            source=source,
            trigger=trigger,
            prepare=note,
        )
        await self._world.interactions.first_answer(pending)
        return pending

    def _note(self, kind: str, record: Interaction, **fields: Any) -> None:
        self._world.recorder.write(
            kind,
            person=str(record.user_id),
            channel=str(record.channel_id),
            interaction=str(record.id),
            **fields,
        )

    def _holds(self, person_id: int, channel: Channel, permission: str) -> bool:
        wanted = permission_bits([permission])
        return self._engine.permissions(channel.guild_id or 0, person_id, channel.id) & wanted == wanted

    def _channel_for_command(self, person_id: int, channel_id: int) -> Channel:
        channel = self.views.channel(person_id, channel_id)
        metadata = channel.thread_metadata
        if metadata is not None and metadata.locked:
            msg = "the thread is locked"
            raise CannotAct(msg)
        if channel.guild_id is not None and self._engine.bot_id not in self._engine.guild(channel.guild_id).members:
            msg = "the bot is not in this server"
            raise CannotAct(msg)
        return channel

    def _find_command(self, person_id: int, channel_id: int, name: str, kind: int) -> tuple[dict[str, Any], list[str]]:
        offered = self._engine.visible_commands(person_id, channel_id, kind)
        words = name.split(" ") if kind == 1 else [name]
        for command in offered:
            if command["name"] == words[0]:
                return command, words[1:]
        names = sorted(command["name"] for command in offered)
        msg = f"{self.views.name(person_id)} is not offered the command {name!r} there, only {names}"
        raise CannotAct(msg)

    def _showing(self, key: tuple[int, int, str], component: Mapping[str, Any]) -> list[str]:
        """Return the values that a select shows as chosen at a person's client."""
        known = self._chosen.get(key)
        if known is not None and known[1] == component.get("options"):
            return known[0]
        chosen = [option["value"] for option in component.get("options") or () if option.get("default")]
        return chosen + [str(default["id"]) for default in component.get("default_values") or ()]

    def _offered_channel(self, person_id: int, here: int, component: Mapping[str, Any], channel_id: int) -> str:
        """Return the name of a channel that a menu offers to somebody: one of this server, of a kind that is wanted."""
        channel = self.views.channel(person_id, channel_id)
        kinds = component.get("channel_types") or [channel.type]
        if channel.guild_id != self._engine.channel(here).guild_id or channel.type not in kinds:
            msg = f"the menu does not offer #{channel.name}"
            raise CannotAct(msg)
        return f"#{channel.name}"

    def _resolve(self, channel: Channel, person_id: int, kind: int, values: Sequence[str]) -> dict[str, Any]:
        resolved: dict[str, Any] = {}
        guild_id = channel.guild_id
        for value in values:
            number = int(value)
            if kind == ComponentType.CHANNEL_SELECT:
                other = self._engine.channel(number)
                payload = self._engine.channel_payload(other)
                payload["permissions"] = str(self._engine.permissions(other.guild_id or 0, person_id, other.id))
                resolved.setdefault("channels", {})[value] = payload
            elif guild_id is not None and number in self._engine.guild(guild_id).roles:
                resolved.setdefault("roles", {})[value] = self._engine.role_payload(guild_id, number)
            else:
                resolved.setdefault("users", {})[value] = self._engine.user_payload(number)
                if guild_id is not None and number in self._engine.guild(guild_id).members:
                    member = self._engine.member_payload(guild_id, number, with_user=False)
                    member["permissions"] = str(self._engine.permissions(guild_id, number, channel.id))
                    resolved.setdefault("members", {})[value] = member
        return resolved


def _command_data(root: Mapping[str, Any], kind: int) -> dict[str, Any]:
    data: dict[str, Any] = {"id": root["id"], "name": root["name"], "type": kind}
    if root.get("guild_id") is not None:
        data["guild_id"] = root["guild_id"]
    return data
