"""A bot on hikari and lightbulb, unmodified, as its own process in the playground."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
import pytest_asyncio

from playground.client import Guild, NotInTime, Playground, PlaygroundError
from tests.playground.conftest import OPENAPI, tiny_bot

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where everything that people see is recorded."""
    return tmp_path_factory.mktemp("record") / "record.jsonl"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def playground(record: Path) -> AsyncIterator[Playground]:
    """A playground that records."""
    openapi = OPENAPI if OPENAPI.exists() else None
    async with Playground.start(record=record, answer_seconds=2.0, openapi=openapi, patient=True) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(playground: Playground, guild: Guild) -> AsyncIterator[asyncio.subprocess.Process]:
    """The small bot, asking for Zstandard compression as hikari[speedups] does."""
    assert guild.id
    async with tiny_bot(playground) as process:
        yield process


async def test_commands_are_registered_before_the_bot_is_ready(playground: Playground, bot: object) -> None:
    """When a bot is connected its commands are there."""
    assert bot
    names = [command["name"] for command in await playground.registered_commands()]
    assert sorted(names) == ["Greet", "Inspect message", "board", "card", "defer", "ping", "room", "secret"]


async def test_a_command_is_answered(guild: Guild, bot: object) -> None:
    """A slash command with its person's language comes back as a message that all can read."""
    assert bot
    alice, bob = await guild.add_person("alice", locale="de"), await guild.add_person("bob")
    outcome = await alice.command(guild.channel("work"), "ping")
    assert outcome.text == "pong de"
    assert (await bob.messages(guild.channel("work")))[-1].text == "pong de"
    secret = await alice.command(guild.channel("work"), "secret")
    assert secret.message.ephemeral


async def test_a_card_is_pressed_chosen_from_and_written_on(guild: Guild, bot: object) -> None:
    """Buttons, a menu, a modal, updates, deferred updates and ephemeral answers of a Components V2 card."""
    assert bot
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    shown = await alice.command(guild.channel("work"), "card", start=3, friend=bob)
    card = shown.message
    assert [button.label for button in card.buttons] == ["Count", "Write reply", "Later", "Slow", "Off"]
    assert card.button("Off").disabled
    assert not card.has_button("Off")
    pressed = await alice.press(card, "Count")
    assert (pressed.kind, pressed.message.id) == ("update", card.id)
    assert pressed.message.text == "# Card\nPressed 4 times"
    assert card.select("Colour").labels() == ["Red", "Green"]
    chosen = await alice.choose(card, "Colour", ["Green"])
    assert (chosen.text, chosen.message.ephemeral) == ("you chose green", True)
    later = await (await alice.press(card, "Later")).settled()
    assert later.message.text.endswith("100 times")
    modal = (await alice.press(card, "Write reply")).modal
    assert modal.title == "Write a reply"
    written = await alice.submit(modal, {"Your reply": "Guten Morgen 🌞"})
    assert (written.kind, written.text) == ("update", "You wrote: Guten Morgen 🌞")


async def test_a_deferred_answer_settles_and_more_follows(guild: Guild, bot: object) -> None:
    """A deferred answer is completed, then a follow-up comes."""
    assert bot
    alice = await guild.add_person("alice")
    outcome = await alice.command(guild.channel("work"), "defer")
    assert (outcome.kind, outcome.message.loading) == ("deferred_message", True)
    assert (await outcome.settled()).shown[0].text == "thought about it"
    assert [message.text for message in (await outcome.until_shown(2)).shown][1] == "and one more thing"


async def test_a_private_thread_is_opened_with_a_card_in_it(guild: Guild, bot: object) -> None:
    """The thread is there for its person with the card, and buttons in it work."""
    assert bot
    alice = await guild.add_person("alice")
    outcome = await alice.command(guild.channel("work"), "room")
    (thread,) = await alice.threads(guild)
    assert outcome.text == f"<#{thread.id}>"
    (card,) = await alice.messages(thread)
    assert (await alice.press(card, "Count")).message.text == "# Card\nPressed 1 times"


async def test_a_webhook_posts_a_file_and_edits(guild: Guild, bot: object) -> None:
    """A board posted through a webhook has its file and its second text."""
    assert bot
    alice = await guild.add_person("alice")
    await alice.command(guild.channel("general"), "board")
    (board,) = [message for message in await alice.messages(guild.channel("general")) if not message.ephemeral]
    assert (board.text, [file.filename for file in board.attachments]) == ("second", ["hello.txt"])


async def test_menus_and_autocomplete_work(guild: Guild, bot: object) -> None:
    """Commands from menus of messages and people, and suggestions while typing."""
    assert bot
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    written = await bob.send(guild.channel("work"), "hello")
    assert (await alice.message_command(written, "Inspect message")).text == f"message {written.id} by bob"
    assert (await alice.user_command(guild.channel("work"), bob, "Greet")).text == "hello bob"
    choices = await alice.autocomplete(guild.channel("work"), "card", "fruit", "ap")
    assert [choice.name for choice in choices] == ["apple", "apricot"]
    assert (await alice.command(await alice.direct_messages(), "ping")).text == "pong en-US"


