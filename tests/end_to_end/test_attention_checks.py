"""Attention checks, from the operator's file to `/stats`: a bot every second of whose packages to label is one."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.conversations import WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")

ADVERTISEMENT = "Koop nu goedkope horloges!"
WHY = "It asks nothing, it only advertises."
CHECK = {
    "text": ADVERTISEMENT,
    "language": WITHOUT_ANYTHING,
    "labels": {"spam": True},
    "explanation": WHY,
}
_MOST_TRIES = 30
"""Each is a check with a probability of one half."""


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own, whose operator has written a check; it is killed."""
    folder = tmp_path_factory.mktemp("checks")
    file = folder / "checks.jsonl"
    file.write_text(json.dumps(CHECK), encoding="utf-8")
    async with run_bot(folder, ATTENTION_CHECKS="0.5", CHECKS_PATH=str(file)) as running:
        yield running


async def test_a_check_from_the_file_to_the_statistics(newcomer: Newcomer, running: RunningBot) -> None:
    """It looks like any package, survives a kill, is told once it was answered, and is counted."""
    ann = await newcomer()
    await ann.finished(await ann.work(task="initial_prompt", language=WITHOUT_ANYTHING), "Hoe hoog is een huis?")
    (bea, card), (cat, other) = await _checked(newcomer), await _checked(newcomer)
    assert labels(card) == labels(await _ordinary(newcomer)), "nothing on the card tells it from another"
    await running.restart()
    for person, seen, answer in ((bea, card, "Spam: yes"), (cat, other, "Spam: no")):
        done = await person.pressed(await person.pressed(seen, answer), "Submit")
        assert SAVED in done.text
        assert "The known answer: Spam: yes." in done.text
        assert WHY in done.text
        assert ("you passed it" in done.text) is (answer == "Spam: yes")
        assert ("answered differently" in done.text) is (answer == "Spam: no")
        assert "Change answer" not in labels(done)
        privacy = (await (await person.person.command(person.channel, "privacy show")).settled()).messages[0]
        assert f"you passed {int(answer == 'Spam: yes')} of 1" in privacy.text
    stats = (await (await bea.person.command(bea.channel, "stats")).settled()).message
    agreement = await bea.pressed(stats, "Agreement")
    assert "2 attention checks answered" in agreement.text
    assert "Passed: **1**" in agreement.text


async def test_managers_turn_them_off(newcomer: Newcomer) -> None:
    """On the card about moderation in /settings, and on again."""
    manager = await newcomer(permissions=("manage_guild",))
    settings = (await (await manager.person.command(manager.channel, "settings")).settled()).message
    card = await manager.pressed(settings, "Moderation")
    assert "**Attention checks:** on" in card.text
    card = await manager.pressed(card, "Turn attention checks off")
    assert "**Attention checks:** off in this server" in card.text
    assert "**Attention checks:** on" in (await manager.pressed(card, "Turn attention checks on")).text


async def _checked(newcomer: Newcomer) -> tuple[Contributor, Message]:
    """Somebody who was given the check, and their card."""
    for _ in range(_MOST_TRIES):
        person = await newcomer()
        card = await person.work(task="label_initial_prompt", language=WITHOUT_ANYTHING)
        if ADVERTISEMENT in card.text:
            return person, card
    raise AssertionError("nobody is given the check")


async def _ordinary(newcomer: Newcomer) -> Message:
    """The card of somebody who was given an ordinary package."""
    for _ in range(_MOST_TRIES):
        person = await newcomer()
        card = await person.work(task="label_initial_prompt", language=WITHOUT_ANYTHING)
        if ADVERTISEMENT not in card.text:
            return card
    raise AssertionError("everybody is given the check")
