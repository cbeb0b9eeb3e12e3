"""Tests of the queue of cases and of decisions, as moderators, authors and reporters see them."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from bot.backends.cases import PersonSubject, Ruling, RulingKind
from bot.backends.errors import CaseNotFound, DecisionBuiltUpon, ReasonTooLong
from bot.errors import BotError
from bot.interactions.custom_id import CustomId
from bot.moderation.errors import CaseClaimed, TouchesOthers, TreeOfAnother
from bot.policy import DecidedByOneself, NotAModerator, OfAnotherServer, OnAnOperator, OnOneself, OperatorOnly
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.sessions import notices_repository
from tests.moderation.conftest import BAD, PROMPT, WHY
from tests.services.all_services import OWNERS, AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator

NOTHING = "Nothing waits for a decision"


async def notices(services: AllServices, contributor: Contributor) -> list[str]:
    """The keys of what somebody is to be told."""
    stored = await services.database.read(notices_repository.waiting, contributor.person.person_id)
    return [notice.sentence for notice in stored]


async def test_a_reported_message_waits_in_the_queue(
    services: AllServices, mona: Moderator, ann: Contributor, bea: Contributor, reply: UUID
) -> None:
    """Its card has the conversation, who wrote it, who reported it and why, and what the author did here."""
    assert "Reply of the assistant · English" in (await mona.queue()).replace("reply", "Reply", 1)
    shown = await mona.open()
    assert PROMPT in shown
    assert BAD in shown
    assert f"**Author:** <@{ann.person.discord_id}>" in shown
    assert f"<@{bea.person.discord_id}>" in shown
    assert WHY in shown
    assert "one text" in shown
    assert (await services.backend.case_of(reply)) is not None
    assert mona.controls() >= {"keep", "delete", "edit", "halt", "bar", "operator", "claim", "read"}


@pytest.mark.usefixtures("reply")
async def test_where_nothing_is_reported_nothing_waits(mona: Moderator, moe: Moderator) -> None:
    """A decided case leaves the queue for everybody, and is found among the decided ones."""
    await mona.open()
    await mona.press("keep")
    assert NOTHING in await moe.queue()
    await moe.press("turn")
    assert "reply of the assistant" in moe.words().lower()


async def test_keeping_leaves_all_as_it_is(
    services: AllServices, mona: Moderator, ann: Contributor, bea: Contributor, reply: UUID
) -> None:
    """The reporter learns that the message stays; its author hears nothing of it."""
    await mona.open()
    shown = await mona.press("keep")
    assert "**Kept** · <@11>" in shown
    assert "delete" not in mona.controls()
    assert not (await services.backend.message(reply)).deleted
    assert await notices(services, bea) == ["notice-report-kept"]
    assert await notices(services, ann) == []
    assert services.say("notice-report-kept") in await bea.work()
    assert await notices(services, bea) == []


async def test_deleting_tells_the_author_why(
    services: AllServices, mona: Moderator, ann: Contributor, bea: Contributor, reply: UUID
) -> None:
    """Nothing is decided before a reason is chosen; then the author reads it, and the reporter that it helped."""
    await mona.open()
    await mona.press("delete")
    assert not (await services.backend.message(reply)).deleted
    await mona.press("show")
    shown = await mona.rule("delete")
    assert "**Deleted** · <@11>" in shown
    assert (await services.backend.message(reply)).deleted
    assert await notices(services, bea) == ["notice-report-upheld"]
    await ann.work(TaskType.INITIAL_PROMPT)
    told = ann.told_words()
    assert services.say("notice-deleted") in told
    assert BAD in told
    assert services.say("notice-reason", reason=services.say("reason-spam")) in told
    assert await notices(services, ann) == []


async def test_an_objection_is_looked_at_by_another_moderator(
    services: AllServices, mona: Moderator, moe: Moderator, ann: Contributor, reply: UUID
) -> None:
    """One press and a sentence make a case that the first moderator may not decide; what comes of it is told."""
    await mona.open()
    await mona.rule("delete")
    decision = (await services.backend.audit_log(HOME, limit=1))[0].decision_id
    author = Moderator(services, ann.person, moderates=False)
    await author.send(CustomId("case", "object", decision))
    assert services.say("objection-taken") in await author.fill_in(objection="It was a joke.")
    shown = await mona.open()
    assert "It was a joke." in shown
    with pytest.raises(DecidedByOneself):
        await mona.press("keep")
    await moe.open()
    await moe.press("undo")
    assert "Everything is as it was before" in moe.words()
    message = await services.backend.message(reply)
    assert (message.deleted, message.text) == (False, BAD)
    assert NOTHING in await moe.queue()
    assert await notices(services, ann) == ["notice-deleted", "notice-undone"]
    with pytest.raises(BotError):
        await author.send(CustomId("case", "objected", decision), fields={"objection": "Once more."})


@pytest.mark.usefixtures("reply")
async def test_an_objection_that_changes_nothing_is_told(
    services: AllServices, mona: Moderator, moe: Moderator, ann: Contributor
) -> None:
    """The decision stands, and its author learns that somebody else has looked."""
    await mona.open()
    await mona.rule("delete")
    decision = (await services.backend.audit_log(HOME, limit=1))[0].decision_id
    assert decision is not None
    await services.backend.object_to(decision, ann.person.contributor, "It was a joke.")
    await moe.open()
    await moe.press("keep")
    assert await notices(services, ann) == ["notice-deleted", "notice-objection-kept"]


async def test_two_moderators_at_once(services: AllServices, mona: Moderator, moe: Moderator, reply: UUID) -> None:
    """One decides; the other reads who decided what, and nothing is done twice."""
    for moderator in (mona, moe):
        await moderator.open()
    await moe.press("delete")
    await asyncio.gather(mona.press("keep"), moe.press("reason", values=("reason-spam",)))
    first, second = (mona, moe) if "✅ Kept." in mona.words() else (moe, mona)
    assert services.say("refused-case-decided") in second.words()
    assert f"<@{first.person.discord_id}>" in second.words()
    assert (await services.backend.message(reply)).deleted is (first is moe)
    assert len((await services.backend.case(first.case_id)).decisions) == 1


@pytest.mark.usefixtures("reply")
async def test_a_claim_lapses(services: AllServices, mona: Moderator, moe: Moderator) -> None:
    """For a quarter of an hour nobody else can decide or claim; then anybody can, and sooner if it is released."""
    await mona.open()
    await moe.open()
    assert "<@11> is at it" in await mona.press("claim")
    assert "<@11> is at it" in await moe.press("show") if "show" in moe.controls() else await moe.open()
    for action in ("keep", "claim"):
        with pytest.raises(CaseClaimed):
            await moe.press(action)
    services.clock.move(15 * MINUTE)
    assert "is at it" not in await moe.open()
    assert "<@12> is at it" in await moe.press("claim")
    await moe.press("release")
    await mona.open()
    assert "Kept" in await mona.press("keep")


async def test_what_is_undone_is_as_before_unless_it_was_built_upon(
    services: AllServices, mona: Moderator, moe: Moderator, ann: Contributor, reply: UUID
) -> None:
    """Undo opens the case again; where others have worked since, it says what it would destroy and changes nothing."""
    await mona.open()
    await mona.rule("delete")
    await mona.press("undo")
    assert not (await services.backend.message(reply)).deleted
    assert "Nothing is decided" not in mona.words()
    assert "delete" in mona.controls()
    await mona.press("edit")
    await mona.fill_in(text="A cumulus.", reason="Without the advertisement")
    assert (await services.backend.message(reply)).text == "A cumulus."
    await services.review(await services.join(5, "Eve"), TaskType.LABEL_ASSISTANT_REPLY)
    await moe.queue()
    await moe.press("turn")
    (choose,) = [each for each in moe.usable() if each.action == "choose"]
    await moe.send(choose, values=(mona.case_id.hex,))
    with pytest.raises(DecisionBuiltUpon) as caught:
        await moe.press("undo")
    assert caught.value.arguments["reviews"] == 1
    assert (await services.backend.message(reply)).text == "A cumulus."
    assert await notices(services, ann) == ["notice-deleted", "notice-undone", "notice-edited"]


@pytest.mark.usefixtures("reply")
async def test_who_is_barred_reads_it_and_may_object(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """`/work` in that server gives the reason and the button, as often as it is asked; elsewhere all goes on."""
    await mona.open()
    await mona.rule_in_own_words("bar", "Advertises again and again.")
    assert "May not work in this server" in mona.words()
    ann.place = replace(ann.place, server_id=HOME)
    for _ in range(2):
        told = await ann.work(TaskType.INITIAL_PROMPT)
        assert services.say("notice-barred") in told
        assert "Advertises again and again." in told
        assert services.say("button-object") in {getattr(each, "label", "") for each in ann.card.controls()}
    assert await notices(services, ann) == []
    bar = await services.backend.bar_of(ann.person.contributor, HOME)
    assert bar is not None
    assert bar.decision_id is not None
    await services.backend.object_to(bar.decision_id, ann.person.contributor, "It was a joke.")
    assert services.say("notice-barred") in await ann.work(TaskType.INITIAL_PROMPT)
    assert not list(ann.card.controls())
    ann.place = replace(ann.place, server_id=HOME + 1)
    assert services.say("instruction-initial-prompt") in await ann.work(TaskType.INITIAL_PROMPT)


@pytest.mark.usefixtures("reply")
async def test_who_is_kept_out_reads_what_else_waits(services: AllServices, mona: Moderator, bea: Contributor) -> None:
    """What came of their report stands above what keeps them from work; both are told once it was read."""
    await mona.open()
    await mona.press("keep")
    ruling = Ruling(kind=RulingKind.BAR, reason="Reports everything.")
    subject = PersonSubject(bea.person.person_id)
    await services.backend.decide(subject, ruling, mona.person.contributor, HOME)
    await services.telling.carry_out()
    bea.place = replace(bea.place, server_id=HOME)
    told = await bea.work()
    assert told.index(services.say("notice-report-kept")) < told.index(services.say("notice-barred"))
    assert services.say("notice-report-kept") not in await bea.work()


async def test_a_halted_tree_goes_on(services: AllServices, mona: Moderator, reply: UUID) -> None:
    """A halt can be taken back, and a tree resumed."""
    await mona.open()
    await mona.rule("halt")
    assert (await services.backend.tree_state(reply)).state is TreeState.HALTED_BY_MODERATOR
    await mona.press("undo")
    assert (await services.backend.tree_state(reply)).state is TreeState.GROWING
    assert "halt" in mona.controls()


@pytest.mark.usefixtures("reply")
async def test_what_goes_to_the_operator_is_theirs(mona: Moderator, operator: Moderator) -> None:
    """The case stays open, moderators can only read it, and the operator decides."""
    await mona.open()
    shown = await mona.rule_in_own_words("operator", "What do you think?")
    assert "Passed to the operator" in shown
    with pytest.raises(OperatorOnly):
        await mona.press("keep")
    assert "for the operator" in await operator.queue()
    assert "What do you think?" in await operator.open()
    assert "Kept" in await operator.press("keep")


@pytest.mark.usefixtures("reply")
async def test_others_are_refused(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """Contributors and managers see nothing; moderators of another server nothing of this one; ids do not help."""
    await mona.open()
    case_id = mona.case_id
    contributor = Moderator(services, ann.person, moderates=False)
    manager = Moderator(services, ann.person, moderates=False)
    manager.rights = replace(manager.rights, manages_server=True)
    abroad = Moderator(services, await services.join(13, "Max"), HOME + 1)
    assert NOTHING in await abroad.queue()
    for stranger, refusal in ((contributor, NotAModerator), (manager, NotAModerator), (abroad, OfAnotherServer)):
        if stranger is not abroad:
            for ask in (stranger.queue, stranger.log):
                with pytest.raises(refusal):
                    await ask()
        for action in ("show", "open", "keep", "claim", "release", "delete", "edit", "read", "as-written"):
            with pytest.raises(refusal):
                await stranger.send(CustomId("case", action, case_id))
        for action, values in (("reason", ("reason-spam",)), ("owned", ()), ("undo", ())):
            argument = "delete" if action != "undo" else uuid4().hex
            with pytest.raises(refusal):
                await stranger.send(CustomId("case", action, case_id, argument), values=values)
    assert "Kept" in await mona.press("keep")


async def test_a_moderator_decides_neither_on_an_operator_nor_on_themselves(
    services: AllServices, mona: Moderator, operator: Moderator, bea: Contributor
) -> None:
    """Their own texts and the operator's are for somebody else; passing the case on is possible."""
    own = await services.write(mona.person, TaskType.INITIAL_PROMPT, "Is this any good?")
    theirs = await services.write(operator.person, TaskType.INITIAL_PROMPT, "And this?")
    assert operator.person.discord_id in OWNERS
    for message_id, refusal in ((own, OnOneself), (theirs, OnAnOperator)):
        await services.backend.report(bea.person.contributor, message_id, WHY, HOME)
        entry = await services.backend.case_of(message_id)
        assert entry is not None
        await mona.send(CustomId("case", "show", entry.case_id))
        with pytest.raises(refusal):
            await mona.press("keep")
        with pytest.raises(refusal):
            await mona.press("bar")
        assert "Passed" in await mona.rule("operator")


