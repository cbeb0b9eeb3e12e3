"""The contract with simcord: everything internal to it in use, so that an update fails here first."""

import dataclasses
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pytest
import simcord.http.routes as engine_routes
from simcord import intents
from simcord.backend import Backend, access, errors, models, serializers
from simcord.http import router

from playground.clock import PlaygroundClock
from playground.engine import Channel, Engine, Message, permission_bits
from playground.engine.model import Model
from playground.refusal import NotImplementedHere, Refusal


class Listener:
    """Keeps what the engine reports."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.seen: list[tuple[str, int]] = []

    def message_created(self, message: Message) -> None:
        self.seen.append(("created", message.id))

    def message_edited(self, message: Message) -> None:
        self.seen.append(("edited", message.id))

    def message_deleted(self, message: Message) -> None:
        self.seen.append(("deleted", message.id))

    def thread_changed(self, thread: Channel) -> None:
        self.seen.append(("thread", thread.id))

    def channel_created(self, channel: Channel) -> None:
        self.seen.append(("channel", channel.id))

    def gateway_event(self, event: str, payload: Mapping[str, Any]) -> None:
        assert payload
        self.events.append(event)


@pytest.fixture
def listener() -> Listener:
    """Hears what happens."""
    return Listener()


@pytest.fixture
def engine(listener: Listener) -> Engine:
    """An engine without anything in it."""
    engine = Engine(PlaygroundClock(), listener)
    engine.set_bot("Bot", None)
    engine.serve_attachments_at("http://files.invalid")
    return engine


def test_simcord_has_the_version_that_was_studied() -> None:
    """simcord is young and moves fast: it is pinned exactly."""
    assert version("simcord") == "3.2.1"


BACKEND = """
    snowflake emit prepare_message commit_message edit_message delete_message bulk_delete_messages
    create_channel create_thread announce_thread_create delete_channel edit_channel get_dm_channel
    new_interaction interaction_by_token visible_commands compute_permissions require_permissions
    create_guild create_role edit_role delete_role add_member remove_member add_member_role
    remove_member_role reorder_roles set_overwrite active_threads add_thread_member remove_thread_member make_user
    delete_webhook get_channel get_guild get_message
"""
SERIALIZERS = """
    user_payload member_payload role_payload channel_payload guild_create_payload message_payload
    thread_member_payload
"""
IN_USE: dict[Any, str] = {
    Backend: BACKEND,
    serializers: SERIALIZERS,
    intents: "required_intent censor_message",
    access: "channel_accessible",
    router: "dispatch RouteNotImplemented UnsupportedField",
    errors: "BackendError unknown_webhook",
}


@pytest.mark.parametrize("owner", IN_USE, ids=lambda owner: owner.__name__)
def test_every_internal_in_use_exists(owner: Any) -> None:
    """Each function of simcord that the engine calls or overrides is there."""
    assert [name for name in IN_USE[owner].split() if not callable(getattr(owner, name, None))] == []


@pytest.mark.parametrize(
    ("method", "template"),
    [
        ("POST", "/interactions/{interaction_id}/{token}/callback"),
        ("POST", "/webhooks/{webhook_id}/{token}"),
        ("PATCH", "/webhooks/{webhook_id}/{token}/messages/@original"),
        ("DELETE", "/webhooks/{webhook_id}/{token}/messages/@original"),
        ("PATCH", "/webhooks/{webhook_id}/{token}/messages/{message_id}"),
        ("POST", "/channels/{channel_id}/messages"),
        ("PATCH", "/channels/{channel_id}/messages/{message_id}"),
        ("DELETE", "/channels/{channel_id}/messages/{message_id}"),
        ("POST", "/channels/{channel_id}/threads"),
        ("POST", "/channels/{channel_id}/webhooks"),
        ("GET", "/channels/{channel_id}/threads/archived/private"),
        ("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"),
        ("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"),
        ("GET", "/guilds/{guild_id}/roles"),
        ("GET", "/guilds/{guild_id}/members/{user_id}"),
        ("POST", "/users/@me/channels"),
        ("GET", "/users/@me"),
        ("GET", "/oauth2/applications/@me"),
    ],
)
def test_every_route_in_use_is_registered(method: str, template: str) -> None:
    """The routes that the playground leaves to simcord are there."""
    assert engine_routes.__all__
    known = ["/" + "/".join(parts) for parts, _ in router._ROUTES[method]]
    assert template in known


def test_state_is_kept_where_the_engine_looks_for_it() -> None:
    """The tables of the backend and the fields of its records have the names in use."""
    backend = Model(PlaygroundClock(), Listener())
    for table in ("users", "guilds", "channels", "messages", "webhooks", "webhook_tokens", "dm_channels", "commands"):
        assert getattr(backend, table) is not None
    fields: dict[Any, str] = {
        models.Interaction: "token type channel_id guild_id user_id expires_at responded response_kind message_id "
        "source_message_id modal autocomplete_choices command_name command_type target_id initial_response_deadline",
        models.Channel: "type name guild_id parent_id recipient_ids owner_id thread_metadata thread_members",
        models.ThreadMetadata: "archived auto_archive_duration archive_timestamp locked create_timestamp invitable",
        models.Guild: "roles members channel_ids thread_ids preferred_locale audit_log_entries owner_id",
        models.Message: "author_id flags components interaction_metadata ping_user_ids webhook_id",
        models.Webhook: "token channel_id guild_id name",
    }
    for model, names in fields.items():
        assert set(names.split()) <= {field.name for field in dataclasses.fields(model)}


def test_nothing_is_logged_for_ever(engine: Engine) -> None:
    """The engine's logs stay empty, or memory would grow with every request."""
    for _ in range(10):
        engine.dispatch("GET", "/users/@me", json=None, params={})
    backend = engine._backend
    assert (len(backend.http_requests), len(backend.transcript)) == (0, 0)


