"""Points, statistics and leaderboards."""

from __future__ import annotations

import pytest

from bot.backends.base import Capability
from bot.backends.errors import NotSupported
from bot.backends.values import RankingAnswer
from bot.protocol.moments import DAY, HOUR
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from tests.backends import rulings
from tests.backends.community import OTHER_SERVER, SERVER, Community, Law
from tests.backends.conformance.conftest import Found

pytestmark = pytest.mark.law(Law.ALONE)


async def test_nobody_yet(found: Found) -> None:
    """Without contributions boards are empty, and one's own statistics are zeros without a rank."""
    community = await found()
    person = community.person(1)
    await community.backend.admit(person)
    for time_frame in TimeFrame:
        assert (await community.backend.leaderboard(time_frame)).leaderboard == ()
        score = await community.backend.stats(person, time_frame)
        assert (score.rank, score.leader_score, score.prompts) == (None, 0, 0)


async def test_what_everything_earns(found: Found) -> None:
    """Texts, their acceptance, rankings, their agreement and the places given in them are counted as documented."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    best, worst = community.person(1), community.person(2)
    prompter = community.person(3)
    prompt = await community.growing_tree(prompter)
    for author in (best, worst):
        await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author)
    replies = {
        message.user_id: message.id
        for message in (await community.messages(prompt)).values()
        if message.parent_id == prompt
    }
    rankers = [community.person(number) for number in (4, 5, 6)]
    for ranker in rankers:
        held = await community.take(ranker, TaskType.RANK_ASSISTANT_REPLIES)
        shown = [message.id for message in held.rank_task.ranked_messages]
        first = shown.index(replies[best.person_id])
        receipt = await community.give(held, RankingAnswer(ranking=(first, 1 - first)))
        assert receipt.points == 1
    score = await community.backend.stats(best, TimeFrame.TOTAL)
    assert (score.replies_assistant, score.accepted_replies_assistant, score.reply_ranked_1) == (1, 1, 3)
    assert score.leader_score == 4 + 4 + 3 * 9
    assert score.level == 6
    score = await community.backend.stats(worst, TimeFrame.TOTAL)
    assert (score.reply_ranked_1, score.reply_ranked_2) == (0, 3)
    assert score.leader_score == 4 + 4 + 3 * 3
    score = await community.backend.stats(prompter, TimeFrame.TOTAL)
    assert (score.prompts, score.accepted_prompts, score.leader_score) == (1, 1, 0)
    for ranker in rankers:
        score = await community.backend.stats(ranker, TimeFrame.TOTAL)
        assert score.rankings_total == 1
        if Capability.LIVE_BOARDS in community.capabilities:
            assert score.rankings_good == 1


async def test_ten_prompts_make_a_point(found: Found) -> None:
    """The tenth prompt earns what each of them is a tenth of, where the backend counts at once."""
    community = await found()
    community.needs(Capability.LIVE_BOARDS)
    person = community.person(1)
    points = [(await community.work(person, TaskType.INITIAL_PROMPT)).points for _ in range(10)]
    assert points == [0] * 9 + [1]


async def earn(community: Community, number: int, packages: int, server: int | None = SERVER) -> None:
    """Have a person earn two points for each review of a prompt."""
    for _ in range(packages):
        await community.write_prompt(community.newcomer())
        held = await community.take(community.person(number), TaskType.LABEL_INITIAL_PROMPT)
        await community.give(held, server=server)


async def test_a_leaderboard(found: Found) -> None:
    """The best come first, equal points have one rank, and it can be read in pages."""
    community = await found(num_reviews_initial_prompt=1)
    for number, packages in ((1, 3), (2, 1), (3, 2), (4, 1)):
        await earn(community, number, packages)
    board = (await community.backend.leaderboard(TimeFrame.TOTAL)).leaderboard
    top = [row for row in board if row.leader_score > 0]
    assert [row.leader_score for row in top] == [6, 4, 2, 2]
    assert [row.rank for row in top] == [1, 2, 3, 3]
    assert [row.display_name for row in top[:2]] == ["person 1", "person 3"]
    assert top[0].username == str(community.person(1).discord_id)
    page = (await community.backend.leaderboard(TimeFrame.TOTAL, limit=2, offset=1)).leaderboard
    assert [row.rank for row in page] == [2, 3]
    assert (await community.backend.stats(community.person(3), TimeFrame.TOTAL)).rank == 2


async def test_neighbours(found: Found) -> None:
    """The rows around somebody are a part of the board with its ranks, fewer at its ends, for any reach."""
    community = await found(num_reviews_initial_prompt=1)
    packages = (4, 3, 2, 2, 2, 1)
    for number, several in enumerate(packages, start=1):
        await earn(community, number, several)
    board = (await community.backend.leaderboard(TimeFrame.TOTAL)).leaderboard
    places = {row.user_id: place for place, row in enumerate(board)}
    for number in range(1, len(packages) + 1):
        person = community.person(number)
        place = places[person.person_id]
        for reach in (0, 1, 2, 60):
            rows = await community.backend.neighbours(person, TimeFrame.TOTAL, reach=reach)
            expected = board[max(0, place - reach) : place + reach + 1]
            assert [(row.user_id, row.rank, row.leader_score) for row in rows] == [
                (row.user_id, row.rank, row.leader_score) for row in expected
            ]
        assert len(await community.backend.neighbours(person, TimeFrame.TOTAL)) <= 5
        assert (await community.backend.stats(person, TimeFrame.TOTAL)).rank == board[place].rank
    assert [board[places[community.person(number).person_id]].rank for number in (3, 4, 5, 6)] == [3, 3, 3, 6]


async def test_who_has_no_neighbours(found: Found) -> None:
    """Who contributed nothing, hides or is disabled has no row on any board, and so no neighbours."""
    community = await found(num_reviews_initial_prompt=1)
    community.needs(Capability.MODERATION)
    idle, hidden, disabled = (community.person(number) for number in (1, 2, 3))
    await community.backend.admit(idle)
    for number in (2, 3, 4):
        await earn(community, number, 1)
    assert await community.backend.is_visible(hidden) is True
    await community.backend.set_visible(hidden, visible=False)
    await rulings.enable(community.backend, disabled.person_id, community.person(99), enabled=False)
    assert await community.backend.is_visible(hidden) is False
    for time_frame in TimeFrame:
        for person in (idle, hidden, disabled, community.person(98)):
            assert await community.backend.neighbours(person, time_frame) == ()
        around = await community.backend.neighbours(community.person(4), time_frame)
        shown = {row.user_id for row in around}
        assert community.person(4).person_id in shown
        assert not shown & {hidden.person_id, disabled.person_id}
    await community.backend.set_visible(hidden, visible=True)
    assert await community.backend.is_visible(hidden) is True
    assert len(await community.backend.neighbours(hidden, TimeFrame.TOTAL, reach=0)) == 1


async def test_boards_of_servers(found: Found) -> None:
    """A server's board has what was contributed there; the board of all has everything."""
    community = await found(num_reviews_initial_prompt=1)
    community.needs(Capability.LIVE_BOARDS)
    await earn(community, 1, 1, SERVER)
    await earn(community, 1, 2, OTHER_SERVER)
    await earn(community, 2, 1, None)
    here = (await community.backend.leaderboard(TimeFrame.DAY, server_id=SERVER)).leaderboard
    assert here[0].leader_score == 2
    there = (await community.backend.leaderboard(TimeFrame.DAY, server_id=OTHER_SERVER)).leaderboard
    assert [row.leader_score for row in there] == [4]
    everywhere = (await community.backend.leaderboard(TimeFrame.DAY)).leaderboard
    assert [row.leader_score for row in everywhere[:2]] == [6, 2]
    both, nowhere = community.person(1), community.person(2)
    for time_frame in TimeFrame:
        stats = [await community.backend.stats(both, time_frame, server_id=each) for each in (SERVER, OTHER_SERVER)]
        assert [(score.leader_score, score.labels_full, score.rank) for score in stats] == [(2, 1, 1), (4, 2, 1)]
        score = await community.backend.stats(nowhere, time_frame, server_id=SERVER)
        assert (score.rank, score.leader_score) == (None, 0)
        around = await community.backend.neighbours(both, time_frame, server_id=OTHER_SERVER)
        assert [(row.user_id, row.rank, row.leader_score) for row in around] == [(both.person_id, 1, 4)]
        assert await community.backend.neighbours(nowhere, time_frame, server_id=SERVER) == ()


