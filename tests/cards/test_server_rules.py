"""Tests of the cards about work and moderation in a server: the fullest that they can become, in every language."""

import pytest

from bot.cards.server_rules import (
    ModerationState,
    begin_days_form,
    moderation_card,
    other_language_form,
    rules_in_short,
    work_offered_card,
)
from bot.cards.settings_parts import Lack, Told
from bot.discord.permissions import POSTING, permission_keys
from bot.interactions.components import MOST_OPTIONS, Button, Card, ChannelSelect, RoleSelect, Select
from bot.rules.beginning import MOST_DAYS, Requirements
from bot.rules.languages import LANGUAGES
from bot.rules.work_kinds import WorkKind
from bot.server_setup.needs import Feature
from bot.state.server_rules import ServerRules
from bot.texts import Sentences
from tests.cards.limits import check_card, check_modal
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
SNOWFLAKE = 2**63 - 200
TAGS = tuple(LANGUAGES)
FULLEST = ServerRules(
    *(SNOWFLAKE, SNOWFLAKE, SNOWFLAKE, TAGS[:MOST_OPTIONS], tuple(WorkKind)),
    Requirements(MOST_DAYS, MOST_DAYS, SNOWFLAKE),
    is_paused=True,
    has_checks=False,
)
LACKING = tuple(Lack(feature, permission_keys(POSTING), SNOWFLAKE) for feature in (Feature.STAFF, Feature.LOG))


@pytest.fixture(params=CATALOGUE.languages)
def say(request: pytest.FixtureRequest) -> Sentences:
    """The sentences of a language."""
    return CATALOGUE.sentences(request.param)


@pytest.mark.parametrize("rules", [ServerRules(), FULLEST], ids=["nothing", "everything"])
def test_the_cards_are_valid_messages(say: Sentences, rules: ServerRules) -> None:
    """With nothing and with everything set, whatever lacks and whatever was just told."""
    for told in (None, Told(say("moderation-not-everyone"), is_problem=True)):
        check_card(work_offered_card(rules, TAGS[-20:], say, told))
        for keeps_texts in (True, False):
            state = ModerationState(rules, LACKING, is_checked=False, has_checks=True, keeps_texts=keeps_texts)
            check_card(moderation_card(state, say, told))
    check_card(Card(rules_in_short(rules, say)))
    check_modal(other_language_form(say))
    check_modal(begin_days_form(rules.requirements, say))


def test_what_holds_is_chosen_in_the_lists() -> None:
    """Every list shows what is set; the languages that are set stand before those that could be."""
    controls = list(work_offered_card(FULLEST, TAGS[-20:], SAY).controls())
    languages, kinds = (item for item in controls if isinstance(item, Select))
    assert [option.value for option in languages.options if option.chosen] == list(TAGS[:MOST_OPTIONS])
    assert [option.value for option in kinds.options if option.chosen] == list(WorkKind)
    assert (languages.least, kinds.least) == (0, 0), "choosing none offers all"
    controls += moderation_card(ModerationState(FULLEST), SAY).controls()
    others = [item for item in controls if isinstance(item, ChannelSelect | RoleSelect)]
    assert [item.chosen for item in others] == [SNOWFLAKE] * 4
    assert all(item.may_be_none for item in others if isinstance(item, RoleSelect))


def test_what_holds_is_said_in_short() -> None:
    """The card of /settings says who may begin with what, and whether all of it rests."""
    rules = ServerRules(
        requirements=Requirements(30, 1, 4), languages=("de",), kinds=(WorkKind.REVIEWS,), is_paused=True
    )
    card = Card(rules_in_short(rules, SAY))
    assert "Labeling messages, in German" in words(card)
    assert "at least 30 days old, in this server for at least one day, with the role <@&4>" in words(card)
    assert "All work is paused" in words(card)
    assert SAY("button-resume-work") in [item.label for item in card.controls() if isinstance(item, Button)]
    nothing = Card(rules_in_short(ServerRules(), SAY))
    assert "all kinds, in every language" in words(nothing)
    assert "everybody who accepts the agreement" in words(nothing)
    assert "paused" not in words(nothing)


def test_where_the_command_is_allowed_is_said() -> None:
    """Discord shows commands by permission: how the moderators' role gets to see /moderate stands on the card."""
    assert "Server Settings → Integrations" in words(moderation_card(ModerationState(ServerRules()), SAY))