def test_ids_grow_and_tell_the_time_of_the_playground(engine: Engine) -> None:
    """Ids are ordered like what happens, and their time moves with the clock."""
    first, second = engine.snowflake(), engine.snowflake()
    engine.clock.advance(3_600)
    third = engine.snowflake()
    assert first < second < third
    assert ((third - second) >> 22) >= 3_599_000


def test_changes_are_reported(engine: Engine, listener: Listener) -> None:
    """Messages, channels and gateway events reach the observer, and nothing does while the engine is quiet."""
    guild = engine.create_guild("Guild", "de")
    channel = engine.create_channel(guild.id, "work", 0)
    alice = engine.create_user("alice", "Alice")
    engine.join_guild(guild.id, alice.id)
    message = engine.post(channel.id, alice.id, "hello")
    engine.delete_message(channel.id, message.id)
    assert listener.seen == [("channel", channel.id), ("created", message.id), ("deleted", message.id)]
    assert listener.events == ["GUILD_CREATE", "CHANNEL_CREATE", "GUILD_MEMBER_ADD", "MESSAGE_CREATE", "MESSAGE_DELETE"]
    with engine.quietly():
        engine.post(channel.id, alice.id, "psst")
    assert len(listener.events) == 5


def test_errors_are_translated(engine: Engine) -> None:
    """Errors of simcord become refusals, what it lacks becomes loud."""
    with pytest.raises(Refusal) as refused:
        engine.channel(1)
    assert (refused.value.status, refused.value.code) == (404, 10003)
    with pytest.raises(NotImplementedHere):
        engine.dispatch("GET", "/unheard-of", json=None, params={})
    guild = engine.create_guild("Guild", "de")
    channel = engine.create_channel(guild.id, "work", 0)
    path = f"/channels/{channel.id}/messages"
    with pytest.raises(NotImplementedHere, match="unheard_of"):
        engine.dispatch("POST", path, json={"content": "x", "unheard_of": 1}, params={})


def test_an_interaction_token_cannot_be_guessed(engine: Engine) -> None:
    """Two interactions have long, different tokens, and a forgotten one is unknown."""
    guild = engine.create_guild("Guild", "de")
    channel = engine.create_channel(guild.id, "work", 0)
    first, second = (engine.open_interaction(2, channel.id, guild.owner_id) for _ in range(2))
    assert first.token != second.token
    assert len(first.token) > 100
    assert engine.interaction_of_token(first.token) is first
    engine.forget_interaction(first.id)
    assert engine.interaction_of_token(first.token) is None


def test_permissions_are_named_as_discord_py_names_them() -> None:
    """Known names become bits and unknown names are an error."""
    assert permission_bits(["manage_messages"]) == 1 << 13
    with pytest.raises(ValueError, match="no permission"):
        permission_bits(["fly"])
