"""The card of a case: why it is there, what it is about, who decided what, and the buttons with which it is decided."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.backends.cases import MOST_OF_A_REASON, RED_FLAGS, Decision, MessageKind, Record, RulingKind
from bot.cards.case_reviews import review_lines
from bot.cards.conversation import conversation_excerpt, quoted_excerpt
from bot.cards.evidence import evidence_sentences
from bot.cards.names import shown_author
from bot.cards.reasons import reason_rows
from bot.cards.session_parts import WHOLE_CARD, space_beside
from bot.cards.settings_parts import Block, Told
from bot.interactions.components import (
    Accent,
    Button,
    ButtonStyle,
    Card,
    Modal,
    Row,
    Separator,
    Text,
    TextInput,
)
from bot.interactions.contributed_text import neutralised, plain_line
from bot.interactions.custom_id import CustomId
from bot.interactions.fitting import Space
from bot.protocol.labels import TextLabel
from bot.protocol.moments import SECOND, Moment
from bot.rules.harm import SignalKind
from bot.rules.labels import label_key
from bot.state.case_view import READY_MADE_REASONS, CaseView, SeenPerson
from bot.texts import Sentences
from bot.texts.language_names import name_in

NAMESPACE = "case"

TEXT_FIELD = "text"
REASON_FIELD = "reason"

ASKED: Final = {
    "delete": RulingKind.DELETE,
    "restore": RulingKind.RESTORE,
    "halt": RulingKind.HALT,
    "resume": RulingKind.RESUME,
    "bar": RulingKind.BAR,
    "unbar": RulingKind.UNBAR,
    "lift": RulingKind.LIFT,
    "operator": RulingKind.TO_OPERATOR,
}
"""The rulings for which a reason is asked, by the name of their button's action."""

_ACTIONS: Final = {kind: name for name, kind in ASKED.items()} | {RulingKind.KEEP: "keep", RulingKind.EDIT: "edit"}
_STYLES: Final = {
    RulingKind.KEEP: ButtonStyle.SUCCESS,
    RulingKind.DELETE: ButtonStyle.DANGER,
    RulingKind.BAR: ButtonStyle.DANGER,
}
END_OF_AN_ID: Final = 8
"""So many hexadecimal digits at the end of its id tell a decision from the others about one thing."""

_LEAVES_ALL: Final = frozenset({RulingKind.KEEP, RulingKind.PAUSE})
_ROW: Final = 5
_MOST_SIGNALS: Final = 6
_MOST_DECISIONS: Final = 3
_AGREED_ON: Final = (TextLabel.SPAM, TextLabel.QUALITY)
"""The labels of which a record says how far somebody agrees with others: one decides, one is asked of everything."""
_REASON: Final = Space(160, 640)
_LEAST: Final = Space(400, 1_000)
"""So much of the conversation is shown at least."""


def case_card(
    view: CaseView,
    say: Sentences,
    *,
    asking: RulingKind | None = None,
    told: Told | None = None,
    queue: str | None = None,
) -> Card:
    """Show a case.

    Args:
        view: what is known of it, and who may be named.
        say: the reader's sentences.
        asking: the ruling whose reason is asked for.
        told: what just happened.
        queue: the list that the reader came from; None on a card in a staff channel, which stands alone.
    """
    above: list[Block] = [] if told is None else [Text(told.text), Separator()]
    is_open = bool(view.takes)
    head = Text("\n".join(_heading(view, say)))
    if not is_open and queue is None:
        # A decided case in a channel shows neither texts nor names any more; whoever wants to opens it.
        return Card((*above, head, *_controls(view, say, asking, queue)), Accent.DONE)
    controls = _controls(view, say, asking, queue)
    space = space_beside(WHOLE_CARD, [*above, head, *controls])
    least = _LEAST if view.conversation else Space(0, 0)
    signals = _fitting(_signals(view, say), _half(space.less(least)), say)
    below = space.less(least).without(signals)
    about = [Text(lines) for lines in (signals, _fitting(_about(view, say), below, say)) if lines]
    space = space_beside(space, about)
    matter: tuple[Block, ...] = ()
    if view.conversation:
        excerpt = conversation_excerpt(view.conversation, space, say, say("case-marked"))
        matter = (Separator(), Text(excerpt.text), Separator())
    accent = Accent.PROBLEM if told is not None and told.is_problem else Accent.READY if is_open else Accent.DONE
    return Card((*above, head, *matter, *about, *controls), accent)


def own_reason_form(case: CustomId, say: Sentences) -> Modal:
    """Return the form for a reason in one's own words; `case` says of which case and ruling."""
    is_for_operator = (case.argument or "").partition("/")[0] == _ACTIONS[RulingKind.TO_OPERATOR]
    label = say("reason-label-operator" if is_for_operator else "reason-label")
    field = TextInput(REASON_FIELD, label, placeholder=say("reason-placeholder"), most=MOST_OF_A_REASON)
    return Modal(str(case), say("reason-title"), (field,))


