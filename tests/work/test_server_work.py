"""Tests of what a server's managers have decided about work, on everything with which somebody asks for a task."""

from collections.abc import Mapping

import pytest

from bot.errors import BotError
from bot.interactions.click import Place
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import DAY
from bot.protocol.tasks import RANDOM, TaskType
from bot.server_settings import repository
from bot.work.server_work import (
    AccountTooYoung,
    JoinedUnknown,
    KindNotOffered,
    LanguageNotOffered,
    RoleNeeded,
    TooNewHere,
    WorkPaused,
)
from tests.services.all_services import CHANNEL, SERVER, AllServices
from tests.services.contributor import Contributor
from tests.work.conftest import PROMPT

HERE = Place(SERVER, CHANNEL)
"""A channel of the server in which there can be no threads: the card comes as the answer."""
ROLE = 31
PAUSE = {repository.PAUSED: "1"}


@pytest.fixture
def cas(all_services: AllServices, ann: Contributor) -> Contributor:
    """Somebody who has agreed, in the server; they came ten days ago."""
    ann.place = HERE
    ann.joined_at = all_services.clock.now() - 10 * DAY
    return ann


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [
        (PAUSE, WorkPaused),
        ({repository.ACCOUNT_DAYS: "3650"}, AccountTooYoung),
        ({repository.MEMBER_DAYS: "11"}, TooNewHere),
        ({repository.BEGIN_ROLE: str(ROLE)}, RoleNeeded),
    ],
)
@pytest.mark.usefixtures("bea")
async def test_who_may_not_begin_is_told_why(
    all_services: AllServices, cas: Contributor, setting: Mapping[str, str], refusal: type[BotError]
) -> None:
    """`/work`, the start panel and `/tasks` give a sentence, in this server only; who has not agreed reads it first."""
    cas.person = await all_services.join(all_services.clock.now() - 1_420_070_400_000 << 22, "Cas")
    await all_services.server_settings.change(SERVER, setting)
    newcomer = Contributor(all_services, await all_services.people.identify(cas.person.discord_id + 1, "Nia"), HERE)
    newcomer.joined_at = cas.joined_at
    for person in (cas, newcomer):
        for ask in (person.work, person.tasks):
            with pytest.raises(refusal) as caught:
                await ask()
            sentence = all_services.say(caught.value.sentence, **caught.value.arguments)
            assert sentence.strip()
    cas.place = Place(SERVER + 1, CHANNEL)
    assert PROMPT in await cas.work(TaskType.ASSISTANT_REPLY)


@pytest.mark.usefixtures("bea")
async def test_who_meets_what_is_asked_may_begin(all_services: AllServices, cas: Contributor) -> None:
    """With the role, an old account and enough days in the server, all goes as ever."""
    cas.person = await all_services.join(175_928_847_299_117_063, "Cas")
    wanted = {repository.ACCOUNT_DAYS: "30", repository.MEMBER_DAYS: "10", repository.BEGIN_ROLE: str(ROLE)}
    await all_services.server_settings.change(SERVER, wanted)
    cas.role_ids = frozenset({ROLE})
    assert PROMPT in await cas.work(TaskType.ASSISTANT_REPLY)
    await cas.press("skip")
    cas.joined_at = None
    with pytest.raises(JoinedUnknown):
        await cas.work()


@pytest.mark.usefixtures("bea")
async def test_what_is_open_can_be_finished_while_work_is_paused(all_services: AllServices, cas: Contributor) -> None:
    """A pause takes nobody's text away; `Next task`, another wish and `Put it aside` wait."""
    await cas.work(TaskType.ASSISTANT_REPLY)
    await cas.write("A cumulus.")
    await all_services.server_settings.change(SERVER, PAUSE)
    assert "A cumulus." in await cas.work()
    with pytest.raises(WorkPaused):
        await cas.work(TaskType.INITIAL_PROMPT)
    with pytest.raises(WorkPaused):
        await cas.tasks()
    await cas.press("submit")
    assert "next" in cas.controls(), "it was taken"
    with pytest.raises(WorkPaused):
        await cas.press("next", None)
    await all_services.server_settings.change(SERVER, {repository.PAUSED: None})
    assert all_services.say("instruction-initial-prompt") in await cas.work(TaskType.INITIAL_PROMPT)


@pytest.mark.usefixtures("bea")
async def test_only_offered_kinds_are_handed_out(all_services: AllServices, cas: Contributor) -> None:
    """Whatever is needed most is looked for among them; what else is asked for by name is refused; no list has it."""
    await all_services.server_settings.change(SERVER, {repository.WORK_KINDS: "prompts"})
    for _ in range(5):
        assert all_services.say("instruction-initial-prompt") in await cas.work()
        await cas.press("skip")
    with pytest.raises(KindNotOffered) as caught:
        await cas.work(TaskType.ASSISTANT_REPLY)
    assert caught.value.arguments == {"kinds": all_services.say("work-kind-prompts")}
    assert all_services.say("task-assistant-reply") not in await cas.tasks()
    await all_services.server_settings.change(SERVER, {repository.WORK_KINDS: "rankings replies"})
    assert PROMPT in await cas.work()
    await cas.press("skip")
    assert all_services.say("nothing-title", language="English") in await cas.work()
    assert "initial_prompt/en" not in {each.argument for each in cas.usable()}


@pytest.mark.usefixtures("bea")
async def test_only_offered_languages_are_handed_out(all_services: AllServices, cas: Contributor) -> None:
    """Of one's own languages the offered ones; where none is, those of the server; another one is refused."""
    await all_services.languages.add(cas.person, ("en", "de"))
    await all_services.server_settings.change(SERVER, {repository.WORK_LANGUAGES: "de fi"})
    await cas.work(TaskType.INITIAL_PROMPT)
    assert all_services.say("facts-language", language="German") in cas.words()
    with pytest.raises(LanguageNotOffered) as caught:
        await cas.work(RANDOM, "en")
    assert caught.value.arguments == {"languages": "German, Finnish"}
    await cas.press("skip")
    told = await cas.tasks()
    assert "English" not in told
    await all_services.server_settings.change(SERVER, {repository.WORK_LANGUAGES: "fi"})
    await cas.work(TaskType.INITIAL_PROMPT)
    assert all_services.say("facts-language", language="Finnish") in cas.words()


async def test_a_prompt_is_not_stored_in_a_language_that_is_not_offered(
    all_services: AllServices, cas: Contributor
) -> None:
    """`Store as …` gives the sentence, and the draft stays as it was."""
    await all_services.server_settings.change(SERVER, {repository.WORK_LANGUAGES: "de"})
    await cas.work(TaskType.INITIAL_PROMPT)
    await cas.write("Which cloud is that over the field?")
    store = CustomId("work", "language", cas.session_id, "en")
    with pytest.raises(LanguageNotOffered):
        await cas.send(store)
    assert all_services.say("facts-language", language="German") in await cas.work()
    await all_services.server_settings.change(SERVER, {repository.WORK_LANGUAGES: "de en"})
    assert all_services.say("facts-language", language="English") in await cas.send(store)