async def test_a_backend_that_knows_no_servers(found: Found) -> None:
    """Where boards are not kept by server, asking for one is refused as not supported."""
    community = await found()
    if Capability.LIVE_BOARDS in community.capabilities:
        pytest.skip("this backend knows servers")
    person = community.person(1)
    for call in (
        community.backend.stats(person, TimeFrame.DAY, server_id=SERVER),
        community.backend.neighbours(person, TimeFrame.DAY, server_id=SERVER),
        community.backend.leaderboard(TimeFrame.DAY, server_id=SERVER),
    ):
        with pytest.raises(NotSupported):
            await call


@pytest.mark.parametrize(
    ("time_frame", "still", "over"),
    [
        (TimeFrame.DAY, 23 * HOUR, 25 * HOUR),
        (TimeFrame.WEEK, 7 * DAY, 8 * DAY),
        (TimeFrame.MONTH, 30 * DAY, 31 * DAY),
    ],
)
async def test_periods_turn(found: Found, time_frame: TimeFrame, still: int, over: int) -> None:
    """A contribution counts in its period and not beyond; in the total it always does."""
    community = await found(num_reviews_initial_prompt=1)
    await earn(community, 1, 1)
    person = community.person(1)
    community.clock.move(still)
    assert (await community.backend.stats(person, time_frame)).leader_score == 2
    assert person.person_id in {row.user_id for row in (await community.backend.leaderboard(time_frame)).leaderboard}
    community.clock.move(over - still)
    assert (await community.backend.stats(person, time_frame)).leader_score == 0
    assert (await community.backend.leaderboard(time_frame)).leaderboard == ()
    assert (await community.backend.stats(person, TimeFrame.TOTAL)).leader_score == 2