def edit_form(case: CustomId, text: str, most: int, say: Sentences) -> Modal:
    """Return the form in which a message's text is changed; most is in characters."""
    return Modal(
        str(case),
        say("edit-title"),
        (
            TextInput(TEXT_FIELD, say("edit-text-label"), value=text[:most], most=most),
            TextInput(
                REASON_FIELD,
                say("reason-label"),
                placeholder=say("reason-placeholder"),
                long=False,
                most=MOST_OF_A_REASON,
            ),
        ),
    )


def reason_words(reason: str, say: Sentences) -> str:
    """Return the reason of a decision in the reader's language, where it is a ready-made one; else as it was typed."""
    return say(reason) if reason in {*READY_MADE_REASONS, RED_FLAGS} else neutralised(plain_line(reason))


def ruling_name(kind: RulingKind, say: Sentences) -> str:
    """Return what was decided, as people read it."""
    return say(f"ruling-{kind.replace('_', '-')}")


def kind_name(kind: MessageKind | None, say: Sentences) -> str:
    """Return what a message is in its conversation, as people read it."""
    return say("case-kind-message" if kind is None else f"case-kind-{kind.replace('_', '-')}")


def signal_name(kind: SignalKind, say: Sentences) -> str:
    """Return why something is to be looked at, as people read it."""
    return say(f"signal-{kind.replace('_', '-')}")


def decision_line(decision: Decision, by: SeenPerson, say: Sentences) -> str:
    """Say in one line what was decided, by whom, when and why."""
    who = say("decided-by-bot") if decision.actor_id is None and by == SeenPerson() else person_name(by, say)
    line = f"**{ruling_name(decision.kind, say)}** · {who} · {moment(decision.decided_at)}"
    if decision.reason:
        line += f" · {reason_words(decision.reason, say)[: _REASON.characters]}"
    if decision.undone_at is not None:
        line += f" · {say('decision-undone', when=moment(decision.undone_at))}"
    return line


def person_name(person: SeenPerson, say: Sentences) -> str:
    """Name somebody who reported, reviewed or decided, as far as the reader may know."""
    if person.discord_id is not None:
        return f"<@{person.discord_id}>"
    return say("person-of-another-server" if person.is_foreign else "person-unknown")


def moment(at: Moment, style: str = "R") -> str:
    """Let Discord show a moment in the reader's own time."""
    return f"<t:{at // SECOND}:{style}>"


def _heading(view: CaseView, say: Sentences) -> Iterator[str]:
    entry = view.case.entry
    if entry.message_id is None:
        yield f"### {say('case-title-person')}"
    else:
        kind = kind_name(entry.message_kind, say)
        language = "" if entry.language is None else name_in(entry.language, say.language)
        title = "case-title" if entry.is_case else "message-title"
        yield f"### {say(title, kind=kind, language=language, known=int(entry.language is not None))}"
    if entry.is_case:
        facts = {"when": moment(entry.opened_at), "case": str(entry.case_id)}
        if view.has_all_rulings:
            yield say("case-facts", **facts, harm=round(entry.harm * 100))
        else:  # a task server tells nothing of harm
            yield say("case-facts-elsewhere", **facts)
    else:
        yield say("message-facts", when=moment(entry.opened_at), message=str(entry.case_id))
    if entry.is_for_operator:
        yield say("case-for-operator")
    if view.claim is not None and view.takes:
        yield say("case-claimed", who=person_name(view.claim.by, say), until=moment(view.claim.until))
    settled = view.case.decision
    if settled is not None:
        by = next((person for decision, person in view.deciders if decision is settled), SeenPerson())
        yield decision_line(settled, by, say)
    elif not view.takes:
        yield say("case-decided-unknown")


def _fitting(lines: Sequence[str], space: Space, say: Sentences) -> str:
    """Return as many lines as fit; where some do not, that is said."""
    note = "\n" + say("case-not-all")
    shown = "\n".join(lines)
    if space.holds(shown):
        return shown
    kept = list(lines)
    while kept and not space.without(note).holds("\n".join(kept)):
        kept.pop()
    return "\n".join(kept) + note


