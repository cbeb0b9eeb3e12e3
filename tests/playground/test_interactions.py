"""Interactions: their payloads, the kinds of answers, time limits, and who sees what."""

import asyncio
from typing import Any

import aiohttp
import pytest

from playground.client import CannotAct, Guild, Person, Playground
from playground.screen import Message
from tests.fork_server.forked import fork_module
from tests.playground.raw_bot import PING, RawBot, button, modal, register, row, select, text_input

pytestmark = pytest.mark.asyncio(loop_scope="module")

ECHO = {
    "name": "echo",
    "description": "x",
    "options": [
        {"type": 3, "name": "task", "description": "x", "required": True, "choices": [{"name": "Reply", "value": "r"}]},
        {"type": 4, "name": "count", "description": "x", "min_value": 1},
        {"type": 6, "name": "friend", "description": "x"},
        {"type": 3, "name": "fruit", "description": "x", "autocomplete": True},
    ],
}
GROUP = {
    "name": "admin",
    "description": "x",
    "options": [{"type": 1, "name": "show", "description": "x", "options": []}],
}


async def post_card(bot: RawBot, guild: Guild, person: Person, *rows: dict[str, Any]) -> Message:
    """A message with buttons in the work channel, as a person sees it."""
    channel = guild.channel("work")
    body = {"content": "card", "components": list(rows) or [row(button())]}
    await bot.request("POST", f"/channels/{channel.id}/messages", body)
    return (await person.messages(channel))[-1]


async def test_a_command_carries_everything_that_discord_sends(online: RawBot, guild: Guild) -> None:
    """Options, resolved people, locales, permissions and contexts are in the payload of a command."""
    await register(online, ECHO)
    alice, bob = await guild.add_person("alice", locale="de"), await guild.add_person("bob")
    act = alice.command(guild.channel("work"), "echo", task="Reply", count=3, friend=bob)
    outcome, interaction, answer = await online.serve(act, 4, {"content": "hi"})
    assert outcome.text == "hi"
    assert answer.body["resource"]["message"]["interaction_metadata"]["user"]["id"] == str(alice.id)
    assert interaction["data"]["options"] == [
        {"name": "task", "type": 3, "value": "r"},
        {"name": "count", "type": 4, "value": 3},
        {"name": "friend", "type": 6, "value": str(bob.id)},
    ]
    assert list(interaction["data"]["resolved"]["members"]) == [str(bob.id)]
    assert (interaction["locale"], interaction["guild_locale"], interaction["context"]) == ("de", "en-US", 0)
    expected = {"app_permissions", "authorizing_integration_owners", "attachment_size_limit", "version", "channel"}
    assert expected <= interaction.keys()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "wants the options"),
        ({"task": "Dance"}, "not among the choices"),
        ({"task": "r", "count": 0}, "out of range"),
        ({"task": "r", "count": "three"}, "whole number"),
        ({"task": "r", "colour": "red"}, "no option"),
    ],
    ids=str,
)
async def test_a_client_does_not_send_a_command_filled_in_wrongly(
    online: RawBot, guild: Guild, options: dict[str, Any], reason: str
) -> None:
    """Missing, unknown and impossible options are refused before the bot hears of them."""
    await register(online, ECHO)
    alice = await guild.add_person("alice")
    with pytest.raises(CannotAct, match=reason):
        await alice.command(guild.channel("work"), "echo", **options)


async def test_sub_commands_are_nested(online: RawBot, guild: Guild) -> None:
    """A sub-command is sent inside its command, and the command alone is refused."""
    await register(online, GROUP)
    alice = await guild.add_person("alice")
    _, interaction, _ = await online.serve(alice.command(guild.channel("work"), "admin show"), 4, {"content": "x"})
    assert interaction["data"]["options"] == [{"name": "show", "type": 1, "options": []}]
    with pytest.raises(CannotAct, match="sub-command"):
        await alice.command(guild.channel("work"), "admin")


