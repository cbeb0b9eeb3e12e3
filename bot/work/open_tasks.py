"""What is open for somebody, and the honest end of work where nothing is."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.backends.base import TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.cards.open_tasks import LanguageTasks, nothing_to_do_card, tasks_card
from bot.cards.people import sentence_card
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.responses import Response
from bot.protocol.tasks import RequestedType
from bot.rules.languages import find_language
from bot.rules.topics import key_of_topic
from bot.work.server_work import ServerWork
from bot.work.topics import Topics

_MOST_ELSEWHERE = 3
_MOST_LOOKED_AT = 5
"""So many other languages are asked about when there is nothing in a person's own."""


class OpenTasks:
    """Looks for what a person could do where they are."""

    def __init__(self, backend: TaskBackend, server_work: ServerWork, topics: Topics) -> None:
        self._backend = backend
        self._server_work = server_work
        self._topics = topics

    async def show(self, click: Click) -> Response:
        """Answer `/tasks` with what is open in each of the person's languages."""
        languages = await self._server_work.languages(click)
        found = await self._look_at(click, languages)
        topics = await asyncio.gather(*(self._by_topic(click, language) for language in languages))
        found = [replace(tasks, topics=counts) for tasks, counts in zip(found, topics, strict=True)]
        return Response(tasks_card(found, await self._elsewhere(click, found), click.say))

    async def nothing_to_do(
        self, click: Click, task_type: RequestedType, languages: Sequence[str], topic: str | None = None
    ) -> Card:
        """Tell somebody for whom there was no package what there is.

        Args:
            click: of the one who asked.
            task_type: what they asked for.
            languages: those that were looked through, at least one.
            topic: the name of the topic that they asked for, if they did.
        """
        try:
            found = await self._look_at(click, languages)
            return nothing_to_do_card(task_type, found, await self._elsewhere(click, found), click.say, topic)
        except (Refused, Unavailable) as error:
            return sentence_card(click.say(error.sentence, **error.arguments))

    async def _look_at(self, click: Click, languages: Sequence[str]) -> list[LanguageTasks]:
        # Side by side: the backend may be slow.
        return await asyncio.gather(*(self._look(click, language) for language in languages))

    async def _look(self, click: Click, language: str) -> LanguageTasks:
        counts = await self._backend.availability(click.person.contributor, language)
        tasks = LanguageTasks(language, await self._server_work.offered(click, counts))
        if tasks.about_messages:
            return tasks
        return LanguageTasks(language, tasks.counts, await self._backend.waiting(language))

    async def _by_topic(self, click: Click, language: str) -> dict[str, int]:
        """Return what is open of each listed topic, by its name, that with the most work first."""
        offered = await self._topics.offered()
        if not offered:
            return {}
        by_key = await self._backend.topics(click.person.contributor, language, await self._server_work.types(click))
        counts = {name: by_key.get(key_of_topic(name), 0) for name in offered}
        return {name: counts[name] for name in sorted(counts, key=lambda name: -counts[name]) if counts[name] > 0}

    async def _elsewhere(self, click: Click, tried: Sequence[LanguageTasks]) -> list[tuple[str, int]]:
        """Return where else there is something, if there is nothing here: the person's languages, then the busiest."""
        if any(tasks.about_messages for tasks in tried):
            return []
        here = {tasks.language for tasks in tried}
        everywhere = await self._backend.languages()
        locale = find_language(click.locale)
        wanted = [*await self._server_work.languages(click), self._server_work.default_language]
        if locale is not None:
            wanted.append(locale.tag)
        if everywhere is not None:
            known = sorted(everywhere, key=lambda language: everywhere[language], reverse=True)
            wanted = [language for language in (*wanted, *known) if everywhere.get(language, 0) > 0]
        candidates = [
            language
            for language in dict.fromkeys(wanted)
            if language not in here and await self._server_work.offers_language(click, language)
        ]
        counts = await asyncio.gather(
            *(
                self._backend.availability(click.person.contributor, language)
                for language in candidates[:_MOST_LOOKED_AT]
            )
        )
        found = [
            LanguageTasks(language, await self._server_work.offered(click, each))
            for language, each in zip(candidates, counts, strict=False)
        ]
        return [(tasks.language, tasks.about_messages) for tasks in found if tasks.about_messages][:_MOST_ELSEWHERE]
