"""Trees on a task server, read by its API: a real one, or a small one of the demo's own."""

import asyncio
import contextlib
import json
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from playground.bot_process import BotProcess
from playground.client import Playground
from playground.contributors.contributor import Contributor
from playground.demo.arrival import wait_for_arrival
from playground.demo.course import Course
from playground.demo.options import DemoOptions
from playground.demo.published import READY, published_tree
from playground.demo.small_server import SmallServer
from playground.demo.source import EVERYTHING, TREES
from playground.demo.task_server import Address, Json, TaskServer, TaskServerFailed

SERVER_DATABASE, SERVER_LOG = "task-server.sqlite3", "task-server.log"
_LONGEST_PAUSE_SECONDS = 60.0
"""So long the bot leaves a task server alone after an outage."""


class ServerTrees:
    """See `DatasetSource`. All trees where the server is the demo's own, else those in which its people wrote."""

    def __init__(
        self,
        options: DemoOptions,
        out: Path,
        address: Address,
        server: TaskServer,
        small: SmallServer | None,
        playground: Playground,
    ) -> None:
        """Prepare.

        Args:
            options: what is wanted.
            out: where the dataset is written.
            address: of the task server.
            server: it.
            small: it too, where it is the demo's own.
            playground: whose clock the bot and the small server follow.
        """
        self.small_server = small
        self.is_shared = small is None
        self.name = "on a small task server" if small else f"on the task server at {address.shown}"
        self.bot_settings: Mapping[str, str] = {
            **options.bot_settings,
            "TASK_BACKEND_URL": address.url,
            "TASK_BACKEND_KEY": address.key,
        }
        # How trees grow on a server that is not the demo's is not the demo's to say.
        grown: Mapping[str, str] = options.thresholds if small else {}
        self.told_settings: Mapping[str, str] = {**options.bot_settings, **grown}
        self._out = out
        self._api = server
        self._playground = playground
        self._contributors: Sequence[Contributor] = ()
        self._states: dict[str, str] = {}

    async def begin(self, bot: BotProcess, contributors: Sequence[Contributor]) -> None:  # noqa: ARG002 - the interface's
        """See that the server answers, and that the key will do."""
        self._contributors = contributors
        await self._api.check_key()

    async def count_ready(self) -> int:
        """Ask for the trees; while the server does not answer, the last count holds."""
        with contextlib.suppress(TaskServerFailed):
            await self._look()
        return sum(state == READY for state in self._states.values())

    def states(self) -> str:
        """See `DatasetSource`."""
        counts = Counter(self._states.values()).most_common()
        return ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in counts) or "none yet"

    async def settle(self, course: Course) -> None:
        """Wait until every text that was called saved is there, and every answer where the server counts at once."""
        if not self.is_shared:
            course.counted_by_server = {}
        # The bot's clock moves on, but not where the server's own goes its way.
        hurry = None if self.is_shared else partial(self._playground.advance, seconds=_LONGEST_PAUSE_SECONDS)
        await wait_for_arrival(self._contributors, partial(self._has_arrived, course), hurry)

    async def write(self, course: Course) -> None:
        """Write what the API tells."""
        self._states.clear()
        await self._look()
        ids = list(self._states)
        trees = dict(zip(ids, await asyncio.gather(*map(self._api.tree, ids)), strict=True))
        for name, everything in ((TREES, False), (EVERYTHING, True)):
            wanted = [each for each in ids if everything or self._states[each] == READY]
            written = [published_tree(self._states[each], trees[each], everything=everything) for each in wanted]
            _write_lines(self._out / name, (tree for tree in written if tree is not None))
        written_by = await self._written()
        course.authors = frozenset(str(message.get("user_id")) for messages in written_by for message in messages)
        course.kinds_told = 1
        course.not_checked.append("how posted leaderboards turn: a task server renews its boards when it likes")
        course.not_checked.append("what single reviews say: the API tells how many a message has")
        if self.is_shared:
            course.knows_all_trees = False
            course.not_checked.append(
                "how many reviews and rankings are stored: the task server counts them now and then only, and others "
                "may work there too"
            )

    async def _has_arrived(self, course: Course) -> bool:
        try:
            for contributor, messages in zip(self._contributors, await self._written(), strict=True):
                if Counter(contributor.experience.saved) - Counter(str(message["text"]) for message in messages):
                    return False
            if self.is_shared:
                return True
            by_name = course.counted_by_server = await self._counts()
        except TaskServerFailed:
            return False
        return all(
            told <= counted
            for contributor in self._contributors
            for told, counted in zip(
                contributor.experience.contributions,
                by_name[contributor.character.name],
                strict=True,
            )
        )

    async def _counts(self) -> dict[str, tuple[int, int, int]]:
        counts = {}
        for contributor in self._contributors:
            user_id = await self._api.user_id(contributor.person.id)
            counts[contributor.character.name] = (0, 0, 0) if user_id is None else await self._api.counts(user_id)
        return counts

    async def _written(self) -> list[list[Json]]:
        """Return what each contributor wrote."""
        return await asyncio.gather(*(self._api.messages_by(each.person.id) for each in self._contributors))

    async def _look(self) -> None:
        """Learn the trees and their states; those that were ready already are not asked for again."""
        if self.is_shared:
            found = {str(message["message_tree_id"]) for messages in await self._written() for message in messages}
        else:
            found = {str(message["id"]) for message in await self._api.prompts()}
        asked = sorted(tree_id for tree_id in found if self._states.get(tree_id) != READY)
        self._states.update(zip(asked, await asyncio.gather(*map(self._api.state, asked)), strict=True))


