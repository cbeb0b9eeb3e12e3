"""The cards of guidelines and of the labels' explanations."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.interactions.components import Accent, Button, Card, Option, Row, Select, Text
from bot.interactions.custom_id import CustomId
from bot.interactions.fitting import Space
from bot.protocol.labels import LabelKind, TextLabel
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.rules.labels import KINDS, label_key, scale_keys
from bot.texts import Sentences

NAMESPACE = "guide"
OVERVIEW = "overview"
LABELS = "labels"
TOPICS = (*TaskType, LABELS)
"""What can be asked for, in the order in which it is offered."""

_OTHER_TOPICS = {OVERVIEW: "topic-overview", LABELS: "topic-labels"}
_PAGE = Space(3_600, 9_000)
"""What a card of explanations takes; the rest is left for its heading and for escapes."""


@dataclass(frozen=True, slots=True)
class LabelText:
    """A label with its explanation, in Discord's Markdown."""

    label: TextLabel
    explanation: str


def guidelines_card(topic: str, text: str, say: Sentences) -> Card:
    """Show the guidelines of a topic, with the way to the others.

    Args:
        topic: a task type or `overview`.
        text: the guidelines, in Discord's Markdown.
        say: the reader's sentences.
    """
    rows = [_topics(topic, say)]
    if topic in set(LABEL_TASKS):
        explain = Button(say("button-labels-explained"), str(CustomId(NAMESPACE, "labels", None, topic)))
        rows.insert(0, Row((explain,)))
    return Card((Text(text), *rows), Accent.QUIET)


def label_cards(labels: Iterable[LabelText], say: Sentences) -> list[Card]:
    """Return what labels mean, on as few cards as hold them; the first has the way to other topics."""
    pages: list[list[str]] = [[]]
    space = _PAGE
    for label in labels:
        paragraph = f"**{_title(label.label, say)}**\n{label.explanation}"
        if not space.holds(paragraph):
            pages.append([])
            space = _PAGE
        pages[-1].append(paragraph)
        space = space.without(paragraph + "\n\n")
    heading = f"### {say('guide-labels-title')}\n{say('guide-labels-intro')}\n\n"
    first, *others = ("\n\n".join(page) for page in pages)
    return [
        Card((Text(heading + first), _topics(LABELS, say)), Accent.QUIET),
        *(Card((Text(page),), Accent.QUIET) for page in others),
    ]


def topic_key(topic: str) -> str:
    """Return the key of a topic's name in the catalogue."""
    return _OTHER_TOPICS.get(topic) or f"task-{topic.replace('_', '-')}"


def _title(label: TextLabel, say: Sentences) -> str:
    """Say what a label is called, and how it is asked for: by yes or no, in a list of flags, on a scale."""
    name = say("guide-lang-mismatch") if label is TextLabel.LANG_MISMATCH else say(label_key(label))
    if KINDS[label] is not LabelKind.LIKERT:
        return name
    low, high = (say(key) for key in scale_keys(label))
    return say("guide-scale", label=name, low=low, high=high)


def _topics(shown: str, say: Sentences) -> Row:
    options = tuple(Option(say(topic_key(topic)), topic) for topic in (OVERVIEW, *TOPICS) if topic != shown)
    return Row((Select(str(CustomId(NAMESPACE, "choose")), options, say("guide-choose")),))
