"""From `/moderate queue` and the presses on cases to the card as the case then stands."""

import asyncio
from dataclasses import replace
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import Case, MessageKind, Ruling, RulingKind
from bot.backends.errors import CaseDecided, CaseNotFound
from bot.cards.case import (
    ASKED,
    END_OF_AN_ID,
    NAMESPACE,
    REASON_FIELD,
    TEXT_FIELD,
    case_card,
    edit_form,
    own_reason_form,
    ruling_name,
)
from bot.cards.case_queue import ALL, PAGE_SIZE, queue_card
from bot.cards.conversation import conversation_passages
from bot.cards.reading import cards_as_written, cards_in_full
from bot.cards.settings_parts import Told
from bot.clock import Clock
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import MOST_INPUT_VALUE, Modal
from bot.interactions.custom_id import CustomId
from bot.interactions.responses import Response, ResponseKind, in_pages
from bot.moderation.deciding import Deciding
from bot.moderation.errors import NoModeration, TextUnknown
from bot.moderation.staff_cards import StaffCards
from bot.moderation.viewing import CaseViews
from bot.people.languages import Languages
from bot.policy import NotAModerator, may_moderate
from bot.rules.harm import SignalKind
from bot.rules.languages import normalise_tag
from bot.state.case_queue import AGES, CaseQueue
from bot.state.case_view import READY_MADE_REASONS

_MEAN_SOMETHING = frozenset({"reason", "own", "owned", "undo"})
"""The actions whose argument says what is meant; the list that the presser came from is behind it, if any."""
_FORM_SECONDS = 1.5
"""A form cannot be deferred: so long it waits for the text that is to be changed."""


