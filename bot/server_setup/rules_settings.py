"""The two cards of `/settings` on which managers decide about work and moderation. What is shown was stored before."""

from collections.abc import Mapping

from bot.backends.base import Capability, WorkBackend
from bot.cards.server_rules import (
    ACCOUNT_FIELD,
    LANGUAGE_FIELD,
    MEMBER_FIELD,
    ModerationState,
    begin_days_form,
    moderation_card,
    other_language_form,
    work_offered_card,
)
from bot.cards.settings_parts import NAMESPACE, Told
from bot.discord.base import Discord
from bot.errors import BotError
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import MOST_OPTIONS, Modal
from bot.interactions.responses import Response, ResponseKind
from bot.people.languages import Languages
from bot.rules.beginning import MOST_DAYS
from bot.rules.work_kinds import WorkKind
from bot.server_settings import repository
from bot.server_settings.service import ServerSettings
from bot.server_setup.lacks import find_lacks
from bot.server_setup.managed_server import chosen, managed_server
from bot.server_setup.needs import InUse


class DaysUnknown(BotError):
    """What was typed is no number of days; arguments: `most`."""

    sentence = "error-days-unknown"


class TooManyLanguages(BotError):
    """The server's list of languages is full; arguments: `most`."""

    sentence = "error-too-many-work-languages"


