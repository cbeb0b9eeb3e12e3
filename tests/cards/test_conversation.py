"""Tests of conversations on cards."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.conversation import conversation_excerpt, conversation_passages, quoted_excerpt, role_name
from bot.cards.passages import GAP
from bot.interactions.fitting import Space
from bot.protocol.messages import ConversationMessage, Role
from tests.cards.sessions import LONG_TEXTS, long_text
from tests.catalogue import CATALOGUE
from tests.discord_markdown import read_card

SAY = CATALOGUE.sentences("en")
_rooms = st.builds(Space, st.integers(400, 4_000), st.integers(1_000, 9_900))
_contents = st.one_of(
    st.sampled_from(sorted(LONG_TEXTS)).map(long_text),
    st.text(max_size=60),
    st.lists(st.sampled_from(["`", "```", "\n", "[a](https://b.example)", "<@12>", "字", "😀", "م "]), max_size=60).map(
        "".join
    ),
)


def conversation(*texts: str) -> list[ConversationMessage]:
    """Messages from the initial prompt down."""
    return [
        ConversationMessage(id=UUID(int=place), text=text, is_assistant=place % 2 == 1)
        for place, text in enumerate(texts)
    ]


@given(st.lists(_contents, min_size=1, max_size=40), _rooms)
def test_an_excerpt_fits(texts: list[str], space: Space) -> None:
    """An excerpt fits its space whatever was written, and has nothing live in it."""
    excerpt = conversation_excerpt(conversation(*texts), space, SAY, "⬅ reply to this message")
    assert space.holds(excerpt.text)
    assert read_card(excerpt.text) == []


@given(st.lists(_contents, min_size=1, max_size=12), _rooms)
def test_what_is_left_out_is_said(texts: list[str], space: Space) -> None:
    """An excerpt is complete, or says that something was shortened or left out and where to read it."""
    excerpt = conversation_excerpt(conversation(*texts), space, SAY)
    if excerpt.complete:
        assert excerpt.text == whole(texts)
    else:
        assert "Press “Read in full”" in excerpt.text


def test_the_end_of_a_conversation_comes_first() -> None:
    """Of a long conversation the last message is shown, marked, and the number of those left out is right."""
    texts = [f"message {place} " + "x" * 400 for place in range(40)]
    excerpt = conversation_excerpt(conversation(*texts), Space(1_500, 9_000), SAY, "⬅ here")
    shown = [place for place in range(40) if f"message {place} " in excerpt.text]
    assert shown == list(range(shown[0], 40))
    assert f"{shown[0]} earlier messages are not shown" in excerpt.text
    assert excerpt.text.startswith("-# …")
    assert "**🤖 Assistant** · ⬅ here\n> message 39" in excerpt.text


def test_roles_are_plain_to_see() -> None:
    """Every message stands under the name of its role, clear of the message above it."""
    assert whole(["Hello", "Hi"]) == "**🧑 Prompter**\n> Hello\n\n**🤖 Assistant**\n> Hi"
    assert role_name(Role.ASSISTANT, SAY) == "🤖 Assistant"


@pytest.mark.parametrize("name", sorted(LONG_TEXTS))
def test_a_text_is_shortened_only_where_it_must(name: str) -> None:
    """A text that fits is whole; one that does not fills most of its space and tells its full length."""
    text = long_text(name)
    assert quoted_excerpt(text, Space(20_000, 90_000), SAY)[1]
    space = Space(600, 2_400)
    shown, is_whole = quoted_excerpt(text, space, SAY)
    assert not is_whole
    assert space.holds(shown)
    assert f"the whole text has {len(text):,} characters" in shown
    assert len(shown) > 300 or len(shown.encode()) > 1_200


def test_code_that_is_left_open_by_shortening_fits_too() -> None:
    """Shortening may open code whose end is cut off; what is shown fits all the same."""
    text = "`" + "[a](https://b.example) " * 20 + "`" + "word " * 100
    for characters in range(300, 700, 7):
        shown, _ = quoted_excerpt(text, Space(characters, 9_000), SAY)
        assert len(shown) <= characters


def test_a_deleted_message_says_so() -> None:
    """Where a message has no text any more, in the middle or at the end, it is said that it was deleted."""
    space = Space(4_000, 9_900)
    for texts in (("", "an answer"), ("a question", "")):
        shown = conversation_excerpt(conversation(*texts), space, SAY).text
        assert "> This message was deleted." in shown
        assert "> This message was deleted." in whole(texts)


@pytest.mark.parametrize("end", ["\n", "\u2028", " \r\n\r\n", "\v \f"])
def test_a_complete_text_is_not_called_shortened(end: str) -> None:
    """Where white space at its end is all that is not shown of a text, it is complete."""
    assert quoted_excerpt("a word" + end * 1_000, Space(400, 1_000), SAY) == ("> a word", True)


def test_what_fits_is_not_shortened_for_a_note_that_is_not_needed() -> None:
    """A conversation that just fits is shown whole, and so are the replies of a ranking."""
    texts = ["a question " * 20, "an answer " * 20]
    shown = whole(texts)
    excerpt = conversation_excerpt(conversation(*texts), Space(len(shown), len(shown.encode())), SAY)
    assert (excerpt.text, excerpt.complete) == (shown, True)


def whole(texts: Sequence[str]) -> str:
    """A conversation with nothing left out."""
    return GAP.join(passage.shown() for passage in conversation_passages(conversation(*texts), SAY))
