"""What checks stand on: what is handed in, what earlier checks found out, and what a check is."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.discord.inspection import BotIdentity, Commands, Inspection
from bot.operation.findings import Finding, Grade
from bot.protocol.trees import TreeState
from bot.server_setup.needs import InUse
from bot.settings import Settings
from bot.texts import Catalogue


@dataclass(frozen=True, slots=True)
class Composition:
    """What only the composition root knows.

    Attributes:
        load_commands: loads every extension, and gives their commands; raises StartError where one does not load.
    """

    load_commands: Callable[[Catalogue], Awaitable[Commands]]


@dataclass(slots=True)
class Examination:
    """What is known so far. A check reads what earlier ones have left here; `needs` sees to it that it is there.

    Attributes:
        composition: what was handed in.
        inspection: the way to Discord; open.
        settings: with defaults in place of what cannot be used.
        unusable: names of settings that cannot be used.
        bot: who the bot is.
        bot_is_running: whether a process holds the database.
        in_use: what each server uses, as far as the database could be read.
        trees: how many there are in each state; None where they are not kept here, or could not be counted.
        catalogue: the sentences, with the operator's own.
        commands: of all extensions.
        unavailable: subjects that nothing can rest on.
    """

    composition: Composition
    inspection: Inspection
    settings: Settings
    unusable: frozenset[str] = frozenset()
    bot: BotIdentity | None = None
    bot_is_running: bool = False
    in_use: Mapping[int, InUse] = field(default_factory=dict)
    trees: Mapping[TreeState, int] | None = None
    catalogue: Catalogue | None = None
    commands: Commands = ()
    unavailable: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Check:
    """One subject.

    Attributes:
        subject: its name.
        look: finds out; what it yields is told in this order. Adds the subject to `unavailable` where nothing can rest
            on it.
        needs: earlier subjects without which there is nothing to look at.
        settings: settings without which there is nothing to look at.
    """

    subject: str
    look: Callable[[Examination], Awaitable[Iterable[Finding]]]
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    def obstacle(self, examination: Examination) -> str | None:
        """Say why it cannot be looked at; None where it can."""
        for subject in self.needs:
            if subject in examination.unavailable:
                return f"because of “{subject}”, see above."
        for name in self.settings:
            if name in examination.unusable:
                return f"because {name} cannot be used, see above."
        return None


def fine(subject: str, text: str) -> Finding:
    """Find that all is as it should be."""
    return Finding(subject, Grade.OK, text)


def warning(subject: str, text: str) -> Finding:
    """Find that it works, but the operator should know."""
    return Finding(subject, Grade.WARNING, text)


def failed(subject: str, text: str) -> Finding:
    """Find that it does not work; the text says what to do."""
    return Finding(subject, Grade.FAILED, text)


def note(subject: str, text: str) -> Finding:
    """Find that nothing is wrong, but there is something to be said."""
    return Finding(subject, Grade.NOTE, text)


def skipped(subject: str, because: str) -> Finding:
    """Find that it could not be looked at."""
    return Finding(subject, Grade.SKIPPED, because)
