"""Commands as Discord knows them: their words in every language, pushed only where something has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import hikari
from hikari.api import CommandBuilder, EntityFactory, RESTClient

from bot.log import get_logger
from bot.texts import Catalogue
from bot.texts.text_files import FALLBACK_LANGUAGE, nearest_language

_log = get_logger(__name__)

DEFAULT_LOCALE = hikari.Locale.EN_US
_KEY_BEGINNINGS = ("command-", "option-", "topic-", "task-")


class CommandWords:
    """Gives lightbulb the words of names and descriptions: `localize=True` makes them keys of the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._keys = catalogue.keys(FALLBACK_LANGUAGE)

    def __call__(self, word: str) -> Mapping[hikari.Locale, str]:
        """Return a key's sentence in every language of Discord that the catalogue has.

        Args:
            word: a key; or a name, which stays as it is: commands are called the same by everybody.

        Raises:
            KeyError: it looks like a key, but no sentence has it.
        """
        if word not in self._keys and not word.startswith(_KEY_BEGINNINGS):
            return {DEFAULT_LOCALE: word}
        languages = self._catalogue.languages
        words = {DEFAULT_LOCALE: self._catalogue.sentences(FALLBACK_LANGUAGE)(word)}
        for locale in hikari.Locale:
            language = nearest_language(str(locale), languages)
            if language != FALLBACK_LANGUAGE:
                words[locale] = self._catalogue.sentences(language)(word)
        return words


class PublishedCommands:
    """The commands that Discord has from this bot.

    lightbulb's own way of publishing overlooks changed permissions, and takes every translated description for
    changed, so that it would push all commands at each start.
    """

    def __init__(self, rest: RESTClient) -> None:
        self._rest = rest
        self._commands: Sequence[hikari.PartialCommand] = ()
        self._application_id = 0

    @property
    def application_id(self) -> int:
        """The id of the application whose commands they are; 0 before they are published."""
        return self._application_id

    @property
    def commands(self) -> Sequence[hikari.PartialCommand]:
        """The commands with their ids; none before they are published."""
        return self._commands

    async def publish(self, wanted: Sequence[CommandBuilder]) -> bool:
        """Make Discord have these commands, and no others.

        Args:
            wanted: every command of the bot.

        Returns:
            Whether anything had to be pushed.

        Raises:
            hikari.HTTPError: Discord refused, or cannot be reached.
        """
        application, known, differences = await self._compare(wanted)
        if differences:
            _log.info("commands changed: pushing them", commands=len(wanted))
            known = await self._rest.set_application_commands(application, wanted)
        self._commands, self._application_id = known, int(application.id)
        return bool(differences)

    async def compare(self, wanted: Sequence[CommandBuilder]) -> "CommandDifferences":
        """Tell in what Discord's commands differ from these. Nothing is pushed.

        Args:
            wanted: every command of the bot.

        Raises:
            hikari.HTTPError: Discord refused, or cannot be reached.
        """
        _, _, differences = await self._compare(wanted)
        return differences

    async def _compare(
        self, wanted: Sequence[CommandBuilder]
    ) -> tuple[hikari.Application, Sequence[hikari.PartialCommand], "CommandDifferences"]:
        application = await self._rest.fetch_application()
        installations = sorted(application.integration_types_config)
        for builder in wanted:
            if builder.integration_types is hikari.UNDEFINED:
                builder.set_integration_types(installations)
            if builder.context_types is hikari.UNDEFINED:
                builder.set_context_types(sorted(hikari.ApplicationContextType))
        known = await self._rest.fetch_application_commands(application)
        factory = self._rest.entity_factory
        ours, theirs = _forms(wanted, factory), _forms(map(_as_builder, known), factory)
        differences = CommandDifferences(
            missing=_names(ours.keys() - theirs.keys()),
            changed=_names(key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key]),
            unknown=_names(theirs.keys() - ours.keys()),
        )
        return application, known, differences


@dataclass(frozen=True, slots=True)
class CommandDifferences:
    """Names of commands: those that Discord lacks, has in another form, and has beyond the bot's."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.unknown)


def _names(keys: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(sorted(name for _, name in keys))


def _as_builder(command: hikari.PartialCommand) -> CommandBuilder:
    """Return what would have to be pushed to get this command."""
    builder: CommandBuilder
    if isinstance(command, hikari.SlashCommand):
        slash = hikari.impl.SlashCommandBuilder(command.name, command.description)
        for option in command.options or ():
            slash.add_option(option)
        builder = slash.set_description_localizations(command.description_localizations)
    else:
        builder = hikari.impl.ContextMenuCommandBuilder(command.type, command.name)
    return (
        builder.set_name_localizations(command.name_localizations)
        .set_default_member_permissions(command.default_member_permissions)
        .set_is_nsfw(command.is_nsfw)
        .set_integration_types(sorted(command.integration_types))
        .set_context_types(sorted(command.context_types))
    )


def _forms(builders: Iterable[CommandBuilder], factory: EntityFactory) -> dict[tuple[int, str], Any]:
    """Return what would be sent for each command, by kind and name, without what says nothing."""
    return {(int(builder.type), builder.name): _without_nothing(builder.build(factory)) for builder in builders}


def _without_nothing(value: Any) -> Any:
    """Strip a form of absent, empty and false parts, which Discord leaves out or fills in as it likes."""
    if isinstance(value, Mapping):
        parts = {str(key): _without_nothing(part) for key, part in value.items()}
        return {
            key: part for key, part in parts.items() if part is not None and part is not False and part not in ([], {})
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_nothing(part) for part in value]
    return value