async def test_what_touches_other_servers_is_for_the_operator(
    services: AllServices, mona: Moderator, operator: Moderator, bea: Contributor, reply: UUID
) -> None:
    """A message with foreign ones below it is not deleted, a tree that began elsewhere not halted, by a moderator."""
    prompt = (await services.backend.conversation(reply)).messages[0].id
    foreign = Moderator(services, await services.join(13, "Max"), HOME + 1)
    writer = await services.join(14, "Fay")
    session = await services.take(writer, TaskType.ASSISTANT_REPLY)
    await services.sessions.write_down(writer, session.session_id, "From another server.")
    done = await services.sessions.submit(writer, session.session_id, HOME + 1)
    assert done.receipt is not None
    assert done.receipt.message_id is not None
    await services.backend.report(bea.person.contributor, prompt, WHY, HOME)
    await services.backend.report(bea.person.contributor, done.receipt.message_id, WHY, HOME)
    entries = [await services.backend.case_of(each) for each in (prompt, done.receipt.message_id)]
    whole, branch = (entry.case_id for entry in entries if entry is not None)
    await mona.send(CustomId("case", "show", whole))
    with pytest.raises(TouchesOthers):
        await mona.press("delete")
    await foreign.send(CustomId("case", "show", branch))
    assert f"<@{bea.person.discord_id}>" not in foreign.words(), "who reported in another server is not named"
    assert services.say("person-of-another-server") in foreign.words()
    with pytest.raises(TreeOfAnother):
        await foreign.press("halt")
    assert (await services.backend.tree_state(prompt)).state is TreeState.GROWING
    await operator.send(CustomId("case", "show", whole))
    assert "Deleted" in await operator.rule("delete")


