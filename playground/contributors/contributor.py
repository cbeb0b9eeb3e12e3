"""One scripted contributor: looks at what Discord shows, and does what a person would do next.

They find controls by their words, as people do. The bot may be killed while they press: then they see "This interaction
failed", wait, and press again.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.client import CannotAct, Channel, Guild, NotInTime, Outcome, Person
from playground.contributors.answers import Answers
from playground.contributors.visitor import newest_card
from playground.screen import Message

_PAUSE_SECONDS = 0.3
_FOLLOW_UP_SECONDS = 2.0
_SAVED = ("Saved. Thank you!", "Saved. It will be delivered.")
_NOTHING_TO_DO = "nothing to do for you right now"


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody works; probabilities, 0..1."""

    skips: float = 0.05
    edits: float = 0.15
    discards: float = 0.05
    presses_twice: float = 0.1
    objects: float = 0.05
    leaves_out: float = 0.3


@dataclass(slots=True)
class Experience:
    """What a contributor has seen.

    `saved` are the texts of which the bot said that they are saved; `unsure` those that were submitted when the bot
    stopped answering; `lost` those that had been shown as kept, and were gone when the card came back.
    `judged` counts finished reviews and rankings.
    """

    saved: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    judged: int = 0
    skipped: int = 0
    failures: int = 0
    sentences: list[str] = field(default_factory=list)


