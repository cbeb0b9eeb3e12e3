"""Tests of the interactions."""

from __future__ import annotations

from uuid import UUID

import pytest
from pydantic import ValidationError

from bot.protocol.interactions import (
    MessageRanking,
    MessageRating,
    TextLabels,
    TextReplyToMessage,
)
from bot.protocol.users import User

ADA = User(id="42", display_name="Ada")


def test_what_is_not_set_is_not_sent() -> None:
    """A report has no task, and says so by leaving the field out."""
    report = TextLabels(user=ADA, text="rude", labels={"toxicity": 1}, message_id=UUID(int=1), is_report=True)
    assert "task_id" not in report.wire()
    assert report.wire()["is_report"] is True
    assert report.wire()["user"] == {"id": "42", "display_name": "Ada", "auth_method": "discord"}


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_label_values_are_from_0_to_1(value: float) -> None:
    """A label's value outside of 0 to 1 is never sent."""
    with pytest.raises(ValidationError):
        TextLabels(user=ADA, text="", labels={"spam": value}, message_id=UUID(int=1))


def test_an_empty_answer_is_never_sent() -> None:
    """An empty text and an empty ranking are refused before the wire."""
    with pytest.raises(ValidationError):
        TextReplyToMessage(user=ADA, message_id="s", user_message_id="s:a", text="")
    with pytest.raises(ValidationError):
        MessageRanking(user=ADA, message_id="s", ranking=())


def test_a_misspelt_field_is_our_mistake() -> None:
    """What we send has no field that the wire does not know."""
    with pytest.raises(ValidationError):
        MessageRating.model_validate({"user": ADA, "message_id": "s", "rating": 3, "ratting": 3})