@pytest.mark.usefixtures("reply")
async def test_forged_and_overlong_input(mona: Moderator) -> None:
    """Each gets a sentence, and the case is as it was."""
    await mona.open()
    case_id = mona.case_id
    with pytest.raises(CaseNotFound):
        await mona.send(CustomId("case", "show", uuid4()))
    for action in ("show", "keep", "edited", "own", "edit"):
        with pytest.raises(CaseNotFound):
            await mona.send(CustomId("case", action, None, "delete"))
    with pytest.raises(CaseNotFound):
        await mona.send(CustomId("case", "undo", case_id, "no id"))
    with pytest.raises(CaseNotFound):
        await mona.send(CustomId("case", "choose", None, "x/y/z"), values=("no id",))
    for action, argument in (("reason", "keep"), ("reason", "nonsense"), ("owned", "purge")):
        await mona.send(CustomId("case", action, case_id, argument), values=("reason-spam",))
        assert "delete" in mona.controls(), "it is open"
    with pytest.raises(ReasonTooLong):
        await mona.rule_in_own_words("delete", "x" * 4_000)
    for argument in ("", "///", "x" * 80, "zz/9/99/5/2/2", "de/-1/²/٣/1/1"):
        await mona.send(CustomId("case", "list", None, argument or None))
    assert "delete" in (await mona.open() and mona.controls())


