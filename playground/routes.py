"""Routes that the engine lacks or does not handle as strictly as Discord."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playground.calls import ApiCall
from playground.constants import ChannelType
from playground.engine import Channel
from playground.fields import complete_command, complete_own_guild
from playground.limits import channels as channel_limits
from playground.limits import commands as command_limits
from playground.refusal import Refusal, invalid_form, missing_access, unauthorized

if TYPE_CHECKING:
    from playground.world import World

Handler = Callable[["World", ApiCall], Any]
ROUTES: dict[tuple[str, str], Handler] = {}


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Register the handler of a route."""

    def register(handler: Handler) -> Handler:
        ROUTES[(method, template)] = handler
        return handler

    return register


# --- gateway and application ------------------------------------------------------------------------------------


@route("GET", "/gateway")
def _gateway(world: "World", call: ApiCall) -> dict[str, Any]:
    del call
    return {"url": world.gateway.url}


@route("GET", "/gateway/bot")
def _gateway_bot(world: "World", call: ApiCall) -> dict[str, Any]:
    del call
    return world.gateway.describe()


@route("GET", "/applications/@me")
def _application(world: "World", call: ApiCall) -> Any:
    return world.engine.dispatch("GET", "/oauth2/applications/@me", json=None, params=call.params)


@route("GET", "/users/@me/guilds")
def _own_guilds(world: "World", call: ApiCall) -> list[dict[str, Any]]:
    limit = int(call.params.get("limit", 200))
    after, before = int(call.params.get("after", 0)), int(call.params.get("before", 1 << 63))
    mine = [guild for guild in world.engine.guilds.values() if world.engine.bot_id in guild.members]
    page = [guild for guild in sorted(mine, key=lambda guild: guild.id) if after < guild.id < before]
    page = page[:limit] if "before" not in call.params else page[-limit:]
    return [
        complete_own_guild(
            world.engine.guild_payload(guild.id), world.engine.permissions(guild.id, world.engine.bot_id)
        )
        for guild in page
    ]


@route("DELETE", "/users/@me/guilds/{guild_id}")
def _leave_guild(world: "World", call: ApiCall) -> None:
    world.remove_bot(call.id("guild_id"))


# --- commands -----------------------------------------------------------------------------------------------------


def _scope(world: "World", call: ApiCall) -> int | None:
    if call.id("application_id") != world.engine.application_id:
        raise unauthorized()
    return call.id("guild_id") if "guild_id" in call.ids else None


def _store(world: "World", scope: int | None, definition: dict[str, Any]) -> dict[str, Any]:
    known = world.engine.commands.setdefault(scope, {})
    key = (definition["name"], definition.get("type") or 1)
    stored = {name: value for name, value in definition.items() if name != "id"}
    stored["type"] = key[1]
    previous = known.get(key)
    command_id = int(previous["id"]) if previous is not None else world.engine.snowflake()
    complete_command(stored, command_id=command_id, application_id=world.engine.application_id, guild_id=scope)
    unchanged = previous is not None and {**previous, "version": None} == {**stored, "version": None}
    stored["version"] = previous["version"] if unchanged and previous else str(world.engine.snowflake())
    known[key] = stored
    return stored


def _find(world: "World", scope: int | None, command_id: int) -> tuple[str, int]:
    for key, command in world.engine.commands.get(scope, {}).items():
        if int(command["id"]) == command_id:
            return key
    raise Refusal(404, 10063, "Unknown application command")


def _list_commands(world: "World", call: ApiCall) -> list[dict[str, Any]]:
    return list(world.engine.commands.get(_scope(world, call), {}).values())


def _set_commands(world: "World", call: ApiCall) -> list[dict[str, Any]]:
    scope = _scope(world, call)
    command_limits.check_commands(call.json)
    wanted = {(command["name"], command.get("type") or 1) for command in call.json}
    known = world.engine.commands.setdefault(scope, {})
    for key in [key for key in known if key not in wanted]:
        del known[key]
    return [_store(world, scope, command) for command in call.json]


def _create_command(world: "World", call: ApiCall) -> dict[str, Any]:
    scope = _scope(world, call)
    command_limits.check_command(call.json)
    known = world.engine.commands.get(scope, {})
    key = (call.json["name"], call.json.get("type") or 1)
    command_limits.check_counts([kind for _, kind in {*known, key}])
    return _store(world, scope, call.json)


