"""From the question of a reader to the guidelines that answer it."""

from bot.cards.guidelines import LABELS, NAMESPACE, OVERVIEW, LabelText, guidelines_card, label_cards
from bot.errors import BotError
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import FollowUp, Response, ResponseKind
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

    async def show(self, click: Click, topic: str) -> Response:
        """Answer `/guidelines` with a topic.

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
        return Response(guidelines_card(topic, self._texts.guidelines(topic, click.locale), click.say))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "show")
    @action(ResponseKind.UPDATE, NAMESPACE, "choose")
    async def show_chosen(self, click: Click) -> Response:
        """Answer `Guidelines` on the card of a package, which names its type, and the list of topics.

        Raises:
            TopicUnknown: as `show`.
        """
        return await self.show(click, click.values[0] if click.values else click.argument or OVERVIEW)

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "labels")
    async def explain_labels(self, click: Click) -> Response:
        """Answer `Labels explained` with the labels that a type of label task asks for.

        Raises:
            TopicUnknown: the control names no type of label task.
        """
        task_type = click.argument or ""
        if task_type not in set(LABEL_TASKS):
            raise TopicUnknown
        return self._labels(click, labels_for(TaskType(task_type)))

    def _labels(self, click: Click, labels: tuple[str, ...]) -> Response:
        explained = [LabelText(TextLabel(label), self._texts.label(label, click.locale)) for label in labels]
        first, *others = label_cards(explained, click.say)
        return Response(first, tuple(FollowUp(card, ephemeral=True) for card in others))
