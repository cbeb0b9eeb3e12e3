"""Reactions to, and reports of, the messages that a contributor's own package shows them; and reading them in full."""

from bot.backends.base import TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.cards.about import MOST_REASON, REASON_INPUT, about_card, messages_about, report_form
from bot.cards.reading import cards_as_written, cards_in_full, session_passages
from bot.cards.session_parts import NAMESPACE, control
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import AnyResponse, Response, ResponseKind, in_pages
from bot.protocol.messages import ConversationMessage, EmojiCode, EmojiOp
from bot.rules.text import shows_nothing
from bot.sessions.service import Sessions
from bot.state.session import WorkSession
from bot.state.session_errors import NothingTyped, SessionUnknown
from bot.work.session_cards import session_id_of

_REACTIONS = {EmojiCode.THUMBS_UP, EmojiCode.THUMBS_DOWN}
_OPS = {EmojiOp.ADD, EmojiOp.REMOVE}


class About:
    """What can be done with the messages of a package, beside the package itself."""

    def __init__(self, work: Sessions, backend: TaskBackend) -> None:
        self._work = work
        self._backend = backend

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "more")
    @action(ResponseKind.UPDATE, NAMESPACE, "about")
    async def show(self, click: Click) -> Response:
        """Answer `More` with the last message; or another one, whose place in the list was chosen in it."""
        chosen = click.values[0] if click.values else None
        session = await self._session(click)
        messages = messages_about(session)
        if not messages:
            return Response(about_card(session, click.say, 0, None))
        place = _place(chosen, messages) if chosen is not None else len(messages) - 1
        return Response(about_card(session, click.say, place, await self._seen(click, messages[place])))

    @action(ResponseKind.UPDATE, NAMESPACE, "react")
    async def react(self, click: Click) -> Response:
        """Give or take back 👍 or 👎: which of the two is what the button says, never what the backend has.

        Raises:
            SessionUnknown: the control was forged.
        """
        session = await self._session_to_work(click)
        messages = messages_about(session)
        chosen, _, reaction = (click.argument or "").partition("/")
        place = _place(chosen, messages)
        emoji, _, op = reaction.partition("/")
        if emoji not in _REACTIONS or op not in _OPS:
            raise SessionUnknown
        message = messages[place]
        counts = await self._backend.react(
            click.person.contributor, message.id, EmojiCode(emoji), EmojiOp(op), click.place.server_id
        )
        seen = await self._seen_if_possible(click, message)
        if seen is None:
            own = (emoji,) if op == EmojiOp.ADD else ()
            seen = message.model_copy(update={"emojis": dict(counts), "user_emojis": own})
        return Response(about_card(session, click.say, place, seen))

    @action(ResponseKind.MODAL, NAMESPACE, "report")
    async def begin_report(self, click: Click) -> AnyResponse:
        """Answer 🚩 with the form for the reason."""
        session = await self._session_to_work(click)
        return report_form(session, click.say, _place(click.argument, messages_about(session)))

    @action(ResponseKind.UPDATE, NAMESPACE, "reported")
    async def report(self, click: Click) -> Response:
        """Raise a red flag, with the reason that the form brought.

        Raises:
            NothingTyped: there is no reason.
        """
        session = await self._session_to_work(click)
        messages = messages_about(session)
        place = _place(click.argument, messages)
        reason = click.typed(REASON_INPUT)[:MOST_REASON]
        if shows_nothing(reason):
            raise NothingTyped
        message = messages[place]
        await self._backend.report(click.person.contributor, message.id, reason, click.place.server_id)
        seen = await self._seen_if_possible(click, message)
        return Response(about_card(session, click.say, place, seen, [click.say("about-reported")]))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "read")
    async def read(self, click: Click) -> Response:
        """Answer `Read in full` with pages that respect code fences, or a file."""
        session = await self._session(click)
        return in_pages(cards_in_full(session_passages(session, click.say), click.say, control(session, "as-written")))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "as-written")
    async def read_as_written(self, click: Click) -> Response:
        """Answer `As written` with the same texts, nothing rendered."""
        return in_pages(cards_as_written(session_passages(await self._session(click), click.say), click.say))

    async def _session(self, click: Click) -> WorkSession:
        return await self._work.look(click.person, session_id_of(click))

    async def _session_to_work(self, click: Click) -> WorkSession:
        return await self._work.look_to_work(click.person, session_id_of(click))

    async def _seen(self, click: Click, message: ConversationMessage) -> ConversationMessage:
        """Return a message with its reactions of now."""
        return await self._backend.message(message.id, click.person.contributor)

    async def _seen_if_possible(self, click: Click, message: ConversationMessage) -> ConversationMessage | None:
        """Return a message with its reactions, after what counts even if they cannot be read; else None."""
        try:
            return await self._seen(click, message)
        except (Refused, Unavailable):
            return None


def _place(text: str | None, messages: tuple[ConversationMessage, ...]) -> int:
    """Read a place in the list; a forged one is refused."""
    if text is None or not text.isascii() or not text.isdigit() or int(text) >= len(messages):
        raise SessionUnknown
    return int(text)