async def test_hidden_and_disabled_people_are_not_shown(found: Found) -> None:
    """Who hides, or is disabled, is on no board, and the others move up; their own statistics stay."""
    community = await found(num_reviews_initial_prompt=1)
    community.needs(Capability.MODERATION)
    for number, packages in ((1, 3), (2, 2), (3, 1)):
        await earn(community, number, packages)

    async def shown() -> list[tuple[str, int | None]]:
        board = (await community.backend.leaderboard(TimeFrame.TOTAL)).leaderboard
        return [(row.display_name, row.rank) for row in board if row.leader_score > 0]

    await community.backend.set_visible(community.person(1), visible=False)
    assert await shown() == [("person 2", 1), ("person 3", 2)]
    await rulings.enable(community.backend, community.person(2).person_id, community.person(99), enabled=False)
    assert await shown() == [("person 3", 1)]
    assert (await community.backend.stats(community.person(3), TimeFrame.TOTAL)).rank == 1
    await community.backend.set_visible(community.person(1), visible=True)
    await rulings.enable(community.backend, community.person(2).person_id, community.person(99), enabled=True)
    assert await shown() == [("person 1", 1), ("person 2", 2), ("person 3", 3)]


async def test_a_streak(found: Found) -> None:
    """Days in a row are counted, and lost after 36 hours without a contribution."""
    community = await found()
    person = community.person(1)
    for _ in range(3):
        await community.work(person, TaskType.INITIAL_PROMPT)
        community.clock.move(DAY)
    assert (await community.backend.stats(person, TimeFrame.TOTAL)).streak_days == 3
    community.clock.move(13 * HOUR)
    assert (await community.backend.stats(person, TimeFrame.TOTAL)).streak_days == 0


async def test_a_new_name_is_shown(found: Found) -> None:
    """Boards show the name that somebody had when they last asked for a package."""
    community = await found(num_reviews_initial_prompt=1)
    await earn(community, 1, 1)
    renamed = community.person(1).__class__(community.person(1).person_id, community.person(1).discord_id, "new name")
    await community.take(renamed, TaskType.INITIAL_PROMPT)
    board = (await community.backend.leaderboard(TimeFrame.TOTAL)).leaderboard
    assert board[0].display_name == "new name"