async def test_filters_and_pages(services: AllServices, mona: Moderator, operator: Moderator, bea: Contributor) -> None:
    """Language, kind, reason and age narrow the queue and stay chosen; the worst is first, and nothing is lost."""
    for number in range(13):
        writer = await services.join(100 + number, f"Writer {number}")
        prompt = await services.write(writer, TaskType.INITIAL_PROMPT, f"Prompt number {number}?")
        await services.backend.report(bea.person.contributor, prompt, WHY, HOME)
        if number == 7:
            await services.backend.report(mona.person.contributor, prompt, "Really bad.", HOME)
            worst = await services.backend.case_of(prompt)
    await mona.queue()
    (choose,) = [item for item in mona.card.controls() if "choose" in getattr(item, "custom_id", "")]
    first = [option.value for option in choose.options]  # type: ignore[union-attr]  # the select of the list
    assert worst is not None
    assert first[0] == worst.case_id.hex
    await mona.press("more")
    (choose,) = [item for item in mona.card.controls() if "choose" in getattr(item, "custom_id", "")]
    second = [option.value for option in choose.options]  # type: ignore[union-attr]  # likewise
    assert (len(first), len(second), len({*first, *second})) == (10, 3, 13)
    await mona.press("list")
    for action, chosen in (("language", "de"), ("kind", "assistant_reply"), ("signal", "pause"), ("age", "1")):
        assert "No case fits" in await mona.press(action, values=(chosen,))
        await mona.press(action, values=("0",) if action == "age" else ("all",))
    services.clock.move(2 * DAY)
    assert "Prompt" in (await mona.press("age", values=("1",))).title()
    await operator.queue()
    assert "prompt" in (await operator.press("scope")).lower()
    assert "scope" not in (await mona.queue() and mona.controls())


