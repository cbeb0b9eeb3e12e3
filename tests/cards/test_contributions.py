"""Tests of the cards that show somebody's own messages."""

from uuid import UUID

import pytest

from bot.backends.values import Contribution, ContributionState
from bot.cards.contributions import contribution_in_full, contributions_card
from bot.interactions.components import Button, Card
from bot.interactions.custom_id import parse_custom_id
from bot.protocol.messages import Message
from bot.protocol.trees import TreeState
from bot.rules.points import Scoring
from tests.cards.limits import check_card
from tests.cards.sessions import LONG_TEXTS, long_text, messages
from tests.cards.test_language_choice import LONGEST_TAG
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE
from tests.discord_markdown import read_card

SAY = CATALOGUE.sentences("en")
PROMPT = UUID(int=1)


def contribution(
    text: str = "Hello",
    state: ContributionState = ContributionState.ACCEPTED,
    tree_state: TreeState = TreeState.GROWING,
    rank: int | None = None,
    *,
    number: int = 2,
    language: str = "de",
) -> Contribution:
    """A reply of the assistant."""
    message = Message(
        id=UUID(int=number),
        text=text,
        lang=language,
        is_assistant=True,
        parent_id=PROMPT,
        created_date=1_700_000_000_000,
        review_count=1,
        deleted=state is ContributionState.DELETED,
    )
    return Contribution(
        message=message,
        tree_id=PROMPT,
        state=state,
        tree_state=tree_state,
        rank=rank,
        siblings=1 if rank is None else 4,
    )


@pytest.mark.parametrize("name", sorted(LONG_TEXTS))
def test_the_longest_texts_fit(name: str) -> None:
    """Five of the longest texts of any kind, each with all that can be said of it, are one valid message."""
    shown = [
        contribution(
            long_text(name),
            ContributionState.EXPORTED,
            TreeState.HALTED_BY_MODERATOR,
            3,
            number=n,
            language=LONGEST_TAG,
        ).model_copy(
            update={"quality": 0.7, "points": 5.6, "scoring": Scoring.QUALITY, "objectionable_id": UUID(int=2**127 + n)}
        )
        for n in range(5)
    ]
    for has_older in (False, True):
        card = contributions_card(shown, 198, SAY, has_older=has_older, is_last_possible=has_older)
        check_card(card)
        assert read_card(words(card)) == ["<t:1700000000:R>"] * 5
        assert "“Conversation” and its number opens the whole" in words(card)
    check_card(contributions_card(shown, 17, SAY, has_older=True))


@pytest.mark.parametrize("text", ["a\n" * 40, "a" * 199, "一" * 200, "first\n\n\nfourth\nfifth"])
def test_only_the_beginning_is_shown(text: str) -> None:
    """A text is shown up to 200 characters and four lines, and what is shortened ends with an ellipsis."""
    lines = words(contributions_card([contribution(text)], 0, SAY, has_older=False)).split("\n")
    shown = "\n".join(line.removeprefix("> ") for line in lines if line.startswith(">"))
    assert len(shown) <= 201
    assert shown.count("\n") < 4
    assert shown == text or shown.endswith("…")
    assert text.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (contribution(state=ContributionState.IN_REVIEW), "**in review, one review so far**"),
        (contribution(state=ContributionState.ACCEPTED), "**accepted**"),
        (contribution(state=ContributionState.REJECTED), "**not accepted**"),
        (contribution(state=ContributionState.RANKED, rank=0), "**ranked 1st of 4**"),
        (contribution(state=ContributionState.RANKED, rank=1), "**ranked 2nd of 4**"),
        (contribution(state=ContributionState.RANKED, rank=3), "**ranked 4th of 4**"),
        (contribution(state=ContributionState.EXPORTED), "**in a finished tree, ready for export**"),
        (contribution(state=ContributionState.EXPORTED, rank=2), "ready for export · ranked 3rd of 4**"),
        (contribution(state=ContributionState.DELETED), "**deleted**"),
        (contribution(tree_state=TreeState.HALTED_BY_MODERATOR), "**accepted** · its conversation was halted"),
        (contribution(tree_state=TreeState.ABORTED_LOW_GRADE), "**accepted** · its conversation was closed"),
    ],
)
def test_what_became_of_a_message_is_said_in_words(given: Contribution, told: str) -> None:
    """Each state has its words; beside them stand the type, the language and the time."""
    shown = words(contributions_card([given], 0, SAY, has_older=False))
    assert told in shown
    assert "**1** · Reply as the assistant · " in shown
    assert " · German · <t:1700000000:R>\n> Hello" in shown


