"""What systemd is told of the bot: that it is ready, that it still lives, that it ends (sd_notify(3))."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from sd_notify import Notifier  # type: ignore[import-untyped]  # it says no types

_PINGS_IN_A_SPAN: Final = 2
"""As sd_watchdog_enabled(3) advises."""


@asynccontextmanager
async def service_manager_told(address: str) -> AsyncIterator[Callable[[], None]]:
    """Tell a service manager that the process lives, until the block ends, and then that it ends.

    The event loop tells it, at half of the time after which systemd thinks that it hangs (`WATCHDOG_USEC`): a loop that
    hangs is silent, and started anew.

    Args:
        address: Of its socket, `NOTIFY_SOCKET`; one that begins with @ is abstract.

    Yields:
        What tells that the bot is ready.
    """
    notifier = Notifier(addr=f"\0{address[1:]}" if address.startswith("@") else address)
    notifier.socket.setblocking(False)

    def ready() -> None:
        with suppress(OSError):  # nobody there: it ended, or is about to end us
            notifier.ready()

    living = asyncio.create_task(_live(notifier), name="watchdog")
    try:
        yield ready
    finally:
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)
        with suppress(OSError):
            notifier.socket.sendto(b"STOPPING=1\n", notifier.address)
        notifier.socket.close()


async def _live(notifier: Notifier) -> None:
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    while microseconds.isdecimal() and int(microseconds) > 0:
        with suppress(OSError):
            notifier.notify()
        await asyncio.sleep(int(microseconds) / 1_000_000 / _PINGS_IN_A_SPAN)