@asynccontextmanager
async def open_server_trees(
    options: DemoOptions, texts: Path | None, address: Address | None, playground: Playground, out: Path
) -> AsyncIterator[ServerTrees]:
    """Use a task server; where none is named, start a small one, which ends with the block.

    Args:
        options: what is wanted.
        texts: what a small one begins with; None for nothing.
        address: of a task server, from `address_in_environment`.
        playground: whose clock the small server follows.
        out: where the dataset, and the small server's files, are written.

    Yields:
        The trees on it.

    Raises:
        TaskServerFailed: there is none that can be used.
    """
    async with AsyncExitStack() as stack:
        small = None
        if address is None:
            settings = {
                **options.thresholds,
                "PLAYGROUND_RANDOM_SEED": str(options.seed),
                "PLAYGROUND_CLOCK_FILE": str(playground.clock_file),
            }
            small = SmallServer(out / SERVER_DATABASE, out / SERVER_LOG, texts, settings)
            stack.push_async_callback(small.stop)
            address = await small.start()
        server = await stack.enter_async_context(TaskServer.at(address))
        yield ServerTrees(options, out, address, server, small, playground)


def address_in_environment() -> Address | None:
    """Return the task server that the environment names; None where it names none.

    Raises:
        TaskServerFailed: it names half of one, or what is none.
    """
    url, key = (os.environ.get(name, "").strip() for name in ("TASK_BACKEND_URL", "TASK_BACKEND_KEY"))
    if not url and not key:
        return None
    if not url or not key:
        missing = "TASK_BACKEND_KEY" if url else "TASK_BACKEND_URL"
        raise TaskServerFailed(
            f"{missing} is missing. Set TASK_BACKEND_URL and TASK_BACKEND_KEY to use a task server, or neither: then "
            "the demo starts a small one."
        )
    if not key.isascii() or not key.isprintable():
        raise TaskServerFailed("TASK_BACKEND_KEY is no key: it has characters that no key has.")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise TaskServerFailed("TASK_BACKEND_URL is no address: one such as https://example.org:8080 is expected.")
    return Address(url, key)


def _write_lines(path: Path, trees: Iterable[Json]) -> None:
    path.write_text("".join(json.dumps(tree, ensure_ascii=False) + "\n" for tree in trees), encoding="utf-8")
