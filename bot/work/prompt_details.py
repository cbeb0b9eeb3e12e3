"""What the writer of a prompt says about it: its language and its topic."""

from bot.cards.session_parts import NAMESPACE
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import Response, ResponseKind
from bot.rules.topics import is_key_of_topic
from bot.sessions.service import Sessions
from bot.work.server_work import ServerWork
from bot.work.session_cards import SessionCards, session_id_of
from bot.work.topics import Topics


class PromptDetails:
    """Answers the controls below a prompt that is being written."""

    def __init__(self, sessions: Sessions, server_work: ServerWork, topics: Topics, cards: SessionCards) -> None:
        self._sessions = sessions
        self._server_work = server_work
        self._topics = topics
        self._cards = cards

    @action(ResponseKind.UPDATE, NAMESPACE, "language")
    async def set_language(self, click: Click) -> Response:
        """Answer `Store as …`: a new prompt is in the language in which it seems to be.

        Raises:
            LanguageUnknown: as `ServerWork.check_language`.
            LanguageNotOffered: as `ServerWork.check_language`.
        """
        language = click.argument or ""
        await self._server_work.check_language(click, language)
        session = await self._sessions.set_language(click.person, session_id_of(click), language)
        return Response(await self._cards.show(click, session))

    @action(ResponseKind.UPDATE, NAMESPACE, "topic")
    async def set_topic(self, click: Click) -> Response:
        """Answer the list of topics; what is no topic's key stands for none.

        Raises:
            TopicGone: it can no longer be chosen.
        """
        key = next((value for value in click.values if is_key_of_topic(value)), None)
        topic = None if key is None else await self._topics.of_key(key)
        session = await self._sessions.set_topic(click.person, session_id_of(click), topic)
        return Response(await self._cards.show(click, session))
