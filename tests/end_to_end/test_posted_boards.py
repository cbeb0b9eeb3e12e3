"""/boards and what it brings about: boards posted by webhook, edited, turned, healed; and `leaderboard --post`."""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio

from playground.client import CannotAct, Channel
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

CHANNEL, PERIODS, HOUR, ZONE, SCOPE = (
    *("Channel for the leaderboards", "Which leaderboards", "When new messages come"),
    *("Time zone", "Whose contributions count"),
)
POSTING = "POST /webhooks/*"
MISSING_PERMISSION, TOO_MANY_WEBHOOKS, UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, UNKNOWN_CHANNEL = (
    50013,
    30007,
    10015,
    10008,
    10003,
)
ANNOUNCEMENTS, VOICE = 5, 2
_numbers = itertools.count(1)


class Manager:
    """Somebody who manages the server, with the card of /boards."""

    def __init__(self, person: Contributor, card: Message) -> None:
        self.person = person.person
        self.guild = person.guild
        self.card = card

    @property
    def boards(self) -> Channel:
        """The channel in which boards are posted."""
        return self.guild.channel("general")

    async def choose(self, menu: str, *options: str | Channel) -> Message:
        """Choose in a menu; returns the card."""
        outcome = await self.person.choose(self.card, menu, options)
        await outcome.settled()
        self.card = await self.person.look(self.card)
        return self.card

    async def press(self, button: str) -> Message:
        """Press a button; returns the card."""
        await (await self.person.press(self.card, button)).settled()
        self.card = await self.person.look(self.card)
        return self.card

    async def turn_on(self, *periods: str) -> Message:
        """Have boards posted in #general; returns the card."""
        await self.choose(CHANNEL, self.boards)
        await self.choose(PERIODS, *periods)
        return await self.press("Turn on")

    async def posted(self) -> list[Message]:
        """What is in the channel, oldest first."""
        return await self.guild.messages(self.boards)


@pytest_asyncio.fixture(loop_scope="package")
async def manager(newcomer: Newcomer) -> Manager:
    """A manager who has the card open."""
    person = await newcomer(permissions=("manage_guild",))
    outcome = await person.person.command(person.channel, "boards")
    return Manager(person, outcome.message)


async def contribute(newcomer: Newcomer, name: str = "") -> Contributor:
    """Somebody new writes a reply, with which they are on boards."""
    number = next(_numbers)
    person = await newcomer(**({"display_name": name} if name else {}))
    await person.finished(await person.reply(), f"a reply that counts on a board, number {number}")
    return person


async def test_boards_are_posted_edited_and_turned(running: RunningBot, manager: Manager, newcomer: Newcomer) -> None:
    """Posted at once, edited not before ten minutes; at the turn of the day final, with a new one for the winners."""
    card = await manager.turn_on("Last 24 hours", "Of all time")
    assert "**On**" in card.text
    assert card.text.count("[posted]") == 2
    day, total = await manager.posted()
    assert day.author_name == "Dataset Bot"
    assert "Nobody yet in the last 24 hours" in day.text
    ann = await contribute(newcomer, "Ann @everyone <@1>")
    await running.playground.advance(minutes=5)
    await running.bot.command("leaderboard", "--post")
    assert [message.edited for message in await manager.posted()] == [False, False]
    await running.playground.advance(minutes=6)
    await comes_true(running, lambda: shows(manager, day, "Ann"))
    await comes_true(running, lambda: shows(manager, total, "Ann"))
    await to_the_turn(running)
    await comes_true(running, lambda: count(manager, 3))
    await comes_true(running, lambda: shows(manager, day, "Final standing"))
    old, _, new = await manager.posted()
    assert "Ann" in old.text
    assert "the winners are named" in new.text, "nobody has points yet, so nobody is congratulated"
    for message in await manager.posted():
        assert message.raw["mention_everyone"] is False
        assert not message.raw["mentions"]
    assert ann.person.name not in {message.author_name for message in await manager.posted()}


