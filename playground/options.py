"""Options of a slash command, from what a person fills in to what Discord sends."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from playground.controls import CannotAct

if TYPE_CHECKING:
    from playground.engine import Channel
    from playground.world import World

SUBCOMMAND, SUBCOMMAND_GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = range(1, 11)
REFERENCES = frozenset({USER, CHANNEL, ROLE, MENTIONABLE})


def build_options(
    world: "World",
    channel: "Channel",
    person_id: int,
    root: Mapping[str, Any],
    path: Sequence[str],
    filled: Mapping[str, Any],
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Build the options of a command and the things they refer to.

    Args:
        world: Where it happens.
        channel: The channel.
        person_id: Who.
        root: The command.
        path: Names of group and sub-command below it.
        filled: Values by option name; people, channels and roles by their id; choices by name or value.

    Raises:
        CannotAct: If a client would not send it.
    """
    leaf = _leaf(root, path)
    declared = {option["name"]: option for option in leaf.get("options") or []}
    unknown = set(filled) - set(declared)
    if unknown:
        msg = f"the command has no option {sorted(unknown)}, only {list(declared)}"
        raise CannotAct(msg)
    missing = [name for name, option in declared.items() if option.get("required") and name not in filled]
    if missing:
        msg = f"the command wants the options {missing}"
        raise CannotAct(msg)
    wire: list[dict[str, Any]] = []
    resolved: dict[str, Any] = {}
    for name, value in filled.items():
        option = declared[name]
        kind = option["type"]
        checked = _check(option, value)
        if kind in REFERENCES:
            _resolve(world, channel, person_id, kind, int(checked), resolved)
        wire.append({"name": name, "type": kind, "value": checked})
    return _nested(root, path, wire), resolved


def build_autocomplete(
    root: Mapping[str, Any], path: Sequence[str], focused: str, typed: str, filled: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Build options while a person types into one of them.

    Raises:
        CannotAct: If the option suggests nothing.
    """
    leaf = _leaf(root, path)
    declared = {option["name"]: option for option in leaf.get("options") or []}
    option = declared.get(focused)
    if option is None or not option.get("autocomplete"):
        msg = f"the option {focused!r} suggests nothing"
        raise CannotAct(msg)
    wire = [{"name": name, "type": declared[name]["type"], "value": value} for name, value in filled.items()]
    wire.append({"name": focused, "type": option["type"], "value": typed, "focused": True})
    return _nested(root, path, wire)


def _leaf(root: Mapping[str, Any], path: Sequence[str]) -> Mapping[str, Any]:
    node = root
    for name in path:
        below = {option["name"]: option for option in node.get("options") or [] if option["type"] in {1, 2}}
        if name not in below:
            msg = f"the command {root['name']!r} has no part {name!r}, only {list(below)}"
            raise CannotAct(msg)
        node = below[name]
    if any(option["type"] in {SUBCOMMAND, SUBCOMMAND_GROUP} for option in node.get("options") or []):
        msg = f"the command {root['name']!r} needs the name of a sub-command"
        raise CannotAct(msg)
    return node


def _nested(root: Mapping[str, Any], path: Sequence[str], leaf: list[dict[str, Any]]) -> list[dict[str, Any]]:
    node = root
    kinds: list[int] = []
    for name in path:
        node = next(option for option in node["options"] if option["name"] == name)
        kinds.append(node["type"])
    options = leaf
    for name, kind in reversed(list(zip(path, kinds, strict=True))):
        options = [{"name": name, "type": kind, "options": options}]
    return options


def _check(option: Mapping[str, Any], value: Any) -> Any:
    name, kind = option["name"], option["type"]
    choices = option.get("choices")
    if choices and not option.get("autocomplete"):
        for choice in choices:
            if value in (choice["name"], choice["value"]):
                return choice["value"]
        msg = f"{value!r} is not among the choices of {name!r}: {[choice['name'] for choice in choices]}"
        raise CannotAct(msg)
    if kind == STRING:
        _need(isinstance(value, str), name, "wants text")
        _need(
            option.get("min_length", 0) <= len(value) <= option.get("max_length", 6_000), name, "is too short or long"
        )
    elif kind == INTEGER:
        _need(isinstance(value, int) and not isinstance(value, bool), name, "wants a whole number")
    elif kind == NUMBER:
        _need(isinstance(value, int | float) and not isinstance(value, bool), name, "wants a number")
    elif kind == BOOLEAN:
        _need(isinstance(value, bool), name, "wants true or false")
    elif kind in REFERENCES:
        _need(str(value).isdecimal(), name, "wants the id of somebody or something")
        return str(value)
    else:
        msg = f"the playground's people cannot fill in {name!r} (option type {kind})"
        raise CannotAct(msg)
    if kind in {INTEGER, NUMBER}:
        least, most = option.get("min_value"), option.get("max_value")
        _need((least is None or value >= least) and (most is None or value <= most), name, "is out of range")
    return value


def _need(holds: bool, name: str, fault: str) -> None:
    if not holds:
        msg = f"the option {name!r} {fault}"
        raise CannotAct(msg)


def _resolve(
    world: "World", channel: "Channel", person_id: int, kind: int, number: int, resolved: dict[str, Any]
) -> None:
    engine, guild_id, key = world.engine, channel.guild_id, str(number)
    guild = engine.guild(guild_id) if guild_id is not None else None
    if kind == CHANNEL:
        other = engine.channel(number)
        payload = engine.channel_payload(other)
        payload["permissions"] = str(engine.permissions(other.guild_id or 0, person_id, other.id))
        resolved.setdefault("channels", {})[key] = payload
    elif kind in {ROLE, MENTIONABLE} and guild is not None and number in guild.roles:
        resolved.setdefault("roles", {})[key] = engine.role_payload(guild.id, number)
    elif kind in {USER, MENTIONABLE} and number in engine.users:
        resolved.setdefault("users", {})[key] = engine.user_payload(number)
        if guild is not None and number in guild.members:
            member = engine.member_payload(guild.id, number, with_user=False)
            member["permissions"] = str(engine.permissions(guild.id, number, channel.id))
            resolved.setdefault("members", {})[key] = member
    else:
        msg = f"there is nobody and nothing with the id {number}"
        raise CannotAct(msg)
