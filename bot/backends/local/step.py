"""One step: a transaction with all that it may depend on."""

from dataclasses import dataclass
from random import Random

from bot.protocol.moments import Moment
from bot.rules.rate_limits import NO_LIMITS, RateLimits
from bot.rules.thresholds import Thresholds
from bot.store import Connection


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction. It is stored whole, or nothing of it is.

    Attributes:
        connection: In a transaction; nobody else writes meanwhile.
        now: The moment at which all of the step happens.
        random: The source of every choice.
        thresholds: Those of the project.
        secret_key: For fingerprints.
        rate_limits: How often somebody may ask for packages.
    """

    connection: Connection
    now: Moment
    random: Random
    thresholds: Thresholds
    secret_key: bytes
    rate_limits: RateLimits = NO_LIMITS