class Contributor:
    """Works through the cards until told that it is enough."""

    def __init__(
        self,
        person: Person,
        guild: Guild,
        channel: Channel,
        answers: Answers,
        chance: random.Random,
        habits: Habits,
    ) -> None:
        self.person = person
        self.experience = Experience()
        self._guild = guild
        self._channel = channel
        self._answers = answers
        self._random = chance
        self._habits = habits
        self._draft: str | None = None
        """What the card keeps for sure; None where there is nothing, or where it is not certain."""

    async def work(self, enough: Callable[[], bool]) -> None:
        """Take one package after the other.

        Args:
            enough: asked before each step; a package that is open then is left as it is.
        """
        card: Message | None = None
        while not enough():
            try:
                card = await self._step(card)
            except CannotAct:
                card = None  # what was on the screen is not there any more: look again
            if card is None:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _step(self, card: Message | None) -> Message | None:
        """Do one thing; returns the card to look at next, None to begin anew with /work."""
        if card is None:
            return await self._after(await self.person.command(self._channel, "work"))
        if card.has_button("I agree"):
            return await self._after(await self.person.press(card, "I agree"))
        for label in ("Write prompt", "Write reply", "Write summary"):
            if card.has_button(label):
                if self._draft is not None:
                    self.experience.lost.append(self._draft)
                    self._draft = None
                if self._chance(self._habits.skips):
                    self.experience.skipped += 1
                    return await self._after(await self.person.press(card, "Skip"))
                return await self._write(card, label)
        if _button_that_says(card, "Spam: no") is not None:
            return await self._label(card)
        if any(button.label == "Undo pick" for button in card.buttons):
            return await self._rank(card)
        if card.has_button("Submit"):
            return await self._confirm(card)
        if card.has_button("Next task"):
            self._draft = None
            return await self._after(await self.person.press(card, "Next task"))
        return None

    async def _write(self, card: Message, label: str) -> Message | None:
        outcome = await self.person.press(card, label)
        if not outcome.opened_modal:
            return await self._after(outcome)
        text = self._answers.text(_kind(card), self._random)
        self._draft = None
        outcome = await self.person.submit(outcome.modal, {outcome.modal.inputs[0].custom_id: text})
        shown = await self._after(outcome)
        if shown is not None and shown.has_button("Submit"):
            self._draft = text
        return shown

    async def _label(self, card: Message) -> Message | None:
        """Answer what is required, then what one has an opinion on."""
        if self._chance(self._habits.skips):
            self.experience.skipped += 1
            return await self._after(await self.person.press(card, "Skip"))
        for name in ("Spam", "Misses the task"):
            answer = "yes" if self._chance(self._habits.objects) else "no"
            button = _button_that_says(card, f"{name}: {answer}")
            if button is not None:
                card = await self._changed(card, await self.person.press(card, button))
        for select in card.selects:
            if select.max_values == 1 and not self._chance(self._habits.leaves_out):
                step = self._random.choice(select.labels())
                card = await self._changed(card, await self.person.choose(card, select.custom_id, [step]))
        return await self._hand_in(card)

    async def _rank(self, card: Message) -> Message | None:
        """Press the letters in the order in which one likes the replies, until all have their place."""
        if self._chance(self._habits.skips):
            self.experience.skipped += 1
            return await self._after(await self.person.press(card, "Skip"))
        while card.button("Submit").disabled:
            letters = [button for button in card.buttons if len(button.label) == 1 and not button.disabled]
            card = await self._changed(card, await self.person.press(card, self._random.choice(letters).label))
        return await self._hand_in(card)

    async def _hand_in(self, card: Message) -> Message | None:
        outcome = await (await self.person.press(card, "Submit")).settled()
        if any(sentence in outcome.text for sentence in _SAVED):
            self.experience.judged += 1
        return await self._after(outcome)

    async def _changed(self, card: Message, outcome: Outcome) -> Message:
        """The card after a press; the bot may have been killed meanwhile.

        Raises:
            CannotAct: there is no such card any more.
        """
        if outcome.failed:
            self.experience.failures += 1
            raise CannotAct("the interaction failed")
        await outcome.settled()
        return await self.person.look(card)

    async def _confirm(self, card: Message) -> Message | None:
        text = self._draft
        if text is None or card.button("Submit").disabled or self._chance(self._habits.edits):
            return await self._write(card, "Edit")
        if self._chance(self._habits.discards):
            self._draft = None
            return await self._after(await self.person.press(card, "Discard"))
        presses = 2 if self._chance(self._habits.presses_twice) else 1
        self._draft = None  # from here on it is the outbox's
        outcomes = await asyncio.gather(
            *(self.person.press(card, "Submit") for _ in range(presses)), return_exceptions=True
        )
        answered = [outcome for outcome in outcomes if isinstance(outcome, Outcome) and not outcome.failed]
        settled = [await outcome.settled() for outcome in answered]
        if any(sentence in outcome.text for outcome in settled for sentence in _SAVED):
            self.experience.saved.append(text)
        else:
            self.experience.unsure.append(text)
        if not settled:
            self.experience.failures += 1
            return None
        return await self._after(settled[-1])

    async def _after(self, outcome: Outcome) -> Message | None:
        """What to look at once something was done."""
        if outcome.failed:
            self.experience.failures += 1
            return None
        outcome = await outcome.settled()
        if (card := _card_in(outcome)) is not None:
            return card
        if "open it" in outcome.text:
            return await newest_card(self.person, self._guild)
        # The next card is a message after the answer: it may take another moment.
        with contextlib.suppress(NotInTime):
            outcome = await outcome.more(timeout=_FOLLOW_UP_SECONDS)
            if (card := _card_in(outcome)) is not None:
                return card
        if outcome.text:
            self.experience.sentences.append(outcome.text)
        if _NOTHING_TO_DO in outcome.text:
            await asyncio.sleep(_PAUSE_SECONDS * 4)
        return None

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability


def _button_that_says(card: Message, words: str) -> str | None:
    """The whole label of the button that has these words on it."""
    return next((button.label for button in card.buttons if words in button.label), None)


def _card_in(outcome: Outcome) -> Message | None:
    """The newest message of an answer that has buttons."""
    return next((message for message in reversed(outcome.messages) if message.buttons), None)


def _kind(card: Message) -> str:
    """The kind of task that a card asks for, by its words."""
    if "initial prompt" in card.text:
        return "initial_prompt"
    return "prompter_reply" if "as the prompter" in card.text else "assistant_reply"