async def test_autocomplete_takes_25_choices(online: RawBot, guild: Guild) -> None:
    """25 suggestions are shown, 26 are refused."""
    await register(online, ECHO)
    alice = await guild.add_person("alice")
    choices = [{"name": f"{number}", "value": f"{number}"} for number in range(26)]
    for count, status in ((26, 400), (25, 200)):
        task = asyncio.create_task(alice.autocomplete(guild.channel("work"), "echo", "fruit", "a"))
        interaction = await online.interaction()
        assert interaction["data"]["options"] == [{"name": "fruit", "type": 3, "value": "a", "focused": True}]
        answer = await online.answer(interaction, 8, {"choices": choices[:count]})
        assert answer.status == status
        if status == 400:
            assert (await online.answer(interaction, 4, {"content": "x"})).code == 50035
            task.cancel()
    assert len(await task) == 25


async def test_only_the_addressed_person_sees_an_ephemeral_answer(online: RawBot, guild: Guild) -> None:
    """An ephemeral answer is on one person's screen only, and the bot cannot read it back from the channel."""
    await register(online)
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    work = guild.channel("work")
    outcome, _, _ = await online.serve(alice.command(work, "ping"), 4, {"content": "psst", "flags": 64})
    assert outcome.message.ephemeral
    assert "psst" in [message.text for message in await alice.messages(work)]
    assert "psst" not in [message.text for message in await bob.messages(work)]
    assert (await online.request("GET", f"/channels/{work.id}/messages/{outcome.message.id}")).code == 10008
    with pytest.raises(CannotAct):
        await bob.look(outcome.message)


async def test_an_interaction_is_answered_once(online: RawBot, guild: Guild) -> None:
    """A second first answer says 40060."""
    await register(online)
    alice = await guild.add_person("alice")
    _, interaction, _ = await online.serve(alice.command(guild.channel("work"), "ping"), 4, {"content": "pong"})
    answer = await online.answer(interaction, 4, {"content": "pong"})
    assert (answer.status, answer.code) == (400, 40060)


async def test_a_refused_answer_does_not_use_up_the_interaction(online: RawBot, guild: Guild) -> None:
    """After an invalid answer the bot can still answer."""
    await register(online)
    alice = await guild.add_person("alice")
    task = asyncio.create_task(alice.command(guild.channel("work"), "ping"))
    interaction = await online.interaction()
    assert (await online.answer(interaction, 4, {"content": "a" * 2_001})).code == 50035
    assert (await online.answer(interaction, 4, {"content": "short"})).status == 200
    assert (await task).text == "short"


async def test_without_with_response_an_answer_is_empty(online: RawBot, guild: Guild) -> None:
    """A first answer is acknowledged with 204 unless the bot asks for the message."""
    await register(online)
    alice = await guild.add_person("alice")
    task = asyncio.create_task(alice.command(guild.channel("work"), "ping"))
    answer = await online.answer(await online.interaction(), 4, {"content": "pong"}, full=False)
    assert (answer.status, answer.body) == (204, None)
    assert (await task).text == "pong"


@pytest.mark.slow
async def test_an_answer_after_three_seconds_is_too_late() -> None:
    """Somebody whose interaction is not answered in time sees it fail, and the bot is told 10062 or 10015."""
    async with (
        Playground.start(start_module=fork_module) as playground,
        aiohttp.ClientSession() as session,
        RawBot(playground, session).online() as bot,
    ):
        await register(bot)
        guild = await playground.create_guild("Community", text_channels=["work"])
        alice = await guild.add_person("alice")
        task = asyncio.create_task(alice.command(guild.channel("work"), "ping"))
        interaction = await bot.interaction()
        outcome = await task
        assert (outcome.failed, outcome.reason) == (True, "This interaction failed")
        answer = await bot.answer(interaction, 4, {"content": "late"})
        assert (answer.status, answer.code) == (404, 10062)
        follow_up = f"/webhooks/{bot.application}/{interaction['token']}"
        assert (await bot.request("POST", follow_up, {"content": "later"})).code == 10015


