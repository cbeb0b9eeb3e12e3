"""What was called saved and delivered later: kept where it is stored, or where it comes back with its reason."""

from typing import cast

import pytest

from playground.client import Person
from playground.contributors.experience import Experience
from playground.contributors.promises import Promises
from playground.contributors.words import ENGLISH, Kind
from playground.screen import Button, Message

_TEXT = "Begin with the smallest part."
_REASON = "You submitted exactly this text a short while ago."
_FIRST, _SECOND = "a" * 32, "b" * 32
_PROMISED = "### 💾 Saved. It will be delivered as soon as the task server is back."
_PREVIEW = f"### Reply as the assistant\n✍️ **Your reply as the assistant**\n> {_TEXT}"


def card(text: str, package: str, *labels: str) -> Message:
    """A card of a package with these buttons."""
    buttons = tuple(Button(label, f"work1:any:{package}", 1, disabled=False, url=None, emoji=None) for label in labels)
    return Message(
        id=1,
        channel_id=2,
        author_id=3,
        author_name="bot",
        text=text,
        content="",
        buttons=buttons,
        selects=(),
        attachments=(),
        components=(),
        ephemeral=False,
        loading=False,
        edited=False,
        raw={},
    )


def ended(title: str, *lines: str, package: str = _FIRST) -> Message:
    """The card of a package that has ended."""
    return card("\n".join((f"### ⚠️ {title}", *lines)), package, "Next task")


@pytest.fixture
def seen() -> Experience:
    """Somebody who was told twice that a text is saved, and once that a review is."""
    experience = Experience()
    experience.saved += [_TEXT, _TEXT]
    experience.finished.update({Kind.ASSISTANT_REPLY: 2, Kind.LABEL_ASSISTANT_REPLY: 1})
    return experience


@pytest.fixture
def promises(seen: Experience) -> Promises:
    """What they were promised: the second of the texts."""
    made = Promises(cast("Person", None), ENGLISH, seen)  # no test looks through channels
    made.note(card(_PROMISED, _FIRST, "Next task"), Kind.ASSISTANT_REPLY, _TEXT)
    return made


def test_a_text_that_comes_back_is_saved_no_more(promises: Promises, seen: Experience) -> None:
    """A card that gives the text back with the reason keeps the promise; the other one of the same text stays saved."""
    promises.read_ended(ended(ENGLISH.refused, _REASON, f"> {_TEXT}"))
    assert not promises
    assert (seen.saved, seen.refused, seen.finished[Kind.ASSISTANT_REPLY]) == ([_TEXT], [_TEXT], 1)
    assert (seen.unsure.total(), seen.lost, seen.unexplained) == (0, [], [])


def test_a_text_may_come_back_on_its_open_card(promises: Promises, seen: Experience) -> None:
    """Where the package is open again, with the text and the reason on its card, the promise is kept as well."""
    promises.read_card(card(f"{_REASON}\n{_PREVIEW}\n⚠️ {_REASON}", _FIRST, "Submit", "Skip"))
    assert (bool(promises), seen.saved, seen.refused) == (False, [_TEXT], [_TEXT])
    assert (seen.lost, seen.unexplained) == ([], [])


def test_of_an_answer_that_nobody_confirmed_nobody_knows(promises: Promises, seen: Experience) -> None:
    """An answer that was never confirmed may be stored or not."""
    promises.read_ended(ended(ENGLISH.unconfirmed, "It may have arrived.", f"> {_TEXT}"))
    assert (seen.saved, seen.refused, seen.unsure_texts) == ([_TEXT], [], [_TEXT])
    assert seen.unsure[Kind.ASSISTANT_REPLY] == 1


@pytest.mark.parametrize(
    "message",
    [
        card(_PROMISED, _FIRST, "Next task"),
        ended(ENGLISH.refused, _REASON, f"> {_TEXT}", package=_SECOND),
        card("### ✅ Saved. Thank you!", _FIRST, "Next task"),
    ],
    ids=["still promised", "another package", "arrived"],
)
def test_nothing_else_gives_an_answer_back(promises: Promises, seen: Experience, message: Message) -> None:
    """A card that says something else, or is about another package, lets the promise stand: it must be stored."""
    promises.read_ended(message)
    assert promises
    assert (seen.saved, seen.refused) == ([_TEXT, _TEXT], [])


def test_a_text_that_is_not_shown_is_lost(promises: Promises, seen: Experience) -> None:
    """A card that says that the text was not taken, and does not show it, has lost it."""
    promises.read_ended(ended(ENGLISH.refused, _REASON))
    assert seen.lost == [_TEXT]


def test_a_missing_reason_is_noted(promises: Promises, seen: Experience) -> None:
    """A text that comes back on a card without a reason is noted."""
    promises.read_card(card(_PREVIEW, _FIRST, "Submit", "Skip"))
    assert (seen.lost, seen.unexplained) == ([], [_TEXT])


@pytest.mark.parametrize("notices", [0, 1])
def test_a_notice_alone_may_be_about_a_review(promises: Promises, seen: Experience, notices: int) -> None:
    """Of a promised review one only reads a notice; without one it must be stored, and so must the promised text."""
    promises.note(card(_PROMISED, _SECOND, "Next task"), Kind.LABEL_ASSISTANT_REPLY, None)
    above = "This message no longer exists.\n" * notices
    promises.read_card(card(f"{above}{ENGLISH.continued}\n### Write an initial prompt", "c" * 32, "Skip"))
    assert seen.finished[Kind.LABEL_ASSISTANT_REPLY] == 1 - notices
    assert seen.unsure[Kind.LABEL_ASSISTANT_REPLY] == notices
    assert seen.saved == [_TEXT, _TEXT]
