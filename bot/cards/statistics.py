"""What the pool of trees has become: a picture, the numbers below it, and the way to the other views."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.people import sentence_card
from bot.interactions.components import Button, ButtonStyle, Card, Gallery, Image, Row, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import SECOND, Moment
from bot.state.charts import Number, alternative_text
from bot.state.statistics import StatisticsView, ViewName
from bot.texts import Sentences

NAMESPACE = "stats"


@dataclass(frozen=True, slots=True)
class Controls:
    """What can be pressed: the views that can be gone to, at most five; and `Share`, pressed already or not."""

    views: Sequence[ViewName]
    may_share: bool = False
    shared: bool = False


def statistics_card(
    view: StatisticsView,
    controls: Controls | None,
    picture: bytes | None,
    as_of: Moment,
    unknown: Sequence[str],
    say: Sentences,
) -> Card:
    """Show one view.

    Args:
        view: the one that is shown.
        controls: what can be pressed; None for a card that is shared.
        picture: of the view, a PNG file; None where there is none.
        as_of: when the numbers were so.
        unknown: sentences about what the backend cannot tell, or not now.
        say: the reader's sentences.
    """
    blocks: list[Text | Gallery | Row] = [Text(f"### {say('stats-title', view=say(f'stats-view-{view.name}'))}")]
    drawn = view.picture
    if picture is not None and drawn is not None:
        blocks.append(Gallery((Image(f"{view.name}.png", picture, alternative_text(drawn)),)))
    blocks += [Text(_numbers(panel.title, panel.rows)) for panel in view.panels]
    notes = [*view.notes, *unknown, say("stats-as-of", moment=f"<t:{as_of // SECOND}:R>")]
    blocks.append(Text("\n".join(f"-# {note}" for note in notes)))
    if controls is not None and controls.shared:
        blocks.append(Text(say("stats-shared")))
    if controls is not None:
        blocks.append(Row(tuple(_button(name, view.name, say) for name in controls.views)))
        if controls.may_share:
            share = str(CustomId(NAMESPACE, "share", None, view.name))
            blocks.append(Row((Button(say("button-stats-share"), share, disabled=controls.shared),)))
    return Card(tuple(blocks))


def empty_card(say: Sentences) -> Card:
    """Say that nothing is there yet."""
    return sentence_card(say("stats-empty"))


def unknown_card(people: int, say: Sentences) -> Card:
    """Show what is known here, how many people have agreed, while the backend has told nothing yet."""
    return sentence_card(f"{say('stats-unknown')}\n{say('stats-people-here', count=people)}")


def _numbers(title: str, rows: Sequence[Number]) -> str:
    return "\n".join([f"**{title}**", *(f"- {row.label}: **{row.shown}**" for row in rows)])


def _button(name: ViewName, shown: ViewName, say: Sentences) -> Button:
    style = ButtonStyle.PRIMARY if name is shown else ButtonStyle.SECONDARY
    return Button(say(f"button-stats-{name}"), str(CustomId(NAMESPACE, "show", None, name)), style)
