"""Promises: answers that were called saved and delivered later. Each arrives, or comes back with its reason."""

from dataclasses import dataclass

from playground.client import Person
from playground.contributors import cards
from playground.contributors.experience import Experience
from playground.contributors.words import Kind, Words
from playground.screen import Message

_LOOKED_THROUGH = 30
"""So many of a channel's newest messages are looked through for what came back."""


@dataclass(frozen=True, slots=True)
class _Promise:
    """What was promised: an answer of a kind, with its text where it is one, told in a channel."""

    kind: Kind
    text: str | None
    channel_id: int


class Promises:
    """What one contributor was promised, and has not got back. What came back counts as saved no more.

    Whether a promise that did not come back was kept, the contributor does not see: the dataset says it.
    """

    def __init__(self, person: Person, words: Words, experience: Experience) -> None:
        self._person = person
        self._words = words
        self._experience = experience
        self._by_package: dict[str, _Promise] = {}

    def __bool__(self) -> bool:
        return bool(self._by_package)

    def note(self, card: Message, kind: Kind, text: str | None) -> None:
        """Note a promise.

        Args:
            card: on which it stands.
            kind: of the answer, which is counted among those that are saved.
            text: the answer, where it is a text.
        """
        self._experience.promised += 1
        if (package := cards.package_of(card)) is not None:
            self._by_package[package] = _Promise(kind, text, card.channel_id)

    async def look_through(self, channel_id: int) -> None:
        """Look for texts that came back: where they were promised, and where `/work` was used.

        Args:
            channel_id: where that was.
        """
        places = {promise.channel_id for promise in self._by_package.values() if promise.text is not None}
        for place in {*places, channel_id} if places else ():
            for message in await self._person.messages(place, limit=_LOOKED_THROUGH):
                self.read_ended(message)

    def read_ended(self, message: Message) -> None:
        """Read a message: where it is the card of an answer that was not taken after all, the answer came back."""
        is_unconfirmed = self._words.unconfirmed in message.text
        package = cards.package_of(message)
        if package in self._by_package and (is_unconfirmed or self._words.refused in message.text):
            self._give_back(package, message, is_unconfirmed=is_unconfirmed)

    def read_card(self, card: Message) -> None:
        """Read a card that is open, or says that there is nothing to do: what was promised may have come back with it.

        A notice above it may also be about a review or a ranking, and does not say about which.
        """
        notices = cards.notices_on(card, self._words)
        package = cards.package_of(card)
        if package in self._by_package:
            self._give_back(package, card, is_unconfirmed=False)
            notices = notices[1:]
        doubtful = [package for package, promise in self._by_package.items() if promise.text is None]
        for package in doubtful[: len(notices)]:
            self._give_back(package, card, is_unconfirmed=True)

    def _give_back(self, package: str, card: Message, *, is_unconfirmed: bool) -> None:
        """Note that the answer is not saved after all, or nobody knows.

        A text must be there to be used again, with a reason.
        """
        promise, seen = self._by_package.pop(package), self._experience
        seen.finished[promise.kind] -= 1
        if is_unconfirmed:
            seen.unsure[promise.kind] += 1
        if promise.text is not None:
            seen.saved.remove(promise.text)
            (seen.unsure_texts if is_unconfirmed else seen.refused).append(promise.text)
            if not cards.shows(card, promise.text):
                seen.lost.append(promise.text)
            if not cards.reason_on(card, self._words):
                seen.unexplained.append(promise.text)
