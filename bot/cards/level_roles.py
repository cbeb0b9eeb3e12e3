"""What a server has set as roles for levels, for its managers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.interactions.fitting import Space
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


@dataclass(frozen=True, slots=True)
class LevelRolesState:
    """All that is known of a server's roles for levels.

    Attributes:
        lines: the roles, that of the lowest level first.
        waiting: how many people are yet to be looked at.
        discord_answers: whether the roles could be checked just now.
    """

    lines: Sequence[RoleLine] = ()
    waiting: int = 0
    discord_answers: bool = True


def level_role_lines(state: LevelRolesState, space: Space, say: Sentences) -> str:
    """List the roles, as far as they fit."""
    title = say("level-roles-title")
    if not state.lines:
        return f"{title}\n{say('level-roles-none')}"
    notes = [say("level-role-explained")]
    if state.waiting:
        notes.append(say("level-roles-waiting", people=state.waiting))
    if not state.discord_answers:
        notes.append(say("level-roles-unchecked"))
    if any(line.problem for line in state.lines):
        notes.append(say("level-roles-mended"))
    told = "\n".join(notes)
    full, brief = ([_line(line, say, brief=brief) for line in state.lines] for brief in (False, True))
    shown = _fitting(full, brief, space.without(told, title, say("level-roles-more", count=100), "\n" * 4), say)
    return "\n".join([title, *shown, told])


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


def _fitting(lines: list[str], brief: list[str], space: Space, say: Sentences) -> list[str]:
    """Fit lines into a space, in brief where there are too many to explain what is wrong with each."""
    for candidates in (lines, brief):
        if space.holds("\n".join(candidates)):
            return candidates
    shown: list[str] = []
    for line in brief:
        if not space.holds("\n".join([*shown, line])):
            break
        shown.append(line)
    return [*shown, say("level-roles-more", count=len(brief) - len(shown))]
