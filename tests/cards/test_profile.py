"""Tests of profiles as they are shown."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from bot.cards.profile import Choices, Profile, Ranks, Reader, newcomer_card, profile_card
from bot.interactions.components import Button, Card
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.points import COUNTS, SCORE, ContributionCounts
from tests.cards.limits import check_card
from tests.cards.test_leaderboard import LONGEST_NAMES
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
RANKS = {
    TimeFrame.DAY: Ranks(12, None),
    TimeFrame.WEEK: Ranks(1_300, 4),
    TimeFrame.MONTH: Ranks(13, 1),
    TimeFrame.TOTAL: Ranks(None, None),
}
COUNTED = {"prompts": 27, "replies_assistant": 12, "labels_full": 80, "rankings_total": 20, "accepted_prompts": 9}
RECEIVED = {"accepted_replies_assistant": 3, "reply_ranked_1": 1}
HIDE, SHOW = "Hide me from leaderboards", "Show me on leaderboards"
HIDDEN, SHARED = "You are hidden", "everybody in this channel"
WEBSITE, SERVER_HIDES = "its own website may still show you", "It is the task server that hides you"
EVERYTHING = dict.fromkeys(COUNTS, 10**9)


def test_the_score_is_computed_with_ones_own_numbers() -> None:
    """Computed by hand: 27 prompts 2, 12 replies 48, 80 labels 160, 20 rankings 20, 3 accepted 12, a first place 9."""
    card = own({**COUNTED, **RECEIVED}, points=251)
    text = words(card).replace("\u00a0", " ")
    assert [line for line in text.split("\n") if line.startswith("- ")] == [
        "- 27 initial prompts, 1 for every 10 = **2** (7 of 10 towards the next)",
        "- 12 replies as the assistant × 4 = **48**",
        "- 80 label tasks with every scale × 2 = **160**",
        "- 20 rankings × 1 = **20**",
        "- 9 of 10 accepted initial prompts for the next point",
        "- 3 accepted replies as the assistant × 4 = **12**",
        "- 1 time ranked 1st × 9 = **9**",
        "- replies ranked 2nd: **3 points** each",
        "- replies as the prompter: **1 point** each",
        "- label tasks: **1 point** each",
    ]
    assert "In all **251 points**" in text
    assert text.index("In all") < text.index("What else earns points") < text.index("replies ranked 2nd")
    assert "The task server says" not in text


def test_points_level_and_bar() -> None:
    """245 points are level 18, with 6 more to level 19; the bar and the ranks stand below."""
    text = words(own({"labels_simple": 245}, points=245))
    assert "**245 points, level 18**; 6 more to level 19\n▰▰▰▰▰▰▰▰▰▱▱▱" in text
    assert "Last 24 hours: **–** · **#12**\nLast 7 days: **#4** · **#1,300**\nLast 30 days: **#1** · **#13**" in text
    assert "Of all time: **–** · **–**" in text
    assert "level 100**: there is no higher one" in words(own({"labels_simple": 6_000}, points=6_000))


def test_another_way_of_counting_is_said() -> None:
    """Where the task server gives other points than the formula, both are told."""
    text = words(own({"labels_simple": 5}, points=7))
    assert "In all **5 points**" in text
    assert "The task server says 7" in text


def test_a_streak_and_how_it_is_kept() -> None:
    """A streak has its days and its end; without one, the rule is told."""
    running = words(profile_card(profile({}, 0, days=5, ends_at=1_700_000_000_000), SAY, Reader.OWNER))
    assert "**5 days** with contributions in a row" in running
    assert "Your streak lasts until <t:1700000000:f>." in running
    shared = words(profile_card(profile({}, 0, days=5, ends_at=1_700_000_000_000), SAY, Reader.CHANNEL))
    assert "The streak lasts until <t:1700000000:f>." in shared
    none = words(profile_card(profile({}, 0), SAY, Reader.OWNER))
    assert "No streak at the moment\n-# A streak lasts until 36 hours pass" in none
    unknown_end = words(profile_card(profile({}, 0, days=1), SAY, Reader.OWNER))
    assert "**One day** with contributions\n-# A streak lasts until 36 hours pass" in unknown_end


def test_acceptance_and_first_places() -> None:
    """How many of one's texts were accepted, as a share that is full only when all are; how often one was first."""
    text = words(own({**COUNTED, **RECEIVED}, points=251))
    assert "12 of 39 texts accepted so far (30%)" in text
    assert "A reply was ranked first **once**" in text
    almost = words(own({"prompts": 1_000, "accepted_prompts": 999}, points=199))
    assert "(99%)" in almost
    assert "0 of 1 text accepted so far (0%)" in words(own({"replies_prompter": 1}, points=1))
    assert "accepted so far" not in words(own({"labels_simple": 5}, points=5))
    german = profile_card(profile({"prompts": 10, "accepted_prompts": 3}, 1), CATALOGUE.sentences("de"), Reader.CHANNEL)
    assert "(30 %)" in words(german)


def test_others_see_what_leaderboards_tell() -> None:
    """Of somebody else there are points, ranks, streak and counts; not acceptance, nor how the points come about."""
    card = profile_card(profile({**COUNTED, **RECEIVED}, 251), SAY, Reader.OTHER)
    text = words(card)
    assert "251 points" in text
    assert "27 prompts · 12 replies · 80 label tasks · 20 rankings" in text
    for private in ("accepted", "ranked first", "In all", "hidden"):
        assert private not in text
    assert list(card.controls()) == []


