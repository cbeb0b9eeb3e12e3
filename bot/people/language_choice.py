"""From `/language` and the presses on its card to the card as it then stands."""

from collections.abc import Sequence

from bot.backends.base import TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.cards.language_choice import NAMESPACE, LanguageChoice, language_card
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import Response, ResponseKind
from bot.people.languages import MOST_CHOSEN, Chosen, Languages
from bot.people.service import People
from bot.rules.languages import find_language


class LanguageChoices:
    """Lets people choose the languages that they work in."""

    def __init__(self, languages: Languages, backend: TaskBackend, people: People) -> None:
        self._languages = languages
        self._backend = backend
        self._people = people

    async def complete(self, typed: str, discord_id: int, locale: str) -> Sequence[tuple[str, str]]:
        """Suggest languages while somebody types one: how each is called, and its tag."""
        return await self._languages.complete(typed, await self._people.by_discord_id(discord_id), locale)

    async def show(self, click: Click) -> Response:
        """Answer `/language` with what is chosen, and what can be."""
        return await self._card(click, await self._languages.chosen_by(click.person))

    @action(ResponseKind.UPDATE, NAMESPACE, "add")
    async def add(self, click: Click) -> Response:
        """Add the languages that were chosen in a list."""
        return await self._card(click, await self._languages.add(click.person, click.values))

    @action(ResponseKind.UPDATE, NAMESPACE, "remove")
    async def remove(self, click: Click) -> Response:
        """Answer `Remove …`."""
        return await self._card(click, await self._languages.remove(click.person, click.argument or ""))

    @action(ResponseKind.UPDATE, NAMESPACE, "first")
    async def put_first(self, click: Click) -> Response:
        """Answer `… first`."""
        return await self._card(click, await self._languages.put_first(click.person, click.argument or ""))

    async def _card(self, click: Click, chosen: Chosen) -> Response:
        try:
            open_tasks = await self._backend.languages() or {}
        except (Refused, Unavailable):
            open_tasks = {}  # a choice needs no backend
        locale = find_language(click.locale)
        choice = LanguageChoice(
            chosen=chosen,
            most=MOST_CHOSEN,
            default=self._languages.default,
            locale=None if locale is None else locale.tag,
            open_tasks=open_tasks,
            people=await self._languages.people_by_language(),
        )
        return Response(language_card(choice, click.say))