async def test_a_token_lives_for_fifteen_minutes(online: RawBot, guild: Guild) -> None:
    """Follow-ups work until a quarter of an hour of the playground's clock is over."""
    await register(online)
    alice = await guild.add_person("alice")
    _, interaction, _ = await online.serve(alice.command(guild.channel("work"), "ping"), 4, {"content": "pong"})
    path = f"/webhooks/{online.application}/{interaction['token']}"
    await online.playground.advance(minutes=14)
    assert (await online.request("POST", path, {"content": "in time"})).status == 200
    await online.playground.advance(minutes=1)
    answer = await online.request("PATCH", f"{path}/messages/@original", {"content": "late"})
    assert (answer.status, answer.code) == (401, 50027)


async def test_a_deferred_answer_keeps_its_visibility(online: RawBot, guild: Guild) -> None:
    """What was deferred ephemerally stays ephemeral when it is completed; follow-ups choose for themselves."""
    await register(online)
    alice = await guild.add_person("alice")
    outcome, interaction, _ = await online.serve(alice.command(guild.channel("work"), "ping"), 5, {"flags": 64})
    assert (outcome.kind, outcome.is_settled, outcome.message.loading) == ("deferred_message", False, True)
    path = f"/webhooks/{online.application}/{interaction['token']}"
    done = await online.request("PATCH", f"{path}/messages/@original", {"content": "done"})
    assert done.body["flags"] & 64
    outcome = await outcome.settled()
    assert (outcome.text, outcome.message.ephemeral, outcome.message.loading) == ("done", True, False)
    more = await online.request("POST", path, {"content": "more"})
    assert not more.body["flags"] & 64
    assert (await outcome.until_shown(2)).text == "done\nmore"
    assert (await online.request("DELETE", f"{path}/messages/@original")).status == 204
    assert (await alice.messages(guild.channel("work")))[-1].text == "more"


@pytest.mark.parametrize("kind", [6, 7])
async def test_only_a_message_can_be_updated(online: RawBot, guild: Guild, kind: int) -> None:
    """A command has no message to update."""
    await register(online)
    alice = await guild.add_person("alice")
    _, _, answer = await online.serve(alice.command(guild.channel("work"), "ping"), kind, {"content": "x"})
    assert (answer.status, answer.code) == (400, 50035)


async def test_a_press_carries_its_message(online: RawBot, guild: Guild) -> None:
    """A component interaction has the message with its flags, and an update changes it for everybody."""
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    message = await post_card(online, guild, alice)
    outcome, interaction, _ = await online.serve(alice.press(message, "Press"), 7, {"content": "pressed"})
    assert interaction["data"] == {"custom_id": "a", "component_type": 2, "id": 0}
    assert (interaction["message"]["id"], interaction["message"]["flags"]) == (str(message.id), 0)
    assert (outcome.kind, outcome.message.text) == ("update", "pressed")
    assert (await bob.look(message)).text == "pressed"


async def test_a_deferred_update_shows_nothing_until_it_is_completed(online: RawBot, guild: Guild) -> None:
    """A press that is deferred as an update settles with the edit of the message."""
    alice = await guild.add_person("alice")
    message = await post_card(online, guild, alice)
    outcome, interaction, _ = await online.serve(alice.press(message, "Press"), 6)
    assert (outcome.kind, outcome.messages, outcome.is_settled) == ("deferred_update", [], False)
    path = f"/webhooks/{online.application}/{interaction['token']}/messages/@original"
    await online.request("PATCH", path, {"content": "thought"})
    assert (await outcome.settled()).message.text == "thought"


async def test_a_menu_sends_values_and_nothing_for_the_same_choice_again(online: RawBot, guild: Guild) -> None:
    """Options are chosen by their labels; choosing the one that is shown already sends nothing."""
    alice = await guild.add_person("alice")
    message = await post_card(online, guild, alice, row(select(3, placeholder="Number")))
    _, interaction, _ = await online.serve(alice.choose(message, "Number", ["Option 1"]), 6)
    assert (interaction["data"]["values"], interaction["data"]["component_type"]) == (["1"], 3)
    assert (await alice.choose(message, "menu", ["Option 1"])).kind == "nothing"
    for wanted in (["Option 9"], ["Option 1", "Option 2"]):
        with pytest.raises(CannotAct):
            await alice.choose(message, "Number", wanted)


