"""New ids that sort by the moment at which they were made.

What is new then lies side by side in the database, in every table and index that is ordered by such an id: a commit
writes few pages, however much was stored before. With ids in random order it writes one for each.
"""

from random import Random
from typing import Final
from uuid import UUID

from bot.protocol.moments import Moment

_VERSION: Final = 7 << 76
_VARIANT: Final = 2 << 62
_LOW_BITS: Final = 62


def moment_of(identity: UUID) -> Moment | None:
    """Return when an id was made by `new_id`; None where it was made in another way."""
    return identity.int >> 80 if identity.version == 7 else None


def new_id(now: Moment, random: Random) -> UUID:
    """Make an id: 48 bits of the moment in milliseconds, then 74 random ones (RFC 9562, section 5.7)."""
    bits = random.getrandbits(74)
    high, low = bits >> _LOW_BITS, bits & (1 << _LOW_BITS) - 1
    return UUID(int=(now & 0xFFFF_FFFF_FFFF) << 80 | _VERSION | high << 64 | _VARIANT | low)
