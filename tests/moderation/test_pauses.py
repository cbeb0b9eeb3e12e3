"""Tests of pauses from writing, as those who pause and moderators see them."""

from typing import Any

import pytest

from bot.backends.cases import RulingKind
from bot.backends.errors import AlreadyObjected, RulingDoesNotFit
from bot.backends.local import LocalBackend, pausing
from bot.interactions.components import Button
from bot.interactions.custom_id import CustomId, parse_custom_id
from bot.moderation.errors import CaseClaimed
from bot.policy import OfAnotherServer
from bot.protocol.moments import DAY, MINUTE, SECOND
from bot.protocol.tasks import TEXT_TASKS, TaskType
from bot.sessions import notices_repository
from tests.services.all_services import AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator

FIGURES = {"decided": 7, "rejected": 6, "reasons": {"spam": 9, "lang_mismatch": 2}}
REJECTED = "reviewers rejected 6 of the 7 texts"


async def begin(services: AllServices, person: Contributor, figures: dict[str, Any] = FIGURES) -> None:
    """Have somebody pause."""
    assert isinstance(services.backend, LocalBackend)
    await services.backend.write(pausing.begin, person.person.person_id.bytes, HOME, figures)


async def told(services: AllServices, person: Contributor) -> list[str]:
    """The keys of what somebody is to be told."""
    stored = await services.database.read(notices_repository.waiting, person.person.person_id)
    return [notice.sentence for notice in stored]


async def test_who_pauses_reads_why_and_until_when(services: AllServices, ann: Contributor) -> None:
    """At each `/work` and `/tasks` they read the figures, what reviewers said, and the end, and may object."""
    await services.write(await services.join(3, "Cas"), TaskType.INITIAL_PROMPT, "Which cloud is that?")
    await begin(services, ann)
    until = (services.clock.now() + 7 * DAY) // SECOND
    for _ in range(2):
        await ann.work()
        assert ann.told_words().count(REJECTED) == 1
        assert f"{services.say('label-spam')} (9×), {services.say('label-lang-mismatch-help')} (2×)" in ann.told_words()
        assert f"<t:{until}:f>" in ann.told_words()
        assert (await services.sessions.look(ann.person, ann.session_id)).task.type not in TEXT_TASKS
    await ann.tasks()
    assert REJECTED in ann.told_words()
    assert services.say("task-initial-prompt") not in ann.words()


async def test_nothing_to_write_is_handed_out(services: AllServices, ann: Contributor, bea: Contributor) -> None:
    """Who asks for something to write reads what keeps them from it; others get it."""
    await begin(services, ann)
    shown = await ann.work(TaskType.INITIAL_PROMPT)
    assert REJECTED in shown
    assert services.say("button-object") in labels(ann)
    await ann.work()
    assert REJECTED in ann.told_words()
    await bea.work(TaskType.INITIAL_PROMPT)
    assert REJECTED not in bea.words() + bea.told_words()


async def test_a_pause_is_told_at_the_next_press(services: AllServices, ann: Contributor) -> None:
    """It begins while they are at a task: `Next task` tells them once, and the press after that no more."""
    for number in range(3):
        author = await services.join(20 + number, f"Author {number}")
        await services.write(author, TaskType.INITIAL_PROMPT, f"Which cloud is number {number}?")
    await ann.work(TaskType.LABEL_INITIAL_PROMPT)
    services.clock.move(MINUTE)
    await begin(services, ann)
    for is_told in (True, False):
        services.clock.move(MINUTE)
        await ann.press("skip")
        await ann.press("next")
        assert (REJECTED in ann.told_words()) is is_told


async def test_a_pause_is_lifted_from_the_card_of_the_person(
    services: AllServices, ann: Contributor, mona: Moderator, moe: Moderator, operator: Moderator
) -> None:
    """As its case is: by the server's moderators, unless another is at that; elsewhere nobody sees or lifts it."""
    await begin(services, ann)
    abroad = Moderator(services, moe.person, HOME + 1)
    for moderator in (abroad, mona):
        moderator.see(await services.person_moderation.show_user(moderator.click, ann.person.discord_id))
        assert ("lift" in moderator.controls()) is (moderator is mona)
    with pytest.raises(OfAnotherServer):
        await abroad.send(CustomId("person", "reason", ann.person.person_id, "lift"), values=("reason-mistake",))
    await moe.open()
    await moe.press("claim")
    with pytest.raises(CaseClaimed):
        await mona.press("lift")
    await moe.press("release")
    assert "Pause lifted" in await mona.rule("lift", "reason-mistake")
    assert "lift" not in mona.controls()
    assert await told(services, ann) == ["notice-pause-lifted"]
    assert await services.backend.cases() == ()
    with pytest.raises(RulingDoesNotFit):
        await operator.send(CustomId("person", "lift", ann.person.person_id))


@pytest.mark.parametrize(("press", "sentence"), [("lift", "notice-pause-lifted"), ("keep", "notice-pause-over")])
async def test_a_moderator_looks(
    services: AllServices, ann: Contributor, mona: Moderator, press: str, sentence: str
) -> None:
    """The case has the figures; whatever is decided, they learn it at their next interaction, and write again."""
    await begin(services, ann)
    shown = await mona.open()
    assert "Reviewers rejected 6 of 7 texts" in shown
    assert f"{services.say('label-spam')} (9×)" in shown
    assert "One pause from writing" in shown
    assert "undo" not in mona.controls()
    await (mona.rule("lift", "reason-mistake") if press == "lift" else mona.press(press))
    assert await told(services, ann) == [sentence]
    await ann.work(TaskType.INITIAL_PROMPT)
    assert services.say(sentence) in ann.told_words()
    assert REJECTED not in ann.words() + ann.told_words()


async def test_who_pauses_objects_once(services: AllServices, ann: Contributor, mona: Moderator) -> None:
    """One press and a sentence, which stands in the case; a second one is refused."""
    await begin(services, ann)
    await ann.work(TaskType.INITIAL_PROMPT)
    (control,) = [each for each in ann.card.controls() if isinstance(each, Button)]
    custom_id = parse_custom_id(control.custom_id)
    assert isinstance(custom_id, CustomId)
    author = Moderator(services, ann.person, moderates=False)
    await author.send(custom_id)
    assert services.say("objection-taken") in await author.fill_in(objection="They were about birds.")
    with pytest.raises(AlreadyObjected):
        await author.fill_in(objection="They really were.")
    assert REJECTED in await ann.work(TaskType.INITIAL_PROMPT)
    assert not list(ann.card.controls())
    assert "They were about birds." in await mona.open()
    await mona.rule("lift", "reason-mistake")
    assert await told(services, ann) == ["notice-pause-lifted"]
    record = await services.backend.record(ann.person.person_id, HOME)
    assert (record.pauses, record.pauses_lifted) == (1, 1)
    assert {each.kind for each in record.decisions} == {RulingKind.PAUSE, RulingKind.LIFT}


def labels(person: Contributor) -> set[str]:
    """What is on the controls of the card that somebody sees."""
    return {getattr(each, "label", "") for each in person.card.controls()}
