"""What the parts of the backend share. Each part has the operations of one subject; the backend is all of them."""

from bot.backends.oasst_api.client import ApiClient
from bot.backends.oasst_api.key_rights import KeyCheck
from bot.backends.oasst_api.users import Users
from bot.clock import Clock


class Part:
    """A part of the backend."""

    def __init__(self, client: ApiClient, users: Users, key_check: KeyCheck, clock: Clock) -> None:
        """Make a part; nothing is sent yet.

        Args:
            client: Makes the calls.
            users: Who is who.
            key_check: What our key may do.
            clock: Tells when a package expires.
        """
        self._client = client
        self._users = users
        self._key_check = key_check
        self._clock = clock
