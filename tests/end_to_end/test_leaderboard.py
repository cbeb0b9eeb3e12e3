"""The leaderboard: pages, periods, one's own place, and the profile with sharing and hiding."""

import pytest

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

HIDE, SHOW = "Hide me from leaderboards", "Show me on leaderboards"


async def test_nobody_yet(newcomer: Newcomer) -> None:
    """In a new server the board is empty, invites, and only the one who asked sees it."""
    ann = await newcomer()
    board = await leaderboard(ann, period="day")
    assert "Nobody yet in the last 24 hours. Be the first" in board.text
    assert board.ephemeral
    assert labels(board) == ["All servers"]


async def test_pages_and_periods(newcomer: Newcomer, running: RunningBot) -> None:
    """Ten people are on a page; Next and Previous turn it in place, the select of periods changes the period."""
    people = [await newcomer() for _ in range(11)]
    for person in people:
        await person.finished(
            await person.work(task="initial_prompt", language=WITHOUT_ANYTHING), f"Vraag van {person.person.name}?"
        )
    board = await leaderboard(people[0], period="total")
    assert board.text.count("⭐\u00a0**0**") == 10
    assert labels(board) == ["Next", "Where am I", "All servers"]
    second = await people[0].pressed(board, "Next")
    assert second.id == board.id
    assert second.text.count("⭐\u00a0**0**") == 1
    back = await people[0].pressed(second, "Previous")
    assert (back.text.split("\n")[2:], labels(back)) == (board.text.split("\n")[2:], labels(board))
    month = await (await people[0].person.choose(board, str(board.selects[0].custom_id), ["Last 30 days"])).settled()
    assert "Last 30 days" in month.message.text.split("\n")[0]
    for forged in ("leaderboard1:page:-:year/server/99", "leaderboard1:me:-", "leaderboard1:page:-:day/server/998"):
        outcome = await (await running.playground.raw_press(people[0].person, board, forged)).settled()
        assert not outcome.failed, forged


async def test_in_a_direct_message_there_is_the_board_of_all(newcomer: Newcomer) -> None:
    """Without a server, everybody's contributions count, and there is no way to a board of a server."""
    ann = await newcomer()
    outcome = await ann.person.command(await ann.person.direct_messages(), "leaderboard", period="total")
    board = (await outcome.settled()).message
    assert "All servers" in board.text
    assert labels(board)[-1] == "Where am I"


async def test_a_profile_before_and_after(newcomer: Newcomer) -> None:
    """A newcomer is told how to begin; after a reply there are level, rank, streak, and what points come from."""
    ann = await newcomer()
    before = await profile(ann)
    assert "/work gives you a first task" in before.text
    assert labels(before) == []
    await replies(ann, 1)
    after = await profile(ann)
    assert after.ephemeral
    for part in (
        "**0 points, level 1**; 4 more to level 2",
        "Last 24 hours: **#1** · **#",
        "**One day** with contributions",
        "- replies as the assistant: up to **8 points** each",
        "0 prompts · one reply",
        "0 of 1 text accepted so far (0%)",
    ):
        assert part in after.text
    assert labels(after) == ["Share", HIDE, "Tell me good news"]


async def test_sharing(newcomer: Newcomer, guild: Guild) -> None:
    """Share posts the profile for everybody, once, without controls; it is not offered where one may not write."""
    ann, bea = await newcomer(display_name="Ann Sharing"), await newcomer()
    await replies(ann, 1)
    card = await profile(ann)
    outcome = await (await ann.person.press(card, "Share")).until_shown(1)
    (posted,) = outcome.shown
    assert not posted.ephemeral
    seen = next(message for message in await bea.person.messages(ann.channel) if message.id == posted.id)
    assert "Ann Sharing" in seen.text
    assert "up to" not in seen.text
    assert labels(seen) == []
    shared = await ann.person.look(card)
    assert "everybody in this channel" in shared.text
    assert not shared.has_button("Share")
    await guild.set_permissions(ann.channel, "everyone", deny=["send_messages"])
    assert labels(await profile(ann)) == [HIDE, "Tell me good news"]
    in_thread = await (await ann.person.command(await ann.thread(), "profile")).settled()
    assert labels(in_thread.message) == ["Share", HIDE, "Tell me good news"]