async def test_settings_survive_and_other_zones_can_be_typed(running: RunningBot, manager: Manager) -> None:
    """After a kill the card shows what was chosen; a zone that is typed is chosen, one that is none is refused."""
    await manager.choose(CHANNEL, manager.boards)
    await manager.choose(HOUR, "18:00")
    await manager.choose(ZONE, "Asia/Tokyo")
    await manager.choose(SCOPE, "All servers")
    await running.restart()
    opened = await manager.person.press(manager.card, "Other time zone")
    assert opened.modal.inputs[0].value == "Asia/Tokyo"
    refused = await (await manager.person.submit(opened.modal, {"Time zone": "Middle-earth"})).settled()
    assert "I know no time zone of this name" in refused.text
    assert refused.text.count("earth") == 1
    opened = await manager.person.press(manager.card, "Other time zone")
    await (await manager.person.submit(opened.modal, {"Time zone": "Vienna"})).settled()
    card = await manager.person.look(manager.card)
    assert "New messages come at **18:00** in **Europe/Vienna**" in card.text
    assert card.select(CHANNEL).defaults == (manager.boards.id,)
    scope = {option.label: option.default for option in card.select(SCOPE).options}
    assert scope == {"This server": False, "All servers": True}


async def test_only_text_and_announcement_channels_are_offered(manager: Manager, newcomer: Newcomer) -> None:
    """An announcement channel is as good as a text channel; a voice channel is not offered, nor the command to all."""
    news = await manager.guild.create_channel("news", type=ANNOUNCEMENTS)
    voice = await manager.guild.create_channel("voice", type=VOICE)
    with pytest.raises(CannotAct):
        await manager.choose(CHANNEL, voice)
    await manager.choose(CHANNEL, news)
    await manager.press("Turn on")
    assert len(await manager.guild.messages(news)) == 2
    ann = await newcomer()
    with pytest.raises(CannotAct):
        await ann.person.command(ann.channel, "boards")


async def test_deleted_messages_and_webhooks_are_replaced(
    running: RunningBot, manager: Manager, newcomer: Newcomer
) -> None:
    """What people delete comes back once, when there is something new to show."""
    running.provoked.refusals = {UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, MISSING_PERMISSION}
    await manager.turn_on("Of all time")
    (first,) = await manager.posted()
    await manager.guild.delete_message(first)
    await contribute(newcomer, "Bea of the board")
    await running.playground.advance(minutes=11)
    await comes_true(running, lambda: count(manager, 1))
    (second,) = await manager.posted()
    assert "Bea of the board" in second.text
    await manager.guild.delete_webhooks(manager.boards)
    await contribute(newcomer, "Cat of the board")
    await running.playground.advance(minutes=11)

    async def is_replaced() -> bool:
        return any("Cat of the board" in message.text for message in await manager.posted())

    await comes_true(running, is_replaced)
    assert len(await manager.guild.webhooks()) == 1


async def test_post_now_and_off_and_on(running: RunningBot, manager: Manager) -> None:
    """A press brings back what was just deleted; off, the message says so; on again, the same one goes on."""
    running.provoked.refusals = {UNKNOWN_MESSAGE}
    await manager.turn_on("Of all time")
    (first,) = await manager.posted()
    await manager.guild.delete_message(first)
    card = await manager.press("Post now")
    assert "checked" in card.text
    (second,) = await manager.posted()
    card = await manager.press("Turn off")
    assert "The boards stay as they are" in card.text
    (stopped,) = await manager.posted()
    assert "No longer updated since" in stopped.text
    await manager.press("Turn on")
    (again,) = await manager.posted()
    assert again.id == second.id
    assert "No longer updated" not in again.text


