"""What a server has set as roles for levels, for its managers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.session_parts import WHOLE_CARD
from bot.interactions.components import Accent, Card, Text
from bot.state.role_problems import RoleProblem
from bot.texts import Sentences


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role.

    Attributes:
        level: from which level on it is given; None where it no longer is, and some have it still.
        role_id: its snowflake.
        people: how many have it from the bot.
        problem: what keeps the bot from giving or taking it.
        has_ended: whether the bot does not try by itself any more.
    """

    level: int | None
    role_id: int
    people: int
    problem: RoleProblem | None = None
    has_ended: bool = False


def level_roles_card(lines: Sequence[RoleLine], waiting: int, say: Sentences, *, discord_answers: bool = True) -> Card:
    """Show the list, the lowest level first.

    Args:
        lines: the roles.
        waiting: how many people are yet to be looked at.
        say: the reader's sentences.
        discord_answers: whether the roles could be checked just now.
    """
    title = f"### {say('level-roles-title')}"
    if not lines:
        return Card((Text(f"{title}\n{say('level-roles-none')}"),), Accent.QUIET)
    notes = [say("level-role-explained")]
    if waiting:
        notes.append(say("level-roles-waiting", people=waiting))
    if not discord_answers:
        notes.append(say("level-roles-unchecked"))
    if any(line.problem for line in lines):
        notes.append(say("level-roles-mended"))
    told = "\n".join(notes)
    shown = _fitting([_line(line, say) for line in lines], [_line(line, say, brief=True) for line in lines], told, say)
    accent = Accent.PROBLEM if any(line.problem for line in lines) else Accent.QUIET
    return Card((Text("\n".join([title, *shown])), Text(told)), accent)


def _line(line: RoleLine, say: Sentences, *, brief: bool = False) -> str:
    role = f"<@&{line.role_id}>"
    if line.level is None:
        told = say("level-roles-former", role=role, people=line.people)
    else:
        told = say("level-roles-line", level=line.level, role=role, people=line.people)
    if line.problem is None:
        return f"- {told}"
    if brief:
        return f"- ⚠️ {told}"
    again = "" if line.has_ended or not line.problem.may_pass else " " + say("level-roles-tried-again")
    return f"- {told}\n  ⚠️ {say(line.problem.value, role=role)}{again}"


def _fitting(lines: list[str], brief: list[str], notes: str, say: Sentences) -> list[str]:
    """Fit lines on a card, in brief where there are too many to explain what is wrong with each."""
    space = WHOLE_CARD.without(notes, say("level-roles-title"), say("level-roles-more", count=100) + "#### \n")
    for candidates in (lines, brief):
        if space.holds("\n".join(candidates)):
            return candidates
    shown: list[str] = []
    for line in brief:
        if not space.holds("\n".join([*shown, line])):
            break
        shown.append(line)
    return [*shown, say("level-roles-more", count=len(brief) - len(shown))]
