"""Tests of telling people what was decided about them where the backend keeps no log, as a task server."""

from pathlib import Path
from typing import Any

import pytest

from bot.backends.base import Capability
from bot.backends.cases import Decision
from bot.backends.errors import Unavailable, UserNotFound
from bot.backends.local import LocalBackend
from bot.protocol.moments import MINUTE
from bot.sessions import notices_repository
from bot.state.person import Person
from tests.services.all_services import OWNERS, AllServices, open_all_services
from tests.services.moderator import Moderator


class Stopped(Exception):
    """The bot was stopped."""


class WithoutLog(LocalBackend):
    """A backend that remembers no decisions; `fault` is what happens before or after it has carried one out."""

    fault: Exception | None = None
    is_done_before = True
    is_out = False

    async def capabilities(self) -> frozenset[Capability]:
        """See `TaskBackend.capabilities`."""
        return await super().capabilities() - {Capability.CASES}

    async def decide(self, *args: Any, **kwargs: Any) -> Decision:
        """See `ModerationBackend.decide`."""
        if self.fault is not None and not self.is_done_before:
            raise self.fault
        made = await super().decide(*args, **kwargs)
        if self.fault is not None:
            raise self.fault
        return made.model_copy(update={"decision_id": None, "case_id": None})

    async def is_enabled(self, *args: Any) -> bool:
        """See `ModerationBackend.is_enabled`."""
        if self.is_out:
            raise Unavailable
        return await super().is_enabled(*args)


async def disable(services: AllServices, ann: Person, fault: Exception | None, *, is_done_before: bool = True) -> None:
    """Have the operator disable somebody, which ends with a fault."""
    assert isinstance(services.backend, WithoutLog)
    operator = Moderator(services, await services.join(min(OWNERS), "Olga"), moderates=False)
    operator.see(await services.person_moderation.show_user(operator.click, ann.discord_id))
    services.backend.fault, services.backend.is_done_before = fault, is_done_before
    if fault is None:
        await operator.rule("disable")
        return
    with pytest.raises(type(fault)):
        await operator.rule("disable")


async def told(services: AllServices, person: Person) -> list[str]:
    """Have people told, twice; returns what somebody is to read."""
    for _ in range(2):
        await services.telling.carry_out()
    return [each.sentence for each in await services.database.read(notices_repository.waiting, person.person_id)]


@pytest.mark.parametrize(
    ("fault", "is_done_before", "expected"),
    [
        (None, True, ["notice-disabled"]),
        (Stopped(), True, ["notice-disabled"]),
        (Stopped(), False, []),
        (Unavailable(), True, ["notice-disabled"]),
        (Unavailable(), False, []),
        (UserNotFound(), False, []),
    ],
)
async def test_who_is_disabled_is_told_once(
    tmp_path: Path, fault: Exception | None, expected: list[str], *, is_done_before: bool
) -> None:
    """Also where the bot is stopped right after it, or the answer is lost; where it was not done, nothing is told."""
    async with open_all_services(tmp_path, WithoutLog) as services:
        ann = await services.join(1, "Ann")
        await services.backend.admit(ann.contributor)
        await disable(services, ann, fault, is_done_before=is_done_before)
        services.clock.move(6 * MINUTE)
        assert await told(services, ann) == expected


async def test_it_is_asked_as_long_as_nobody_answers(tmp_path: Path) -> None:
    """Nothing is asked while the decision may be under way, and a backend that is out of reach is asked again."""
    async with open_all_services(tmp_path, WithoutLog) as services:
        assert isinstance(services.backend, WithoutLog)
        ann = await services.join(1, "Ann")
        await services.backend.admit(ann.contributor)
        await disable(services, ann, Stopped())
        assert await told(services, ann) == []
        services.backend.is_out = True
        services.clock.move(6 * MINUTE)
        assert await told(services, ann) == []
        services.backend.is_out = False
        assert await told(services, ann) == ["notice-disabled"]


async def test_what_was_done_and_undone_is_told_as_it_is_now(tmp_path: Path) -> None:
    """Who was enabled before anybody could ask whether they had been disabled is told the last alone."""
    async with open_all_services(tmp_path, WithoutLog) as services:
        assert isinstance(services.backend, WithoutLog)
        ann = await services.join(1, "Ann")
        await services.backend.admit(ann.contributor)
        await disable(services, ann, Stopped())
        services.backend.fault = None
        operator = Moderator(services, await services.join(min(OWNERS), "Olga"), moderates=False)
        operator.see(await services.person_moderation.show_user(operator.click, ann.discord_id))
        await operator.rule("enable")
        assert await told(services, ann) == ["notice-enabled"]
