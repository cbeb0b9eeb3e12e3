"""Rules about messages, each broken once."""

from typing import Any

import pytest

from playground.client import Guild
from tests.playground.raw_bot import RawBot, button, row, select

pytestmark = pytest.mark.asyncio(loop_scope="module")
V2 = 1 << 15


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def card(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"flags": V2, "components": list(parts)}


REFUSED: dict[str, dict[str, Any]] = {
    "nothing in it": {},
    "content of 2,001 characters": {"content": "a" * 2_001},
    "11 embeds": {"embeds": [{"title": "x"}] * 11},
    "6,001 characters of embeds": {"embeds": [{"description": "a" * 3_001}, {"description": "a" * 3_000}]},
    "a nonce of 26 characters": {"content": "a", "nonce": "n" * 26},
    "11 attachments": {"content": "a", "attachments": [{"id": number} for number in range(11)]},
    "six action rows": {"components": [row(button(f"b{number}")) for number in range(6)]},
    "six buttons in a row": {"components": [row(*(button(f"b{number}") for number in range(6)))]},
    "a button beside a menu": {"components": [row(button(), select())]},
    "a custom id twice": {"components": [row(button("same"), button("same"))]},
    "a custom id of 101 characters": {"components": [row(button("a" * 101))]},
    "a button label of 81 characters": {"components": [row(button(label="a" * 81))]},
    "a button that shows nothing": {"components": [row({"type": 2, "style": 1, "custom_id": "a"})]},
    "a link that is none": {"components": [row({"type": 2, "style": 5, "label": "x", "url": "ftp://x"})]},
    "26 options": {"components": [row(select(26))]},
    "no options": {"components": [row(select(0))]},
    "more to choose than there is": {"components": [row(select(2, max_values=3))]},
    "more chosen by default than allowed": {
        "components": [
            row(
                {
                    "type": 3,
                    "custom_id": "m",
                    "options": [
                        {"label": "a", "value": "a", "default": True},
                        {"label": "b", "value": "b", "default": True},
                    ],
                }
            )
        ]
    },
    "an option label of 101 characters": {
        "components": [row({"type": 3, "custom_id": "m", "options": [{"label": "a" * 101, "value": "a"}]})]
    },
    "an option description of 101 characters": {
        "components": [
            row({"type": 3, "custom_id": "m", "options": [{"label": "a", "value": "a", "description": "a" * 101}]})
        ]
    },
    "an option value of 101 characters": {
        "components": [row({"type": 3, "custom_id": "m", "options": [{"label": "a", "value": "a" * 101}]})]
    },
    "an option value twice": {
        "components": [
            row({"type": 3, "custom_id": "m", "options": [{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]})
        ]
    },
    "a placeholder of 151 characters": {"components": [row(select(placeholder="a" * 151))]},
    "new components without their flag": {"components": [text("hello")]},
    "new components with content": {**card(text("hello")), "content": "hello"},
    "new components with embeds": {**card(text("hello")), "embeds": [{"title": "x"}]},
    "41 components": card(*(text("a") for _ in range(41))),
    "41 components counted through containers": card({"type": 17, "components": [text("a") for _ in range(40)]}),
    "4,001 characters of text in all": card(text("a" * 2_000), text("a" * 2_001)),
    "a section of four texts": card(
        {"type": 9, "components": [text("a")] * 4, "accessory": button()},
    ),
    "a section without accessory": card({"type": 9, "components": [text("a")]}),
    "a gallery of 11": card({"type": 12, "items": [{"media": {"url": "https://x.invalid/a.png"}}] * 11}),
    "a file that was not uploaded": card({"type": 13, "file": {"url": "attachment://missing.txt"}}),
    "a body that is no object": [],  # type: ignore[dict-item]  # that is the point
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
async def test_a_message_that_breaks_a_rule_is_refused_and_noted(raw: RawBot, guild: Guild, body: Any) -> None:
    """A message that Discord would not take answers 400 with 50035 and is listed as an invalid request."""
    await raw.playground.invalid_requests(clear=True)
    path = f"/channels/{guild.channel('work').id}/messages"
    answer = await raw.request("POST", path, body)
    assert (answer.status, answer.code) == (400, 50035)
    assert answer.body["errors"]
    invalid = await raw.playground.invalid_requests()
    assert [(fault.method, fault.path) for fault in invalid if fault.status == 400] == [("POST", path)]


async def test_a_card_at_all_its_limits_is_taken(raw: RawBot, guild: Guild) -> None:
    """40 components, 4,000 characters and five buttons of 80 characters are a message."""
    row_of_five = row(*(button(f"{number}" + "x" * 99, label="y" * 80) for number in range(5)))
    body = card({"type": 17, "components": [*(text("a" * 125) for _ in range(32)), row_of_five]})
    answer = await raw.request("POST", f"/channels/{guild.channel('work').id}/messages", body)
    assert answer.status == 200


async def test_more_text_than_discord_survives_answers_500(raw: RawBot, guild: Guild) -> None:
    """Within 4,000 characters, more than 10,170 bytes of UTF-8 text are an internal error of Discord."""
    path = f"/channels/{guild.channel('work').id}/messages"
    assert (await raw.request("POST", path, card(text("語" * 3_390)))).status == 200
    assert (await raw.request("POST", path, card(text("語" * 3_391)))).status == 500


async def test_eleven_files_are_refused(raw: RawBot, guild: Guild) -> None:
    """Ten files are the most of one message."""
    path = f"/channels/{guild.channel('work').id}/messages"
    files = [(f"{number}.txt", b"x") for number in range(11)]
    assert (await raw.request("POST", path, {"content": "a"}, files=files[:10])).status == 200
    assert (await raw.request("POST", path, {"content": "a"}, files=files)).code == 50035


async def test_26_mebibytes_are_too_large(raw: RawBot, guild: Guild) -> None:
    """More than 25 MiB of files answer 413 with 40005."""
    path = f"/channels/{guild.channel('work').id}/messages"
    answer = await raw.request("POST", path, {"content": "a"}, files=[("big.bin", bytes(26 * 1024 * 1024))])
    assert (answer.status, answer.code) == (413, 40005)


async def test_a_file_can_be_fetched_where_the_message_says(raw: RawBot, guild: Guild) -> None:
    """The address of an attachment serves what was uploaded, with its description and type."""
    body = {"content": "a", "attachments": [{"id": 0, "description": "greeting"}]}
    path = f"/channels/{guild.channel('work').id}/messages"
    answer = await raw.request("POST", path, body, files=[("hällo world.txt", b"hello")])
    (attachment,) = answer.body["attachments"]
    assert (attachment["filename"], attachment["description"], attachment["size"]) == ("hällo world.txt", "greeting", 5)
    async with raw.session.get(attachment["url"]) as response:
        assert (await response.read(), response.content_type) == (b"hello", "text/plain")


async def test_an_enforced_nonce_sends_only_once(raw: RawBot, guild: Guild) -> None:
    """The same nonce twice answers with the first message and sends no second one."""
    body = {"content": "once", "nonce": "n1", "enforce_nonce": True}
    path = f"/channels/{guild.channel('work').id}/messages"
    first, second = await raw.request("POST", path, body), await raw.request("POST", path, body)
    assert first.body["id"] == second.body["id"]
    assert second.body["nonce"] == "n1"


async def test_the_flag_of_new_components_cannot_be_taken_back(raw: RawBot, guild: Guild) -> None:
    """A card stays a card when it is edited."""
    path = f"/channels/{guild.channel('work').id}/messages"
    sent = await raw.request("POST", path, card(text("hello")))
    answer = await raw.request("PATCH", f"{path}/{sent.body['id']}", {"content": "plain", "components": []})
    assert (answer.status, answer.code) == (400, 50035)


async def test_edits_of_an_old_message_are_limited(raw: RawBot, guild: Guild) -> None:
    """A message older than an hour takes ten edits an hour, then 30046."""
    path = f"/channels/{guild.channel('work').id}/messages"
    sent = await raw.request("POST", path, {"content": "0"})
    await raw.playground.advance(hours=2)
    answers = [await raw.request("PATCH", f"{path}/{sent.body['id']}", {"content": str(n)}) for n in range(11)]
    assert [answer.status for answer in answers] == [200] * 10 + [429]
    assert answers[-1].code == 30046
    await raw.playground.advance(hours=1)
    assert (await raw.request("PATCH", f"{path}/{sent.body['id']}", {"content": "again"})).status == 200


async def test_what_is_gone_says_so(raw: RawBot, guild: Guild) -> None:
    """Unknown channels, messages and webhooks answer 404 with their own codes."""
    work = guild.channel("work").id
    for path, code in (
        ("/channels/1/messages", 10003),
        (f"/channels/{work}/messages/1", 10008),
        ("/webhooks/1/token", 10015),
    ):
        answer = await raw.request("PATCH" if code == 10008 else "POST", path, {"content": "a"})
        assert (answer.status, answer.code) == (404, code)


@pytest.mark.parametrize(
    ("raw_body", "code"), [(b"{", 50109), (b'"text"', 50035), (b"null", 50035), (b"[1, 2]", 50035)]
)
async def test_garbage_is_refused(raw: RawBot, guild: Guild, raw_body: bytes, code: int) -> None:
    """A body that is not JSON, or not an object, is refused and not a fault of the playground."""
    answer = await raw.request("POST", f"/channels/{guild.channel('work').id}/messages", raw=raw_body)
    assert (answer.status, answer.code) == (400, code)
    assert await raw.playground.playground_errors() == []


async def test_an_id_that_is_none_is_refused(raw: RawBot) -> None:
    """Words in the place of ids answer 400."""
    answer = await raw.request("POST", "/channels/work/messages", {"content": "a"})
    assert (answer.status, answer.code) == (400, 50035)