def _half(space: Space) -> Space:
    return Space(space.characters // 2, space.octets // 2)


def _signals(view: CaseView, say: Sentences) -> list[str]:
    signals = list(view.reporters)
    lines = [say("case-why")]
    for signal, reporter in signals[-_MOST_SIGNALS:]:
        line = f"- {signal_name(signal.kind, say)} · {moment(signal.created_at)}"
        if reporter.discord_id is not None or reporter.is_foreign:
            line += f" · {person_name(reporter, say)}"
        line += "".join(f"\n  - {sentence}" for sentence in evidence_sentences(signal, say, view.named))
        if signal.reason:
            line += "\n" + quoted_excerpt(plain_line(signal.reason), _REASON, say)[0]
        lines.append(line)
    if len(signals) > _MOST_SIGNALS:
        lines.append(say("case-more-signals", count=len(signals) - _MOST_SIGNALS))
    return lines if signals else []


def record_lines(record: Record, say: Sentences) -> list[str]:
    """Say of a record what most people have none of: pauses, attention checks, enough reviews beside others'."""
    lines = []
    if record.pauses:
        lines.append(say("case-record-pauses", pauses=record.pauses, lifted=record.pauses_lifted))
    if record.checks:
        lines.append(say("case-record-checks", checks=record.checks, passed=record.checks_passed))
    agreement = [
        f"{say(label_key(label))} {say('case-alpha', alpha=round(record.agreement[label], 2) + 0.0)}"
        for label in _AGREED_ON
        if label in record.agreement
    ]
    if agreement:
        lines.append(say("case-record-agreement", agreement=", ".join(agreement)))
    return lines


def _about(view: CaseView, say: Sentences) -> list[str]:
    lines = [
        say("case-author", author=shown_author(view.author.discord_id, say, may_be_named=view.case.may_name_author))
    ]
    record = view.record
    if record is not None:
        lines.append(
            say(
                "case-record",
                texts=record.texts,
                accepted=record.accepted,
                rejected=record.rejected,
                deleted=record.deleted,
                reviews=record.reviews,
                reports=record.reports,
                upheld=record.reports_upheld,
            )
        )
        lines += record_lines(record, say)
        if view.is_barred:
            lines.append(say("case-is-barred"))
        if not record.is_enabled:
            lines.append(say("case-is-disabled"))
    lines += review_lines(view.reviewers, view.case.entry.language, lambda person: person_name(person, say), say)
    earlier = [each for each in view.deciders if each[0] is not view.case.decision]
    if earlier:
        lines.append(say("case-earlier"))
        lines += [f"- {decision_line(decision, by, say)}" for decision, by in earlier[:_MOST_DECISIONS]]
    return lines


def _controls(view: CaseView, say: Sentences, asking: RulingKind | None, queue: str | None) -> list[Block]:
    rows: list[Block] = []
    if asking is not None and asking in view.takes:
        name = _ACTIONS[asking]
        key = "case-ask-reason" if view.has_all_rulings else "case-ask-reason-elsewhere"
        if asking is RulingKind.TO_OPERATOR:
            key = "case-ask-reason-operator"
        question = say(key, ruling=say(f"button-{name}-case"))
        own, cancel = _id(view, "own", queue, name), _id(view, "show", queue)
        return reason_rows(question, _id(view, "reason", queue, name), own, cancel, say)
    buttons = [
        Button(
            say(f"button-{_ACTIONS[kind]}-case"),
            _id(view, _ACTIONS[kind], queue),
            _STYLES.get(kind, ButtonStyle.SECONDARY),
        )
        for kind in view.takes
    ]
    rows += [Row(tuple(buttons[start : start + _ROW])) for start in range(0, len(buttons), _ROW)]
    rest = []
    if buttons and view.claim is not None and view.claim.is_own:
        rest.append(Button(say("button-release-case"), _id(view, "release", queue)))
    elif buttons and view.case.entry.is_case:
        rest.append(Button(say("button-claim-case"), _id(view, "claim", queue)))
    undoable = _undoable(view)
    if undoable is not None and undoable.decision_id is not None:
        label = say("button-undo-case", ruling=ruling_name(undoable.kind, say))
        rest.append(Button(label, _id(view, "undo", queue, undoable.decision_id.hex[-END_OF_AN_ID:])))
    if queue is None and not buttons:
        rest.append(Button(say("button-open-case"), _id(view, "open", None)))
    elif view.conversation:
        rest.append(Button(say("button-read-in-full"), _id(view, "read", None)))
    if queue is not None:
        rest.append(Button(say("button-back-to-queue"), str(CustomId(NAMESPACE, "list", None, queue))))
    if rest:
        rows.append(Row(tuple(rest)))
    return rows


def _undoable(view: CaseView) -> Decision | None:
    """Return the last decision that stands and that can be taken back."""
    standing: Sequence[Decision] = [each for each, _ in view.deciders if each.undone_at is None]
    # A pause is lifted.
    changed = [each for each in standing if each.kind not in _LEAVES_ALL or each is view.case.decision]
    return next((each for each in changed if not each.is_final and each.decision_id is not None), None)


def _id(view: CaseView, action: str, queue: str | None, what: str | None = None) -> str:
    """Return the id of a control, which has with it what it does and the list that the reader came from."""
    argument = queue if what is None else what if queue is None else f"{what}/{queue}"
    return str(CustomId(NAMESPACE, action, view.case.entry.case_id, argument))