async def test_a_deleted_channel_is_told_once(running: RunningBot, manager: Manager) -> None:
    """The manager gets one direct message, and the card says what to do."""
    running.provoked.refusals = {UNKNOWN_CHANNEL, UNKNOWN_WEBHOOK, MISSING_PERMISSION}
    await manager.turn_on("Of all time")
    await manager.guild.delete_channel(manager.boards)
    private = await manager.person.direct_messages()

    async def is_told() -> bool:
        return bool(await manager.person.messages(private))

    await comes_true(running, is_told)
    await running.playground.advance(hours=3)
    (told,) = await manager.person.messages(private)
    assert f"turned on in **{manager.guild.name}**" in told.text
    assert "The channel of the leaderboards no longer exists" in told.text
    again = (await manager.person.command(manager.guild.channel("work"), "boards")).message
    assert "The channel of the leaderboards no longer exists" in again.text
    assert "**Off.**" in again.text


async def test_a_bot_that_was_removed_posts_nothing_more(
    running: RunningBot, manager: Manager, newcomer: Newcomer
) -> None:
    """Its webhook would let it; it does not, also after the next turn."""
    await manager.turn_on("Last 24 hours")
    await contribute(newcomer)
    await manager.guild.kick_bot()
    await to_the_turn(running)
    await running.bot.command("leaderboard", "--post")
    assert len(await manager.posted()) == 1


async def test_a_missing_permission_is_explained(running: RunningBot, manager: Manager) -> None:
    """Without Manage Webhooks the card says so; with it, `Post now` posts."""
    running.provoked.refusals = {MISSING_PERMISSION}
    await manager.guild.set_permissions(manager.boards, "bot", deny=["manage_webhooks"])
    card = await manager.turn_on("Of all time")
    assert "On, but I cannot post" in card.text
    assert "I need the permission **Manage Webhooks** there" in card.text
    assert await manager.posted() == []
    await manager.guild.set_permissions(manager.boards, "bot", allow=["manage_webhooks"])
    card = await manager.press("Post now")
    assert "Manage Webhooks" not in card.text
    assert len(await manager.posted()) == 1
    assert await manager.person.messages(await manager.person.direct_messages()) == []


async def test_a_channel_full_of_webhooks(running: RunningBot, manager: Manager) -> None:
    """30007 is explained where none of the fifteen is the bot's; one that is gets used."""
    running.provoked.refusals = {TOO_MANY_WEBHOOKS}
    for number in range(15):
        await running.call_as_bot("POST", f"/channels/{manager.boards.id}/webhooks", {"name": f"hook {number}"})
    await manager.turn_on("Of all time")
    assert len(await manager.posted()) == 1, "the bot's own webhook is used again"
    assert len(await manager.guild.webhooks()) == 15


async def test_discord_in_trouble_while_posting(running: RunningBot, manager: Manager, newcomer: Newcomer) -> None:
    """A connection that breaks after the message has arrived leaves one message, not two."""
    await running.playground.misbehave(POSTING, drop="after", times=1)
    await manager.choose(CHANNEL, manager.boards)
    await manager.choose(PERIODS, "Of all time")
    with contextlib.suppress(TimeoutError):
        await manager.press("Turn on")
    await running.playground.behave()
    assert len(await manager.posted()) == 1
    await contribute(newcomer, "Dora of the board")
    await running.playground.advance(minutes=11)
    (message,) = await manager.posted()
    await comes_true(running, lambda: shows(manager, message, "Dora of the board"))
    assert len(await manager.posted()) == 1


async def test_too_many_edits_are_waited_out(running: RunningBot, manager: Manager, newcomer: Newcomer) -> None:
    """429 for edits of an old message: nothing is posted anew, and later the message is edited."""
    await manager.turn_on("Of all time")
    (message,) = await manager.posted()
    await contribute(newcomer, "Emma of the board")
    await running.playground.request_counts(reset=True)
    await running.playground.misbehave(f"PATCH /webhooks/*/messages/{message.id}", status=429)
    await running.playground.advance(minutes=11)

    async def was_refused() -> bool:
        return (await running.playground.request_counts()).by_status.get(429, 0) > 0

    await comes_true(running, was_refused)
    await running.playground.behave()
    assert [each.edited for each in await manager.posted()] == [False]
    await running.playground.advance(minutes=11)
    await comes_true(running, lambda: shows(manager, message, "Emma of the board"))


