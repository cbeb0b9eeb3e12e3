"""`/moderate user`: what somebody did in a server, notes about them, and what can be decided about them."""

from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import Note, Record, Ruling, RulingKind
from bot.backends.errors import NoteNotFound, Refused, UserNotFound
from bot.cards.case import REASON_FIELD, ruling_name
from bot.cards.moderated_person import (
    NAMESPACE,
    NOTE_FIELD,
    RULINGS,
    TEXTS_ON_A_PAGE,
    deletion_card,
    note_form,
    person_card,
    purge_card,
    reason_form,
    restoring_card,
    texts_card,
)
from bot.cards.people import sentence_card
from bot.cards.settings_parts import Told
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Accent, Modal
from bot.interactions.responses import Response, ResponseKind
from bot.moderation.deciding import Deciding
from bot.moderation.errors import NoModeration, PersonNotKnown
from bot.moderation.lookup import MessageLookup
from bot.moderation.many_texts import ManyTextsDecisions
from bot.people.service import People
from bot.people.visibility import Visibility
from bot.policy import (
    NotAModerator,
    OperatorOnly,
    may_keep_notes,
    may_moderate,
    may_purge,
    may_see_record,
)
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.text import shows_nothing
from bot.state.case_view import READY_MADE_REASONS, SeenPerson
from bot.state.moderated_person import ManyDone, ModeratedPerson
from bot.state.person import Person
from bot.state.session_errors import NothingTyped


