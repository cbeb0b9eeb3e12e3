"""What moderators are told about a text: that it was there before, that it repeats its prompt, that it is known."""

from typing import Final

from bot.backends.local import signalling
from bot.backends.local.repository import answers, messages, text_sketches
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.step import Step
from bot.protocol.labels import TextLabel
from bot.rules.copied_texts import LEAST_WORDS, NEAR_DUPLICATE, find_repetition
from bot.rules.harm import SignalKind
from bot.rules.minhash import similarity, sketch_of
from bot.rules.shingles import shingles_of, words_of

_AT_ONCE: Final = 50
"""So many texts a transaction makes sketches of, so that nobody waits for it."""


def look_at(step: Step, message: MessageRow) -> None:
    """Look at a text that is new, or was changed by its author, and keep its sketch."""
    words = words_of(message.text)
    parent = None if message.parent_id is None else messages.find(step.connection, message.parent_id)
    if parent is not None:
        repetition = find_repetition(step.secret_key, words_of(parent.text), words)
        if repetition is not None:
            signalling.signal_about_message(step, message, SignalKind.REPEATS_PROMPT, repetition)
    known = None if step.known_texts is None else step.known_texts.find(words)
    if known is not None:
        signalling.signal_about_message(step, message, SignalKind.KNOWN_TEXT, known)
    sketch = _sketch_of(step, words)
    if sketch is not None:
        _look_for_duplicate(step, message, sketch)
    text_sketches.put(step.connection, message.message_id, sketch)


def keep_sketch(step: Step, message: MessageRow) -> None:
    """Keep the sketch of a text that is no news: edited by a moderator, or put back."""
    text_sketches.put(step.connection, message.message_id, sketch_of_text(step, message.text))


def sketch_of_text(step: Step, text: str) -> bytes | None:
    """Return the sketch of a text; None for one that is too short to have one."""
    return _sketch_of(step, words_of(text))


def make_earlier_sketches(step: Step) -> bool:
    """Make sketches of a few texts that were there before sketches were; say whether there may be more of them."""
    message_ids = text_sketches.to_be_made(step.connection, _AT_ONCE)
    for message_id in message_ids:
        message = messages.find(step.connection, message_id)
        if message is not None and message.deleted_at is None:
            keep_sketch(step, message)
    text_sketches.made(step.connection, message_ids)
    return bool(message_ids)


def look_at_reviews(step: Step, message: MessageRow) -> None:
    """See whether most reviewers of a message say that it is in another language than it is filed under."""
    reviews = answers.labels_of(step.connection, message.message_id)
    mismatches = sum(labels.get(TextLabel.LANG_MISMATCH, 0) >= 0.5 for labels in reviews.values())
    needed = min(2, step.rules.thresholds.num_reviews(is_root=message.parent_id is None))
    if mismatches >= needed and 2 * mismatches > len(reviews):
        evidence = {"mismatches": mismatches, "reviews": len(reviews)}
        signalling.signal_about_message(step, message, SignalKind.WRONG_LANGUAGE, evidence)


def _sketch_of(step: Step, words: list[str]) -> bytes | None:
    return sketch_of(shingles_of(step.secret_key, words)) if len(words) >= LEAST_WORDS else None


def _look_for_duplicate(step: Step, message: MessageRow, sketch: bytes) -> None:
    # That it is like what it replies to is another signal.
    others = [
        (similarity(sketch, other.sketch), other)
        for other in text_sketches.alike(step.connection, sketch)
        if other.message_id not in (message.message_id, message.parent_id)
    ]
    found = [each for each in others if each[0] >= NEAR_DUPLICATE]
    if not found:
        return
    likeness, other = max(found, key=lambda each: each[0])
    evidence = {
        "message_id": other.message_id.hex(),
        "percent": round(100 * likeness),
        "by_same_author": int(other.author_id is not None and other.author_id == message.author_id),
        "alike": len(found),
    }
    signalling.signal_about_message(step, message, SignalKind.NEAR_DUPLICATE, evidence)
