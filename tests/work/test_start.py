"""Tests of what `/work` and `/tasks` answer with: the agreement, a card, where it is, or what there is instead."""

from dataclasses import replace

import pytest

from bot.backends.base import Capability
from bot.interactions.click import Place
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import DAY
from bot.protocol.tasks import RANDOM, TaskType
from bot.state.session_errors import LanguageUnknown
from tests.services.all_services import CHANNEL, SERVER, AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.sessions import Distant
from tests.work.conftest import PROMPT

HERE = Place(SERVER, CHANNEL, CHANNEL, is_ephemeral=True)
"""Where `/work` is sent in a server: its answer is seen by the sender only."""


@pytest.fixture
async def newcomer(all_services: AllServices) -> Contributor:
    """Somebody who has never been here."""
    return Contributor(all_services, await all_services.people.identify(8, "Nia"))


@pytest.mark.usefixtures("bea")
async def test_a_newcomer_reads_the_agreement_and_goes_on_with_what_they_asked_for(
    all_services: AllServices, newcomer: Contributor
) -> None:
    """Before the agreement nothing is handed out; `I agree` leads to the very package that was asked for."""
    say = all_services.say
    assert say("agreement-title") in await newcomer.work(TaskType.ASSISTANT_REPLY)
    assert PROMPT in await newcomer.press("agree")
    assert say("instruction-assistant-reply") in newcomer.words()
    assert await all_services.people.identify(8, "Nia") != newcomer.person, "it is on record"


@pytest.mark.usefixtures("bea")
async def test_the_tutorial_is_offered_after_the_first_agreement(
    all_services: AllServices, newcomer: Contributor
) -> None:
    """Who is new is offered practice beside their first task; who agrees to another wording is not asked again."""
    offer = all_services.say("tutorial-offer")
    await newcomer.work()
    assert offer not in newcomer.told_words()
    await newcomer.press("agree")
    assert offer in newcomer.told_words()
    newcomer.person = await all_services.people.identify(newcomer.person.discord_id, newcomer.person.display_name)
    await newcomer.send(CustomId("consent", "agree", None, f"{all_services.people.agreement_version}/random/"))
    assert offer not in newcomer.told_words()


async def test_who_declines_is_left_alone(all_services: AllServices, newcomer: Contributor) -> None:
    """`No thanks` is recorded and answered kindly; `/work` asks anew."""
    say = all_services.say
    await newcomer.work()
    assert await newcomer.press("decline") == say("agreement-declined")
    consents = await all_services.people.consents(newcomer.person)
    assert [accepted for _, accepted, _ in consents] == [False]
    assert say("agreement-title") in await newcomer.work()


@pytest.mark.parametrize("wanted", ["assistant_reply/de", "tasks", "nonsense/"])
async def test_a_wording_that_has_changed_is_shown_anew(
    all_services: AllServices, newcomer: Contributor, wanted: str
) -> None:
    """`I agree` below an earlier wording agrees to nothing; the present one is shown, and keeps what was asked for."""
    answer = await newcomer.send(CustomId("consent", "agree", None, f"000000000000/{wanted}"))
    assert all_services.say("agreement-title") in answer
    assert await all_services.people.consents(newcomer.person) == []
    (agree,) = [each for each in newcomer.usable() if each.action == "agree"]
    kept = "random/" if wanted == "nonsense/" else wanted
    assert agree.argument == f"{all_services.people.agreement_version}/{kept}"


async def test_a_server_that_takes_nobody_in_says_so_first(
    all_services: AllServices, newcomer: Contributor, backend: Distant
) -> None:
    """Whom the task server does not know yet reads before they agree that they will get no tasks there."""
    note = all_services.people.known_people_only(all_services.say)
    assert note not in await newcomer.work()
    backend.lacks = frozenset({Capability.ADMIT})
    assert note in await newcomer.work()


async def test_looking_around_needs_the_agreement_where_the_server_hears_of_it(
    all_services: AllServices, newcomer: Contributor, backend: Distant
) -> None:
    """Where asking what is open names who asks, `/tasks` shows the agreement first, and what is open after a yes."""
    say = all_services.say
    assert say("tasks-title") in await newcomer.tasks()
    backend.lacks = frozenset({Capability.LOOK_AROUND})
    assert say("agreement-title") in await newcomer.tasks()
    assert say("tasks-title") in await newcomer.press("agree")


async def test_a_language_that_nobody_can_choose_is_refused(ann: Contributor, newcomer: Contributor) -> None:
    """A forged wish for work in no language gets a sentence, before the agreement as well."""
    for person in (ann, newcomer):
        with pytest.raises(LanguageUnknown):
            await person.work(RANDOM, "de-x-badword")


