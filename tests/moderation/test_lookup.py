"""Tests of finding messages and trees: while typing, by id, and by the card that shows one."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from bot.backends.errors import CaseNotFound, MessageNotFound
from bot.interactions.custom_id import CustomId
from bot.moderation.errors import ShowsNoMessage
from bot.policy import NotAModerator, OfAnotherServer, Rights
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.cards.limits import check_card
from tests.moderation.conftest import BAD, PROMPT
from tests.services.all_services import AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator


@pytest.fixture
async def otto(services: AllServices) -> Moderator:
    """A moderator of another server."""
    return Moderator(services, await services.join(13, "Otto"), server_id=HOME + 1)


async def test_messages_are_suggested(services: AllServices, mona: Moderator, reply: UUID) -> None:
    """By words of the text or of the author's name, the latest first; each within what Discord shows."""
    everything = await services.lookup.suggest(mona.rights, "")
    assert {UUID(value) for _, value in everything} >= {reply}
    ((name, value),) = await services.lookup.suggest(mona.rights, "wonderful ANN")
    assert (UUID(value), name) == (reply, f"{BAD} · Ann")
    assert await services.lookup.suggest(mona.rights, "wonderful Bea") == []
    long = await services.write(await services.join(8, "Ida" * 20), TaskType.INITIAL_PROMPT, "Ω\n" * 900)
    ((name, value),) = await services.lookup.suggest(mona.rights, str(long))
    assert len(name) <= 100
    assert "\n" not in name


@pytest.mark.usefixtures("reply")
async def test_nothing_is_suggested_to_others(services: AllServices, otto: Moderator) -> None:
    """Whoever does not moderate the server where they type sees none of its texts."""
    for rights in (Rights(), Rights(server_id=HOME, manages_server=True), Rights(is_operator=True), otto.rights):
        assert list(await services.lookup.suggest(rights, "")) == []


@pytest.mark.usefixtures("reply")
async def test_a_message_without_a_case(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """It is shown with its reviews and what can be decided; a decision opens no case, and is undone like any other."""
    prompt = await services.write(ann.person, TaskType.INITIAL_PROMPT, "Why is grass green?")
    shown = mona.see(await services.lookup.show(mona.click, f" {prompt} "))
    assert "Why is grass green?" in shown
    assert "harm" not in shown
    await mona.rule("halt")
    assert (await services.backend.tree_state(prompt)).state is TreeState.HALTED_BY_MODERATOR
    assert await services.backend.case_of(prompt) is None
    await mona.rule("resume", "reason-mistake")
    assert (await services.backend.tree_state(prompt)).state is TreeState.INITIAL_PROMPT_REVIEW


async def test_a_message_with_a_case(services: AllServices, mona: Moderator, reply: UUID) -> None:
    """Its open case is shown, and settled by what is decided."""
    shown = mona.see(await services.lookup.show(mona.click, str(reply)))
    assert "Reported" in shown
    case = await services.backend.case_of(reply)
    assert case is not None
    await mona.press("keep")
    assert "Nothing waits" in await mona.queue()


async def test_what_is_not_found(services: AllServices, mona: Moderator, otto: Moderator, reply: UUID) -> None:
    """Words that were not chosen, forged ids, and messages of another server are answered with a sentence."""
    for typed in ("", "words", "x" * 100):
        with pytest.raises(MessageNotFound):
            await services.lookup.show(mona.click, typed)
    with pytest.raises(CaseNotFound):
        await services.lookup.show(mona.click, str(uuid4()))
    for find in (services.lookup.show, services.lookup.tree):
        with pytest.raises(OfAnotherServer):
            await find(otto.click, str(reply))
        with pytest.raises(NotAModerator):
            await find(replace(mona.click, rights=Rights(server_id=HOME)), str(reply))
    for action in ("tree", "tree-written", "show", "delete", "halt"):
        with pytest.raises(OfAnotherServer):
            await otto.send(CustomId("case", action, reply))


async def test_the_whole_tree(services: AllServices, mona: Moderator, reply: UUID) -> None:
    """It is counted, read in full with every message in its place, halted, and let go on."""
    await mona.open()
    await mona.rule("delete")
    shown = mona.see(await services.lookup.tree(mona.click, str(reply)))
    assert "one message (1 accepted, 0 not accepted) · 1 deleted" in shown
    read = await mona.press("tree")
    assert PROMPT in read
    assert BAD not in read
    assert "1.1 · " in read
    assert "Nobody" not in await mona.send(CustomId("case", "tree-written", reply))
    await mona.rule("halt")
    assert (await services.backend.tree_state(reply)).state is TreeState.HALTED_BY_MODERATOR
    shown = mona.see(await services.lookup.tree(mona.click, str(reply)))
    await mona.rule("resume", "reason-mistake")
    assert (await services.backend.tree_state(reply)).state is not TreeState.HALTED_BY_MODERATOR


async def test_a_long_tree_comes_as_a_file(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """What would take too many pages is attached, each text as it was written."""
    prompt = await services.write(ann.person, TaskType.INITIAL_PROMPT, "word " * 399)
    await services.review(await services.join(9, "Jo"), TaskType.LABEL_INITIAL_PROMPT)
    for number in range(2):
        person = await services.join(20 + number, f"Kim {number}")
        await services.write(person, TaskType.ASSISTANT_REPLY, f"{number} " + "日本" * 990)
    mona.see(await services.lookup.tree(mona.click, str(prompt)))
    await mona.press("tree")
    for card in mona.told:
        check_card(card)
    assert sum(len(card.files) for card in mona.told) <= 1


async def test_the_card_that_shows_it(
    services: AllServices, mona: Moderator, otto: Moderator, ann: Contributor, reply: UUID
) -> None:
    """From a card of a package or a case, the message that it is about; anything else is answered with a sentence."""
    gus = Contributor(services, await services.join(7, "Gus"))
    await gus.work(TaskType.LABEL_ASSISTANT_REPLY)
    controls = [str(each) for each in gus.usable()]
    assert BAD in mona.see(await services.lookup.show_card(mona.click, controls))
    with pytest.raises(OfAnotherServer):
        await services.lookup.show_card(otto.click, controls)
    with pytest.raises(NotAModerator):
        await services.lookup.show_card(ann.click, controls)
    case = await services.backend.case_of(reply)
    assert case is not None
    on_case = ["not ours", str(CustomId("case", "keep", case.case_id))]
    assert BAD in mona.see(await services.lookup.show_card(mona.click, on_case))
    nothing = str(CustomId("work", "skip", uuid4()))
    for shown in ([], ["x"], [nothing], [str(CustomId("collective", "join", uuid4()))]):
        with pytest.raises(ShowsNoMessage):
            await services.lookup.show_card(mona.click, shown)
    await services.sessions.skip(gus.person, next(each.id for each in gus.usable() if each.id))
    await gus.work(TaskType.INITIAL_PROMPT)
    with pytest.raises(ShowsNoMessage):
        await services.lookup.show_card(mona.click, [str(each) for each in gus.usable()])
