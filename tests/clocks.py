"""A clock that stands where it was put."""

from dataclasses import dataclass

from bot.protocol.moments import Moment, Span


@dataclass
class StandingClock:
    """Tells the moment that it was set to, in milliseconds since the Unix epoch."""

    moment: Moment = 1_700_000_000_000

    def now(self) -> Moment:
        """The moment that it was set to."""
        return self.moment

    def move(self, span: Span) -> None:
        """Go so many milliseconds on, or back."""
        self.moment += span
