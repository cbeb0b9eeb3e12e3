"""The topics that the operator lists: what people may ask for, and give to their prompts."""

from collections.abc import Sequence

from bot.backends.base import Capability, TaskBackend
from bot.interactions.contributed_text import plain_name
from bot.rules.topics import find_topic, key_of_topic
from bot.state.session import WorkSession
from bot.state.session_errors import NoSuchTopic, NoTopics, TopicGone

_MOST_SUGGESTED = 25
"""As many as Discord shows while somebody types."""


class Topics:
    """Topics by name. Where the backend knows none, none is offered, whatever is listed."""

    def __init__(self, backend: TaskBackend, listed: Sequence[str]) -> None:
        self._backend = backend
        self._listed = tuple(listed)

    async def offered(self) -> tuple[str, ...]:
        """Return the names of the topics that can be chosen, in the operator's order; none where there are none."""
        if not self._listed or Capability.TOPICS not in await self._backend.capabilities():
            return ()
        return self._listed

    async def find(self, typed: str) -> str:
        """Return the name of the topic that somebody means who typed it.

        Raises:
            NoTopics: there are none here.
            NoSuchTopic: it is none of those that are listed.
        """
        offered = await self.offered()
        if not offered:
            raise NoTopics
        name = find_topic(key_of_topic(typed), offered)
        if name is None:
            named = ", ".join(plain_name(each) for each in offered)
            raise NoSuchTopic(topic=plain_name(typed), topics=named)
        return name

    async def of_key(self, key: str) -> str:
        """Return the name of the topic with a key, which a custom id had.

        Raises:
            TopicGone: it is none of those that are listed, or no longer.
        """
        name = find_topic(key, await self.offered())
        if name is None:
            raise TopicGone
        return name

    def name(self, key: str | None) -> str | None:
        """Return the name of a topic that was seen to be offered, by its key."""
        return None if key is None else find_topic(key, self._listed)

    async def kept(self, session: WorkSession) -> str | None:
        """Return the key of the topic that was asked for when a session began, while it can be chosen."""
        key = None if session.wished_topic is None else key_of_topic(session.wished_topic)
        return None if key is None or find_topic(key, await self.offered()) is None else key

    async def complete(self, typed: str) -> Sequence[tuple[str, str]]:
        """Suggest topics to somebody who has begun to type one: those that begin so, then those that have it inside."""
        key = typed.strip().casefold()
        names = await self.offered()
        likely = [name for name in names if name.casefold().startswith(key)]
        others = [name for name in names if key in name.casefold() and name not in likely]
        return [(name, name) for name in (*likely, *others)][:_MOST_SUGGESTED]