async def test_a_menu_of_people_resolves_them(online: RawBot, guild: Guild) -> None:
    """The people chosen are in the payload."""
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    message = await post_card(online, guild, alice, row({"type": 5, "custom_id": "who"}))
    _, interaction, _ = await online.serve(alice.choose(message, "who", [bob]), 6)
    assert interaction["data"]["resolved"]["users"][str(bob.id)]["username"] == "bob"


async def test_a_modal_is_filled_in_and_sent_back(online: RawBot, guild: Guild) -> None:
    """The texts come back in their rows, with the message that the modal was opened from."""
    alice = await guild.add_person("alice")
    message = await post_card(online, guild, alice)
    form = modal(text_input(value="draft", max_length=10), text_input(custom_id="note", label="Note", required=False))
    opened, _, _ = await online.serve(alice.press(message, "Press"), 9, form)
    assert (opened.modal.title, opened.modal.input("Text").value) == ("Form", "draft")
    with pytest.raises(CannotAct, match="10 characters at most"):
        await alice.submit(opened.modal, {"Text": "a" * 11})
    with pytest.raises(CannotAct, match="no field"):
        await alice.submit(opened.modal, {"Name": "a"})
    outcome, interaction, answer = await online.serve(alice.submit(opened.modal, {"Note": "n"}), 7, {"content": "ok"})
    fields = [part["components"][0] for part in interaction["data"]["components"]]
    assert [(part["custom_id"], part["value"]) for part in fields] == [("text", "draft"), ("note", "n")]
    assert interaction["message"]["id"] == str(message.id)
    assert (outcome.kind, outcome.text) == ("update", "ok")
    assert answer.status == 200
    with pytest.raises(CannotAct, match="already"):
        await alice.submit(opened.modal, {"Note": "n"})


MODALS: dict[str, dict[str, Any]] = {
    "a title of 46 characters": modal(title="a" * 46),
    "six rows": modal(*(text_input(custom_id=f"t{number}") for number in range(6))),
    "no rows": {"custom_id": "form", "title": "Form", "components": []},
    "a custom id of 101 characters": modal(custom_id="a" * 101),
    "a custom id twice": modal(text_input(), text_input()),
    "a label of 46 characters": modal(text_input(label="a" * 46)),
    "a placeholder of 101 characters": modal(text_input(placeholder="a" * 101)),
    "a longest length of 4,001": modal(text_input(max_length=4_001)),
    "a prefill of 4,001 characters": modal(text_input(value="a" * 4_001)),
    "a prefill longer than what may be typed": modal(text_input(value="abc", max_length=2)),
    "a field without label": modal(row({"type": 4, "custom_id": "text", "style": 1})),
    "two fields in a row": modal(row(*text_input()["components"], *text_input(custom_id="b")["components"])),
}


@pytest.mark.parametrize("form", MODALS.values(), ids=MODALS.keys())
async def test_a_modal_that_breaks_a_rule_is_refused(online: RawBot, guild: Guild, form: dict[str, Any]) -> None:
    """A modal that Discord would not show answers 400 with 50035."""
    await register(online)
    alice = await guild.add_person("alice")
    _, _, answer = await online.serve(alice.command(guild.channel("work"), "ping"), 9, form)
    assert (answer.status, answer.code) == (400, 50035)


async def test_a_modal_cannot_answer_a_modal_nor_follow_a_defer(online: RawBot, guild: Guild) -> None:
    """A modal is refused as the answer to a modal, and after a deferred answer."""
    alice = await guild.add_person("alice")
    message = await post_card(online, guild, alice)
    opened, _, _ = await online.serve(alice.press(message, "Press"), 9, modal())
    _, _, answer = await online.serve(alice.submit(opened.modal, {"Text": "x"}), 9, modal())
    assert (answer.status, answer.code) == (400, 50035)
    _, interaction, _ = await online.serve(alice.press(message, "Press"), 6)
    assert (await online.answer(interaction, 9, modal())).code == 40060


