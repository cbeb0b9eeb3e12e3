"""Tests of what those read who are kept out of work; how moderators do that is in tests/moderation."""

from dataclasses import replace
from typing import Final

import pytest

from bot.backends.cases import RulingKind
from bot.backends.errors import Unavailable
from bot.backends.local import pausing
from bot.interactions.click import Place
from bot.protocol.tasks import TaskType
from tests.backends import rulings
from tests.backends.community import SERVER
from tests.services.all_services import CHANNEL, AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import HOME
from tests.services.sessions import Distant

FIGURES: Final = {"decided": 7, "rejected": 6, "reasons": {"spam": 9}}


@pytest.fixture
async def kept_out(all_services: AllServices, backend: Distant, ann: Contributor) -> Contributor:
    """Somebody who was disabled, and has read the notice of it."""
    moderator = await all_services.join(9, "Mona")
    await rulings.enable(backend, ann.person.person_id, moderator.contributor, enabled=False)
    await all_services.telling.carry_out()
    assert all_services.say("notice-disabled") in await told_at(ann)
    return ann


async def told_at(person: Contributor) -> str:
    """All that `/work` shows to somebody: the card, and what only they see beside it."""
    shown = await person.work()
    return f"{shown}\n{person.told_words()}"


async def test_who_is_disabled_reads_it_each_time(all_services: AllServices, kept_out: Contributor) -> None:
    """Whoever has read and closed the notice finds the decision at each command, once."""
    for shown in (await kept_out.work(), await kept_out.work()):
        assert shown.count(all_services.say("notice-disabled")) == 1
        assert kept_out.told == []


async def test_a_decision_that_cannot_be_read(
    backend: Distant, all_services: AllServices, kept_out: Contributor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the pool cannot say why, what was decided is told all the same."""

    async def silent(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(backend, "decision_about", silent)
    assert all_services.say("notice-disabled") in await kept_out.work()


async def test_who_is_barred_from_a_server(all_services: AllServices, backend: Distant, ann: Contributor) -> None:
    """Barred from one server, they read the decision there; elsewhere they work."""
    moderator = await all_services.join(9, "Mona")
    await rulings.rule_person(backend, RulingKind.BAR, ann.person.person_id, moderator.contributor)
    await all_services.telling.carry_out()
    elsewhere = ann.place
    ann.place = Place(SERVER, CHANNEL, CHANNEL, is_ephemeral=True)
    await told_at(ann)
    assert all_services.say("notice-barred") in await ann.work()
    ann.place = replace(elsewhere)
    assert all_services.say("notice-barred") not in await ann.work()


async def test_who_pauses_from_writing(all_services: AllServices, backend: Distant, ann: Contributor) -> None:
    """Asked for a text, they read why they pause, with the figures."""
    await all_services.write(await all_services.join(3, "Cas"), TaskType.INITIAL_PROMPT, "Which cloud is that?")
    await backend.write(pausing.begin, ann.person.person_id.bytes, HOME, FIGURES)
    shown = await ann.work(TaskType.INITIAL_PROMPT)
    assert "6 of the 7 texts" in f"{shown}\n{ann.told_words()}"