@pytest.mark.usefixtures("reply")
async def test_the_queue_goes_on_where_it_was(mona: Moderator) -> None:
    """Whatever is done with a case, the way back leads to the list with the same filters."""
    await mona.queue()
    for action, chosen in (("language", "en"), ("kind", "assistant_reply"), ("signal", "report")):
        await mona.press(action, values=(chosen,))
    (queue,) = {each.argument for each in mona.usable()}

    def leads_back() -> bool:
        return [each.argument for each in mona.usable() if each.action == "list"] == [queue]

    (choose,) = [item for item in mona.card.controls() if "choose" in getattr(item, "custom_id", "")]
    await mona.press("choose", values=(choose.options[0].value,))  # type: ignore[union-attr]  # the select of the list
    for action in ("claim", "release", "keep", "undo"):
        await mona.press(action)
        assert leads_back(), action
    await mona.press("delete")
    await mona.press("show")
    assert leads_back()
    for decide in (mona.rule("delete"), mona.rule_in_own_words("halt", "Enough.")):
        await decide
        assert leads_back()
        await mona.press("undo")
    await mona.press("edit")
    await mona.fill_in(text="A cumulus.", reason="Without the advertisement")
    assert leads_back()
    assert "No case fits" in await mona.press("list")


@pytest.mark.usefixtures("reply")
async def test_the_whole_conversation_is_read_without_names(mona: Moderator) -> None:
    """`Read in full` shows the texts under their roles."""
    await mona.open()
    told = await mona.press("read")
    assert BAD in told
    assert "<@" not in told
