"""Tests of collective packages: posting, answering, closing, and what the card shows."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.backends.base import Capability
from bot.backends.errors import NoTaskAvailable, OwnMessage
from bot.cards.people import NAMESPACE as CONSENT
from bot.collective.service import (
    CollectiveUnsupported,
    NoTextChannel,
    ThreadPermissionsMissing,
    ThreadRefused,
    TooManyOpen,
    Wanted,
)
from bot.discord.permissions import PUBLIC_THREADS
from bot.interactions.click import Place
from bot.interactions.custom_id import CustomId
from bot.policy import NotAllowed, Rights
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from bot.protocol.tasks import RankTask, TaskType
from bot.server_settings.repository import WORK_LANGUAGES
from bot.server_setup.needs import Feature, InUse, Need, features_in_use
from bot.state.session import SessionState
from bot.state.session_errors import CollectiveAnswered, CollectiveOver, ConsentMissing
from bot.texts.language_names import name_in
from tests.backends import rulings
from tests.collective.conftest import OTHER_REPLY, REPLY, Round
from tests.services.all_services import CHANNEL, SERVER, AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.sessions import Distant

Newcomer = Callable[[], Awaitable[Contributor]]
PROMPT = Wanted(TaskType.INITIAL_PROMPT)


async def test_a_ranking_round(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """Everyone ranks blind; closed, it shows the consensus, mean places and agreement, and asks people to talk."""
    people = [await newcomer() for _ in range(3)]
    posted = await round_.post(Wanted(TaskType.RANK_ASSISTANT_REPLIES, message="What do *you* think?"))
    before = round_.words(posted)
    for shown in (REPLY, OTHER_REPLY, "> What do *you* think?", "**No answers yet**", services.say("posted-how-rank")):
        assert shown in before
    for who, best in zip(people, (1, 1, 0), strict=True):
        await round_.rank(who, posted, best)
    await round_.later(10 * SECOND)
    blind = round_.words(posted)
    assert "3 answers" in blind
    assert "Kendall" not in blind
    assert "›" not in blind
    await round_.press(round_.manager, posted, "close")
    told = round_.words(posted)
    for shown in (
        services.say("posted-ended-manager"),
        "**What you say together:** B › A",
        "**B** 1.3 · **A** 1.7",
        "W): 0.11",
        "about 0.33",
        services.say("posted-talk"),
    ):
        assert shown in told
    assert list(round_.card(posted).controls()) == []
    with pytest.raises(CollectiveOver):
        await round_.press(await newcomer(), posted)


async def test_each_answers_once(round_: Round, newcomer: Newcomer) -> None:
    """Who has answered is told so; who has a card open for it gets that one again."""
    ann = await newcomer()
    posted = await round_.post()
    await round_.press(ann, posted)
    begun = ann.session_id
    await ann.press("pick", "0")
    await round_.press(ann, posted)
    assert ann.session_id == begun
    await ann.press("submit")
    with pytest.raises(CollectiveAnswered):
        await round_.press(ann, posted)


async def test_the_agreement_comes_first(services: AllServices, round_: Round) -> None:
    """Somebody new agrees and has the card at once, without going back to the thread."""
    posted = await round_.post()
    new = Contributor(services, await services.people.identify(77, "New"), services.click(round_.manager.person).place)
    assert services.say("agreement-title") in await round_.press(new, posted)
    new.place = replace(new.place, is_ephemeral=False)  # so that the offer of the tutorial is not taken for the card
    assert services.say("instruction-rank") in await new.press("agree")
    session = await services.sessions.look(new.person, new.session_id)
    assert session.collective_id == posted.collective_id
    assert CONSENT not in {control.namespace for control in new.usable()}


async def test_another_package_is_open(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """It can be put aside for the thread's, or gone on with; a share that was put aside comes back with its draft."""
    ann = await newcomer()
    posted = await round_.post(Wanted(TaskType.INITIAL_PROMPT))
    await ann.work(TaskType.RANK_ASSISTANT_REPLIES)
    assert services.say("choice-title") in await round_.press(ann, posted)
    await ann.press("aside")
    share = await services.sessions.look(ann.person, ann.session_id)
    assert share.collective_id == posted.collective_id
    await ann.write("Half a prompt")
    await ann.work(TaskType.RANK_ASSISTANT_REPLIES)
    await ann.press("aside")
    await round_.press(ann, posted)
    assert "Half a prompt" in await ann.press("aside")
    assert ann.session_id == share.session_id


