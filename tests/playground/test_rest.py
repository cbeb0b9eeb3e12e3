"""The REST side beyond single rules: files in answers, boards of webhooks, and Discord's own description."""

import asyncio
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import orjson
import pytest

from playground.client import Guild
from playground.screen import Message
from playground.tokens import bot_id_of, make_token
from tests.playground.conftest import OPENAPI
from tests.playground.raw_bot import RawBot, register

pytestmark = pytest.mark.asyncio(loop_scope="module")
V2 = 1 << 15


async def test_an_answer_can_bring_a_file(online: RawBot, guild: Guild) -> None:
    """A first answer with a file shows it, and a card can refer to it."""
    await register(online)
    alice = await guild.add_person("alice")
    task = asyncio.create_task(alice.command(guild.channel("work"), "ping"))
    interaction = await online.interaction()
    parts = [{"type": 10, "content": "export"}, {"type": 13, "file": {"url": "attachment://me.json"}}]
    data = {"flags": V2 | 64, "components": parts, "attachments": [{"id": 0, "description": "yours"}]}
    path = f"/interactions/{interaction['id']}/{interaction['token']}/callback?with_response=true"
    answer = await online.request("POST", path, {"type": 4, "data": data}, files=[("me.json", b"{}")])
    assert answer.status == 200
    shown = (await task).message
    assert (shown.text, shown.ephemeral) == ("export", True)
    (attachment,) = shown.attachments
    assert shown.components[1]["file"]["url"] == attachment.url
    async with online.session.get(attachment.url) as response:
        assert await response.read() == b"{}"


async def test_a_webhook_of_the_bot_shows_cards(raw: RawBot, guild: Guild) -> None:
    """Components need no leave in a webhook that belongs to the bot's own application."""
    hook = (await raw.request("POST", f"/channels/{guild.channel('work').id}/webhooks", {"name": "Board"})).body
    assert hook["application_id"] == (await raw.playground.state())["application"]
    body = {"flags": V2, "components": [{"type": 10, "content": "1. alice"}]}
    sent = await raw.request("POST", f"/webhooks/{hook['id']}/{hook['token']}?wait=true", body)
    assert Message.of(sent.body).text == "1. alice"


@pytest.mark.skipif(not OPENAPI.exists(), reason="Discord's API description is not beside this checkout")
async def test_what_the_description_of_the_api_forbids_is_listed(raw: RawBot, guild: Guild) -> None:
    """A request against Discord's own description is listed even where it would have worked."""
    await raw.playground.invalid_requests(clear=True)
    path = f"/channels/{guild.channel('work').id}/messages"
    assert (await raw.request("POST", path, {"content": "good", "attachments": []})).status == 200
    assert await raw.playground.invalid_requests() == []
    assert (await raw.request("POST", path, {"content": "x", "allowed_mentions": {"parse": ["users", "users"]}})).status
    assert [
        fault.status for fault in await raw.playground.invalid_requests() if "API description" in fault.message
    ] == [0]


async def test_a_body_of_another_kind_is_refused(raw: RawBot, guild: Guild) -> None:
    """Only JSON and multipart forms are read."""
    url = f"{raw.playground.api_url}/channels/{guild.channel('work').id}/messages"
    headers = {"Authorization": f"Bot {raw.playground.token}", "Content-Type": "text/plain"}
    async with raw.session.post(url, data=b"hello", headers=headers) as response:
        assert response.status == 400
    form = aiohttp.FormData({"payload_json": "{"})
    async with raw.session.post(url, data=form, headers={"Authorization": headers["Authorization"]}) as response:
        assert orjson.loads(await response.read())["code"] in {50035, 50109}
    assert await raw.playground.playground_errors() == []


async def test_own_guilds_and_members_are_listed(raw: RawBot, guild: Guild) -> None:
    """The bot sees its guilds with its permissions, may search members, but not list them without the intent."""
    alice = await guild.add_person("alice", display_name="Alice A.")
    own = (await raw.request("GET", "/users/@me/guilds")).body
    assert [entry["name"] for entry in own if entry["id"] == str(guild.id)] == ["Community"]
    found = (await raw.request("GET", f"/guilds/{guild.id}/members/search?query=ali&limit=10")).body
    assert {member["user"]["global_name"] for member in found} >= {"Alice A."}
    assert (await raw.request("GET", f"/guilds/{guild.id}/members/{alice.id}")).body["user"]["username"] == "alice"
    assert (await raw.request("GET", f"/guilds/{guild.id}/members?limit=10")).code == 50001
    read = (await raw.request("GET", f"/guilds/{guild.id}")).body
    assert "members" not in read
    assert read["nsfw_level"] == 0


async def test_a_token_begins_with_the_id_of_its_bot(raw: RawBot) -> None:
    """Libraries read the bot's id from its token."""
    me = (await raw.request("GET", "/users/@me")).body
    assert bot_id_of(raw.playground.token) == int(me["id"])
    assert bot_id_of(make_token(123456789012345678)) == 123456789012345678
    with pytest.raises(ValueError, match="base64"):
        bot_id_of("nonsense")


async def test_answers_bear_the_date_of_the_playground(raw: RawBot) -> None:
    """Every answer has a date, as Discord's have; it is that of the playground's own clock."""
    then = await raw.playground.advance(days=2)
    async with raw.session.get(f"{raw.playground.api_url}/gateway") as response:
        told = parsedate_to_datetime(response.headers["Date"])
    assert then - timedelta(seconds=1) <= told <= await raw.playground.now()
