"""Tests of leaderboards as they are shown."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from bot.cards.leaderboard import MOST_PAGES, MOST_ROWS, BoardView, leaderboard_card, rows_text
from bot.cards.names import shown_name
from bot.interactions.components import Button, Card, Select
from bot.interactions.custom_id import parse_custom_id
from bot.protocol.scores import TimeFrame, UserScore
from bot.texts import Sentences
from tests.cards.limits import check_card
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
VIEW = BoardView(TimeFrame.WEEK, of_server=True)
ISOLATED = "\u2068{}\u2069"
LONGEST_NAMES = ["*_" * 16, "漢" * 32, "😀" * 32, "𒐫" * 32, "a\u0335\u0336\u0337" * 8, "x" * 500]


def row(rank: int | None, name: str = "Ann", points: int = 7, number: int = 1, **counts: int) -> UserScore:
    """A row of a leaderboard."""
    return UserScore(
        rank=rank,
        user_id=UUID(int=number),
        username="1",
        auth_method="discord",
        display_name=name,
        leader_score=points,
        **counts,
    )


def shown(rows: Sequence[UserScore], own: UUID | None = None) -> list[str]:
    """The lines of a standing."""
    return rows_text(rows, TimeFrame.DAY, SAY, own=own).split("\n")


def test_a_row_has_everything() -> None:
    """Rank, name, points, prompts, replies of both roles, labels of both kinds, rankings; a line says what they are."""
    counts = {"replies_assistant": 3, "replies_prompter": 4, "labels_simple": 5, "labels_full": 60}
    first, second, legend = shown([row(1, "Ann", 24_500, prompts=2, rankings_total=7, **counts)])
    assert first == "🥇 **1** · \u2068Ann\u2069 · ⭐\u00a0**24,500**"
    assert second.replace("\u00a0", " ") == "-# ✍️ 2 · 💬 7 · 🏷️ 65 · 📊 7"
    assert legend.replace("\u00a0", " ") == "-# ⭐ points · ✍️ prompts · 💬 replies · 🏷️ labels · 📊 rankings"


def test_ties_share_a_rank_and_its_medal() -> None:
    """The first three ranks have medals beside their number, however many people share one; no rank is made up."""
    lines = shown([row(1), row(2), row(2), row(4), row(None)])[:-1:2]
    assert [line.split(" · ")[0] for line in lines] == ["🥇 **1**", "🥈 **2**", "🥈 **2**", "**4**", "–"]


def test_a_first_place_without_points_has_no_medal() -> None:
    """Where nobody has a point yet, nobody is crowned."""
    assert shown([row(1, "Ann", 0)])[0].startswith("**1** · \u2068Ann\u2069")


def test_the_readers_own_row_is_marked() -> None:
    """One's own row is marked by more than its looks, and no other one is."""
    lines = shown([row(4, "Ann", number=1), row(5, "Bea", number=2)], own=UUID(int=2))
    assert lines[0].startswith("**4** · \u2068Ann\u2069 ·")
    assert lines[2].startswith("▶ **5** · **\u2068Bea\u2069** (you) ·")


@pytest.mark.parametrize(
    ("time_frame", "told"),
    [
        (TimeFrame.DAY, "Nobody yet in the last 24 hours. Be the first"),
        (TimeFrame.WEEK, "Nobody yet in the last 7 days. Be the first"),
        (TimeFrame.MONTH, "Nobody yet in the last 30 days. Be the first"),
        (TimeFrame.TOTAL, "Nobody yet. Be the first"),
    ],
)
def test_an_empty_board_invites(time_frame: TimeFrame, told: str) -> None:
    """Where nobody is on a board, it says so, for its period, and how to change that."""
    text = rows_text([], time_frame, SAY)
    assert told in text
    assert "/work" in text


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ann", "Ann"),
        ("**loud** `code`", r"\*\*loud\*\* \`code\`"),
        ("@everyone <@123>", r"\@everyone \<\@123\>"),
        ("two\nlines", "two lines"),
        ("\u202eturned\u2066 around", "turned around"),
        ("مرحبا", "مرحبا"),
        ("Z" + "\u0335" * 20 + "a", "Z" + "\u0335" * 3 + "a"),
        ("é" + "\u0301", "é\u0301"),
        ("x" * 100, "x" * 32),
        ("\u3164\u3164", "(no name)"),
        ("\u200b \u2800", "(no name)"),
        ("\u0301\u0301", "(no name)"),
        ("", "(no name)"),
    ],
)
def test_names_are_harmless(name: str, plain: str) -> None:
    """A name shows as typed, pings nobody, stays on its line, grows no towers, and turns nothing around it."""
    assert shown_name(name, SAY) == ISOLATED.format(plain)


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("name", LONGEST_NAMES)
def test_the_longest_board_is_a_valid_message(language: str, name: str) -> None:
    """Twenty people with the longest names and the largest numbers fit a card, in every language."""
    most = 10**9
    counts = {"prompts": most, "replies_assistant": most, "labels_full": most, "rankings_total": most}
    rows = [row(most, name, most, number, **counts) for number in range(MOST_ROWS)]
    say = CATALOGUE.sentences(language)
    text = rows_text(rows, TimeFrame.MONTH, say, own=UUID(int=3))
    check_card(card(BoardView(TimeFrame.MONTH, of_server=True, page=MOST_PAGES - 1), text, say=say, is_live=False))