async def test_a_text_is_not_shown(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """Of texts the card shows how many there are, before and after closing; they go to review like any other."""
    ann = await newcomer()
    posted = await round_.post(PROMPT)
    await round_.press(ann, posted)
    await ann.write("Why is the sea salty?")
    await ann.press("submit")
    await round_.later(HOUR)
    assert "**1 answer**" in round_.words(posted)
    await round_.later(DAY)
    closed = round_.words(posted)
    assert services.say("posted-ended-time") in closed
    assert services.say("posted-reviewed-now") in closed
    assert "salty" not in closed
    await services.review(round_.manager.person, TaskType.LABEL_INITIAL_PROMPT)


async def test_closing_after_so_many_answers(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """The last answer wanted closes it: nobody can begin any more, and who is at work can finish."""
    ann, bea, cas = await newcomer(), await newcomer(), await newcomer()
    posted = await round_.post(Wanted(TaskType.INITIAL_PROMPT, most_answers=1))
    await round_.press(bea, posted)
    await bea.write("Almost written")
    await round_.press(ann, posted)
    await ann.write("Why is the sea salty?")
    await ann.press("submit")
    await round_.later(SECOND)
    closed = round_.words(posted)
    assert services.say("posted-ended-number") in closed
    assert services.say("posted-begun-may-finish") in closed
    with pytest.raises(CollectiveOver):
        await cas.send(CustomId("collective", "answer", posted.collective_id))
    assert services.say("done-title") in await bea.press("submit")
    await round_.later(10 * MINUTE)
    assert services.say("posted-answers", answers=2) in round_.words(posted)


@pytest.mark.parametrize("by", ["number", "manager", "time"])
async def test_closing_for_good(services: AllServices, round_: Round, newcomer: Newcomer, by: str) -> None:
    """A ranking round that shows what came out, a manager and the time end it for those at work too; a text is kept."""
    ann, bea = await newcomer(), await newcomer()
    kind = TaskType.RANK_ASSISTANT_REPLIES if by == "number" else TaskType.INITIAL_PROMPT
    posted = await round_.post(Wanted(kind, most_answers=1))
    await round_.press(bea, posted)
    await (bea.press("pick", "0") if by == "number" else bea.write("Almost written"))
    if by == "number":
        await round_.rank(ann, posted, 0)
    elif by == "manager":
        await round_.press(round_.manager, posted, "close")
    await round_.later(DAY if by == "time" else SECOND)
    assert services.say(f"posted-ended-{by}") in round_.words(posted)
    assert services.say("posted-begun-may-finish") not in round_.words(posted)
    await services.sessions.tidy()
    left = await bea.press("submit")
    assert services.say("done-title") not in left
    if by != "number":
        assert "Almost written" in left
    session = await services.sessions.look(bea.person, bea.session_id)
    assert session.state is SessionState.LAPSED


async def test_without_a_language(services: AllServices, round_: Round) -> None:
    """It is one of the manager's own in which the server offers work, as for `/work` there, and is named."""
    await services.languages.choose(round_.manager.person, ("en", "de"))
    await services.server_settings.change(SERVER, {WORK_LANGUAGES: "de nl"})
    answer = await services.posted_tasks.post(round_.managing, PROMPT)
    assert answer.card is not None
    assert name_in("de", "en") in words_of(answer.card)
    (posted,) = await round_.all()
    assert (await services.backend.look_at_collective(posted.collective_id)).offer.language == "de"


@pytest.mark.parametrize("closes", ["hour", "week"])
async def test_it_closes_in_time(services: AllServices, round_: Round, newcomer: Newcomer, closes: str) -> None:
    """It takes answers as long as was said, however long other packages last, and says on the card when it closes."""
    posted = await round_.post(Wanted(TaskType.INITIAL_PROMPT, span=closes))
    span = {"hour": HOUR, "week": 7 * DAY}[closes]
    assert posted.closes_at == services.clock.now() + span
    assert f"<t:{posted.closes_at // SECOND}:R>" in round_.words(posted)
    await round_.later(span - 1)
    await round_.press(await newcomer(), posted)
    await round_.later(1)
    assert services.say("posted-ended-time") in round_.words(posted)


async def test_who_may(services: AllServices, round_: Round, newcomer: Newcomer) -> None:
    """Only managers of the server post and close; the operator may as well."""
    stranger = await newcomer()
    with pytest.raises(NotAllowed):
        await services.posted_tasks.post(stranger.click, PROMPT)
    with pytest.raises(NotAllowed):
        await services.posted_tasks.post(replace(round_.managing, place=Place(None, 21)), PROMPT)
    posted = await round_.post(PROMPT)
    with pytest.raises(NotAllowed):
        await round_.press(stranger, posted, "close")
    elsewhere = replace(round_.managing, place=Place(SERVER + 1, CHANNEL), id=posted.collective_id)
    with pytest.raises(NotAllowed):
        await services.posted_tasks.close(elsewhere)
    operator = replace(services.click(stranger.person), rights=Rights(is_operator=True), id=posted.collective_id)
    await services.posted_tasks.close(operator)
    assert services.say("posted-ended-manager") in round_.words(posted)


async def test_what_keeps_it_from_being_posted(services: AllServices, round_: Round) -> None:
    """Each refusal is a sentence of its own, names what is missing, and leaves nothing behind."""
    discord, backend = services.discord, services.backend
    post, click = services.posted_tasks.post, round_.managing
    assert isinstance(backend, Distant)
    with pytest.raises(ConsentMissing):
        await post(click.by(await services.people.identify(88, "New")), PROMPT)
    with pytest.raises(NoTextChannel):
        await post(replace(click, place=Place(SERVER, CHANNEL)), PROMPT)
    with pytest.raises(NoTaskAvailable):
        await post(click, Wanted(TaskType.RANK_ASSISTANT_REPLIES, language="de"))
    discord.permissions[CHANNEL] &= ~PUBLIC_THREADS
    with pytest.raises(ThreadPermissionsMissing) as lacking:
        await post(click, PROMPT)
    assert services.say("permission-create-public-threads") in str(lacking.value.arguments["permissions"])
    discord.permissions[CHANNEL] |= PUBLIC_THREADS
    discord.may_open.clear()
    with pytest.raises(ThreadRefused):
        await post(click, PROMPT)
    discord.may_open.add(CHANNEL)
    discord.may_post = False
    with pytest.raises(ThreadRefused):
        await post(click, PROMPT)
    discord.may_post = True
    backend.lacks = frozenset({Capability.COLLECTIVE})
    with pytest.raises(CollectiveUnsupported):
        await post(click, PROMPT)
    assert await round_.all() == []
    backend.lacks = frozenset()
    for _ in range(10):
        await round_.post(PROMPT)
    with pytest.raises(TooManyOpen):
        await post(click, PROMPT)


async def test_what_it_takes_is_asked_for(services: AllServices, round_: Round) -> None:
    """While one is open, the invitation, /settings and doctor ask for what its channel takes."""
    posted = await round_.post(PROMPT)
    need = Need(Feature.COLLECTIVE, PUBLIC_THREADS, CHANNEL)
    assert need in list((await services.database.read(features_in_use))[SERVER].needs())
    await round_.press(round_.manager, posted, "close")
    in_use = (await services.database.read(features_in_use)).get(SERVER, InUse())
    assert need not in list(in_use.needs())


async def test_a_forged_button(services: AllServices, newcomer: Newcomer) -> None:
    """A button about nothing that was ever posted is answered with a sentence."""
    ann = await newcomer()
    for action in ("answer", "read", "as-written"):
        for forged in (None, services.click(ann.person).person.person_id):
            with pytest.raises(CollectiveOver):
                await ann.send(CustomId("collective", action, forged))


async def test_counts_are_edited_seldom(round_: Round, newcomer: Newcomer) -> None:
    """A count is shown within seconds at first, and every ten minutes once the card is old: Discord takes few edits."""
    posted = await round_.post(PROMPT)
    await round_.later(HOUR)
    for number in range(2):
        ann = await newcomer()
        await round_.press(ann, posted)
        await ann.write(f"Question number {number}?")
        await ann.press("submit")
        await round_.later(MINUTE)
    assert "**1 answer**" in round_.words(posted)
    await round_.later(10 * MINUTE)
    assert "2 answers" in round_.words(posted)


async def test_nobody_ranks_their_own(services: AllServices, round_: Round) -> None:
    """Who wrote one of the replies reads why they cannot rank them; what they have open stays."""
    posted = await round_.post()
    bob = await services.people.by_discord_id(101)
    assert bob is not None
    writer = Contributor(services, bob, services.click(bob).place)
    with pytest.raises(OwnMessage):
        await round_.press(writer, posted)
    assert await services.sessions.open_session(bob) is None


async def test_an_edited_text_is_shown_as_it_is_now(services: AllServices, round_: Round) -> None:
    """Where a moderator edits a reply meanwhile, the card shows the new wording."""
    posted = await round_.post()
    offer = (await services.backend.look_at_collective(posted.collective_id)).offer
    assert isinstance(offer.task, RankTask)
    edited = next(each.id for each in offer.task.ranked_messages if each.text == REPLY)
    assert edited is not None
    await rulings.edit(services.backend, edited, "A cumulus.", round_.manager.person.contributor)
    await round_.later(MINUTE)
    assert "> A cumulus.\n" in round_.words(posted)
    assert REPLY not in round_.words(posted)
