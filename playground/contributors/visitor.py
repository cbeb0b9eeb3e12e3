"""A visitor: tries every command that the bot offers, and what each card offers beside the work itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playground.client import CannotAct, Channel, Guild, NotInTime, Outcome, Person, Playground
from playground.screen import Message

_SUB_COMMAND = 1
_SLASH = 1
_ALWAYS, _ON_LONG_CARDS = ("Guidelines", "More"), "Read in full"
_NOTHING_TO_DO = "nothing to do for you right now"
_FOR_EVERYBODY = {"work", "tasks", "contributions", "profile", "leaderboard", "stats", "language", "guidelines", "help"}
_FOR_EVERYBODY |= {"privacy show", "privacy export", "privacy delete", "tutorial", "news"}
_VIEWS = {"stats": ("Messages", "Open work", "Activity", "Agreement", "Share")}
"""Buttons on the answers of commands."""


async def visit(
    playground: Playground, person: Person, guild: Guild, channel: Channel, *, knows_all: bool
) -> list[str]:
    """Use every command without options, once the agreement is accepted, and look at what the work card offers.

    Args:
        playground: where the bot is.
        person: the visitor.
        guild: whose member they are.
        channel: where they use commands.
        knows_all: whether the bot has the trees itself; a task server does not tell what each view shows.

    Returns:
        What did not work, in words; nothing where all did.
    """
    problems: list[str] = []
    begun = await _settled(await person.command(channel, "work"))
    if begun.messages and begun.message.has_button("I agree"):
        begun = await _settled(await person.press(begun.message, "I agree"))
    for label in (*_ALWAYS, _ON_LONG_CARDS):
        card = await _newest_card(person, guild, label)
        if card is None:
            if label in _ALWAYS and _NOTHING_TO_DO not in begun.text:
                problems.append(f"no work card has the button {label}")
            continue
        try:
            problems += _problems(f"the button {label}", await _settled(await person.press(card, label)))
        except CannotAct as error:
            problems.append(f"the button {label}: {error}")
    offered = set(await person.commands(channel))
    used = {"work"}
    for name in _names(await playground.registered_commands()):
        if name.split()[0] in offered:
            used.add(name)
            outcome = await _settled(await person.command(channel, name))
            problems += _problems(f"/{name}", outcome)
            for label in _VIEWS.get(name, ()):
                if outcome.messages and outcome.message.has_button(label):
                    problems += _problems(
                        f"{label} of /{name}", await _settled(await person.press(outcome.message, label))
                    )
                elif knows_all:
                    problems.append(f"/{name} has no button {label}")
    if missing := _FOR_EVERYBODY - used:
        problems.append(f"not offered to a newcomer: {', '.join(sorted(missing))}")
    return problems


async def _newest_card(person: Person, guild: Guild, label: str) -> Message | None:
    """Return the newest message with a button in one of the threads that somebody sees."""
    for thread in await person.threads(guild):
        for message in reversed(await person.messages(thread)):
            if message.has_button(label):
                return message
    return None


def _names(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for command in commands:
        if command.get("type", _SLASH) != _SLASH:
            continue
        parts = [option for option in command.get("options") or () if option["type"] == _SUB_COMMAND]
        for part in parts:
            yield f"{command['name']} {part['name']}"
        if not parts:
            yield command["name"]


async def _settled(outcome: Outcome) -> Outcome:
    try:
        return await outcome.settled()
    except NotInTime:
        return outcome


def _problems(what: str, outcome: Outcome) -> list[str]:
    if outcome.failed or not outcome.is_settled:
        return [f"{what} was not answered"]
    if "Something went wrong" in outcome.text:
        return [f"{what} went wrong: {outcome.text}"]
    return []