async def test_the_command_line_posts_beside_the_bot_and_without_it(
    running: RunningBot, manager: Manager, newcomer: Newcomer
) -> None:
    """Both find the same turn at once: one new message. With the bot stopped, the command does it all alone."""
    await manager.turn_on("Last 24 hours")
    await contribute(newcomer, "Fay of the board")
    await running.playground.advance(minutes=11)
    await to_the_turn(running)
    await asyncio.gather(*(running.bot.command("leaderboard", "--post") for _ in range(2)))
    await comes_true(running, lambda: count(manager, 2))
    await contribute(newcomer, "Gil of the board")
    await running.bot.stop()
    await running.playground.advance(days=1)
    told = await running.bot.command("leaderboard", "--post")
    assert "Posted: " in told
    assert len(await manager.posted()) == 3
    heading, best, *_ = (await running.bot.command("leaderboard")).splitlines()
    assert "points" in heading
    assert best.split()[0] == "1"
    await running.bot.start()
    await running.playground.advance(minutes=11)
    assert len(await manager.posted()) == 3


async def test_the_deleted_disappear_from_boards(running: RunningBot, manager: Manager, newcomer: Newcomer) -> None:
    """Who deletes their data is named by no message any more, final standings included."""
    await manager.turn_on("Last 24 hours", "Of all time")
    gus = await contribute(newcomer, "Gus the Forgotten")
    await contribute(newcomer, "Hal the Remaining")
    await to_the_turn(running)
    await comes_true(running, lambda: count(manager, 3))
    await running.playground.advance(minutes=11)

    async def all_show() -> bool:
        return all("Gus the Forgotten" in message.text for message in await manager.posted())

    await comes_true(running, all_show)
    asked = await gus.person.command(gus.channel, "privacy delete")
    await gus.press((await asked.settled()).message, "Delete everything about me")
    await running.playground.advance(minutes=2)

    async def none_shows() -> bool:
        return not any("Gus the Forgotten" in message.text for message in await manager.posted())

    await comes_true(running, none_shows)
    assert all("Hal the Remaining" in message.text for message in await manager.posted())


async def test_no_secret_is_in_the_log(running: RunningBot, manager: Manager) -> None:
    """The tokens of webhooks stand in no line of the log, whatever went wrong above."""
    await manager.turn_on("Of all time")
    log = (running.folder / "bot.log").read_text(encoding="utf-8")
    tokens = [webhook["token"] for webhook in await manager.guild.webhooks()]
    assert tokens
    assert not any(token in log for token in tokens)


async def comes_true(running: RunningBot, is_so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something has come true, letting minutes pass: the bot looks once a minute of its clock.

    Raises:
        TimeoutError: it has not within ten minutes of the playground's clock.
    """
    for _ in range(10):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                while not await is_so():  # noqa: ASYNC110 - it is in other processes that things come true
                    await asyncio.sleep(0.05)
                return
        await running.playground.advance(minutes=1)
    raise TimeoutError


async def to_the_turn(running: RunningBot) -> None:
    """Move the clock to just after nine o'clock UTC."""
    now = await running.playground.now()
    turn = now.replace(hour=9, minute=0, second=5)
    await running.playground.advance(seconds=(turn - now).total_seconds() % 86_400)


async def shows(manager: Manager, message: Message, text: str) -> bool:
    """Whether a message shows a text now."""
    return any(text in each.text for each in await manager.posted() if each.id == message.id)


async def count(manager: Manager, messages: int) -> bool:
    """Whether there are so many messages."""
    return len(await manager.posted()) == messages
