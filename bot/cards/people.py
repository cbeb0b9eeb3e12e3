"""The cards around the agreement, privacy and help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards.session_parts import WHOLE_CARD
from bot.interactions.components import (
    MOST_OPTIONS,
    Accent,
    Button,
    ButtonStyle,
    Card,
    Option,
    Row,
    Select,
    Separator,
    Text,
)
from bot.interactions.custom_id import CustomId
from bot.texts import Sentences
from bot.texts.language_names import name_in, own_name

NAMESPACE = "consent"


@dataclass(frozen=True, slots=True)
class WorkLanguages:
    """The languages in which somebody will work, and those that they can choose instead: tags.

    Attributes:
        chosen: at least one, in order.
        others: in the order in which they are listed.
        most: how many can be chosen.
    """

    chosen: tuple[str, ...]
    others: tuple[str, ...]
    most: int


def agreement_card(
    paragraphs: Sequence[str], say: Sentences, wanted: str, languages: WorkLanguages, notices: Sequence[str] = ()
) -> Card:
    """Show the agreement, the languages to work in, which can be changed, and its two answers.

    Args:
        paragraphs: the agreement in the reader's language.
        say: the reader's sentences.
        wanted: which wording this is and what they asked for; it comes back with their answer.
        languages: those that they will work in, and others.
        notices: what they should know before they answer, beside the agreement.
    """
    return Card(
        (
            Text(f"### {say('agreement-title')}"),
            *(Text(paragraph) for paragraph in (*paragraphs, *notices)),
            Text(say("languages-to-begin", languages=_named(languages, say))),
            Row((_language_select(languages, say, wanted),)),
            Row(
                (
                    Button(say("button-agree"), str(CustomId(NAMESPACE, "agree", None, wanted)), ButtonStyle.SUCCESS),
                    Button(say("button-decline"), str(CustomId(NAMESPACE, "decline")), ButtonStyle.SECONDARY),
                )
            ),
        )
    )


def _named(languages: WorkLanguages, say: Sentences) -> str:
    return ", ".join(f"**{name_in(tag, say.language)}**" for tag in languages.chosen)


def _language_select(languages: WorkLanguages, say: Sentences, wanted: str) -> Select:
    others = sorted(languages.others, key=lambda tag: own_name(tag).casefold())
    tags = (*languages.chosen, *(tag for tag in others if tag not in languages.chosen))[:MOST_OPTIONS]
    options = tuple(Option(own_name(tag), tag, chosen=tag in languages.chosen) for tag in tags)
    custom_id = str(CustomId(NAMESPACE, "languages", None, wanted))
    return Select(custom_id, options, say("languages-choose"), most=min(languages.most, len(options)))


def help_card(commands: Mapping[str, str], say: Sentences) -> Card:
    """Show what the bot does and how; `commands` gives the description of each command by its mention.

    Where they are too many for one message, they are named without their descriptions.
    """
    explained = [say("help-command", command=command, description=text) for command, text in commands.items()]
    intro = (Text(f"### {say('help-title')}\n{say('help-intro')}"), Text(say("help-how")), Separator())
    for lines in (explained, list(commands)):
        card = Card((*intro, Text("\n".join([say("help-commands-title"), *lines]))))
        if WHOLE_CARD.holds("".join(block.content for block in card.blocks if isinstance(block, Text))):
            break
    return card


def sentence_card(sentence: str, accent: Accent = Accent.QUIET) -> Card:
    """Say one thing on a card."""
    return Card((Text(sentence),), accent)