class PersonModeration:
    """Shows people to those who moderate a server, and carries out what they decide. Others are refused everything."""

    def __init__(
        self,
        backend: TaskBackend,
        people: People,
        visibility: Visibility,
        deciding: Deciding,
        lookup: MessageLookup,
        many_texts: ManyTextsDecisions,
    ) -> None:
        self._backend = backend
        self._people = people
        self._visibility = visibility
        self._deciding = deciding
        self._lookup = lookup
        self._many_texts = many_texts

    async def show_user(self, click: Click, discord_id: int) -> Response:
        """Answer `/moderate user`.

        Raises:
            NotAModerator: the person moderates nothing here. So do all that follow.
            NoModeration: the backend lets this bot moderate nothing.
            PersonNotKnown: whoever was chosen has never worked with this bot.
        """
        await self._check(click)
        return await self._card(click, _known(await self._people.by_discord_id(discord_id)))

    @action(ResponseKind.UPDATE, NAMESPACE, "pick")
    async def pick(self, click: Click) -> Response:
        """Show the person who was chosen in a list, the trollboard."""
        await self._check(click)
        try:
            person_id = UUID(hex=click.values[0] if click.values else "")
        except ValueError:
            raise PersonNotKnown from None
        return await self._card(click, _known(await self._people.by_id(person_id)))

    @action(ResponseKind.UPDATE, NAMESPACE, "show")
    async def show(self, click: Click) -> Response:
        """Show the person as they stand now."""
        return await self._card(click, await self._find(click))

    @action(ResponseKind.UPDATE, NAMESPACE, "lift", "bar", "unbar", "disable", "enable")
    async def ask_for_reason(self, click: Click) -> Response:
        """Answer a decision about the person with the question for its reason; nothing is decided yet."""
        person = await self._find(click)
        await self._deciding.check_person(click, person.person_id, RULINGS[click.action])
        return await self._card(click, person, asking=RULINGS[click.action])

    @action(ResponseKind.UPDATE, NAMESPACE, "reason")
    async def take_reason(self, click: Click) -> Response:
        """Decide, for the reason that was chosen."""
        person = await self._find(click)
        kind, chosen = RULINGS.get(click.argument or ""), click.values[0] if click.values else ""
        if kind is None or chosen not in READY_MADE_REASONS:  # forged
            return await self._card(click, person)
        return await self._decide(click, person, kind, chosen)

    @action(ResponseKind.MODAL, NAMESPACE, "own")
    async def ask_for_own_words(self, click: Click) -> Modal:
        """Answer `In my own words` with a form.

        Raises:
            PersonNotKnown: the control was forged.
        """
        if click.id is None or click.argument not in RULINGS:
            raise PersonNotKnown
        return reason_form(click.id, click.argument, click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "owned")
    async def take_own_words(self, click: Click) -> Response:
        """Decide, for the reason that was typed."""
        person = await self._find(click)
        kind = RULINGS.get(click.argument or "")
        if kind is None:
            return await self._card(click, person)
        return await self._decide(click, person, kind, click.typed(REASON_FIELD))

    @action(ResponseKind.MODAL, NAMESPACE, "note")
    async def ask_for_note(self, click: Click) -> Modal:
        """Answer `Write a note` with the form.

        Raises:
            PersonNotKnown: the control was forged.
        """
        if click.id is None:
            raise PersonNotKnown
        return note_form(click.id, click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "noted")
    async def take_note(self, click: Click) -> Response:
        """Keep a note.

        Raises:
            NothingTyped: there is nothing to read in it.
            Refused: as `ModerationBackend.add_note`.
        """
        person = await self._find(click)
        server_id = self._server_for_notes(click)
        text = click.typed(NOTE_FIELD)
        if shows_nothing(text):
            raise NothingTyped
        await self._backend.add_note(person.person_id, server_id, text, click.person.contributor)
        return await self._card(click, person, told=Told(click.say("person-noted")))

    @action(ResponseKind.UPDATE, NAMESPACE, "forget-note")
    async def remove_note(self, click: Click) -> Response:
        """Remove the note that was chosen.

        Raises:
            NoteNotFound: somebody was faster, or the control was forged.
        """
        person = await self._find(click)
        server_id = self._server_for_notes(click)
        try:
            note_id = UUID(hex=click.values[0] if click.values else "")
        except ValueError:
            raise NoteNotFound from None
        await self._backend.remove_note(note_id, server_id, click.person.contributor)
        return await self._card(click, person, told=Told(click.say("person-note-removed")))

    @action(ResponseKind.UPDATE, NAMESPACE, "unlist", "list")
    async def set_listed(self, click: Click) -> Response:
        """Answer `Hide from boards` and `Show on boards`: of this server, whatever the person has chosen themselves.

        Raises:
            BotError: as `Deciding.set_listed`.
        """
        person, listed = await self._find(click), click.action == "list"
        await self._deciding.set_listed(click, person.person_id, self._server(click), listed=listed)
        told = Told(click.say("person-listed" if listed else "person-unlisted"))
        return await self._card(click, person, told=told)

    @action(ResponseKind.UPDATE, NAMESPACE, "texts")
    async def texts(self, click: Click) -> Response:
        """Answer `Texts` and `Older` with what the person wrote in this server."""
        return await self._texts(click, await self._find(click))

    @action(ResponseKind.UPDATE, NAMESPACE, "open")
    async def open_text(self, click: Click) -> Response:
        """Show the text that was chosen in the list, and what can be decided about it."""
        await self._find(click)
        return await self._lookup.show(click, click.values[0] if click.values else "")

    @action(ResponseKind.UPDATE, NAMESPACE, "delete")
    async def ask_to_delete(self, click: Click) -> Response:
        """Answer `Delete all`: say how many that are, and ask why; nothing is decided yet."""
        person, server_id = await self._find(click), self._server(click)
        many = await self._many_texts.before_deletion(click, person.person_id, server_id)
        if not many.texts:
            told = Told(click.say("texts-nothing-to-delete"), is_problem=True)
            return await self._texts(click, person, told)
        return Response(deletion_card(person.person_id, many, click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "restore")
    async def ask_to_restore(self, click: Click) -> Response:
        """Answer `Bring all back`: say how many that are, and ask for one more press."""
        person, server_id = await self._find(click), self._server(click)
        many = await self._many_texts.before_restoring(person.person_id, server_id)
        if not many.texts:
            return await self._texts(click, person, Told(click.say("texts-nothing-to-restore"), is_problem=True))
        return Response(restoring_card(person.person_id, many, click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "restored")
    async def restore(self, click: Click) -> Response:
        """Bring back what moderators deleted of the person's, as far as nothing was built on that."""
        person, server_id = await self._find(click), self._server(click)
        many = await self._many_texts.restore(click, person.person_id, server_id)
        return await self._texts(click, person, _told(click, "texts-restored", many))

    @action(ResponseKind.UPDATE, NAMESPACE, "purge")
    async def ask_to_purge(self, click: Click) -> Response:
        """Answer `Purge`: say what that deletes, and that it is final.

        Raises:
            OperatorOnly: it is for the operator.
        """
        person = await self._to_be_purged(click)
        return Response(purge_card(person.person_id, person.discord_id, await self._record(person, None), click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "purged")
    async def purge(self, click: Click) -> Response:
        """Have the person deleted for good, as if they had asked for it themselves; see `bot.privacy.deletion`.

        Raises:
            OperatorOnly: it is for the operator.
        """
        person = await self._to_be_purged(click)
        await self._people.purge(person, click.person)
        return Response(sentence_card(click.say("purge-begun"), Accent.DONE))

    async def _to_be_purged(self, click: Click) -> Person:
        person = await self._find(click)
        if not may_purge(click.rights):
            raise OperatorOnly
        return person

    async def _decide(self, click: Click, person: Person, kind: RulingKind, reason: str) -> Response:
        if kind is RulingKind.DELETE:
            server_id = self._server(click)
            many = await self._many_texts.delete(click, person.person_id, server_id, reason)
            return await self._texts(click, person, _told(click, "texts-deleted", many))
        await self._deciding.decide_on_person(click, person.person_id, Ruling(kind=kind, reason=reason))
        return await self._card(click, person, told=Told(click.say("case-done", ruling=ruling_name(kind, click.say))))

    async def _check(self, click: Click) -> None:
        if not may_moderate(click.rights) or not may_see_record(click.rights, click.place.server_id):
            raise NotAModerator
        if Capability.MODERATION not in await self._backend.capabilities():
            raise NoModeration

    async def _find(self, click: Click) -> Person:
        await self._check(click)
        return _known(None if click.id is None else await self._people.by_id(click.id))

    def _server(self, click: Click) -> int:
        if click.place.server_id is None:  # the command is there in servers only: forged
            raise NotAModerator
        return click.place.server_id

    def _server_for_notes(self, click: Click) -> int:
        if not may_keep_notes(click.rights, click.place.server_id):
            raise NotAModerator
        return self._server(click)

    async def _card(
        self, click: Click, person: Person, *, asking: RulingKind | None = None, told: Told | None = None
    ) -> Response:
        server_id = click.place.server_id
        record = await self._record(person, server_id)
        notes: tuple[Note, ...] = ()
        if record is not None and server_id is not None and may_keep_notes(click.rights, server_id):
            notes = await self._backend.notes(person.person_id, server_id)
        decisions = () if record is None else record.decisions
        shown = ModeratedPerson(
            person_id=person.person_id,
            discord_id=person.discord_id,
            score=await self._score(person),
            record=record,
            deciders=[(each, await self._seen(each.actor_id)) for each in decisions[:10]],
            notes=[(each, await self._seen(each.author_id)) for each in notes],
            is_hidden=person.person_id in await self._visibility.hidden(),
            by_operator=click.rights.is_operator,
            is_enabled=await self._is_enabled(person) if record is None else None,
        )
        return Response(person_card(shown, click.say, asking=asking, told=told))

    async def _texts(self, click: Click, person: Person, told: Told | None = None) -> Response:
        before = _moment(click.argument) if click.action == "texts" else None
        texts = await self._backend.texts_in(
            self._server(click), person_id=person.person_id, limit=TEXTS_ON_A_PAGE + 1, before=before
        )
        shown = texts[:TEXTS_ON_A_PAGE]
        older = shown[-1].created_at if len(texts) > TEXTS_ON_A_PAGE else None
        return Response(texts_card(person.person_id, shown, click.say, older=older, told=told))

    async def _record(self, person: Person, server_id: int | None) -> Record | None:
        """Return what they did in a server, or everywhere; None where the backend keeps no records."""
        if Capability.CASES not in await self._backend.capabilities():
            return None
        try:
            return await self._backend.record(person.person_id, server_id)
        except UserNotFound:
            raise PersonNotKnown from None

    async def _is_enabled(self, person: Person) -> bool | None:
        """Say whether somebody may work at all, where no record does; None where the backend does not tell."""
        try:
            return await self._backend.is_enabled(person.contributor)
        except Refused:
            return None

    async def _score(self, person: Person) -> UserScore | None:
        try:
            return await self._backend.stats(person.contributor, TimeFrame.TOTAL, with_rank=False)
        except Refused:
            return None

    async def _seen(self, person_id: UUID | None) -> SeenPerson:
        person = None if person_id is None else await self._people.by_id(person_id)
        return SeenPerson() if person is None else SeenPerson(person.discord_id)


def _known(person: Person | None) -> Person:
    if person is None or not person.has_ever_agreed:
        raise PersonNotKnown
    return person


def _moment(argument: str | None) -> int | None:
    """Read the moment at which a page begins; None where there is none, or it was forged."""
    is_number = argument is not None and argument.isascii() and argument.isdecimal() and len(argument) < 16
    return int(argument) if is_number and argument is not None else None


def _told(click: Click, sentence: str, many: ManyDone) -> Told:
    return Told(click.say(sentence, texts=many.done, left=many.left), is_problem=not many.done)
