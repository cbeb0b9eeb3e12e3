"""What somebody reads about a decision of moderators that concerns them, and the form in which they object."""

from typing import Final
from uuid import UUID

from bot.backends.cases import MOST_OF_A_REASON, Decision, Pause, RulingKind, ToldDecision
from bot.cards.case import NAMESPACE, reason_words
from bot.cards.evidence import labels_named
from bot.interactions.components import Accent, Button, Card, Modal, Row, Text, TextInput
from bot.interactions.contributed_text import quoted
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import SECOND
from bot.texts import Sentences

OBJECTION_FIELD = "objection"

NOTICES: Final = {
    RulingKind.DELETE: "notice-deleted",
    RulingKind.RESTORE: "notice-restored",
    RulingKind.EDIT: "notice-edited",
    RulingKind.HALT: "notice-halted",
    RulingKind.BAR: "notice-barred",
    RulingKind.UNBAR: "notice-unbarred",
    RulingKind.DISABLE: "notice-disabled",
    RulingKind.ENABLE: "notice-enabled",
    RulingKind.LIFT: "notice-pause-lifted",
}
"""What the author of a message, or the person, reads about a decision of a moderator."""

TAKEN_OUT: Final = "notice-taken-out"
"""The same where no moderator is known to have decided it: several people had flagged a text, say."""

MOST_OF_AN_EXCERPT: Final = 200
"""So many characters of a text are enough for its author to know it by."""


def notice_about(decision: Decision) -> str | None:
    """Return the key of what those read of a decision whom it concerns; None where they are told nothing."""
    takes_out = decision.kind in {RulingKind.DELETE, RulingKind.HALT}
    return TAKEN_OUT if takes_out and decision.actor_id is None else NOTICES.get(decision.kind)


def decision_notice_card(sentence: str, say: Sentences, told: ToldDecision | None) -> Card:
    """Tell somebody what was decided about them or their text, why, and that they may object, as long as they may.

    Args:
        sentence: the key of what was decided, or came of it.
        say: the reader's sentences.
        told: the decision; None where it cannot be read now.
    """
    lines = [say(sentence)]
    if told is None:
        return Card((Text(lines[0]),), Accent.QUIET)
    if told.text:
        is_whole = len(told.text) <= MOST_OF_AN_EXCERPT
        lines.append(quoted(told.text if is_whole else told.text[: MOST_OF_AN_EXCERPT - 1] + "…"))
    if told.decision.reason:
        lines.append(say("notice-reason", reason=reason_words(told.decision.reason, say)))
    return _objectionable(lines, told, say)


def pause_card(pause: Pause, say: Sentences, told: ToldDecision | None) -> Card:
    """Tell somebody that they get nothing to write for a while, why, until when, and that they may object.

    Args:
        pause: theirs.
        say: the reader's sentences.
        told: the bot's decision on it; None where that cannot be read now.
    """
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
    return _objectionable(lines, told, say, Accent.PROBLEM)


def objection_form(decision_id: UUID, say: Sentences) -> Modal:
    """Return the form in which somebody objects, with one sentence."""
    field = TextInput(
        OBJECTION_FIELD, say("objection-label"), placeholder=say("objection-placeholder"), most=MOST_OF_A_REASON
    )
    return Modal(str(CustomId(NAMESPACE, "objected", decision_id)), say("objection-title"), (field,))


def _objectionable(lines: list[str], told: ToldDecision | None, say: Sentences, accent: Accent = Accent.QUIET) -> Card:
    if told is None or not told.may_object or told.decision.decision_id is None:
        return Card((Text("\n".join(lines)),), accent)
    button = Button(say("button-object"), str(CustomId(NAMESPACE, "object", told.decision.decision_id)))
    return Card((Text("\n".join([*lines, say("notice-may-object")])), Row((button,))), Accent.PROBLEM)
