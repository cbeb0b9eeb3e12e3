"""From the question of a reader to the guidelines that answer it."""

from bot.cards.guidelines import LABELS, OVERVIEW, LabelText, guidelines_card, label_cards
from bot.errors import BotError
from bot.interactions.click import Click
from bot.interactions.responses import Answer, FollowUp
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.rules.labels import KINDS, labels_for
from bot.texts import LongTexts


class TopicUnknown(BotError):
    """There are no guidelines on that: a forged control, or one of another version."""

    sentence = "error-topic-unknown"


class Guide:
    """Shows guidelines and explains labels, in the reader's language."""

    def __init__(self, texts: LongTexts) -> None:
        self._texts = texts

    async def show(self, click: Click, topic: str) -> Answer:
        """`/guidelines`, `Guidelines` on a card, the list of topics.

        Args:
            click: whose locale decides on the language.
            topic: a task type, `labels` or `overview`.

        Raises:
            TopicUnknown: it is none of these.
        """
        if topic == LABELS:
            return self._labels(click, tuple(KINDS))
        if topic != OVERVIEW and topic not in set(TaskType):
            raise TopicUnknown
        return Answer(guidelines_card(topic, self._texts.guidelines(topic, click.locale), click.say))

    async def explain_labels(self, click: Click, task_type: str) -> Answer:
        """`Labels explained`: the labels that a type of label task asks for.

        Raises:
            TopicUnknown: it is no type of label task.
        """
        if task_type not in set(LABEL_TASKS):
            raise TopicUnknown
        return self._labels(click, labels_for(TaskType(task_type)))

    def _labels(self, click: Click, labels: tuple[str, ...]) -> Answer:
        explained = [LabelText(TextLabel(label), self._texts.label(label, click.locale)) for label in labels]
        first, *others = label_cards(explained, click.say)
        return Answer(first, tuple(FollowUp(card, ephemeral=True) for card in others))
