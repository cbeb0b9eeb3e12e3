"""`/stats`: what the pool of trees has become, as pictures with their numbers."""

from collections.abc import Sequence

from bot.backends.base import PoolStatistics, ReadBackend
from bot.boards.pictures.chart import can_be_drawn
from bot.boards.pictures.service import Pictures
from bot.boards.single_flight import SingleFlight
from bot.boards.views import View, ViewName, unknown_of, views_of
from bot.cards.components import Card
from bot.cards.statistics import empty_card, statistics_card
from bot.clock import Clock
from bot.interactions.answers import Answer
from bot.interactions.click import Click
from bot.protocol.moments import MINUTE, Span
from bot.texts import Catalogue, Sentences

FRESH_FOR: Span = MINUTE
"""Numbers are counted anew, and pictures drawn anew, at most so often."""


class Statistics:
    """Counts the pool, and shows it."""

    def __init__(
        self, backend: ReadBackend, clock: Clock, pictures: Pictures, catalogue: Catalogue, goal: int | None
    ) -> None:
        """Make it.

        Args:
            backend: where the trees are.
            clock: tells how old numbers are.
            pictures: draws.
            catalogue: the sentences, for pictures in English where the reader's letters cannot be drawn.
            goal: how many finished trees the operator wants, if they said.
        """
        self._backend = backend
        self._clock = clock
        self._pictures = pictures
        self._english = catalogue.sentences(None)
        self._goal = goal
        self._counting: SingleFlight[str, PoolStatistics] = SingleFlight()
        self._counted: PoolStatistics | None = None
        self._counted_at = 0

    async def show(self, click: Click) -> Answer:
        """`/stats`, and the buttons that go from view to view."""
        return Answer(await self._card(click, alone=False))

    async def share(self, click: Click) -> Answer:
        """`Share`: the view for everybody, without buttons."""
        return Answer(await self._card(click, alone=True))

    async def close(self) -> None:
        """End what is under way."""
        await self._counting.close()
        await self._pictures.close()

    async def _card(self, click: Click, *, alone: bool) -> Card:
        statistics = await self._count()
        views = views_of(statistics, self._goal, click.say)
        if not views:
            return empty_card(click.say)
        view = next((each for each in views if each.name == click.argument), views[0])
        others = () if alone else tuple(each.name for each in views)
        picture = (await self._drawn(views, statistics, click.say)).get(view.name)
        return statistics_card(view, others, picture, statistics.as_of, unknown_of(statistics, click.say), click.say)

    async def _drawn(self, views: Sequence[View], statistics: PoolStatistics, say: Sentences) -> dict[ViewName, bytes]:
        """The pictures of all views, drawn together: the others are there when their button is pressed."""
        for drawn in (views, views_of(statistics, self._goal, self._english) if say is not self._english else ()):
            wanted = {view.name: picture for view in drawn if (picture := view.picture) is not None}
            if wanted and all(map(can_be_drawn, wanted.values())):
                files = await self._pictures.draw(tuple(wanted.values()))
                return dict(zip(wanted, files, strict=True)) if files is not None else {}
        return {}

    async def _count(self) -> PoolStatistics:
        """The numbers, at most `FRESH_FOR` old; of those that ask at the same time one counts."""
        if self._counted is not None and 0 <= self._clock.now() - self._counted_at < FRESH_FOR:
            return self._counted
        return await self._counting.join("pool", self._count_anew)

    async def _count_anew(self) -> PoolStatistics:
        at = self._clock.now()
        self._counted = await self._backend.pool_statistics()
        self._counted_at = at
        return self._counted
