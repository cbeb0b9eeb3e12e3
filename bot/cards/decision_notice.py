"""What somebody reads about a decision of moderators that concerns them, and the form in which they object."""

from uuid import UUID

from bot.backends.cases import MOST_OF_A_REASON, Pause
from bot.cards.case import NAMESPACE, reason_words
from bot.cards.evidence import labels_named
from bot.interactions.components import Accent, Button, Card, Modal, Row, Text, TextInput
from bot.interactions.contributed_text import quoted
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import SECOND
from bot.texts import Sentences

OBJECTION_FIELD = "objection"

OBJECTIONABLE = frozenset(
    {
        *("notice-deleted", "notice-edited", "notice-halted", "notice-flagged-out"),
        *("notice-barred", "notice-disabled"),
    }
)
"""The notices that somebody may object to."""

MOST_OF_AN_EXCERPT = 200
"""So many characters of a text are enough for its author to know it by."""


def decision_notice_card(sentence: str, decision_id: UUID, say: Sentences, *, reason: str = "", text: str = "") -> Card:
    """Tell somebody what was decided about them or their text, why, and that they may object.

    Args:
        sentence: the key of what was decided.
        decision_id: the decision.
        say: the reader's sentences.
        reason: a ready-made one's key, or a moderator's own words.
        text: what it is about, of which the beginning is shown; empty where that is kept no longer.
    """
    lines = [say(sentence)]
    if text:
        is_whole = len(text) <= MOST_OF_AN_EXCERPT
        lines.append(quoted(text if is_whole else text[: MOST_OF_AN_EXCERPT - 1] + "…"))
    if reason:
        lines.append(say("notice-reason", reason=reason_words(reason, say)))
    if sentence not in OBJECTIONABLE:
        return Card((Text("\n".join(lines)),), Accent.QUIET)
    return _objectionable(lines, decision_id, say)


def pause_card(pause: Pause, say: Sentences) -> Card:
    """Tell somebody that they get nothing to write for a while, why, until when, and that they may object."""
    until = f"<t:{pause.until // SECOND}:f>"
    lines = [say("notice-paused", rejected=pause.rejected, decided=pause.decided)]
    if pause.reasons:
        lines.append(
            say(
                "notice-paused-reasons",
                labels=labels_named({str(label): count for label, count in pause.reasons.items()}, say),
            )
        )
    lines.append(say("notice-paused-until", until=until))
    return _objectionable(lines, pause.decision_id, say)


def _objectionable(lines: list[str], decision_id: UUID, say: Sentences) -> Card:
    button = Button(say("button-object"), str(CustomId(NAMESPACE, "object", decision_id)))
    return Card((Text("\n".join([*lines, say("notice-may-object")])), Row((button,))), Accent.PROBLEM)


def objection_form(decision_id: UUID, say: Sentences) -> Modal:
    """Return the form in which somebody objects, with one sentence."""
    field = TextInput(
        OBJECTION_FIELD, say("objection-label"), placeholder=say("objection-placeholder"), most=MOST_OF_A_REASON
    )
    return Modal(str(CustomId(NAMESPACE, "objected", decision_id)), say("objection-title"), (field,))
