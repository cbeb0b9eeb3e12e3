"""One scripted contributor: looks at what Discord shows, and does what a person would do next.

They find controls by their words, as people do. The bot may be killed while they press: then they see "This interaction
failed", wait, and look again.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from playground.client import CannotAct, Channel, NotInTime, Outcome, Person
from playground.contributors import cards
from playground.contributors.actions import Actions, NotAnswered
from playground.contributors.answers import Answers
from playground.contributors.experience import Experience
from playground.contributors.habits import ORDINARY, Habits, Intention, Intentions
from playground.contributors.judging import Judge
from playground.contributors.opinions import Opinions
from playground.contributors.promises import Promises
from playground.contributors.words import Kind, words_for
from playground.screen import Message, Modal

AWAY_SECONDS = 1.5
_PAUSE_SECONDS = 0.3
_SENT_AGAIN = 5


@dataclass(frozen=True, slots=True)
class Character:
    """Who somebody is: the languages (BCP 47) that they write, the favourite first, their client's, their habits."""

    name: str
    languages: tuple[str, ...] = ("en",)
    locale: str = "en-US"
    habits: Habits = ORDINARY


class Contributor:
    """Works through the cards until told that it is enough."""

    def __init__(
        self,
        person: Person,
        channel: Channel,
        character: Character,
        *,
        seed: int = 1,
        think_seconds: float = 0.0,
        idle_seconds: float = 1.0,
    ) -> None:
        """Come into the community.

        Args:
            person: who acts and sees for them.
            channel: where they use commands.
            character: who they are.
            seed: of the whole community.
            think_seconds: how long they look at a card on average before they do anything.
            idle_seconds: when they come back where there was nothing to do.
        """
        self.person = person
        self.character = character
        self.experience = Experience()
        self._channel = channel
        self._words = words_for(character.locale)
        self._actions = Actions(person, self.experience)
        self._judge = Judge(
            self._actions, person, self._words, Opinions(character.name, character.habits), character.habits
        )
        self._answers = Answers(thorough=character.habits.thorough, troll=character.habits.troll)
        self._intentions = Intentions(character.name, seed, character.habits, character.languages)
        self._pace = random.Random(f"{seed}/{character.name}/pace")
        self._think_seconds = think_seconds
        self._idle_seconds = idle_seconds
        self._card: Message | None = None
        """What they were shown before they begin to work."""
        self._rests_until = 0.0
        """When they come back, in this process's monotonic seconds."""
        self._begin_package()
        self._tried: list[str] = []
        """Languages in which there was nothing to do just now."""
        self._typed: str | None = None
        """What was last typed into the form of the open package."""
        self._kept = False
        """Whether the card has shown that text as kept, so that it must not be gone."""
        self._unsure = False
        """Whether the open package was handed in before, and the bot stopped answering."""
        self.promises = Promises(person, self._words, self.experience)

    async def arrive(self) -> None:
        """Use `/work` for the first time, and go on until a card shows what there is to do."""
        with contextlib.suppress(NotAnswered, CannotAct):
            self._card = await self._step(None)
            while self._card is not None and not cards.is_open(self._card, self._words):
                self._card = await self._step(self._card)

    async def work(self, enough: Callable[[], bool]) -> None:
        """Take one package after the other.

        Args:
            enough: asked before each step; a package that is open then is left as it is.
        """
        card = self._card
        while not enough():
            if time.monotonic() < self._rests_until:
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            try:
                card = await self._step(card)
            except CannotAct:
                card = None  # what was on the screen is not there any more: look again
            except NotAnswered:
                # Who repeats presses the same on the same card; the others look what there is now.
                card = card if self.character.habits.repeats else None
                await asyncio.sleep(_PAUSE_SECONDS)
            if card is None:
                await asyncio.sleep(_PAUSE_SECONDS)
            await asyncio.sleep(self._think_seconds * self._pace.uniform(0.5, 1.5))

    async def come_back(self) -> None:
        """Use `/work` once more, and read what became of answers that were to be delivered later."""
        with contextlib.suppress(NotAnswered, CannotAct):
            await self._ask()
            await self.promises.look_through(self._channel.id)

    async def look_up_counts(self) -> None:
        """Let the bot tell what it has stored, and keep it in the experience."""
        with contextlib.suppress(NotAnswered, CannotAct):
            outcome = await self._actions.command(self._channel.id, "privacy show")
            self.experience.counted = cards.counts_in(outcome.text, self._words)

    async def _step(self, card: Message | None) -> Message | None:
        """Do one thing; returns the card to look at next, None to begin anew with /work."""
        words = self._words
        if card is None:
            return await self._ask()
        if card.has_button(words.agree):
            return await self._press(card, words.agree)
        if card.has_button(words.go_on):
            return await self._press(card, words.go_on)
        if card.has_button(words.skip_really):
            self._forget_text()
            return await self._press(card, words.skip_really)
        if (kind := cards.kind_of(card, words)) is not None and card.has_button(words.skip):
            return await self._open(card, kind)
        if card.has_button(words.next_task):
            return await self._next(card)
        return None

    async def _ask(self) -> Message | None:
        """Ask for `/work` in the language that one has in mind, or another one where there was nothing to do."""
        await self.promises.look_through(self._channel.id)
        wanted = [self._intention.language, *self.character.languages]
        language = next((each for each in wanted if each not in self._tried), wanted[0])
        options = {"language": language}
        if self._intention.wish is not None and self._take("wish"):
            options["task"] = self._intention.wish
        card = await self._after(await self._actions.command(self._channel.id, "work", **options), language)
        if card is not None and cards.is_open(card, self._words) and self._words.continued not in card.text:
            if self._kept and self._typed is not None:
                self.experience.lost.append(self._typed)
            self._forget_text()
            self._unsure = False
        return card

    async def _next(self, card: Message) -> Message | None:
        """Go on from a card that has ended to the next one."""
        self.experience.standing = cards.standing_on(card) or self.experience.standing
        self._forget_text()
        self._unsure = False
        before = self._intention
        self._begin_package()
        if self._intention.wish is not None or self._intention.language != before.language:
            return None
        # Where they had a kind in mind, that was for one package.
        words = self._words
        following = words.anything_else if card.has_button(words.anything_else) else words.next_task
        outcome = await self._actions.press(card, following)
        if not outcome.shown:
            # The next card is a message after the answer, and comes unless the bot is killed meanwhile.
            with contextlib.suppress(NotInTime):
                outcome = await outcome.until_shown(1)
        return await self._after(outcome, before.language)

    async def _open(self, card: Message, kind: Kind) -> Message | None:
        """Do the next thing for an open package."""
        self._tried.clear()
        if self._intention.leaves and self._take("leaves"):
            self.experience.absences += 1
            await asyncio.sleep(AWAY_SECONDS)
            return None
        if self._intention.skips and (self._typed is not None or not self._skips_late(kind)) and self._take("skips"):
            self.experience.skipped += 1
            return await self._press(card, self._words.skip)
        if kind.is_text:
            return await self._text(card, kind)
        times = 2 if self._intention.second_device else 1
        card = await self._judge.fill_in(card, kind, self._intention, times=times)
        ranking = self._judge.ranking_on(card)
        ended = await self._hand_in(card, kind)
        if ended is not None and ranking is not None and not cards.is_open(ended, self._words):
            self.experience.rankings.append(ranking)
        return ended

    def _skips_late(self, kind: Kind) -> bool:
        """Say whether somebody first writes a text, and then skips all the same."""
        return kind.is_text and self._intention.seed % 2 == 0

    async def _text(self, card: Message, kind: Kind) -> Message | None:
        """Write, read once more, edit, hand in."""
        words = self._words
        if (write := next((label for label in words.write if card.has_button(label)), None)) is not None:
            if self._kept and self._typed is not None:
                self.experience.lost.append(self._typed)
            return await self._write(card, kind, write)
        if self._typed is not None and cards.shows(card, self._typed):
            self._kept = True
        elif self._kept and self._typed is not None:
            self.experience.lost.append(self._typed)
        if self._typed is None or not card.has_button(words.submit) or (self._intention.edits and self._take("edits")):
            return await self._write(card, kind, words.edit)
        if self._intention.discards and self._take("discards"):
            self._forget_text()
            return await self._press(card, words.discard)
        return await self._hand_in(card, kind)

    async def _write(self, card: Message, kind: Kind, label: str) -> Message | None:
        outcome = await self._actions.press(card, label)
        if not outcome.opened_modal:
            return await self._after(outcome)
        self._forget_text()
        text = self._next_text(card, kind)
        outcome = await self._send(outcome.modal, text)
        self._typed = text
        return await self._after(outcome)

    async def _send(self, form: Modal, text: str) -> Outcome:
        """Send a form; a client keeps it open where that fails, so that it can be sent again."""
        for _ in range(_SENT_AGAIN):
            with contextlib.suppress(NotAnswered):
                return await self._actions.send(form, text)
            await asyncio.sleep(_PAUSE_SECONDS)
        return await self._actions.send(form, text)

    def _next_text(self, card: Message, kind: Kind) -> str:
        if self._intention.same_text and self.experience.saved and self._take("same_text"):
            return self.experience.saved[-1]
        language = cards.language_of(card, self._words) or self._intention.language
        return self._answers.text(language, kind, random.Random(self._intention.seed), card.text)

    async def _hand_in(self, card: Message, kind: Kind) -> Message | None:
        """Press `Submit`, and see what became of it."""
        text = self._typed if kind.is_text else None
        self._kept = False  # from here on it is the outbox's
        times = 2 if self._intention.presses_twice or self._intention.second_device else 1
        try:
            outcome = await self._actions.press(card, self._words.submit, times=times)
        except NotAnswered:
            self._note_unsure(kind, text)
            raise
        shown = outcome.message if outcome.messages else await self.person.look(card)
        if self._words.saved in shown.text or self._words.will_be_delivered in shown.text:
            self._note_sure(kind, text)
            self.experience.finished[kind] += 1
            if text is not None:
                self.experience.saved.append(text)
            if self._words.will_be_delivered in shown.text:
                self.promises.note(shown, kind, text)
        elif self._words.unconfirmed in shown.text:
            self._note_unsure(kind, text)
        elif text is not None and cards.is_open(shown, self._words):
            self.experience.refused.append(text)
            self._forget_text()
        return shown

    def _note_unsure(self, kind: Kind, text: str | None) -> None:
        if not self._unsure:
            self._unsure = True
            self.experience.unsure[kind] += 1
            if text is not None:
                self.experience.unsure_texts.append(text)

    def _note_sure(self, kind: Kind, text: str | None) -> None:
        """Note that the package that was unsure is saved now, and so only once."""
        if self._unsure:
            self._unsure = False
            self.experience.unsure[kind] -= 1
            if text in self.experience.unsure_texts:
                self.experience.unsure_texts.remove(text)

    def _rest(self, seconds: float) -> None:
        self._rests_until = time.monotonic() + seconds

    async def _press(self, card: Message, label: str) -> Message | None:
        return await self._after(await self._actions.press(card, label))

    async def _after(self, outcome: Outcome, language: str = "") -> Message | None:
        """Return what to look at once something was done; `language` is the one in which work was asked for, if any."""
        found = await self._card_of(outcome)
        if self._words.nothing_to_do in outcome.text:
            for message in outcome.messages:
                self.promises.read_card(message)
            self._tried.append(language)
            if set(self.character.languages) <= set(self._tried):
                self._tried.clear()
                self._begin_package()
                self._rest(self._idle_seconds)
            return None
        if (seconds := cards.seconds_to_wait(outcome.text, self._words)) is not None:
            self.experience.waits += 1
            self._rest(seconds)
        if found is not None and cards.is_open(found, self._words):
            self.promises.read_card(found)
        if found is None and outcome.text:
            self.experience.sentences.append(outcome.text)
        return found

    async def _card_of(self, outcome: Outcome) -> Message | None:
        """Find the newest message of an answer that has buttons, or the one that it links to."""
        shown = next((message for message in reversed(outcome.messages) if message.buttons), None)
        if shown is not None or (link := cards.link_in(outcome.text)) is None:
            return shown
        channel_id, message_id = link
        seen = await self.person.messages(channel_id, limit=10)
        return next((message for message in seen if message.id == message_id), None)

    def _begin_package(self) -> None:
        self._intention: Intention = self._intentions.next()
        self._taken: set[str] = set()

    def _take(self, what: str) -> bool:
        """Say whether an intention is still to be carried out; each is only once."""
        if what in self._taken:
            return False
        self._taken.add(what)
        return True

    def _forget_text(self) -> None:
        self._typed, self._kept = None, False