async def test_a_language_is_asked_for_by_its_name(all_services: AllServices, ann: Contributor) -> None:
    """`/work` takes a language as it is typed, and none at all; one that nobody can choose is refused."""
    typed = await all_services.work.start_asked(ann.click, "initial_prompt", "german")
    assert typed.card is not None
    assert all_services.say("facts-language", language="German") in words_of(typed.card)
    await all_services.sessions.skip(ann.person, (await all_services.take(ann.person)).session_id)
    plain = await all_services.work.start_asked(ann.click, RANDOM, "")
    assert plain.card is not None
    assert all_services.say("facts-language", language="English") in words_of(plain.card)
    with pytest.raises(LanguageUnknown):
        await all_services.work.start_asked(ann.click, RANDOM, "Qwghlmian")


@pytest.mark.usefixtures("bea")
async def test_work_is_looked_for_in_each_of_ones_languages(all_services: AllServices, ann: Contributor) -> None:
    """Where the first language has nothing of what was asked for, the next one is looked through."""
    await all_services.languages.add(ann.person, ("de", "en"))
    assert PROMPT in await ann.work(TaskType.ASSISTANT_REPLY)
    await ann.press("skip")
    nothing = all_services.say(
        "nothing-of-type-title", task=all_services.say("task-assistant-reply"), language="German, English"
    )
    assert nothing in await ann.work(TaskType.ASSISTANT_REPLY)


async def test_where_there_is_nothing_it_is_said_why(all_services: AllServices, ann: Contributor) -> None:
    """Who asked for a kind of task that nobody has is told so, and what there is instead can be begun at once."""
    task = all_services.say("task-assistant-reply")
    title = all_services.say("nothing-of-type-title", task=task, language="English")
    assert title in await ann.work(TaskType.ASSISTANT_REPLY)
    (start,) = [each for each in ann.usable() if each.argument == "initial_prompt/en"]
    assert all_services.say("instruction-initial-prompt") in await ann.send(start)


async def test_an_unfinished_task_is_gone_on_with(all_services: AllServices, ann: Contributor) -> None:
    """`/work` with what was asked for open shows that, with what was written, and says so."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    again = await ann.work(TaskType.INITIAL_PROMPT, "en")
    assert all_services.say("work-continued") in again
    assert "What are clouds?" in again


async def test_a_task_that_expired_is_told_with_the_text_that_was_written(
    all_services: AllServices, ann: Contributor
) -> None:
    """Whoever comes back too late reads so once, and gets the text that they had written to copy it."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    all_services.clock.move(3 * DAY)
    assert all_services.say("lapsed-notice") in await ann.work(TaskType.INITIAL_PROMPT)
    assert "What are clouds?" in ann.told_words()
    assert all_services.say("lapsed-notice") not in await ann.work()
    assert ann.told == []


async def test_what_is_told_where_there_is_no_task(all_services: AllServices, ann: Contributor) -> None:
    """News about earlier tasks comes before the sentence that there is nothing of what was asked for."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    all_services.clock.move(3 * DAY)
    answer = await ann.work(TaskType.ASSISTANT_REPLY)
    assert answer.startswith(all_services.say("lapsed-notice"))
    task = all_services.say("task-assistant-reply")
    assert all_services.say("nothing-of-type-title", task=task, language="English") in answer
    assert "What are clouds?" in ann.told_words()


async def test_a_text_that_was_forgotten_before_its_notice_was_told(
    all_services: AllServices, ann: Contributor
) -> None:
    """A notice about a task that is itself forgotten by now is told without its text."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    all_services.clock.move(3 * DAY)
    await all_services.sessions.tidy()
    all_services.clock.move(31 * DAY)
    await all_services.sessions.tidy()
    assert all_services.say("lapsed-notice") in await ann.work(TaskType.INITIAL_PROMPT)
    assert ann.told == []