def _get_command(world: "World", call: ApiCall) -> dict[str, Any]:
    scope = _scope(world, call)
    return world.engine.commands[scope][_find(world, scope, call.id("command_id"))]


def _edit_command(world: "World", call: ApiCall) -> dict[str, Any]:
    scope = _scope(world, call)
    key = _find(world, scope, call.id("command_id"))
    known = world.engine.commands[scope]
    changed = {**known[key], **call.body}
    command_limits.check_command(changed)
    new_key = (changed["name"], key[1])
    if new_key != key and new_key in known:
        raise invalid_form("name", "Application command names must be unique", "APPLICATION_COMMANDS_DUPLICATE_NAME")
    changed["version"] = str(world.engine.snowflake())
    del known[key]
    known[new_key] = changed
    return changed


def _delete_command(world: "World", call: ApiCall) -> None:
    scope = _scope(world, call)
    del world.engine.commands[scope][_find(world, scope, call.id("command_id"))]


for _prefix in ("/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}"):
    route("GET", f"{_prefix}/commands")(_list_commands)
    route("PUT", f"{_prefix}/commands")(_set_commands)
    route("POST", f"{_prefix}/commands")(_create_command)
    route("GET", f"{_prefix}/commands/{{command_id}}")(_get_command)
    route("PATCH", f"{_prefix}/commands/{{command_id}}")(_edit_command)
    route("DELETE", f"{_prefix}/commands/{{command_id}}")(_delete_command)


# --- channels and threads ------------------------------------------------------------------------------------------


@route("PATCH", "/channels/{channel_id}")
def _edit_channel(world: "World", call: ApiCall) -> Any:
    channel = world.engine.channel(call.id("channel_id"))
    if channel.thread_metadata is not None:
        return world.engine.channel_payload(world.threads.edit(channel, world.engine.bot_id, call.body))
    channel_limits.check_channel(call.json, creating=False)
    return world.dispatch(call)


@route("DELETE", "/channels/{channel_id}")
def _delete_channel(world: "World", call: ApiCall) -> Any:
    channel = world.engine.channel(call.id("channel_id"))
    if channel.thread_metadata is None:
        return world.dispatch(call)
    world.engine.require(channel.id, world.engine.bot_id, "manage_threads")
    payload = world.engine.channel_payload(channel)
    world.engine.delete_channel(channel.id)
    return payload


@route("POST", "/guilds/{guild_id}/channels")
def _create_channel(world: "World", call: ApiCall) -> Any:
    channel_limits.check_channel(call.json, creating=True)
    return world.dispatch(call)


@route("POST", "/channels/{channel_id}/threads")
def _create_thread(world: "World", call: ApiCall) -> Any:
    parent = world.engine.require(call.id("channel_id"), world.engine.bot_id)
    channel_limits.check_thread(call.json, parent=parent)
    world.threads.check_room(parent.guild_id or 0)
    body = {key: value for key, value in call.body.items() if value is not None}
    if parent.type != ChannelType.FORUM:
        body.setdefault("type", int(ChannelType.PRIVATE_THREAD))
    payload = world.engine.dispatch(
        call.method, call.path, json=body, params=call.params, files=call.files, reason=call.reason
    )
    return _with_options(world, int(payload["id"]), call.body, payload)


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def _create_message_thread(world: "World", call: ApiCall) -> Any:
    parent = world.engine.require(call.id("channel_id"), world.engine.bot_id)
    channel_limits.check_thread(call.json, parent=parent, from_message=True)
    world.threads.check_room(parent.guild_id or 0)
    if call.id("message_id") in world.engine.channels:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    payload = world.dispatch(call)
    return _with_options(world, int(payload["id"]), call.body, payload)


def _with_options(world: "World", thread_id: int, body: dict[str, Any], payload: dict[str, Any]) -> dict[str, Any]:
    """Return a channel with options that the engine accepts and forgets."""
    thread = world.engine.channel(thread_id)
    if body.get("invitable") is not None and thread.thread_metadata is not None:
        thread.thread_metadata.invitable = bool(body["invitable"])
    if body.get("rate_limit_per_user") is not None:
        thread.rate_limit_per_user = int(body["rate_limit_per_user"])
    return {**payload, **world.engine.channel_payload(thread)}


