"""Reading over the wire: whose ids are shown, to whom, and how long lists are cut."""

from __future__ import annotations

from aiohttp import web

from bot.backends.oasst_api.recent import Recent
from bot.backends.values import ContributionState
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import MINUTE
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends.community import SERVER, Community
from tests.backends.oasst_api.conftest import Installation
from tests.backends.oasst_api.served import UNTRUSTED_KEY
from tests.backends.oasst_api.server import failure


async def stranger_prompt(installation: Installation, community: Community) -> None:
    """Have somebody write a prompt who is none of our people."""
    stranger = community.person(5000)
    await community.backend.admit(stranger)
    await community.work(stranger, TaskType.INITIAL_PROMPT)
    assert installation.server.state.users[str(stranger.discord_id)].user_id != stranger.person_id


async def test_authors_are_named_by_our_ids(installation: Installation) -> None:
    """Our people have our ids in messages and on boards, after a restart too; others keep the backend's."""
    community = await installation.community()
    prompt = await community.growing_tree(community.person(1))
    await stranger_prompt(installation, community)
    state = installation.server.state
    backend = await installation.client()
    assert (await backend.message(prompt)).user_id == community.person(1).person_id
    assert (await backend.conversation(prompt)).messages[0].user_id == community.person(1).person_id
    assert (await backend.tree(prompt)).messages[0].user_id == community.person(1).person_id
    rows = {row.username: row.user_id for row in (await backend.leaderboard(TimeFrame.TOTAL)).leaderboard}
    assert rows[str(community.person(1).discord_id)] == community.person(1).person_id
    stranger = str(community.person(5000).discord_id)
    assert rows[stranger] == state.users[stranger].user_id


async def test_somebody_whom_the_backend_does_not_know_reads(installation: Installation) -> None:
    """An unknown reader is refused by the header, and reads without it: nothing there is theirs."""
    community = await installation.community()
    prompt = await community.write_prompt(community.person(1))
    newcomer = community.person(2)
    assert (await community.backend.message(prompt, newcomer)).user_is_author is False
    assert [each.id for each in (await community.backend.conversation(prompt, newcomer)).messages] == [prompt]
    assert (await community.backend.message(prompt, community.person(1))).user_is_author is True
    assert await community.backend.contributions(newcomer, limit=5) == ()
    assert await community.backend.export_person(newcomer) == {}
    score = await community.backend.stats(newcomer, TimeFrame.TOTAL)
    assert (score.user_id, score.rank, score.leader_score) == (newcomer.person_id, None, 0)
    assert str(newcomer.discord_id) not in installation.server.state.users


async def test_pages_of_contributions(installation: Installation) -> None:
    """The end of a page belongs to it alone, and a tree is asked about once for all its messages."""
    community = await installation.community()
    person = community.person(1)
    written = []
    for _ in range(5):
        written.append(await community.write_prompt(person))
        installation.clock.move(6 * MINUTE)
    read = []
    before = None
    while page := await community.backend.contributions(person, limit=2, before=before):
        read += [each.message.id for each in page]
        before = page[-1].message.created_date
        assert {each.state for each in page} == {ContributionState.IN_REVIEW}
    assert read == written[::-1]


async def test_a_tree_that_is_out_of_reach(installation: Installation) -> None:
    """What cannot be had of one tree does not keep the other messages back: it is shown without."""
    community = await installation.community()
    person = community.person(1)
    prompts = []
    for _ in range(4):
        prompts.append(await community.write_prompt(person))
        installation.clock.move(6 * MINUTE)
    unreachable = {
        str(prompts[0]): web.json_response({"error_code": 2001, "message": "Message not found"}, status=404),
        str(prompts[1]): failure(),
        str(prompts[2]): web.json_response({"message_tree_id": str(prompts[2]), "state": "a_state_of_the_future"}),
    }

    async def refuse(request: web.Request) -> web.Response | None:
        return unreachable.get(request.path.split("/")[-3]) if request.path.endswith("/tree/state") else None

    installation.server.before = refuse
    found = await community.backend.contributions(person, limit=5)
    assert [(each.message.id, each.tree_state) for each in found] == [
        (prompts[3], TreeState.INITIAL_PROMPT_REVIEW),
        (prompts[2], None),
        (prompts[1], None),
        (prompts[0], None),
    ]
    assert {each.state for each in found} == {ContributionState.IN_REVIEW}


async def test_the_marks_of_skips_are_not_reactions(installation: Installation) -> None:
    """What the backend notes about skips as an emoji is not shown."""
    community = await installation.community()
    prompt = await community.write_prompt(community.person(1))
    reader = community.person(2)
    await community.backend.admit(reader)
    for emoji in (EmojiCode.SKIP_LABELING, EmojiCode.HUNDRED):
        counts = await community.backend.react(reader, prompt, emoji, EmojiOp.ADD, SERVER)
    assert counts == {"100": 1}
    message = await community.backend.message(prompt, reader)
    assert (message.emojis, message.user_emojis) == ({"100": 1}, ("100",))


async def test_everything_of_a_person_that_is_listed(installation: Installation) -> None:
    """A person's export has their account, all their messages and their scores, with any key."""
    community = await installation.community()
    await community.write_prompt(community.person(1))
    backend = await installation.client(UNTRUSTED_KEY)
    export = await backend.export_person(community.person(1))
    assert set(export) == {"account", "messages", "scores"}
    assert "Text number 1." in str(export["messages"])
    assert backend.personal_tables == frozenset()


def test_only_the_most_recent_are_remembered() -> None:
    """A memory forgets what was put in first, and what it is told to."""
    memory: Recent[int, str] = Recent(2)
    memory.put(1, "one")
    memory.put(2, "two")
    memory.put(1, "one again")
    memory.put(3, "three")
    assert [memory.get(number) for number in (1, 2, 3)] == ["one again", None, "three"]
    memory.drop(1)
    assert (memory.get(1), len(memory)) == (None, 1)