class TestInAServer:
    """In a server the card is in a thread of the contributor's own, and only there."""

    async def test_the_card_is_in_ones_own_thread(self, all_services: AllServices, ann: Contributor) -> None:
        """`/work` opens a thread for the first card, and answers with where it is."""
        ann.place = HERE
        answer = await ann.work(TaskType.INITIAL_PROMPT)
        ((thread_id, thread),) = all_services.discord.threads.items()
        ((card_id, _),) = thread.messages.items()
        assert f"https://discord.com/channels/{SERVER}/{thread_id}/{card_id}" in answer
        assert thread.members == {ann.person.discord_id}

    async def test_an_open_card_is_brought_to_the_end_of_the_thread(
        self, all_services: AllServices, ann: Contributor
    ) -> None:
        """`/work` again posts the card anew and takes the old one away; there is one card of one task."""
        ann.place = HERE
        await ann.work(TaskType.INITIAL_PROMPT)
        (thread,) = all_services.discord.threads.values()
        (first,) = thread.messages
        await ann.work()
        (second,) = thread.messages
        assert second != first

    async def test_a_card_that_cannot_be_taken_away_stays(self, all_services: AllServices, ann: Contributor) -> None:
        """Where the old card cannot be deleted, the new one is there all the same."""
        ann.place = HERE
        await ann.work(TaskType.INITIAL_PROMPT)
        (thread,) = all_services.discord.threads.values()
        all_services.discord.may_delete = False
        answer = await ann.work()
        assert len(thread.messages) == 2
        assert str(max(thread.messages)) in answer

    async def test_a_card_of_which_nobody_noted_where_it_is(self, all_services: AllServices, ann: Contributor) -> None:
        """A process that ended between posting a card and noting it leaves no second card of the same task."""
        ann.place = HERE
        await ann.work(TaskType.INITIAL_PROMPT)
        await all_services.database.write(
            lambda connection: connection.execute("UPDATE session SET channel_id = NULL, card_id = NULL").rowcount
        )
        await ann.work()
        (thread,) = all_services.discord.threads.values()
        assert len(thread.messages) == 1

    async def test_a_locked_thread_is_left_alone(self, all_services: AllServices, ann: Contributor) -> None:
        """In a thread that a moderator has locked nothing is posted: the card is shown here, and it is said why."""
        ann.place = HERE
        await ann.work(TaskType.INITIAL_PROMPT)
        (thread,) = all_services.discord.threads.values()
        thread.is_locked = True
        answer = await ann.work()
        assert all_services.say("work-thread-locked") in answer
        assert all_services.say("instruction-initial-prompt") in answer
        assert len(thread.messages) == 1

    async def test_where_no_thread_can_be_had_the_card_is_shown_here(
        self, all_services: AllServices, ann: Contributor
    ) -> None:
        """Without the permission to open threads, or in a channel that has none, `/work` answers with the card."""
        all_services.discord.may_open.clear()
        ann.place = HERE
        assert all_services.say("instruction-initial-prompt") in await ann.work(TaskType.INITIAL_PROMPT)
        ann.place = replace(HERE, text_channel_id=None)
        assert all_services.say("instruction-initial-prompt") in await ann.work()
        assert all_services.discord.threads == {}


@pytest.mark.usefixtures("bea")
async def test_a_button_names_what_it_starts(all_services: AllServices, ann: Contributor) -> None:
    """A start button is `/work` with its task and language; one that names neither starts any task."""
    assert PROMPT in await ann.send(CustomId("tasks", "start", None, "assistant_reply/en"))
    assert all_services.say("work-continued") in await ann.send(CustomId("tasks", "start"))


async def test_a_wish_outlives_the_agreement(all_services: AllServices, newcomer: Contributor) -> None:
    """Whoever asked for a language before they agreed gets work in that one afterwards."""
    await newcomer.work(TaskType.INITIAL_PROMPT, "de")
    assert all_services.say("facts-language", language="German") in await newcomer.press("agree")


@pytest.mark.usefixtures("bea")
async def test_a_german_client_works_in_german_and_the_default_language(
    all_services: AllServices, newcomer: Contributor
) -> None:
    """Below the agreement stand the languages of the client and the bot; who agrees works in them, in this order."""
    newcomer.locale = "de"
    assert "**German**, **English**" in await newcomer.work()
    assert {"de", "en", "fr"} <= newcomer.offered()
    await newcomer.press("agree")
    assert await all_services.languages.chosen_by(newcomer.person) == ("de", "en")


async def test_languages_can_be_changed_before_the_agreement(all_services: AllServices, newcomer: Contributor) -> None:
    """What is chosen below the agreement is what one works in, with what was asked for; a forged language is none."""
    await newcomer.work(TaskType.INITIAL_PROMPT)
    assert "**French**" in await newcomer.press("languages", values=("fr", "xx"))
    assert "in French" in await newcomer.press("agree")
    assert await all_services.languages.chosen_by(newcomer.person) == ("fr",)


async def test_who_declines_leaves_no_languages(all_services: AllServices, newcomer: Contributor) -> None:
    """`No thanks` stores only that answer."""
    await newcomer.work()
    await newcomer.press("languages", values=("fr",))
    await newcomer.press("decline")
    assert await all_services.languages.chosen_by(newcomer.person) == ()


async def test_who_reads_in_the_default_language_has_chosen_none(
    all_services: AllServices, newcomer: Contributor
) -> None:
    """Where the client's language is the default there is nothing to store."""
    assert "**English**" in await newcomer.work()
    await newcomer.press("agree")
    assert await all_services.languages.chosen_by(newcomer.person) == ()
