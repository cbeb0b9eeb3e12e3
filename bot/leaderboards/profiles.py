"""`/profile`: what somebody has achieved; sharing it; being hidden from leaderboards."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.cards.people import sentence_card
from bot.cards.profile import (
    NAMESPACE,
    Choices,
    Profile,
    Ranks,
    Reader,
    newcomer_card,
    profile_card,
    unknown_profile_card,
)
from bot.cards.start_panel import NAMESPACE as START_NAMESPACE
from bot.clock import Clock
from bot.good_news.service import GoodNews
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.responses import FollowUp, Response, ResponseKind
from bot.leaderboards.shared_profiles import SharedProfiles
from bot.leaderboards.visible_boards import VisibleBoards
from bot.people.service import People
from bot.people.visibility import Visibility
from bot.policy import CannotPostHere, may_post_here
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.streaks import BREAKS_AFTER
from bot.state.person import Person


class Profiles:
    """Shows profiles. One's own is private until it is shared; of others there is what leaderboards tell."""

    def __init__(
        self,
        backend: TaskBackend,
        clock: Clock,
        people: People,
        boards: VisibleBoards,
        visibility: Visibility,
        shared: SharedProfiles,
        good_news: GoodNews,
    ) -> None:
        self._backend = backend
        self._clock = clock
        self._people = people
        self._boards = boards
        self._visibility = visibility
        self._shared = shared
        self._good_news = good_news

    async def show(self, click: Click, discord_id: int | None) -> Response:
        """Answer `/profile`: of a Discord user; None for the one who asks."""
        if discord_id is None or discord_id == click.person.discord_id:
            return Response(await self._own(click))
        person = await self._people.by_discord_id(discord_id)
        if person is None or not await self._is_shown(person):
            # One sentence for all reasons: it must not tell who is hidden, or barred.
            return Response(sentence_card(click.say("profile-nothing")))
        return Response(profile_card(await self._profile(click, person), click.say, Reader.OTHER))

    @action(ResponseKind.EPHEMERAL, START_NAMESPACE, "profile")
    async def show_own(self, click: Click) -> Response:
        """Answer `My profile` on the start panel."""
        return await self.show(click, None)

    @action(ResponseKind.UPDATE, NAMESPACE, "share")
    async def share(self, click: Click) -> Response:
        """Answer `Share`: post one's own profile for everybody in the channel, in place of an earlier one there.

        Whoever hides shares nothing: their own profile says that they are hidden.

        Raises:
            CannotPostHere: the person may not write here.
        """
        if not may_post_here(click.rights):
            raise CannotPostHere
        person = click.person
        if not person.has_ever_agreed or (choices := await self._choices(click)).is_hidden:
            return Response(await self._own(click))
        profile = await self._profile(click, person)
        again = await self._shared.is_in(person, click.place.channel_id)
        own = profile_card(profile, click.say, Reader.OWNER, replace(choices, shared=True, shared_before=again))
        posted = profile_card(profile, click.say, Reader.CHANNEL)
        return Response(own, (FollowUp(posted, posted=partial(self._shared.note, person)),))

    @action(ResponseKind.UPDATE, NAMESPACE, "hide")
    async def hide(self, click: Click) -> Response:
        """Answer `Hide me from leaderboards`: also what the person has shared of themselves disappears."""
        withdrawn = 0
        if click.person.has_ever_agreed:
            withdrawn = await self._shared.withdraw(click.person)
            await self._visibility.hide(click.person)
        return Response(await self._own(click, withdrawn=withdrawn))

    @action(ResponseKind.UPDATE, NAMESPACE, "unhide")
    async def unhide(self, click: Click) -> Response:
        """Answer `Show me on leaderboards`."""
        if click.person.has_ever_agreed:
            await self._visibility.show(click.person)
        return Response(await self._own(click))

    @action(ResponseKind.UPDATE, NAMESPACE, "news-on")
    async def turn_news_on(self, click: Click) -> Response:
        """Answer `Tell me good news`.

        Raises:
            ConsentMissing: as `GoodNews.turn_on`.
            Refused: as `GoodNews.turn_on`.
            Unavailable: as `GoodNews.turn_on`.
        """
        await self._good_news.turn_on(click)
        return Response(await self._own(click, changed_news=True))

    @action(ResponseKind.UPDATE, NAMESPACE, "news-off")
    async def turn_news_off(self, click: Click) -> Response:
        """Answer `No more good news`."""
        await self._good_news.turn_off(click)
        return Response(await self._own(click, changed_news=True))

    async def _own(self, click: Click, *, withdrawn: int = 0, changed_news: bool = False) -> Card:
        person = click.person
        if not person.has_ever_agreed:
            return newcomer_card(person.display_name, click.say)
        choices = replace(await self._choices(click), withdrawn=withdrawn, changed_news=changed_news)
        try:
            profile = replace(await self._profile(click, person), checks=await self._checks(person))
        except (Refused, Unavailable):
            return unknown_profile_card(person.display_name, replace(choices, may_share=False), click.say)
        return profile_card(profile, click.say, Reader.OWNER, choices)

    async def _choices(self, click: Click) -> Choices:
        person = click.person
        is_visible = None
        with suppress(Refused, Unavailable):
            is_visible = await self._backend.is_visible(person.contributor)
        return Choices(
            hidden_here=person.person_id in await self._visibility.hidden(),
            hidden_there=is_visible is False,
            may_share=may_post_here(click.rights),
            wants_news=await self._good_news.is_wanted(person),
        )

    async def _profile(self, click: Click, person: Person) -> Profile:
        is_live = await self._boards.are_live()
        server_id = click.place.server_id if is_live else None
        everywhere = await self._scores(person, None)
        here = {} if server_id is None else await self._scores(person, server_id)
        score = everywhere[TimeFrame.TOTAL]
        return Profile(
            display_name=person.display_name,
            score=score,
            ranks={
                time_frame: Ranks(everywhere[time_frame].rank, here[time_frame].rank if here else None)
                for time_frame in TimeFrame
            },
            has_server=server_id is not None,
            streak_ends_at=self._end_of_streak(score) if is_live else None,
            is_live=is_live,
            by_quality=await self._boards.are_by_quality(),
        )

    async def _checks(self, person: Person) -> tuple[int, int] | None:
        """Return how many attention checks somebody has passed, and answered; None where they have none."""
        if Capability.CHECKS not in await self._backend.capabilities():
            return None
        record = await self._backend.record(person.person_id, None)
        return (record.checks_passed, record.checks) if record.checks else None

    async def _scores(self, person: Person, server_id: int | None) -> dict[TimeFrame, UserScore]:
        scores = await asyncio.gather(
            *(self._boards.score(person.contributor, frame, server_id=server_id) for frame in TimeFrame)
        )
        return dict(zip(TimeFrame, scores, strict=True))

    async def _is_shown(self, person: Person) -> bool:
        """Say whether leaderboards show the person: they have contributed, are not hidden, and not disabled."""
        if not person.has_ever_agreed:
            return False
        return bool(await self._boards.neighbours(person.contributor, TimeFrame.TOTAL, reach=0))

    def _end_of_streak(self, score: UserScore) -> Moment | None:
        if not score.streak_days or score.last_activity_date is None:
            return None
        ends_at = score.last_activity_date + BREAKS_AFTER
        return ends_at if ends_at > self._clock.now() else None
