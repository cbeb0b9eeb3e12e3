"""A visitor: tries every command that the bot offers, and what each card offers beside the work itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playground.client import CannotAct, Channel, Guild, NotInTime, Outcome, Person, Playground
from playground.screen import Message

_SUB_COMMAND = 1
_SLASH = 1
_LOOKS = ("Guidelines", "More", "Read in full")
_VIEWS = {"stats": ("Messages", "Open work", "Activity", "Share")}
"""Buttons on the answers of commands."""


async def visit(playground: Playground, person: Person, guild: Guild, channel: Channel) -> list[str]:
    """Use every command without options, once the agreement is accepted, and look at what the work card offers.

    Returns:
        What did not work, in words; nothing where all did.
    """
    problems: list[str] = []
    begun = await _settled(await person.command(channel, "work"))
    if begun.messages and begun.message.has_button("I agree"):
        await _settled(await person.press(begun.message, "I agree"))
    for label in _LOOKS:
        card = await newest_card(person, guild)
        if card is None or not card.has_button(label):
            continue
        try:
            problems += _problems(f"the button {label}", await _settled(await person.press(card, label)))
        except CannotAct as error:
            problems.append(f"the button {label}: {error}")
    offered = set(await person.commands(channel))
    for name in _names(await playground.registered_commands()):
        if name.split()[0] in offered:
            outcome = await _settled(await person.command(channel, name))
            problems += _problems(f"/{name}", outcome)
            for label in _VIEWS.get(name, ()):
                if outcome.messages and outcome.message.has_button(label):
                    problems += _problems(
                        f"{label} of /{name}", await _settled(await person.press(outcome.message, label))
                    )
    return problems


async def newest_card(person: Person, guild: Guild) -> Message | None:
    """The newest message with buttons in one of the threads that somebody sees."""
    for thread in await person.threads(guild):
        for message in reversed(await person.messages(thread, limit=5)):
            if message.buttons:
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
