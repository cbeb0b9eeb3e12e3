"""What a contributor does: press on one device or two, wait for the whole answer, take the time."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from playground.client import CannotAct, NotInTime, Outcome, Person
from playground.contributors.experience import Experience, Failure
from playground.screen import Message, Modal

Act = Callable[[], Awaitable[Outcome]]


class NotAnswered(Exception):
    """Discord said that the interaction failed, or the answer did not come."""


class Actions:
    """Does what a contributor wants done, and notes how long each answer took, and what was never answered."""

    def __init__(self, person: Person, experience: Experience) -> None:
        self._person = person
        self._experience = experience

    async def command(self, channel_id: int, name: str, **options: str) -> Outcome:
        """Use a command.

        Raises:
            NotAnswered: in vain.
            CannotAct: it is not offered.
        """
        return await self._act(f"/{name}", lambda: self._person.command(channel_id, name, **options))

    async def press(self, card: Message, label: str, *, times: int = 1) -> Outcome:
        """Press a button, so many times at the same moment; the last answer that came.

        Raises:
            NotAnswered: no press was answered.
            CannotAct: there is no such button, or it is greyed out.
        """
        return await self._act(label, *[lambda: self._person.press(card, label)] * times)

    async def choose(self, card: Message, menu: str, option: str) -> Outcome:
        """Choose one option of a menu.

        Raises:
            NotAnswered: as `press`.
            CannotAct: as `press`.
        """
        return await self._act(option, lambda: self._person.choose(card, menu, [option]))

    async def send(self, form: Modal, text: str) -> Outcome:
        """Write a text into a form's only field, and send it.

        Raises:
            NotAnswered: as `press`.
            CannotAct: as `press`.
        """
        label = form.inputs[0].label
        return await self._act(form.title, lambda: self._person.submit(form, {label: text}))

    async def _act(self, what: str, *acts: Act) -> Outcome:
        outcomes = await asyncio.gather(*(self._whole(what, act) for act in acts), return_exceptions=True)
        answers = [outcome for outcome in outcomes if isinstance(outcome, Outcome)]
        if answers:
            return answers[-1]
        # What is neither is a fault of the playground, and more telling than an answer that did not come.
        raise max((each for each in outcomes if isinstance(each, BaseException)), key=_gravity)

    async def _whole(self, what: str, act: Act) -> Outcome:
        begun = time.monotonic()
        outcome = await act()
        if not outcome.failed:
            self._experience.answer_seconds.append(time.monotonic() - begun)
            try:
                outcome = await outcome.settled()
            except NotInTime:
                pass
            else:
                self._experience.whole_answer_seconds.append(time.monotonic() - begun)
                return outcome
        self._experience.failures.append(Failure.now(begun, what))
        raise NotAnswered(what)


def _gravity(error: BaseException) -> int:
    """Weigh how much an error says: one press of two that came too late for the button says least."""
    if isinstance(error, CannotAct):
        return 0
    return 1 if isinstance(error, NotAnswered) else 2
