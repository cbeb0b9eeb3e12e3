"""Tests of what a press costs: how often the database is read and written, and how often a session is parsed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.backends.values import Offer
from bot.protocol.tasks import TaskType
from bot.state.session import SessionState
from tests.services.all_services import SERVER, AllServices, open_all_services


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with nothing in them."""
    async with open_all_services(tmp_path) as opened:
        yield opened


async def test_submitting_a_reply_takes_three_commits_and_four_reads(
    services: AllServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is stored, taken by the backend, and noted as taken; the session is parsed twice."""
    ann, bob = [await services.join(number, f"Person {number}") for number in (1, 2)]
    # After four reviews Bob is at the beginning of a level: a card that celebrates a new one also notes that it did.
    for number in range(4):
        await services.write(ann, TaskType.INITIAL_PROMPT, f"Which cloud is that over field {number}?")
        await services.review(bob, TaskType.LABEL_INITIAL_PROMPT)
    click = services.click(bob)
    await services.good_news.turn_on(click)
    await services.level_roles.of(SERVER)  # read once in the life of a process
    session = await services.take(bob, TaskType.ASSISTANT_REPLY)
    await services.sessions.write_down(bob, session.session_id, "A cumulus.")

    parsed = []
    parse = Offer.model_validate_json

    def counting(text: str, **options: Any) -> Offer:
        parsed.append(text)
        return parse(text, **options)

    monkeypatch.setattr(Offer, "model_validate_json", counting)
    services.database.count_anew()
    response = await services.answering.submit(replace(click, id=session.session_id))

    assert (services.database.writes, services.database.reads, len(parsed)) == (3, 4, 2)
    assert response.card is not None
    done = await services.sessions.look(bob, session.session_id)
    assert done.state is SessionState.DONE


@pytest.mark.parametrize("is_empty", [False, True])
async def test_a_leaderboard_takes_at_most_three_reads(services: AllServices, is_empty: bool) -> None:
    """Hidden people are read once, and a board on which nobody is costs no more."""
    ann = await services.join(1, "Ann")
    if not is_empty:
        await services.write(ann, TaskType.INITIAL_PROMPT, "Which cloud is that over the field?")
    services.database.count_anew()
    response = await services.leaderboard.show(services.click(ann), "week", None)
    assert services.database.reads <= 3
    assert services.database.writes == 0
    assert response.card is not None
