"""Judging: filling in label cards, and ranking, by what the reader thinks of the texts on the card."""

import asyncio
import random

from playground.client import Outcome, Person
from playground.contributors import cards
from playground.contributors.actions import Actions
from playground.contributors.experience import Ranking
from playground.contributors.habits import Habits, Intention
from playground.contributors.opinions import Opinions
from playground.contributors.words import Kind, Words
from playground.screen import Message

_TRIES = 5
_MOMENT_SECONDS = 0.1


class Judge:
    """Presses and chooses on label and rank cards until they can be handed in."""

    def __init__(self, actions: Actions, person: Person, words: Words, opinions: Opinions, habits: Habits) -> None:
        self._actions = actions
        self._person = person
        self._words = words
        self._opinions = opinions
        self._habits = habits

    async def fill_in(self, card: Message, kind: Kind, intention: Intention, *, times: int) -> Message:
        """Answer all that is asked for on a card.

        Args:
            card: of an open package that asks for labels or a ranking.
            kind: what it asks for.
            intention: what the reader has in mind for it.
            times: on how many devices each button is pressed at once.

        Returns:
            The card as it is then.

        Raises:
            NotAnswered: it could not be done; nothing is handed in by this.
            CannotAct: it could not be done; nothing is handed in by this.
        """
        if kind.is_review:
            return await self._label(card, random.Random(intention.seed), times)
        return await self._rank(card, times, corrects=intention.edits)

    def ranking_on(self, card: Message) -> Ranking | None:
        """Return the whole ranking that a card shows; None where it shows none, or not all letters have their place."""
        letters, texts = cards.picked_letters(card), cards.lettered_texts(card)
        if not texts or set(letters) != set(texts):
            return None
        return Ranking(cards.marked_text(card, self._words.rank_these), tuple(texts[letter] for letter in letters))

    async def _label(self, card: Message, chance: random.Random, times: int) -> Message:
        words = self._words
        text = cards.marked_text(card, words.judge_this)
        is_spam = self._opinions.calls_spam(text)
        card = await self._tick(card, words.spam_yes if is_spam else words.spam_no, times)
        if chance.random() < self._habits.fills_in:
            card = await self._tick(card, words.misses_task_yes if is_spam else words.misses_task_no, times)
        for menu in card.selects:
            if menu.placeholder == words.anything_wrong:
                if is_spam and words.not_appropriate in menu.labels():
                    card = await self._changed(
                        card, await self._actions.choose(card, menu.custom_id, words.not_appropriate)
                    )
            elif chance.random() < self._habits.fills_in:
                step = menu.labels()[self._opinions.step(text, len(menu.options))]
                card = await self._changed(card, await self._actions.choose(card, menu.custom_id, step))
        return card

    async def _tick(self, card: Message, answer: str, times: int) -> Message:
        """Press one of a pair, where the card has it, until it is ticked."""
        for _ in range(_TRIES):
            label = cards.button_that_says(card, answer)
            if label is None or cards.is_ticked(card, answer):
                break
            card = await self._changed(card, await self._actions.press(card, label, times=times))
        return card

    async def _rank(self, card: Message, times: int, *, corrects: bool) -> Message:
        order = self._opinions.order(cards.lettered_texts(card))
        while free := cards.free_letters(card):
            letter = next(letter for letter in order if letter in free)
            card = await self._changed(card, await self._actions.press(card, letter, times=times))
            if corrects and card.has_button(self._words.undo_pick):
                corrects = False
                card = await self._changed(card, await self._actions.press(card, self._words.undo_pick))
        return card

    async def _changed(self, card: Message, outcome: Outcome) -> Message:
        """Return the card after an answer."""
        if outcome.messages and outcome.message.id == card.id:
            return outcome.message
        await asyncio.sleep(_MOMENT_SECONDS)
        return await self._person.look(card)
