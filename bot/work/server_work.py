"""What work a server offers, and to whom: what its managers have decided is heeded here, whatever somebody asks for."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.errors import BotError
from bot.interactions.click import Click
from bot.interactions.contributed_text import plain_name
from bot.people.languages import Chosen, Languages
from bot.protocol.moments import SECOND, Moment
from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.beginning import RoleLacking, TooYoung, find_obstacle
from bot.rules.work_kinds import types_of
from bot.server_settings.service import ServerSettings
from bot.state.server_rules import ServerRules
from bot.state.session_errors import LanguageUnknown
from bot.texts.language_names import name_in
from bot.work.wish import Wish


class WorkPaused(BotError):
    """The server's managers have paused all work."""

    sentence = "error-work-paused"


class AccountTooYoung(BotError):
    """The account is not old enough; arguments: `days` that are asked for, and `when` that will be."""

    sentence = "error-account-too-young"


class TooNewHere(BotError):
    """They are not in the server for long enough; arguments: `days` that are asked for, and `when` that will be."""

    sentence = "error-too-new-here"


class JoinedUnknown(BotError):
    """Discord does not say since when they are in the server; arguments: `days` that are asked for."""

    sentence = "error-joined-unknown"


class RoleNeeded(BotError):
    """They have not the role that it takes; arguments: `role`, a mention of it."""

    sentence = "error-role-needed"


class KindNotOffered(BotError):
    """The server does not offer this kind of work; arguments: `kinds` that it offers."""

    sentence = "error-kind-not-offered"


class LanguageNotOffered(BotError):
    """The server does not offer work in this language; arguments: `languages` in which it does."""

    sentence = "error-language-not-offered"


class ServerWork:
    """What is offered in the server of a click; in direct messages, everything."""

    def __init__(self, settings: ServerSettings, languages: Languages, clock: Clock) -> None:
        self._settings = settings
        self._languages = languages
        self._clock = clock

    @property
    def default_language(self) -> str:
        """The language of those who have chosen none."""
        return self._languages.default

    async def obstacle(self, click: Click, wish: Wish) -> BotError | None:
        """Return what keeps somebody from a new task, for them to read; None where nothing does.

        Raises:
            LanguageUnknown: the wish is for a language that nobody can choose: it was forged.
        """
        if wish.language is not None and not self._languages.can_be_chosen(wish.language):
            raise LanguageUnknown(language=plain_name(wish.language))
        rules = await self._settings.rules(click.place.server_id)
        if rules.is_paused:
            return WorkPaused()
        kept_out = _kept_out(rules, click, self._clock.now())
        if kept_out is not None:
            return kept_out
        if wish.task_type != RANDOM and wish.task_type not in types_of(rules.kinds):
            return KindNotOffered(kinds=", ".join(click.say(f"work-kind-{kind}") for kind in rules.kinds))
        if wish.language is not None and rules.languages and wish.language not in rules.languages:
            return LanguageNotOffered(languages=_named(rules, click))
        return None

    async def languages(self, click: Click, begin_with: str | None = None) -> Chosen:
        """Return the languages in which to look for work for somebody, in this order; at least one.

        Args:
            click: theirs.
            begin_with: the language that they are at. One that they have not chosen is the only one.
        """
        rules = await self._settings.rules(click.place.server_id)
        return rules.languages_of(await self._languages.to_work_in(click.person, begin_with))

    async def check_language(self, click: Click, language: str) -> None:
        """See that a text may be stored in a language.

        Raises:
            LanguageUnknown: nobody can choose it.
            LanguageNotOffered: the server does not offer work in it.
        """
        if not self._languages.can_be_chosen(language):
            raise LanguageUnknown(language=plain_name(language))
        rules = await self._settings.rules(click.place.server_id)
        if rules.languages and language not in rules.languages:
            raise LanguageNotOffered(languages=_named(rules, click))

    async def offers_language(self, click: Click, language: str) -> bool:
        """Say whether work in a language can be had here."""
        offered = (await self._settings.rules(click.place.server_id)).languages
        return self._languages.can_be_chosen(language) and (not offered or language in offered)

    async def types(self, click: Click) -> frozenset[TaskType] | None:
        """Return the types of tasks that are offered; None for all."""
        kinds = (await self._settings.rules(click.place.server_id)).kinds
        return types_of(kinds) if kinds else None

    async def has_checks(self, click: Click) -> bool:
        """Say whether attention checks may be among the tasks."""
        return (await self._settings.rules(click.place.server_id)).has_checks

    async def offered(self, click: Click, counts: Mapping[TaskType, int]) -> dict[TaskType, int]:
        """Return those of what is open that are offered: types of which there is something."""
        types = await self.types(click)
        return {each: count for each, count in counts.items() if count > 0 and (types is None or each in types)}


def _kept_out(rules: ServerRules, click: Click, now: Moment) -> BotError | None:
    found = find_obstacle(
        rules.requirements,
        discord_id=click.person.discord_id,
        joined_at=click.joined_at,
        role_ids=click.role_ids,
        now=now,
    )
    match found:
        case None:
            return None
        case RoleLacking():
            return RoleNeeded(role=f"<@&{found.role_id}>")
        case TooYoung():
            return AccountTooYoung(days=found.days, when=_shown(found.until))
        case _ if found.until is None:
            return JoinedUnknown(days=found.days)
        case _:
            return TooNewHere(days=found.days, when=_shown(found.until))


def _shown(moment: Moment) -> str:
    """Let Discord show a moment in the reader's own time, rounded up to the second."""
    return f"<t:{-(-moment // SECOND)}:f>"


def _named(rules: ServerRules, click: Click) -> str:
    return ", ".join(name_in(tag, click.say.language) for tag in rules.languages)