@pytest.mark.parametrize(
    ("given", "quality", "points", "told"),
    [
        (contribution(state=ContributionState.IN_REVIEW), None, 0, "**in review, one review so far: up to 8 points**"),
        (contribution(), 0.75, 6, "**accepted, quality 4 of 5: 6 points**"),
        (contribution(), 0.7, 5.6, "**accepted, quality 3.8 of 5: 5.6 points**"),
        (contribution(), None, 1, "**accepted, 1 point**"),
        (
            contribution(state=ContributionState.RANKED, rank=0),
            1.0,
            8,
            "**ranked 1st of 4 · quality 5 of 5: 8 points**",
        ),
        (contribution(state=ContributionState.REJECTED), None, 0, "**not accepted**"),
    ],
)
def test_what_a_text_has_earned_by_its_quality_is_said(
    given: Contribution, quality: float | None, points: float, told: str
) -> None:
    """Beside what became of it stand the quality that reviewers found and the points; before, what it may earn."""
    paid = given.model_copy(update={"quality": quality, "points": points, "scoring": Scoring.QUALITY})
    assert told in words(contributions_card([paid], 0, SAY, has_older=False))


def test_a_text_that_is_gone_is_said_to_be() -> None:
    """An empty node, which a deletion leaves, is no empty quote."""
    shown = words(contributions_card([contribution("", ContributionState.DELETED)], 0, SAY, has_older=False))
    assert "This message was deleted." in shown


@pytest.mark.parametrize(
    "text",
    ["first\r\nsecond\r\n\r\nlast", "eerste\u2028tweede\u2028derde", "eerste\vtweede", "eerste\ftweede\x85derde"],
)
def test_a_whole_text_is_not_called_shortened(text: str) -> None:
    """Only a line feed ends a line: a text with other separators is shown whole, and not called shortened."""
    assert "shortened" not in words(contributions_card([contribution(text)], 0, SAY, has_older=False))
    assert "shortened" in words(contributions_card([contribution("line\n" * 9)], 0, SAY, has_older=False))


def test_nobody_is_left_with_an_empty_card() -> None:
    """Whoever has written nothing is told how to begin."""
    assert "Nothing yet. Use /work" in words(contributions_card([], 0, SAY, has_older=False))


def test_pages_can_be_turned() -> None:
    """Messages are numbered over all pages, and the buttons lead to the pages beside."""
    shown = [contribution(number=n) for n in range(5)]
    card = contributions_card(shown, 1, SAY, has_older=True)
    assert "Page 2 · messages 6 to 10" in words(card)
    assert buttons(card) == {
        **{f"Conversation {n + 6}": ("open", UUID(int=n), None) for n in range(5)},
        "Newer": ("page", None, "0"),
        "Older": ("page", None, "2"),
    }
    assert set(buttons(contributions_card(shown[:1], 0, SAY, has_older=False))) == {"Conversation 1"}


def test_what_was_decided_can_be_objected_to() -> None:
    """Only messages of which that is so have the button, which leads to the decision."""
    decided = contribution(state=ContributionState.DELETED).model_copy(update={"objectionable_id": PROMPT})
    card = contributions_card([contribution(), decided], 0, SAY, has_older=False)
    assert buttons(card)["Object 2"] == ("decision", PROMPT, None)
    assert "Object 1" not in buttons(card)
    assert "You can object once." in words(card)
    assert "object" not in words(contributions_card([contribution()], 0, SAY, has_older=False))


def test_the_last_page_that_can_be_shown_says_so() -> None:
    """Where older messages are too many to turn to, there is no button but a sentence."""
    card = contributions_card([contribution()], 198, SAY, has_older=True, is_last_possible=True)
    assert "Older messages cannot be shown here." in words(card)
    assert "Older" not in buttons(card)


@pytest.mark.parametrize("name", sorted(LONG_TEXTS))
@pytest.mark.parametrize("depth", [1, 5, 40])
def test_a_whole_conversation_is_shown(name: str, depth: int) -> None:
    """A conversation 40 messages deep is shown in full: in pages that each fit, or as a file."""
    cards = contribution_in_full(messages(long_text(name), depth), SAY, halted=True)
    assert len(cards) <= 5
    for card in cards:
        check_card(card)
    assert "This conversation was halted" in words(cards[0])
    whole = "".join(words(card) for card in cards) + "".join(
        file.data.decode() for card in cards for file in card.files
    )
    assert whole.count("🧑 Prompter") - whole.count("🧑 Prompter**, continued") == (depth + 1) // 2


def test_what_others_deleted_is_not_shown() -> None:
    """A deleted message in a conversation keeps its place, and shows no text."""
    deleted = Message(id=PROMPT, text="secret", is_assistant=False, deleted=True)
    (card,) = contribution_in_full([deleted, contribution().message], SAY, halted=False)
    assert "secret" not in words(card)
    assert "> This message was deleted." in words(card)
    assert "> Hello" in words(card)
    assert "halted" not in words(card)


def buttons(card: Card) -> dict[str, tuple[str, UUID | None, str | None]]:
    """What each button does, by its label."""
    found = {}
    for control in card.controls():
        assert isinstance(control, Button)
        parsed = parse_custom_id(control.custom_id)
        assert parsed is not None
        found[control.label] = (parsed.action, parsed.id, parsed.argument)
    return found