def test_a_shared_profile_is_short_and_has_no_controls() -> None:
    """What is shared has acceptance and first places, and nobody can press anything on it."""
    card = profile_card(profile({**COUNTED, **RECEIVED}, 251), SAY, Reader.CHANNEL)
    assert "12 of 39 texts accepted" in words(card)
    assert "In all" not in words(card)
    assert list(card.controls()) == []


@pytest.mark.parametrize(
    ("choices", "labels", "told"),
    [
        (Choices(False, False), {HIDE: False}, set()),
        (Choices(True, True), {SHOW: False}, {HIDDEN}),
        (Choices(True, False), {SHOW: False}, {HIDDEN, WEBSITE}),
        (Choices(False, True), {SHOW: False}, {HIDDEN, SERVER_HIDES}),
        (Choices(False, False, may_share=True), {"Share": False, HIDE: False}, set()),
        (Choices(False, False, may_share=True, shared=True), {"Share": True, HIDE: False}, {SHARED}),
        (Choices(True, True, may_share=True), {SHOW: False}, {HIDDEN}),
        (Choices(False, True, may_share=True), {SHOW: False}, {HIDDEN, SERVER_HIDES}),
    ],
)
def test_the_owner_has_choices(choices: Choices, labels: dict[str, bool], told: set[str]) -> None:
    """Sharing is offered where it is possible, and once; hiding and showing by turns, with what holds now."""
    card = profile_card(profile({}, 0), SAY, Reader.OWNER, choices)
    news = {"Tell me good news": False}
    assert {item.label: item.disabled for item in card.controls() if isinstance(item, Button)} == labels | news
    assert {sentence for sentence in (HIDDEN, WEBSITE, SERVER_HIDES, SHARED) if sentence in words(card)} == told


def test_the_owner_can_ask_for_good_news_and_for_no_more() -> None:
    """The last button turns news on, or off where it is on."""
    for wants, label in ((False, "Tell me good news"), (True, "No more good news")):
        card = profile_card(profile({}, 0), SAY, Reader.OWNER, Choices(False, False, wants_news=wants))
        assert [item.label for item in card.controls() if isinstance(item, Button)][-1] == label


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("name", LONGEST_NAMES)
@pytest.mark.parametrize("counts", [EVERYTHING, {}])
def test_every_profile_is_a_valid_message(language: str, name: str, counts: Mapping[str, int]) -> None:
    """The longest names and largest numbers fit, for every reader, in every language; none is without words."""
    say = CATALOGUE.sentences(language)
    choices = Choices(True, False, True, True, shared_before=True, withdrawn=99, wants_news=True, changed_news=True)
    for has_server in (True, False):
        for by_quality in (True, False):
            longest = profile(counts, 10**9, name=name, days=10**6, has_server=has_server, by_quality=by_quality)
            for reader in Reader:
                check_card(profile_card(longest, say, reader, choices if reader is Reader.OWNER else None))
    check_card(newcomer_card(name, say))


def test_every_kind_that_counts_has_a_line() -> None:
    """Somebody who has done everything has a line for each part of the formula, and nothing is left to name."""
    text = words(own(dict.fromkeys(COUNTS, 20), ContributionCounts(**dict.fromkeys(COUNTS, 20)).points))
    assert sum(line.startswith("- ") for line in text.split("\n")) == len(SCORE)
    assert "What else earns points" not in text


def test_where_quality_pays_the_profile_says_how() -> None:
    """It names what pays how much at most and when, what the person has done, and no formula."""
    mine = profile({"replies_assistant": 3, "accepted_replies_assistant": 2}, 13, by_quality=True)
    text = words(profile_card(mine, SAY, Reader.OWNER, Choices(False, False)))
    assert "- replies as the assistant: up to **8 points** each" in text
    assert "three quarters at 4" in text
    assert "up to **9**, **3** or **1 points**" in text
    assert "3 replies" in text
    assert "2 of 3 texts accepted so far" in text
    assert "In all" not in text
    assert "How your points come about" not in words(profile_card(mine, SAY, Reader.OTHER))


def test_late_numbers_are_said_to_be() -> None:
    """Where the task server computes from time to time, the profile says so, and has one rank in each period."""
    text = words(profile_card(profile({}, 0, has_server=False, is_live=False), SAY, Reader.OWNER))
    assert "renews these numbers" in text
    assert "Last 7 days: **#1,300**" in text


def own(counts: Mapping[str, int], points: int) -> Card:
    """One's own profile."""
    return profile_card(profile(counts, points), SAY, Reader.OWNER, Choices(False, False))


def profile(
    counts: Mapping[str, int],
    points: int,
    *,
    name: str = "Ann",
    days: int = 0,
    ends_at: int | None = None,
    has_server: bool = True,
    is_live: bool = True,
    by_quality: bool = False,
) -> Profile:
    """A profile with these counts."""
    score = UserScore(
        user_id=UUID(int=1),
        username="1",
        auth_method="discord",
        display_name=name,
        leader_score=points,
        streak_days=days,
        **counts,
    )
    return Profile(name, score, RANKS, has_server, ends_at, is_live, by_quality)
