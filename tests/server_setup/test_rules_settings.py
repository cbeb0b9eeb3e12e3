"""Tests of the cards of /settings on which managers decide about work and moderation."""

from dataclasses import replace
from random import Random

import pytest

from bot.backends.base import Capability
from bot.backends.local import LocalBackend, load_secret_key
from bot.discord.permissions import POSTING
from bot.interactions.click import Click
from bot.interactions.responses import Response
from bot.people.languages import Languages
from bot.policy import NotAllowed, Rights
from bot.rules.beginning import Requirements
from bot.rules.languages import LANGUAGES
from bot.rules.pool_rules import PoolRules
from bot.rules.work_kinds import WorkKind
from bot.server_settings.service import ServerSettings
from bot.server_setup.needs import features_in_use, permissions_to_ask_for
from bot.server_setup.rules_settings import DaysUnknown, RulesSettings, TooManyLanguages
from bot.state.server_rules import ServerRules
from bot.state.session_errors import LanguageMistyped, LanguageUnknown
from bot.store import Database
from tests.cards.limits import check_card, check_modal
from tests.cards.test_people import words
from tests.clocks import StandingClock
from tests.conftest import HERE, THERE
from tests.server_setup.test_service import click
from tests.services.in_memory_discord import InMemoryDiscord

SERVER = 5


@pytest.fixture
def settings(database: Database, clock: StandingClock) -> ServerSettings:
    """What holds in servers."""
    return ServerSettings(database, clock)


@pytest.fixture(params=[0.0, 0.05], ids=["without checks", "with checks"])
async def backend(database: Database, clock: StandingClock, request: pytest.FixtureRequest) -> LocalBackend:
    """A backend that hands out attention checks, or none."""
    key = await load_secret_key(database)
    return LocalBackend(database, clock, Random(1), PoolRules(check_rate=request.param), key)


@pytest.fixture
def setup(
    settings: ServerSettings, database: Database, discord: InMemoryDiscord, backend: LocalBackend
) -> RulesSettings:
    """The service."""
    return RulesSettings(settings, Languages(database, "en"), discord, backend)


def typed(**fields: str) -> Click:
    """A form that a manager sends."""
    return replace(click(), fields=fields)


def told(answer: Response) -> str:
    """What an answer says."""
    assert answer.card is not None
    check_card(answer.card)
    return words(answer.card)


async def test_what_is_chosen_holds(setup: RulesSettings, settings: ServerSettings) -> None:
    """Each control sets what it says, and shows it; choosing nothing takes it back."""
    assert "German, Finnish" in told(await setup.choose_languages(click("de", "fi", "not-a-language!")))
    assert "Writing prompts, Ranking replies" in told(await setup.choose_kinds(click("rankings", "prompts", "forged")))
    assert "<@&31>" in told(await setup.choose_begin_role(click("31")))
    assert "at least 30 days old" in told(await setup.set_days(typed(account=" 30 ", member="007")))
    assert f"come to <#{THERE}>" in told(await setup.choose_staff_channel(click(str(THERE))))
    assert f"told in <#{HERE}>" in told(await setup.choose_log_channel(click(str(HERE))))
    assert "the role <@&32>" in told(await setup.choose_moderator_role(click("32")))
    kinds = (WorkKind.PROMPTS, WorkKind.RANKINGS)
    all_set = ServerRules(THERE, HERE, 32, ("de", "fi"), kinds, Requirements(30, 7, 31))
    assert await settings.rules(SERVER) == all_set
    for look in (setup.show_work, setup.show_moderation, setup.ask_for_days, setup.ask_for_language):
        await look(click())
    assert await settings.rules(SERVER) == all_set, "a look changes nothing"
    for step in (
        *(setup.choose_languages, setup.choose_kinds, setup.choose_begin_role, setup.set_days),
        *(setup.choose_staff_channel, setup.choose_log_channel, setup.choose_moderator_role),
    ):
        await step(click())
    assert await settings.rules(SERVER) == ServerRules()