async def test_a_shared_profile_cannot_be_forced(newcomer: Newcomer, guild: Guild, running: RunningBot) -> None:
    """Whoever presses Share where they may not write any more reads why, and nothing is posted."""
    ann = await newcomer()
    await replies(ann, 1)
    card = await profile(ann)
    await guild.set_permissions(ann.channel, "everyone", deny=["send_messages"])
    outcome = await (await running.playground.raw_press(ann.person, card, "profile1:share:-")).settled()
    assert "You may not write in this channel" in outcome.text
    assert all(message.ephemeral for message in outcome.shown)


async def test_hiding_and_showing(newcomer: Newcomer, running: RunningBot) -> None:
    """Who hides is on no board and has no profile for others, shared or asked for, as if unknown; and can return."""
    ann, bea, nobody = await newcomer(display_name="Ann Hiding"), await newcomer(), await newcomer()
    await replies(ann, 1)
    assert "Ann Hiding" in (await leaderboard(bea)).text
    assert "**0 points, level 1**" in (await profile(bea, of=ann)).text
    card = await profile(ann)
    posted = (await (await ann.person.press(card, "Share")).until_shown(1)).shown[0]
    hidden = await ann.pressed(await ann.person.look(card), HIDE)
    assert "You are hidden" in hidden.text
    assert "The profile that you had shared disappears" in hidden.text
    assert labels(hidden) == [SHOW, "Tell me good news"]
    await running.playground.advance(minutes=2)

    async def is_gone() -> bool:
        return posted.id not in {message.id for message in await bea.person.messages(ann.channel)}

    await running.until(is_gone)
    assert "Ann Hiding" not in (await leaderboard(bea)).text
    told = (await profile(bea, of=ann)).text
    assert "There is nothing to show about this person" in told
    assert told == (await profile(bea, of=nobody)).text
    assert "You are hidden from leaderboards" in (await leaderboard(ann)).text
    assert "You are hidden" not in (await ann.pressed(hidden, SHOW)).text
    assert "Ann Hiding" in (await leaderboard(bea)).text


async def test_a_shared_profile_goes_with_its_owner(newcomer: Newcomer, running: RunningBot) -> None:
    """Who has everything about themselves deleted is gone from channels in which they shared their profile."""
    ann, bea = await newcomer(), await newcomer()
    await replies(ann, 1)
    posted = (await (await ann.person.press(await profile(ann), "Share")).until_shown(1)).shown[0]
    question = (await (await ann.person.command(ann.channel, "privacy delete")).settled()).message
    await ann.press(question, "Delete everything about me")
    running.provoked.refusals.add(50013)  # the bot asks for no right to delete threads; it empties them without
    await running.playground.advance(minutes=2)

    async def is_gone() -> bool:
        return posted.id not in {message.id for message in await bea.person.messages(ann.channel)}

    await running.until(is_gone)


async def test_it_speaks_the_readers_language(newcomer: Newcomer) -> None:
    """A German client shows the board and the profile in German."""
    ann = await newcomer(locale="de")
    board = (await (await ann.person.command(ann.channel, "leaderboard")).settled()).message
    assert "In den letzten 7 Tagen noch niemand" in board.text
    assert "Hier ist noch nichts" in (await profile(ann)).text


async def leaderboard(ann: Contributor, **options: str) -> Message:
    """`/leaderboard`, and its card."""
    return (await (await ann.person.command(ann.channel, "leaderboard", **options)).settled()).message


async def profile(ann: Contributor, of: Contributor | None = None) -> Message:
    """`/profile`, and its card."""
    options = {} if of is None else {"user": of.person}
    return (await (await ann.person.command(ann.channel, "profile", **options)).settled()).message


async def replies(ann: Contributor, count: int) -> None:
    """Somebody replies as the assistant, so often."""
    for number in range(count):
        await ann.finished(await ann.reply(), f"Reply {number} by {ann.person.name}.")