def test_a_page_has_its_controls() -> None:
    """The period is chosen in a select that shows it; buttons lead to the pages beside, to one's own row and to all."""
    page = card(BoardView(TimeFrame.WEEK, of_server=True, page=2))
    check_card(page)
    assert "Last 7 days" in words(page)
    assert "This server · page 3 · updated <t:1700000000:R>" in words(page)
    assert actions(page) == {
        "Previous": ("page", "week/server/1"),
        "Next": ("page", "week/server/3"),
        "Where am I": ("me", "week/server/2"),
        "All servers": ("page", "week/global/0"),
    }
    (select,) = [control for control in page.controls() if isinstance(control, Select)]
    assert [option.label for option in select.options if option.chosen] == ["Last 7 days"]
    assert [option.value for option in select.options] == ["day", "week", "month", "total"]


def test_controls_that_lead_nowhere_are_not_there() -> None:
    """On the only page there is no other one; without boards of servers there is no way to one."""
    only = card(BoardView(TimeFrame.DAY, of_server=False), has_more=False, server_board=False, is_live=False)
    assert set(actions(only)) == {"Where am I"}
    assert "has none of single servers" in words(only)
    assert actions(card(VIEW, has_more=False, server_board=False, is_empty=True)) == {}
    last = card(BoardView(TimeFrame.DAY, of_server=False, page=MOST_PAGES - 1))
    assert set(actions(last)) == {"Previous", "Where am I", "This server"}


def test_around_ones_own_row_there_is_a_way_back() -> None:
    """The part around one's own row has a button back to the board and no pages."""
    around = card(VIEW, around_own=True)
    assert actions(around) == {"Back to the board": ("page", "week/server/0"), "All servers": ("page", "week/global/0")}


@pytest.mark.parametrize("time_frame", TimeFrame)
@pytest.mark.parametrize("of_server", [True, False])
def test_a_view_is_read_back(time_frame: TimeFrame, *, of_server: bool) -> None:
    """What a custom id carries is the same view again."""
    view = BoardView(time_frame, of_server, 998)
    assert BoardView.parse(str(view)) == view


@pytest.mark.parametrize("forged", ["", "week", "year/server/0", "week/world/0", "week/server/-1", "day/server/1000"])
def test_a_forged_view_is_none(forged: str) -> None:
    """What is no view is not read as one."""
    assert BoardView.parse(forged) is None


@pytest.mark.parametrize("by_quality", [True, False])
def test_a_board_says_what_points_come_from(by_quality: bool) -> None:
    """Where quality pays, a board says so, and where one reads how."""
    shown = words(card(BoardView(TimeFrame.WEEK, of_server=True), by_quality=by_quality))
    assert ("Points come from what others found good" in shown) is by_quality


def card(
    view: BoardView,
    text: str = "rows",
    *,
    say: Sentences = SAY,
    has_more: bool = True,
    server_board: bool = True,
    is_live: bool = True,
    is_empty: bool = False,
    around_own: bool = False,
    by_quality: bool = False,
) -> Card:
    """A card of a leaderboard."""
    return leaderboard_card(
        view,
        text,
        say,
        last_updated=1_700_000_000_000,
        has_more=has_more,
        server_board=server_board,
        is_live=is_live,
        is_empty=is_empty,
        around_own=around_own,
        by_quality=by_quality,
    )


def actions(card: Card) -> dict[str, tuple[str, str | None]]:
    """What each button does, by its label."""
    found = {}
    for control in card.controls():
        if isinstance(control, Button):
            parsed = parse_custom_id(control.custom_id)
            assert parsed is not None
            found[control.label] = (parsed.action, parsed.argument)
    return found