async def test_the_answer_to_a_modal_says_what_opened_it(online: RawBot, guild: Guild) -> None:
    """hikari needs to know the interaction that triggered a modal."""
    alice = await guild.add_person("alice")
    message = await post_card(online, guild, alice)
    opened, first, _ = await online.serve(alice.press(message, "Press"), 9, modal())
    _, _, answer = await online.serve(alice.submit(opened.modal, {"Text": "x"}), 4, {"content": "done"})
    metadata = answer.body["resource"]["message"]["interaction_metadata"]
    assert metadata["triggering_interaction_metadata"]["id"] == first["id"]
    assert metadata["triggering_interaction_metadata"]["interacted_message_id"] == str(message.id)


async def test_what_a_client_does_not_offer_cannot_be_pressed(online: RawBot, guild: Guild) -> None:
    """Absent, greyed-out and ambiguous buttons and links are refused."""
    alice = await guild.add_person("alice")
    off, link = (
        button("off", label="Off", disabled=True),
        {"type": 2, "style": 5, "label": "Web", "url": "https://x.invalid"},
    )
    message = await post_card(online, guild, alice, row(off, link, button("1"), button("2")))
    for label, reason in (("Gone", "no button"), ("Off", "greyed out"), ("Web", "link"), ("Press", "2 buttons")):
        with pytest.raises(CannotAct, match=reason):
            await alice.press(message, label)
    await guild.delete_message(message)
    with pytest.raises(CannotAct, match="does not see"):
        await alice.press(message, custom_id="1")


async def test_forged_presses_reach_the_bot(online: RawBot, guild: Guild, playground: Playground) -> None:
    """A custom id that no message has, from somebody whom the message was not shown, is delivered all the same."""
    await register(online)
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    secret, _, _ = await online.serve(alice.command(guild.channel("work"), "ping"), 4, {"content": "x", "flags": 64})
    act = playground.raw_press(bob, secret.message, "work1:submit:forged")
    outcome, interaction, _ = await online.serve(act, 4, {"content": "no", "flags": 64})
    assert interaction["data"]["custom_id"] == "work1:submit:forged"
    assert interaction["member"]["user"]["id"] == str(bob.id)
    assert outcome.text == "no"
    submit = playground.raw_submit(bob, guild.channel("work"), "form", {"text": "forged"})
    _, interaction, _ = await online.serve(submit, 4, {"content": "no"})
    assert interaction["data"]["components"][0]["components"][0]["value"] == "forged"


async def test_commands_of_menus_carry_their_targets(online: RawBot, guild: Guild) -> None:
    """A command from the menu of a message or a person has it resolved."""
    await register(online, {"name": "Report", "type": 3}, {"name": "Profile", "type": 2})
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    written = await bob.send(guild.channel("work"), "hello")
    _, interaction, _ = await online.serve(alice.message_command(written, "Report"), 4, {"content": "x"})
    assert interaction["data"]["resolved"]["messages"][str(written.id)]["content"] == "hello"
    _, interaction, _ = await online.serve(
        alice.user_command(guild.channel("work"), bob, "Profile"), 4, {"content": "x"}
    )
    assert interaction["data"]["target_id"] == str(bob.id)
    await register(online, PING)


async def test_commands_work_in_direct_messages(online: RawBot, guild: Guild) -> None:
    """In direct messages there is a user instead of a member."""
    await register(online)
    alice = await guild.add_person("alice")
    outcome, interaction, _ = await online.serve(
        alice.command(await alice.direct_messages(), "ping"), 4, {"content": "pong"}
    )
    assert (interaction["user"]["id"], interaction["context"]) == (str(alice.id), 1)
    assert "member" not in interaction
    assert outcome.text == "pong"


async def test_nothing_here_was_a_fault_of_the_playground(playground: Playground) -> None:
    """All of the above left no error of the playground behind."""
    assert await playground.playground_errors() == []
    assert await playground.unimplemented() == {}
