"""Pictures on request: drawn by a child process, one at a time, and remembered by what they show."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from bot.child_process import Child, ChildFailed, python_module, reason_of_end, running_child
from bot.clock import Clock
from bot.log import get_logger
from bot.protocol.moments import MINUTE, Moment, Span
from bot.state.charts import Picture, Request
from bot.statistics.single_flight import SingleFlight

_log = get_logger(__name__)

CHILD = python_module("bot.statistics.pictures.child")
PATIENCE_SECONDS = 20.0
"""A child needs one or two; so long is waited on a busy machine before it is ended."""

MOST_REMEMBERED = 6
"""So many requests are remembered; the pictures of one have about a third of a megabyte."""

REST_AFTER_FAILURE: Span = 5 * MINUTE
"""Where drawing has failed, nobody waits for it again so long."""

_LENGTH_BYTES = 4
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_REASON = 300

Files = tuple[bytes, ...]


class Pictures:
    """Draws pictures. Where that cannot be done, there are none: never an error."""

    def __init__(self, clock: Clock, command: Sequence[str] = CHILD, patience: float = PATIENCE_SECONDS) -> None:
        """Make it.

        Args:
            clock: tells when drawing may be tried again after a failure.
            command: starts a child.
            patience: seconds that a child may take.
        """
        self._clock = clock
        self._command = command
        self._patience = patience
        self._flights: SingleFlight[bytes, Files | None] = SingleFlight()
        self._one_child = asyncio.Lock()
        self._remembered: OrderedDict[bytes, Files] = OrderedDict()
        self._failed_at: Moment | None = None

    async def draw(self, pictures: Sequence[Picture]) -> Files | None:
        """Draw pictures, or remember them; whoever asks for the same at the same time gets the same.

        Returns:
            A PNG file for each, in their order; None where they cannot be drawn, which the log explains.
        """
        request = Request(pictures=tuple(pictures)).model_dump_json().encode()
        key = hashlib.sha256(request).digest()
        if key in self._remembered:
            self._remembered.move_to_end(key)
            return self._remembered[key]
        return await self._flights.join(key, lambda: self._draw(key, request, len(pictures)))

    async def close(self) -> None:
        """End the child, if there is one."""
        await self._flights.close()

    async def _draw(self, key: bytes, request: bytes, count: int) -> Files | None:
        async with self._one_child:
            if self._rests():
                return None
            try:
                files = await self._ask_child(request, count)
            except (ChildFailed, OSError) as error:
                self._failed_at = self._clock.now()
                _log.warning("pictures cannot be drawn", reason=str(error)[-_MOST_REASON:])
                return None
        self._remembered[key] = files
        while len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return files

    def _rests(self) -> bool:
        return self._failed_at is not None and 0 <= self._clock.now() - self._failed_at < REST_AFTER_FAILURE

    async def _ask_child(self, request: bytes, count: int) -> Files:
        """Start a child, and let it draw.

        Raises:
            OSError: it cannot be started.
            ChildFailed: it took too long, ended with an error, or gave something else.
        """
        try:
            async with running_child(self._command) as child, asyncio.timeout(self._patience):
                output, errors = await _converse(child, request)
        except TimeoutError:
            raise ChildFailed(f"not drawn within {self._patience:g} s") from None
        if child.process.returncode:
            raise ChildFailed(reason_of_end(child.process.returncode, errors))
        files = tuple(_files_in(output))
        if len(files) != count or not all(file.startswith(_PNG) for file in files):
            raise ChildFailed("the child gave something else than pictures")
        return files


async def _converse(child: Child, request: bytes) -> tuple[bytes, bytes]:
    """Hand a child its request, and read until it has ended; its input stays open meanwhile, see `child`."""
    await child.send(request + b"\n")
    output, errors = await asyncio.gather(child.stdout.read(), child.stderr.read())
    await child.process.wait()
    return output, errors


def _files_in(output: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(output):
        end = start + _LENGTH_BYTES + int.from_bytes(output[start : start + _LENGTH_BYTES], "big")
        yield output[start + _LENGTH_BYTES : end]
        start = end
