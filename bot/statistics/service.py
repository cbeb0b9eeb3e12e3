"""`/stats`: what the pool of trees has become, as pictures with their numbers."""

from collections.abc import Sequence

from bot.backends.base import ReadBackend
from bot.backends.errors import Refused, Unavailable
from bot.backends.values import PoolStatistics
from bot.cards.statistics import NAMESPACE, Controls, empty_card, statistics_card, unknown_card
from bot.clock import Clock
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.responses import FollowUp, Response, ResponseKind
from bot.people.service import People
from bot.policy import CannotPostHere, may_post_here
from bot.protocol.moments import MINUTE, Span
from bot.state.charts import can_be_drawn
from bot.state.statistics import StatisticsView, ViewName, unknown_of, views_of
from bot.statistics.pictures.service import Pictures
from bot.statistics.single_flight import SingleFlight
from bot.texts import Catalogue, Sentences

FRESH_FOR: Span = MINUTE
"""Numbers are counted anew, and pictures drawn anew, at most so often."""


class Statistics:
    """Counts the pool, and shows it."""

    def __init__(
        self,
        backend: ReadBackend,
        clock: Clock,
        people: People,
        pictures: Pictures,
        catalogue: Catalogue,
        goal: int | None,
    ) -> None:
        """Make it.

        Args:
            backend: where the trees are.
            clock: tells how old numbers are.
            people: knows how many have agreed, whatever the backend says.
            pictures: draws.
            catalogue: the sentences, for pictures in English where the reader's letters cannot be drawn.
            goal: how many finished trees the operator wants, if they said.
        """
        self._backend = backend
        self._clock = clock
        self._people = people
        self._pictures = pictures
        self._english = catalogue.sentences(None)
        self._goal = goal
        self._counting: SingleFlight[str, PoolStatistics] = SingleFlight()
        self._counted: PoolStatistics | None = None
        self._counted_at = 0
        self._last: PoolStatistics | None = None

    @action(ResponseKind.UPDATE, NAMESPACE, "show")
    async def show(self, click: Click) -> Response:
        """Answer `/stats`, and the buttons that go from view to view."""
        return Response(await self._card(click))

    @action(ResponseKind.UPDATE, NAMESPACE, "share")
    async def share(self, click: Click) -> Response:
        """Answer `Share`: post the view for everybody in the channel, without buttons.

        Raises:
            CannotPostHere: the person may not write here.
        """
        if not may_post_here(click.rights):
            raise CannotPostHere
        own, posted = await self._card(click, shared=True), await self._card(click, alone=True)
        return Response(own, (FollowUp(posted),))

    async def close(self) -> None:
        """End what is under way."""
        await self._counting.close()
        await self._pictures.close()

    async def _card(self, click: Click, *, alone: bool = False, shared: bool = False) -> Card:
        notes: tuple[str, ...] = ()
        try:
            statistics = await self._count()
        except (Refused, Unavailable):
            if self._last is None:
                return unknown_card(await self._people.count_agreed(), click.say)
            statistics, notes = self._last, (click.say("stats-not-anew"),)
        views = views_of(statistics, self._goal, click.say)
        if not views:
            return empty_card(click.say)
        view = next((each for each in views if each.name == click.argument), views[0])
        picture = (await self._drawn(views, statistics, click.say)).get(view.name)
        controls = None
        if not alone:
            controls = Controls(tuple(each.name for each in views), may_post_here(click.rights), shared)
        notes += unknown_of(statistics, click.say)
        return statistics_card(view, controls, picture, statistics.as_of, notes, click.say)

    async def _drawn(
        self, views: Sequence[StatisticsView], statistics: PoolStatistics, say: Sentences
    ) -> dict[ViewName, bytes]:
        """Draw the pictures of all views together: the others are there when their button is pressed."""
        for drawn in (views, views_of(statistics, self._goal, self._english) if say is not self._english else ()):
            wanted = {view.name: picture for view in drawn if (picture := view.picture) is not None}
            if wanted and all(map(can_be_drawn, wanted.values())):
                files = await self._pictures.draw(tuple(wanted.values()))
                return dict(zip(wanted, files, strict=True)) if files is not None else {}
        return {}

    async def _count(self) -> PoolStatistics:
        """Return the numbers, at most `FRESH_FOR` old; of those that ask at the same time one counts."""
        if self._counted is not None and 0 <= self._clock.now() - self._counted_at < FRESH_FOR:
            return self._counted
        return await self._counting.join("pool", self._count_anew)

    async def _count_anew(self) -> PoolStatistics:
        at = self._clock.now()
        counted = self._last = await self._backend.pool_statistics()
        # "Nobody has …" must not be said to somebody who has just done it.
        self._counted = counted if _has_all(counted) else None
        self._counted_at = at
        return counted


def _has_all(statistics: PoolStatistics) -> bool:
    """Say whether there is something of all that is said to be missing where there is nothing."""
    activity = statistics.activity is None or any(statistics.activity)
    return activity and any(statistics.trees.values()) and any(statistics.messages_by_role.values())
