"""Tests of the forms in which answers are kept."""

import pytest
from pydantic import ValidationError

from bot.backends.values import ANSWER


@pytest.mark.parametrize("rest", ['"language": "en", "more": 1}', '"language": 5}', "}", ""])
def test_an_answer_that_cannot_be_read_is_not_shown_in_the_error(rest: str) -> None:
    """The error about a stored answer of another version, or a damaged one, has no word of it: errors are logged."""
    with pytest.raises(ValidationError) as caught:
        ANSWER.validate_json('{"text": "what somebody wrote", ' + rest)
    assert "somebody" not in str(caught.value)