class Moderation:
    """Lets moderators see cases and decide on them. Whoever may not is refused everything, as `Deciding.find`."""

    def __init__(
        self,
        backend: TaskBackend,
        clock: Clock,
        languages: Languages,
        views: CaseViews,
        deciding: Deciding,
        staff_cards: StaffCards,
    ) -> None:
        self._backend = backend
        self._clock = clock
        self._languages = languages
        self._views = views
        self._deciding = deciding
        self._staff_cards = staff_cards

    @action(ResponseKind.UPDATE, NAMESPACE, "list")
    async def queue(self, click: Click) -> Response:
        """Answer `/moderate queue` with the first page, the worst first, and `Back to the queue` with where one was.

        Raises:
            NotAModerator: the person moderates nothing here. So do all that follow.
            NoModeration: the backend lets this bot moderate nothing.
        """
        return await self._queue(click, CaseQueue.parse(click.argument))

    @action(ResponseKind.UPDATE, NAMESPACE, "more")
    async def more(self, click: Click) -> Response:
        """Answer `More`: the page behind a case."""
        return await self._queue(click, replace(CaseQueue.parse(click.argument), after=click.id))

    @action(ResponseKind.UPDATE, NAMESPACE, "language", "kind", "signal", "age", "turn", "scope")
    async def filter(self, click: Click) -> Response:
        """Take what was chosen in a filter; all others stay."""
        queue = CaseQueue.parse(click.argument).from_the_first()
        chosen = click.values[0] if click.values else ALL
        if click.action == "language":
            queue = replace(queue, language=None if chosen == ALL else normalise_tag(chosen))
        elif click.action == "kind":
            queue = replace(queue, kind=next((kind for kind in MessageKind if kind == chosen), None))
        elif click.action == "signal":
            queue = replace(queue, signal=next((kind for kind in SignalKind if kind == chosen), None))
        elif click.action == "age":
            queue = replace(queue, days=next((days for days in AGES if str(days) == chosen), 0))
        elif click.action == "turn":
            queue = queue.turned()
        else:
            queue = replace(queue, everywhere=not queue.everywhere)
        return await self._queue(click, queue)

    @action(ResponseKind.UPDATE, NAMESPACE, "choose")
    async def choose(self, click: Click) -> Response:
        """Show the case that was chosen in the list."""
        chosen = click.values[0] if click.values else ""
        try:
            case_id = UUID(hex=chosen)
        except ValueError:
            raise CaseNotFound from None
        case = await self._deciding.find(click, case_id)
        return await self._card(click, case)

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "open")
    async def open(self, click: Click) -> Response:
        """Answer `Show the case`, below a decided one in a staff channel, to the one who pressed alone."""
        view = await self._views.view(await self._case(click), reader=click.person, sees_all=click.rights.is_operator)
        return Response(case_card(view, click.say, queue=str(CaseQueue())))

    @action(ResponseKind.UPDATE, NAMESPACE, "show")
    async def show(self, click: Click) -> Response:
        """Show the case as it stands."""
        return await self._card(click, await self._case(click))

    @action(ResponseKind.UPDATE, NAMESPACE, "claim")
    async def claim(self, click: Click) -> Response:
        """Answer `Claim`: for a while others see that somebody is at it, and cannot decide.

        Raises:
            CaseClaimed: somebody else is.
        """
        case = await self._case(click)
        await self._deciding.claim(click, case)
        return await self._changed(click, case)

    @action(ResponseKind.UPDATE, NAMESPACE, "release")
    async def release(self, click: Click) -> Response:
        """Answer `Release`: others can decide."""
        case = await self._case(click)
        await self._deciding.release(click, case)
        return await self._changed(click, case)

    @action(ResponseKind.UPDATE, NAMESPACE, "keep")
    async def keep(self, click: Click) -> Response:
        """Answer `Keep`: everything stays as it is."""
        return await self._decide(click, await self._case(click), Ruling(kind=RulingKind.KEEP))

    @action(ResponseKind.UPDATE, NAMESPACE, *ASKED)
    async def ask_for_reason(self, click: Click) -> Response:
        """Answer a decision that needs a reason with the question for it; nothing is decided yet.

        Raises:
            BotError: the person may not decide that, see `Deciding.check`.
        """
        case = await self._case(click)
        await self._deciding.check(click, case, ASKED[click.action])
        return await self._card(click, case, asking=ASKED[click.action])

    @action(ResponseKind.UPDATE, NAMESPACE, "reason")
    async def take_reason(self, click: Click) -> Response:
        """Decide, for the reason that was chosen."""
        case = await self._case(click)
        kind, chosen = ASKED.get(_meant(click)), click.values[0] if click.values else ""
        if kind is None or chosen not in READY_MADE_REASONS:  # forged
            return await self._card(click, case)
        return await self._decide(click, case, Ruling(kind=kind, reason=chosen))

    @action(ResponseKind.MODAL, NAMESPACE, "own")
    async def ask_for_own_words(self, click: Click) -> Modal:
        """Answer `In my own words` with a form.

        Raises:
            CaseNotFound: the control was forged.
        """
        if click.id is None or _meant(click) not in ASKED:
            raise CaseNotFound
        return own_reason_form(CustomId(NAMESPACE, "owned", click.id, click.argument), click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "owned")
    async def take_own_words(self, click: Click) -> Response:
        """Decide, for the reason that was typed."""
        case = await self._case(click)
        kind = ASKED.get(_meant(click))
        if kind is None:
            return await self._card(click, case)
        return await self._decide(click, case, Ruling(kind=kind, reason=click.typed(REASON_FIELD)))

    @action(ResponseKind.MODAL, NAMESPACE, "edit")
    async def ask_for_text(self, click: Click) -> Modal:
        """Answer `Edit` with a form that has the text, and a field for the reason.

        It reads the text at once, or not at all: a backend that takes longer would be too late for Discord.

        Raises:
            TextUnknown: the text cannot be read in time.
            CaseNotFound: the case is about no message, or the control was forged.
            BotError: the person may not decide that, see `Deciding.check`.
        """
        try:
            async with asyncio.timeout(_FORM_SECONDS):
                case = await self._case(click)
                if case.entry.message_id is None:
                    raise CaseNotFound
                await self._deciding.check(click, case, RulingKind.EDIT)
                text = (await self._backend.message(case.entry.message_id)).text
        except TimeoutError:
            raise TextUnknown from None
        return edit_form(CustomId(NAMESPACE, "edited", click.id, click.argument), text, MOST_INPUT_VALUE, click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "edited")
    async def take_text(self, click: Click) -> Response:
        """Replace the text with the one that was typed."""
        case = await self._case(click)
        text = click.typed(TEXT_FIELD)
        ruling = Ruling(kind=RulingKind.EDIT, text=text, reason=click.typed(REASON_FIELD))
        return await self._decide(click, case, ruling)

    @action(ResponseKind.UPDATE, NAMESPACE, "undo")
    async def undo(self, click: Click) -> Response:
        """Answer `Undo`: the decision is taken back exactly, or it is said what that would destroy."""
        case = await self._case(click)
        end = _meant(click)[-END_OF_AN_ID:]
        ids = (each.decision_id for each in case.decisions if each.decision_id is not None)
        decision_id = next((each for each in ids if each.hex[-END_OF_AN_ID:] == end), None)
        if decision_id is None:  # forged
            raise CaseNotFound
        decision = await self._deciding.undo(click, case, decision_id)
        told = Told(click.say("case-undone", ruling=ruling_name(decision.kind, click.say)))
        if decision.case_id is not None and decision.case_id != case.entry.case_id:
            await self._staff_cards.refresh(decision.case_id)
        return await self._changed(click, await self._deciding.find(click, case.entry.case_id), told)

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "read")
    async def read(self, click: Click) -> Response:
        """Answer `Read in full` with the whole conversation, roles instead of names."""
        case = await self._case(click)
        view = await self._views.view(case, reader=click.person)
        as_written = str(CustomId(NAMESPACE, "as-written", case.entry.case_id))
        return in_pages(cards_in_full(conversation_passages(view.conversation, click.say), click.say, as_written))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "as-written")
    async def read_as_written(self, click: Click) -> Response:
        """Answer `As written` with the same texts, nothing rendered."""
        view = await self._views.view(await self._case(click), reader=click.person)
        return in_pages(cards_as_written(conversation_passages(view.conversation, click.say), click.say))

    async def _queue(self, click: Click, queue: CaseQueue) -> Response:
        if not may_moderate(click.rights):
            raise NotAModerator
        capabilities = await self._backend.capabilities()
        if Capability.MODERATION not in capabilities:
            raise NoModeration
        if not click.rights.is_operator:
            queue = replace(queue, everywhere=False)
        server_id = None if queue.everywhere else click.place.server_id
        wanted = queue.wanted(server_id, self._clock.now())
        entries = await self._backend.cases(wanted, limit=PAGE_SIZE + 1, after=queue.after)
        if not entries and queue.after is not None:  # all of them were decided meanwhile
            queue = queue.from_the_first()
            entries = await self._backend.cases(wanted, limit=PAGE_SIZE + 1)
        shown = entries[:PAGE_SIZE]
        unusable = None if click.place.server_id is None else self._staff_cards.unusable_channel(click.place.server_id)
        told = None
        if unusable is not None:
            told = Told(click.say("queue-channel-unusable", channel=f"<#{unusable}>"), is_problem=True)
        return Response(
            queue_card(
                shown,
                queue,
                await self._languages.worth_proposing(),
                click.say,
                next_after=shown[-1].case_id if len(entries) > PAGE_SIZE else None,
                is_operator=click.rights.is_operator,
                by_harm=Capability.CASES in capabilities,
                told=told,
            )
        )

    async def _case(self, click: Click) -> Case:
        if click.id is None:
            raise CaseNotFound
        return await self._deciding.find(click, click.id)

    async def _decide(self, click: Click, case: Case, ruling: Ruling) -> Response:
        case_id = case.entry.case_id
        try:
            await self._deciding.decide(click, case, ruling)
        except CaseDecided as error:
            told = Told(click.say(error.sentence), is_problem=True)
            return await self._changed(click, await self._deciding.find(click, case_id), told)
        said = "case-passed-on" if ruling.kind is RulingKind.TO_OPERATOR else "case-done"
        told = Told(click.say(said, ruling=ruling_name(ruling.kind, click.say)))
        return await self._changed(click, await self._deciding.find(click, case_id), told)

    async def _changed(self, click: Click, case: Case, told: Told | None = None) -> Response:
        """Show a case that has changed, also where it is shown to others."""
        case_id = case.entry.case_id
        response = await self._card(click, case, told=told)
        if not await self._is_staff_card(click, case_id):
            await self._staff_cards.refresh(case_id)
        return response

    async def _card(
        self,
        click: Click,
        case: Case,
        *,
        asking: RulingKind | None = None,
        told: Told | None = None,
    ) -> Response:
        """Show a case in the place of what was pressed: in a staff channel to all, elsewhere to the one who pressed."""
        is_posted = await self._is_staff_card(click, case.entry.case_id)
        if is_posted and click.place.server_id is not None:
            view = await self._views.view(case)
            say = await self._staff_cards.sentences(click.place.server_id)
            await self._staff_cards.note_shown(view)
            return Response(case_card(view, say, asking=asking, told=told))
        view = await self._views.view(case, reader=click.person, sees_all=click.rights.is_operator)
        return Response(case_card(view, click.say, asking=asking, told=told, queue=str(_queue_of(click))))

    async def _is_staff_card(self, click: Click, case_id: UUID) -> bool:
        if click.place.is_ephemeral:
            return False
        return await self._staff_cards.is_shown_at(case_id, click.place.channel_id)


def _meant(click: Click) -> str:
    """Return which ruling or decision a control is about; nothing for a forged one."""
    return (click.argument or "").partition("/")[0]


def _queue_of(click: Click) -> CaseQueue:
    """Return the list that the presser came from, as every control of the case has it."""
    argument = click.argument or ""
    return CaseQueue.parse(argument.partition("/")[2] if click.action in _MEAN_SOMETHING else argument)