@route("PUT", "/channels/{channel_id}/thread-members/{user_id}")
def _add_thread_member(world: "World", call: ApiCall) -> None:
    thread = _thread(world, call)
    world.engine.require(thread.id, world.engine.bot_id, "send_messages_in_threads")
    world.threads.add_member(thread, call.id("user_id"))


@route("DELETE", "/channels/{channel_id}/thread-members/{user_id}")
def _remove_thread_member(world: "World", call: ApiCall) -> None:
    thread = _thread(world, call)
    world.engine.require(thread.id, world.engine.bot_id)
    if thread.type != ChannelType.PRIVATE_THREAD or thread.owner_id != world.engine.bot_id:
        world.engine.require(thread.id, world.engine.bot_id, "manage_threads")
    world.threads.check_editing(thread)
    world.engine.remove_thread_member(thread.id, call.id("user_id"))


@route("PUT", "/channels/{channel_id}/thread-members/@me")
def _join_thread(world: "World", call: ApiCall) -> None:
    thread = _thread(world, call)
    world.engine.require(thread.id, world.engine.bot_id)
    world.threads.add_member(thread, world.engine.bot_id)


@route("GET", "/channels/{channel_id}/thread-members")
def _list_thread_members(world: "World", call: ApiCall) -> list[dict[str, Any]]:
    thread = _thread(world, call)
    world.engine.require(thread.id, world.engine.bot_id)
    after = int(call.params.get("after", 0))
    limit = int(call.params.get("limit", 100))
    page = [user_id for user_id in sorted(thread.thread_members) if user_id > after][:limit]
    return [world.engine.thread_member_payload(thread, user_id) for user_id in page]


@route("GET", "/guilds/{guild_id}/threads/active")
def _active_threads(world: "World", call: ApiCall) -> dict[str, Any]:
    bot_id = world.engine.bot_id
    visible = [
        thread
        for thread in world.engine.active_threads(call.id("guild_id"))
        if world.engine.sees_channel(thread.id, bot_id)
    ]
    return {
        "threads": [world.engine.channel_payload(thread) for thread in visible],
        "members": [
            world.engine.thread_member_payload(thread, bot_id) for thread in visible if bot_id in thread.thread_members
        ],
    }


def _thread(world: "World", call: ApiCall) -> Channel:
    thread = world.engine.channel(call.id("channel_id"))
    if thread.thread_metadata is None:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    return thread


# --- webhooks --------------------------------------------------------------------------------------------------------


@route("POST", "/channels/{channel_id}/webhooks")
def _create_webhook(world: "World", call: ApiCall) -> Any:
    channel = world.engine.require(call.id("channel_id"), world.engine.bot_id, "manage_webhooks")
    if channel.thread_metadata is not None or channel.guild_id is None:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    channel_limits.check_webhook_name(call.json, creating=True)
    channel_limits.check_webhook_count(
        sum(1 for webhook in world.engine.webhooks.values() if webhook.channel_id == channel.id)
    )
    return world.dispatch(call)


@route("PATCH", "/webhooks/{webhook_id}")
def _edit_webhook(world: "World", call: ApiCall) -> Any:
    channel_limits.check_webhook_name(call.json, creating=False)
    return world.dispatch(call)


# --- members and roles ---------------------------------------------------------------------------------------------


@route("GET", "/guilds/{guild_id}/members/search")
def _search_members(world: "World", call: ApiCall) -> list[dict[str, Any]]:
    guild = world.engine.guild(call.id("guild_id"))
    query = call.params.get("query", "").lower()
    limit = int(call.params.get("limit", 1))
    found = [user_id for user_id in guild.members if world.engine.users[user_id].name.lower().startswith(query)]
    return [world.engine.member_payload(guild.id, user_id) for user_id in found[:limit]]


@route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
@route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def _change_role(world: "World", call: ApiCall) -> Any:
    role = world.engine.guild(call.id("guild_id")).roles.get(call.id("role_id"))
    if role is not None and (role.managed or role.id == call.id("guild_id")):
        raise Refusal(400, 50028, "Invalid role")
    return world.dispatch(call)


@route("GET", "/guilds/{guild_id}/members")
def _list_members(world: "World", call: ApiCall) -> Any:
    if not world.may_list_members:
        raise missing_access()  # Discord wants the members intent approved for this
    return world.dispatch(call)