class RulesSettings:
    """Lets a server's managers decide which work is offered to whom, who moderates, and where that is told.

    Whoever does not manage the server is refused everything, by `NotAllowed`.
    """

    def __init__(self, settings: ServerSettings, languages: Languages, discord: Discord, backend: WorkBackend) -> None:
        self._settings = settings
        self._languages = languages
        self._discord = discord
        self._backend = backend

    @action(ResponseKind.UPDATE, NAMESPACE, "work-offered")
    async def show_work(self, click: Click) -> Response:
        """Answer `Work offered`: which languages and kinds, and who may begin."""
        return await self._work(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "languages")
    async def choose_languages(self, click: Click) -> Response:
        """Take the languages in which work is offered; none of them means all."""
        managed_server(click)
        usable = [value for value in click.values if self._languages.can_be_chosen(value)]
        return await self._changed_work(click, {repository.WORK_LANGUAGES: _listed(usable)})

    @action(ResponseKind.MODAL, NAMESPACE, "other-language")
    async def ask_for_language(self, click: Click) -> Modal:
        """Answer `Another language` with a form for its name."""
        managed_server(click)
        return other_language_form(click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "language-typed")
    async def add_language(self, click: Click) -> Response:
        """Add the language that was typed to those in which work is offered.

        Raises:
            LanguageUnknown: as `Languages.find`.
            LanguageMistyped: as `Languages.find`.
            TooManyLanguages: there is no room for it.
        """
        languages = (await self._settings.rules(managed_server(click))).languages
        added = self._languages.find(click.fields.get(LANGUAGE_FIELD, ""), click)
        all_of_them = tuple(dict.fromkeys((*languages, added)))
        if len(all_of_them) > MOST_OPTIONS:
            raise TooManyLanguages(most=MOST_OPTIONS)
        return await self._changed_work(click, {repository.WORK_LANGUAGES: _listed(all_of_them)})

    @action(ResponseKind.UPDATE, NAMESPACE, "kinds")
    async def choose_kinds(self, click: Click) -> Response:
        """Take the kinds of work that are offered; none of them means all."""
        managed_server(click)
        kinds = [kind for kind in WorkKind if kind in click.values]
        return await self._changed_work(click, {repository.WORK_KINDS: _listed(kinds)})

    @action(ResponseKind.UPDATE, NAMESPACE, "begin-role")
    async def choose_begin_role(self, click: Click) -> Response:
        """Take the role that it takes to begin; without one it takes none."""
        managed_server(click)
        return await self._changed_work(click, {repository.BEGIN_ROLE: _id_chosen(click)})

    @action(ResponseKind.MODAL, NAMESPACE, "begin-days")
    async def ask_for_days(self, click: Click) -> Modal:
        """Answer `Account age and time here` with a form for the two."""
        managed_server(click)
        return begin_days_form((await self._settings.rules(click.place.server_id)).requirements, click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "days-typed")
    async def set_days(self, click: Click) -> Response:
        """Take the days that were typed; nothing typed asks for nothing.

        Raises:
            DaysUnknown: one of the two is no number of days; nothing is changed.
        """
        managed_server(click)
        account, member = (_days(click.fields.get(name, "")) for name in (ACCOUNT_FIELD, MEMBER_FIELD))
        return await self._changed_work(click, {repository.ACCOUNT_DAYS: account, repository.MEMBER_DAYS: member})

    @action(ResponseKind.UPDATE, NAMESPACE, "moderation")
    async def show_moderation(self, click: Click) -> Response:
        """Answer `Moderation`: where cases and acts are told, and who moderates."""
        return await self._moderation(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "staff-channel")
    async def choose_staff_channel(self, click: Click) -> Response:
        """Take the channel where cases are posted; without one they are in `/moderate queue` alone."""
        await self._settings.change(managed_server(click), {repository.STAFF_CHANNEL: _id_chosen(click)})
        return await self._moderation(click, Told(click.say("settings-changed")))

    @action(ResponseKind.UPDATE, NAMESPACE, "log-channel")
    async def choose_log_channel(self, click: Click) -> Response:
        """Take the channel where each act is told; without one they are in `/moderate log` alone."""
        await self._settings.change(managed_server(click), {repository.LOG_CHANNEL: _id_chosen(click)})
        return await self._moderation(click, Told(click.say("settings-changed")))

    @action(ResponseKind.UPDATE, NAMESPACE, "moderator")
    async def choose_moderator_role(self, click: Click) -> Response:
        """Take the role that makes a moderator. @everyone is none: each contributor would moderate."""
        server_id = managed_server(click)
        role_id = chosen(click)
        if role_id == server_id:
            return await self._moderation(click, Told(click.say("moderation-not-everyone"), is_problem=True))
        await self._settings.change(server_id, {repository.MODERATOR_ROLE: _id_chosen(click)})
        return await self._moderation(click, Told(click.say("settings-changed")))

    @action(ResponseKind.UPDATE, NAMESPACE, "checks-on")
    async def turn_checks_on(self, click: Click) -> Response:
        """Answer `Turn attention checks on`."""
        await self._settings.change(managed_server(click), {repository.CHECKS_OFF: None})
        return await self._moderation(click, Told(click.say("settings-changed")))

    @action(ResponseKind.UPDATE, NAMESPACE, "checks-off")
    async def turn_checks_off(self, click: Click) -> Response:
        """Answer `Turn attention checks off`: none are handed out in this server; one that somebody has stays."""
        await self._settings.change(managed_server(click), {repository.CHECKS_OFF: "1"})
        return await self._moderation(click, Told(click.say("settings-changed")))

    async def _changed_work(self, click: Click, values: Mapping[str, str | None]) -> Response:
        await self._settings.change(managed_server(click), values)
        return await self._work(click, Told(click.say("settings-changed")))

    async def _work(self, click: Click, told: Told | None = None) -> Response:
        rules = await self._settings.rules(managed_server(click))
        return Response(work_offered_card(rules, await self._languages.worth_proposing(), click.say, told))

    async def _moderation(self, click: Click, told: Told | None = None) -> Response:
        server_id = managed_server(click)
        rules = await self._settings.rules(server_id)
        in_use = InUse(staff_channel=rules.staff_channel, log_channel=rules.log_channel)
        lacking, is_checked = await find_lacks(self._discord, server_id, in_use.moderation_needs())
        capabilities = await self._backend.capabilities()
        has_checks, keeps_texts = Capability.CHECKS in capabilities, Capability.CASES in capabilities
        state = ModerationState(rules, lacking, is_checked, has_checks, keeps_texts)
        return Response(moderation_card(state, click.say, told))


def _listed(values: list[str] | list[WorkKind] | tuple[str, ...]) -> str | None:
    return " ".join(values) or None


def _id_chosen(click: Click) -> str | None:
    found = chosen(click)
    return None if found is None else str(found)


def _days(typed: str) -> str | None:
    """Read a number of days; None where none is asked for.

    Raises:
        DaysUnknown: it is none.
    """
    typed = typed.strip() or "0"
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= MOST_DAYS):
        raise DaysUnknown(most=MOST_DAYS)
    return str(int(typed)) if int(typed) else None
