"""Replies in a file that stand before what they reply to, until that comes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.imports.values import Fault, ImportedMessage


class WaitingReplies:
    """Messages by the id of the one to which they reply."""

    def __init__(self) -> None:
        self._replies: defaultdict[str, list[ImportedMessage]] = defaultdict(list)

    @property
    def awaited(self) -> Sequence[str]:
        """The ids of what is waited for."""
        return tuple(self._replies)

    def add(self, parent: str, reply: ImportedMessage) -> None:
        """Have a reply wait."""
        self._replies[parent].append(reply)

    def pop(self, parent: str) -> list[ImportedMessage]:
        """Return what waits for a message, which does so no longer."""
        return self._replies.pop(parent, [])

    def faults(self) -> Iterator[Fault]:
        """Yield, at the end of a file, what is wrong with those that still wait; those below them are not told besides.

        Yields:
            Those whose parent never came; then those that are, or hang below, a circle.
        """
        waiting = {reply.source_id for replies in self._replies.values() for reply in replies}
        for missing in [parent for parent in self._replies if parent not in waiting]:
            following = self.pop(missing)
            for reply in following:
                yield Fault(reply.place, f"it replies to {missing:.60}, which the file does not have")
            for reply in following:
                following.extend(self.pop(reply.source_id))
        for parent, replies in self._replies.items():
            for reply in replies:
                yield Fault(reply.place, f"it replies to {parent:.60}, but no initial prompt is above it")
