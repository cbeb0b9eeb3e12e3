"""The cards of the tutorial. All that it remembers stands in the custom ids, so that it survives a restart."""

from collections.abc import Sequence

from bot.cards.components import Accent, Button, ButtonStyle, Card, Modal, Option, Row, Select, Separator, Text, TextInput
from bot.cards.contributed_text import quoted
from bot.cards.conversation import conversation_in_full, quoted_excerpt
from bot.cards.fitting import Room
from bot.cards.label_task import label_name
from bot.cards.text_task import TEXT_INPUT
from bot.interactions.custom_id import CustomId
from bot.protocol.labels import TextLabel
from bot.protocol.messages import ConversationMessage
from bot.texts import Sentences
from bot.tutorial.practice import (
    BETTER_REPLY,
    GOOD_QUALITY,
    QUALITY_STEPS,
    RIGHT_LABELS,
    STEPS,
    Judgement,
    Remark,
)

ROOM = "tutorial"