async def test_a_language_is_added_by_its_name(setup: RulesSettings, settings: ServerSettings) -> None:
    """What is not in the list is typed; what is no language, or one too many, changes nothing."""
    check_modal(await setup.ask_for_language(click()))
    await setup.choose_languages(click("de"))
    assert "German, Finnish" in told(await setup.add_language(typed(language="finnish")))
    with pytest.raises(LanguageMistyped):
        await setup.add_language(typed(language="finish"))
    with pytest.raises(LanguageUnknown):
        await setup.add_language(typed(language=""))
    assert (await settings.rules(SERVER)).languages == ("de", "fi")
    first, last = list(LANGUAGES)[:25], list(LANGUAGES)[25]
    await setup.choose_languages(click(*first))
    with pytest.raises(TooManyLanguages):
        await setup.add_language(typed(language=last))
    assert (await settings.rules(SERVER)).languages == tuple(first)


@pytest.mark.parametrize("days", ["-1", "3651", "seven", "1.5", "٣", "9" * 4_000])
async def test_what_is_no_number_of_days_changes_nothing(
    setup: RulesSettings, settings: ServerSettings, days: str
) -> None:
    """Neither of the two numbers is taken where one cannot be."""
    for fields in ({"account": days, "member": "7"}, {"account": "7", "member": days}):
        with pytest.raises(DaysUnknown):
            await setup.set_days(typed(**fields))
    assert await settings.rules(SERVER) == ServerRules()


async def test_the_form_shows_what_is_set(setup: RulesSettings) -> None:
    """Whoever opens the form for days sees those that hold."""
    assert [field.value for field in (await setup.ask_for_days(click())).inputs] == ["", ""]
    await setup.set_days(typed(account="30", member=""))
    form = await setup.ask_for_days(click())
    check_modal(form)
    assert [field.value for field in form.inputs] == ["30", ""]


async def test_everyone_is_no_moderator(setup: RulesSettings, settings: ServerSettings) -> None:
    """The role of everybody, whose id is the server's, is not taken."""
    assert "every member a moderator" in told(await setup.choose_moderator_role(click(str(SERVER))))
    assert await settings.moderator_role(SERVER) is None


async def test_what_the_channels_need_is_named_and_asked_for(
    setup: RulesSettings, database: Database, discord: InMemoryDiscord
) -> None:
    """A channel that the bot cannot write in is set all the same; the card and the invite link know what it takes."""
    discord.permissions[HERE] = 0
    answer = told(await setup.choose_staff_channel(click(str(HERE))))
    assert f"In <#{HERE}> I need **View Channel**, **Send Messages**" in answer
    assert "I cannot post cases" in answer
    assert "no longer exists" in told(await setup.choose_log_channel(click("99")))
    in_use = (await database.read(features_in_use))[SERVER]
    assert (in_use.staff_channel, in_use.log_channel) == (HERE, 99)
    assert permissions_to_ask_for([in_use]) & POSTING == POSTING
    discord.is_silent = True
    assert "did not tell me just now" in told(await setup.show_moderation(click()))


@pytest.mark.parametrize(
    "forbidden",
    [
        click("12", rights=Rights(server_id=SERVER)),
        click("12", rights=Rights(moderates=True, server_id=SERVER)),
        click("12", server_id=None),
    ],
)
async def test_others_may_not(setup: RulesSettings, settings: ServerSettings, forbidden: Click) -> None:
    """Whoever does not manage the server, or is in none, is refused everything, and nothing changes."""
    for step in (
        *(setup.show_work, setup.choose_languages, setup.ask_for_language, setup.add_language, setup.choose_kinds),
        *(setup.choose_begin_role, setup.ask_for_days, setup.set_days, setup.show_moderation),
        *(setup.choose_staff_channel, setup.choose_log_channel, setup.choose_moderator_role),
        *(setup.turn_checks_on, setup.turn_checks_off),
    ):
        with pytest.raises(NotAllowed):
            await step(forbidden)
    assert await settings.rules(SERVER) == ServerRules()


async def test_attention_checks_are_turned_off_and_on(
    setup: RulesSettings, settings: ServerSettings, backend: LocalBackend
) -> None:
    """Where the operator wants them, managers turn them off and on for their server; elsewhere the card says so."""
    shown = told(await setup.show_moderation(click()))
    if Capability.CHECKS not in await backend.capabilities():
        assert "has not turned them on" in shown
        return
    assert "**Attention checks:** on" in shown
    assert "**Attention checks:** off in this server" in told(await setup.turn_checks_off(click()))
    assert not (await settings.rules(SERVER)).has_checks
    assert (await settings.rules(SERVER + 1)).has_checks
    assert "**Attention checks:** on" in told(await setup.turn_checks_on(click()))
    assert (await settings.rules(SERVER)).has_checks