async def test_an_answer_that_comes_too_late_fails(
    playground: Playground, guild: Guild, bot: asyncio.subprocess.Process
) -> None:
    """The person sees the interaction fail and the bot is told 10062."""
    alice = await guild.add_person("alice")
    card = (await alice.command(guild.channel("work"), "card")).message
    pressed = asyncio.create_task(alice.press(card, "Slow"))
    await line_of(bot, "SLOW")
    await playground.invalidate_session()  # a bot whose session is over is not waited for
    assert (await pressed).failed
    assert await line_of(bot, "LATE") == "LATE 10062"


async def line_of(bot: asyncio.subprocess.Process, beginning: str) -> str:
    """The next line that the bot prints with this beginning."""
    assert bot.stdout is not None
    async with asyncio.timeout(600):
        while not (line := (await bot.stdout.readline()).decode()).startswith(beginning):
            assert line, "the bot ended"
    return line.strip()


async def test_a_bot_survives_trouble_with_its_connection(playground: Playground, guild: Guild, bot: object) -> None:
    """hikari resumes after a cut and after being asked to reconnect, and starts anew after an invalid session."""
    assert bot
    alice = await guild.add_person("alice")
    before = await playground.state()
    await playground.ask_reconnect()
    await playground.bot_gone()
    press = asyncio.create_task(alice.command(guild.channel("work"), "ping"))
    after = await playground.bot_ready()
    assert after["resumes"] == before["resumes"] + 1
    await press  # answered or failed, depending on how fast hikari came back; the next one must work
    assert (await alice.command(guild.channel("work"), "ping")).text == "pong en-US"


async def test_nothing_was_invalid_or_missing(playground: Playground, bot: object) -> None:
    """All requests of hikari and lightbulb are valid, against Discord's own description too, and implemented."""
    assert bot
    late = [request for request in await playground.invalid_requests() if request.code != 10062]
    assert late == []
    assert await playground.unimplemented() == {}
    assert await playground.playground_errors() == []


async def test_the_record_tells_everything_in_order(record: Path, bot: object) -> None:
    """The record has numbered lines for people, acts, messages, edits, modals and failures."""
    assert bot
    lines = [orjson.loads(line) for line in record.read_bytes().splitlines()]  # noqa: ASYNC240 - a small file
    assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))
    kinds = {line["kind"] for line in lines}
    expected = {"person", "guild", "channel", "command", "press", "choose", "modal_open", "modal_submit"}
    assert expected | {"message", "message_edit", "failed"} <= kinds
    secret = next(line for line in lines if line["kind"] == "message" and line["message"]["content"] == "only you")
    alice = next(line for line in lines if line["kind"] == "person" and line["name"] == "alice")
    assert secret["only_for"] == alice["id"]
    submit = next(line for line in lines if line["kind"] == "modal_submit")
    assert submit["values"] == {"text": "Guten Morgen 🌞"}
    opened = next(line for line in lines if line["kind"] == "modal_open")
    assert opened["modal"]["title"] == "Write a reply"


async def test_bots_without_zstandard_and_killed_bots(playground: Playground, guild: Guild, bot: object) -> None:
    """A killed bot is noticed, and the next one, asking for zlib, answers buttons that the first one posted."""
    assert bot
    alice = await guild.add_person("alice")
    card = (await alice.command(guild.channel("work"), "card")).message
    assert isinstance(bot, asyncio.subprocess.Process)
    bot.kill()
    await playground.bot_gone()
    assert (await alice.press(card, "Count")).failed
    async with tiny_bot(playground, PLAYGROUND_COMPRESSION="zlib"):
        assert (await alice.press(card, "Count")).message.text == "# Card\nPressed 1 times"


async def test_the_clock_moves_for_playground_and_bot(playground: Playground) -> None:
    """Moving the clock changes the playground's time and the offset in the file, and never goes back."""
    before = await playground.now()
    offset = float(playground.clock_file.read_text())
    moved = await playground.advance(hours=25)
    assert moved - before >= timedelta(hours=25)
    assert float(playground.clock_file.read_text()) == offset + 25 * 3_600
    with pytest.raises(PlaygroundError, match="backwards"):
        await playground.advance(seconds=-1)


async def test_waiting_in_vain_says_so(playground: Playground) -> None:
    """Waiting for a bot that does not come ends with its own error."""
    with pytest.raises(NotInTime):
        await playground.bot_ready(timeout=0.05)


@pytest.mark.slow
async def test_a_playground_that_cannot_start_says_so(tmp_path: Path) -> None:
    """A wrong option ends in an error, not in a wait."""
    with pytest.raises(PlaygroundError, match="exit code"):
        async with Playground.start(openapi=tmp_path / "missing.json"):
            raise AssertionError


@pytest.mark.slow
async def test_the_process_ends_with_the_block(tmp_path: Path) -> None:
    """After the block nothing listens any more."""
    async with Playground.start(clock_file=tmp_path / "clock") as playground:
        port = playground.port
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    assert (tmp_path / "clock").exists()
