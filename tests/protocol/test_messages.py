"""Tests of messages, users and scores."""

from __future__ import annotations

from uuid import UUID

from bot.protocol.messages import Conversation, Message, Role
from bot.protocol.scores import TimeFrame, TrollScore, parse_user_stats
from bot.protocol.users import User

TROLL = {
    "user_id": str(UUID(int=1)),
    "username": "1",
    "auth_method": "discord",
    "display_name": "Ada",
    "enabled": True,
    "deleted": False,
    "show_on_leaderboard": True,
}


def test_roles_alternate() -> None:
    """The assistant answers the prompter, the prompter the assistant, and the wire's flag says which."""
    for role in Role:
        assert role.next.next is role
        assert role.next is not role
        assert Role.of(is_assistant=role.is_assistant) is role
    message = Message(id=UUID(int=1), text="Hi", is_assistant=True)
    assert message.role is Role.ASSISTANT


def test_the_last_message_is_the_one_in_question() -> None:
    """A conversation knows its last message, and an empty one knows that it has none."""
    first = Message(id=UUID(int=1), text="Hi", is_assistant=False)
    last = Message(id=UUID(int=2), text="Hello", is_assistant=True)
    assert Conversation(messages=(first, last)).last == last
    assert Conversation().last is None


def test_the_misspelt_field_has_our_name() -> None:
    """The wire's misspelling of lang_mismatch stays on the wire."""
    score = TrollScore.parse({**TROLL, "lang_mismach": 3})
    assert score.lang_mismatch == 3
    assert score.model_dump(by_alias=True)["lang_mismach"] == 3


def test_a_user_names_themselves_in_the_header() -> None:
    """The header holds the auth method and the frontend's id."""
    assert User(id="42", display_name="Ada").header == "discord:42"


def test_periods_without_a_score_are_left_out() -> None:
    """A user who did nothing in a period has no score for it."""
    row = {"user_id": str(UUID(int=1)), "username": "1", "auth_method": "discord", "display_name": "Ada"}
    assert list(parse_user_stats({"day": None, "total": row})) == [TimeFrame.TOTAL]
