"""The trollboard: to whose messages others object most."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from bot.cards.leaderboard import period_name
from bot.cards.moderated_person import NAMESPACE
from bot.cards.names import shown_name
from bot.interactions.components import Accent, Card, Option, Row, Select, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.scores import TimeFrame, TrollScore
from bot.texts import Sentences

MOST_ROWS: Final = 10


class Accounts(StrEnum):
    """Whom the board shows."""

    ALL = "all"
    ACTIVE = "active"
    DISABLED = "disabled"


def trollboard_card(
    rows: Sequence[TrollScore],
    names: Sequence[str],
    time_frame: TimeFrame,
    accounts: Accounts,
    say: Sentences,
    *,
    of_server: bool,
) -> Card:
    """Show the board of a period.

    Args:
        rows: the worst first, at most `MOST_ROWS`.
        names: of each row: how the person is called.
        time_frame: the period.
        accounts: whom it shows.
        say: the reader's sentences.
        of_server: whether it is about the server alone where it is read.
    """
    title = say("trolls-title", period=period_name(time_frame, say), accounts=say(f"accounts-{accounts}"))
    if not rows:
        return Card((Text(f"### {title}\n{say('trolls-none')}"),), Accent.QUIET)
    lines = [f"### {title}", say("trolls-explained-here" if of_server else "trolls-explained")]
    options = []
    for number, (row, name) in enumerate(zip(rows, names, strict=True), start=1):
        line = say(
            "trolls-row",
            score=row.troll_score,
            flags=row.red_flags,
            down=row.downvotes,
            up=row.upvotes,
            spam=row.spam,
            hurtful=row.not_appropriate + row.hate_speech + row.sexual_content,
        )
        mark = "" if row.enabled else "⛔ "
        lines.append(f"**{number}** · {mark}{shown_name(name, say)} · {line}")
        options.append(Option(f"{number} · {name}"[:100], row.user_id.hex))
    select = Select(str(CustomId(NAMESPACE, "pick")), tuple(options), say("trolls-open"))
    return Card((Text("\n".join(lines)), Row((select,))), Accent.WORK)
