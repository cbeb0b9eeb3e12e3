"""How long the log of what happened goes back."""

from __future__ import annotations

import pytest

from bot.backends.local import log_upkeep
from bot.protocol.moments import DAY
from tests.backends import rulings
from tests.backends.community import SERVER
from tests.backends.local.conftest import Founded, LocalCommunity


async def kinds(community: LocalCommunity) -> list[str]:
    """What the log has, oldest first."""
    return [kind for (kind,) in await community.rows("SELECT kind FROM event ORDER BY event_id")]


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
async def test_old_entries_go_and_acts_of_moderation_stay(
    founded: Founded, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """After a year points and states of trees are no longer there, however many are looked at together."""
    monkeypatch.setattr(log_upkeep, "_AT_ONCE", at_once)
    community = await founded()
    moderator = community.person(99)
    prompt = await community.growing_tree()
    await rulings.delete(community.backend, prompt, moderator)
    acts = await community.backend.audit_log(SERVER)
    assert {"points", "tree_state"} < set(await kinds(community))
    community.clock.move(200 * DAY)
    await community.write_prompt(community.person(1))
    await community.backend.keep_up()
    assert (await kinds(community)).count("tree_state") > 1
    community.clock.move(200 * DAY)
    await community.backend.keep_up()
    left = await kinds(community)
    assert "points" in left, "the younger ones"
    assert "tree_state" not in left
    assert await community.backend.audit_log(SERVER) == acts


async def test_numbers_of_entries_never_begin_anew(founded: Founded) -> None:
    """Where nothing happened for years, the last entry stays: others refer to entries by their number."""
    community = await founded()
    await community.write_prompt(community.person(1))
    last = await community.rows("SELECT max(event_id) FROM event")
    community.clock.move(1_000 * DAY)
    await community.backend.keep_up()
    assert await community.rows("SELECT event_id FROM event") == last


async def test_the_export_has_what_is_left(founded: Founded) -> None:
    """One's own export reads a log of which much was removed."""
    community = await founded()
    author = community.person(1)
    await community.write_prompt(author)
    community.clock.move(400 * DAY)
    await community.write_prompt(author)
    before = (await community.backend.export_person(author))["log"]
    await community.backend.keep_up()
    after = (await community.backend.export_person(author))["log"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert 0 < len(after) < len(before)
    assert before[-len(after) :] == after
