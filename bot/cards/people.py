"""The cards around the agreement, privacy and help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards.components import Accent, Button, ButtonStyle, Card, Row, Separator, Text
from bot.cards.contributed_text import plain_name
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import Moment
from bot.texts import Sentences

ROOM = "consent"


@dataclass(frozen=True, slots=True)
class StoredAbout:
    """What is stored about a person, for `/privacy show`."""

    display_name: str
    discord_id: int
    consent: tuple[str, bool, Moment] | None
    """The last answer to the agreement: version, accepted, moment."""
    messages: int
    labels: int
    rankings: int
    drafts: int
    contact: str


def agreement_card(paragraphs: Sequence[str], say: Sentences, wanted: str) -> Card:
    """The agreement, with its two answers.

    Args:
        paragraphs: the agreement in the reader's language.
        say: the reader's sentences.
        wanted: what they asked for when they were interrupted; it comes back with their answer.
    """
    return Card(
        (
            Text(f"### {say('agreement-title')}"),
            *(Text(paragraph) for paragraph in paragraphs),
            Row(
                (
                    Button(say("button-agree"), str(CustomId(ROOM, "agree", None, wanted)), ButtonStyle.SUCCESS),
                    Button(say("button-decline"), str(CustomId(ROOM, "decline")), ButtonStyle.SECONDARY),
                )
            ),
        )
    )


def privacy_card(stored: StoredAbout, agreement: Sequence[str], say: Sentences) -> Card:
    """What is stored about a person, and the agreement."""
    if stored.consent is None:
        consent = say("privacy-consent-none")
    else:
        version, accepted, given_at = stored.consent
        key = "privacy-consent-accepted" if accepted else "privacy-consent-declined"
        consent = say(key, version=version, when=f"<t:{given_at // 1000}:f>")
    return Card(
        (
            Text(f"### {say('privacy-title')}"),
            Text(say("privacy-identity", name=plain_name(stored.display_name), discord=str(stored.discord_id))),
            Text(consent),
            Text(
                say("privacy-contributions", messages=stored.messages, labels=stored.labels, rankings=stored.rankings)
            ),
            Text(say("privacy-drafts", drafts=stored.drafts)),
            Text(say("privacy-contact", contact=stored.contact)),
            Separator(),
            Text(say("privacy-agreement")),
            *(Text(paragraph) for paragraph in agreement),
        ),
        Accent.QUIET,
    )


def help_card(commands: Mapping[str, str], say: Sentences) -> Card:
    """What the bot does and how; `commands` gives the description of each command by its mention."""
    lines = [say("help-command", command=command, description=text) for command, text in commands.items()]
    return Card(
        (
            Text(f"### {say('help-title')}\n{say('help-intro')}"),
            Text(say("help-how")),
            Separator(),
            Text("\n".join([say("help-commands-title"), *lines])),
        )
    )


def sentence_card(sentence: str, accent: Accent = Accent.QUIET) -> Card:
    """A card that says one thing."""
    return Card((Text(sentence),), accent)
