"""Tests of the cards of posted boards: the longest that they can become, in every language."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.cards.board_settings import BoardsState, PostedMessage, ZoneChoice, boards_card, zone_modal
from bot.cards.posted_board import PostedBoard, posted_board_card, winners_of, winners_text
from bot.posted_boards.posted import MOST_ROWS, BoardTrouble
from bot.posted_boards.zones import WELL_KNOWN
from bot.protocol.scores import TimeFrame, UserScore
from bot.texts import Sentences
from tests.cards.limits import check_card, check_modal
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SNOWFLAKE = 2**63 - 1
NOW = 1_790_000_000_000
WIDE = ["W" * 32, "㊙" * 32, "👩‍🚀" * 10, "*" * 32, "\u202eevil\u202e", "@everyone <@1> # x", "ع" * 32]


def row(rank: int, name: str, number: int = 1) -> UserScore:
    """A row with large counts."""
    return UserScore(
        rank=rank,
        user_id=UUID(int=number),
        username="1",
        auth_method="discord",
        display_name=name,
        leader_score=9_999_999,
        prompts=99_999,
        replies_assistant=99_999,
        labels_full=999_999,
        rankings_total=999_999,
    )


@pytest.fixture(params=CATALOGUE.languages)
def say(request: pytest.FixtureRequest) -> Sentences:
    """The sentences of a language."""
    return CATALOGUE.sentences(request.param)


@pytest.mark.parametrize("period", TimeFrame)
@pytest.mark.parametrize("name", WIDE)
def test_the_longest_board_is_a_valid_message(say: Sentences, period: TimeFrame, name: str) -> None:
    """As many rows and winners as there can be, with the widest names, final or not."""
    rows = [row(1, name, number) for number in range(MOST_ROWS)]
    winners = rows if period is not TimeFrame.TOTAL else []
    board = PostedBoard(period, True, rows, winners, turns_at=NOW)
    check_card(posted_board_card(board, NOW, say))
    check_card(posted_board_card(PostedBoard(period, False, rows, winners, is_final=True), NOW, say))
    if period is not TimeFrame.TOTAL:
        check_card(posted_board_card(PostedBoard(period, False, rows, is_final=True, turns_at=NOW), NOW, say))
    check_card(posted_board_card(PostedBoard(period, True, [], is_final=True), NOW, say))


def test_a_standing_that_stays_says_why(say: Sentences) -> None:
    """One whose period is over is named by when it ended; one that is no longer wanted is no final standing."""
    rows = [row(1, "Ann")]
    time = f"<t:{NOW // 1000}:f>"
    ended = words(
        posted_board_card(PostedBoard(TimeFrame.DAY, True, rows, is_final=True, turns_at=NOW), NOW + 5_000, say)
    )
    assert time in ended.split("\n")[0]
    assert say("period-day") not in ended
    stopped = words(posted_board_card(PostedBoard(TimeFrame.DAY, True, rows, rows, is_final=True), NOW, say))
    assert say("posted-stopped", time=time) in stopped
    assert say("posted-winners-day") in stopped
    assert say("posted-final", time=time) not in stopped


def test_names_on_a_congratulation_are_harmless() -> None:
    """A winner's name pings nobody and is no Markdown."""
    text = winners_text([row(1, "@everyone **x** <@1>")], CATALOGUE.sentences("en"))
    assert "\\@everyone \\*\\*x\\*\\* \\<\\@1\\>" in text


def test_winners_share_places() -> None:
    """Everybody on the first three ranks wins; those of one rank share its medal, and the ranks below move on."""
    rows = [row(rank, name) for rank, name in ((1, "Ann"), (1, "Bob"), (3, "Cat"), (4, "Dan"))]
    winners = winners_of(rows)
    assert [each.display_name for each in winners] == ["Ann", "Bob", "Cat"]
    assert winners_of([row(1, "Ann").model_copy(update={"leader_score": 0})]) == ()
    text = winners_text(winners, CATALOGUE.sentences("en")).replace("\u2068", "").replace("\u2069", "")
    assert text == "🥇 **Ann**, **Bob** · 🥉 **Cat**"


@pytest.mark.parametrize("trouble", [None, *BoardTrouble])
@pytest.mark.parametrize("is_on", [True, False])
def test_the_settings_card_is_a_valid_message(say: Sentences, trouble: BoardTrouble | None, *, is_on: bool) -> None:
    """With everything chosen, and every trouble, it fits."""
    zone = ZoneChoice("America/Argentina/ComodRivadavia", "23:59")
    zones = [*(ZoneChoice(name, "23:59") for name in WELL_KNOWN), zone]
    posted = [PostedMessage(period, SNOWFLAKE, SNOWFLAKE, SNOWFLAKE, NOW) for period in TimeFrame]
    for server_only in (True, None):
        state = BoardsState(is_on, SNOWFLAKE, list(TimeFrame), 9, zone, zones, server_only, trouble, posted, True)
        told = say("boards-zone-several", typed="W" * 64)
        check_card(boards_card(replace(state, told=told), say))
    nothing = BoardsState(False, None, [TimeFrame.DAY], 0, zone, zones, True, trouble, [], False)
    card = boards_card(nothing, say)
    check_card(card)
    assert "<#None>" not in words(card)
    check_modal(zone_modal(zone.name, say))
