"""Asking a moderator why, before anything is decided."""

from bot.cards.settings_parts import Block
from bot.interactions.components import Button, Option, Row, Select, Text
from bot.state.case_view import READY_MADE_REASONS
from bot.texts import Sentences


def reason_rows(question: str, choose: str, own: str, cancel: str, say: Sentences) -> list[Block]:
    """Ask for a reason.

    Args:
        question: what is asked, with what would be decided.
        choose: the custom id of the list of ready-made reasons.
        own: that of the button that opens the form for one's own words.
        cancel: that of the button that decides nothing.
        say: the reader's sentences.
    """
    options = tuple(Option(say(key), key) for key in READY_MADE_REASONS)
    return [
        Text(question),
        Row((Select(choose, options, say("case-choose-reason")),)),
        Row((Button(say("button-own-words"), own), Button(say("button-cancel"), cancel))),
    ]
