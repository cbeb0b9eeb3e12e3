"""The card of a person for those who moderate a server: what they did there, notes, and what can be decided."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bot.backends.cases import MOST_NOTES, MOST_OF_A_REASON, Record, RulingKind, WrittenText
from bot.cards.case import decision_line, kind_name, moment, own_reason_form, person_name, record_lines
from bot.cards.conversation import quoted_line
from bot.cards.reasons import reason_rows
from bot.cards.settings_parts import Block, Told
from bot.interactions.components import (
    Accent,
    Button,
    ButtonStyle,
    Card,
    Modal,
    Option,
    Row,
    Select,
    Separator,
    Text,
    TextInput,
)
from bot.interactions.contributed_text import neutralised, plain_line
from bot.interactions.custom_id import CustomId
from bot.state.moderated_person import ManyTexts, ModeratedPerson
from bot.texts import Sentences
from bot.texts.language_names import name_in

NAMESPACE = "person"
NOTE_FIELD = "note"
TEXTS_ON_A_PAGE: Final = 8

RULINGS: Final = {
    "lift": RulingKind.LIFT,
    "bar": RulingKind.BAR,
    "unbar": RulingKind.UNBAR,
    "disable": RulingKind.DISABLE,
    "enable": RulingKind.ENABLE,
    "delete": RulingKind.DELETE,
}
"""The rulings for which a reason is asked, by the name of their button's action; `delete` is about all texts."""

_ACTIONS: Final = {kind: name for name, kind in RULINGS.items()}
_MOST_DECISIONS: Final = 3
_SHOWN_OF_A_NOTE: Final = 100


def person_card(
    person: ModeratedPerson, say: Sentences, *, asking: RulingKind | None = None, told: Told | None = None
) -> Card:
    """Show a person.

    Args:
        person: what is known of them.
        say: the reader's sentences.
        asking: the ruling whose reason is asked for.
        told: what just happened.
    """
    blocks: list[Block] = [] if told is None else [Text(told.text), Separator()]
    blocks.append(Text("\n".join(_lines(person, say))))
    if person.notes:
        noted = [say("person-notes", count=len(person.notes))]
        for note, by in person.notes:
            text = neutralised(plain_line(note.text))
            shown = text if len(text) <= _SHOWN_OF_A_NOTE else text[: _SHOWN_OF_A_NOTE - 1] + "…"
            noted.append(f"- {shown} · {person_name(by, say)} · {moment(note.created_at)}")
        blocks += [Separator(), Text("\n".join(noted))]
    if asking is not None and asking in person.takes:
        name = _ACTIONS[asking]
        key = "person-ask-reason" if person.record is not None else "person-ask-reason-elsewhere"
        question = say(key, ruling=say(f"button-{name}-case"))
        blocks += _asking(person.person_id, question, name, say)
    else:
        blocks += _controls(person, say)
    return Card(tuple(blocks), Accent.PROBLEM if told is not None and told.is_problem else Accent.WORK)


def texts_card(
    person_id: UUID, texts: Sequence[WrittenText], say: Sentences, *, older: int | None, told: Told | None = None
) -> Card:
    """List what somebody wrote in a server, newest first.

    Args:
        person_id: who.
        texts: at most `TEXTS_ON_A_PAGE`.
        say: the reader's sentences.
        older: the moment before which there are more; None where there are none.
        told: what just happened.
    """
    blocks: list[Block] = [] if told is None else [Text(told.text), Separator()]
    blocks.append(Text(f"### {say('texts-title')}" + ("" if texts else f"\n{say('texts-none')}")))
    for number, text in enumerate(texts, start=1):
        excerpt = quoted_line(text.text) if text.text.strip() else say("contribution-deleted-text")
        blocks.append(Text(f"**{number}** · {_facts(text, say)}\n{excerpt}"))
    if texts:
        options = tuple(
            Option(f"{number} · {kind_name(text.message_kind, say)}", text.message_id.hex)
            for number, text in enumerate(texts, start=1)
        )
        blocks.append(Row((Select(_id(person_id, "open"), options, say("texts-open")),)))
    buttons = []
    if texts:
        buttons.append(Button(say("button-delete-texts"), _id(person_id, "delete"), ButtonStyle.DANGER))
        buttons.append(Button(say("button-restore-texts"), _id(person_id, "restore")))
    if older is not None:
        buttons.append(Button(say("button-older-texts"), _id(person_id, "texts", str(older))))
    buttons.append(Button(say("button-back-to-person"), _id(person_id, "show")))
    blocks.append(Row(tuple(buttons)))
    return Card(tuple(blocks), Accent.WORK)


def deletion_card(person_id: UUID, many: ManyTexts, say: Sentences) -> Card:
    """Say what deleting all texts of somebody would do, and ask why; nothing is decided yet."""
    question = say("texts-ask-delete", texts=many.texts, others=many.others, left=many.left)
    return Card(tuple(_asking(person_id, question, "delete", say, cancel="texts")), Accent.PROBLEM)


def restoring_card(person_id: UUID, many: ManyTexts, say: Sentences) -> Card:
    """Say what bringing all texts of somebody back would do, and ask for one more press."""
    row = Row(
        (
            Button(say("button-restore-now"), _id(person_id, "restored"), ButtonStyle.SUCCESS),
            Button(say("button-cancel"), _id(person_id, "texts")),
        )
    )
    return Card((Text(say("texts-ask-restore", texts=many.texts)), row), Accent.WORK)


def purge_card(person_id: UUID, discord_id: int, record: Record | None, say: Sentences) -> Card:
    """Say what purging somebody would delete, in all servers, and that it is final; nothing is deleted yet."""
    lines = [f"### {say('purge-title', person=f'<@{discord_id}>')}", say("purge-final")]
    if record is None:
        lines.append(say("purge-elsewhere"))
    else:
        counts = {"texts": record.texts, "reviews": record.reviews, "rankings": record.rankings}
        lines.append(say("purge-counts", reports=record.reports, **counts))
        if record.is_enabled:
            lines.append(say("purge-may-return"))
    row = Row(
        (
            Button(say("button-purge-now"), _id(person_id, "purged"), ButtonStyle.DANGER),
            Button(say("button-cancel"), _id(person_id, "show")),
        )
    )
    return Card((Text("\n".join(lines)), row), Accent.PROBLEM)


def note_form(person_id: UUID, say: Sentences) -> Modal:
    """Return the form in which a note is written."""
    field = TextInput(NOTE_FIELD, say("note-label"), placeholder=say("note-placeholder"), most=MOST_OF_A_REASON)
    return Modal(_id(person_id, "noted"), say("note-title"), (field,))


def reason_form(person_id: UUID, name: str, say: Sentences) -> Modal:
    """Return the form for a reason in one's own words; `name` is the ruling's, see `RULINGS`."""
    return own_reason_form(CustomId(NAMESPACE, "owned", person_id, name), say)


def _lines(person: ModeratedPerson, say: Sentences) -> list[str]:
    lines = [f"### {say('person-title', person=f'<@{person.discord_id}>')}"]
    score = person.score
    if score is not None:
        lines.append(say("person-profile", level=score.level, points=score.leader_score))
        if score.last_activity_date is not None:
            lines.append(say("person-last-active", when=moment(score.last_activity_date)))
    if person.is_hidden:
        lines.append(say("person-is-hidden"))
    record = person.record
    if record is None:
        disabled = [say("case-is-disabled")] if person.is_enabled is False else []
        return [*lines, *disabled, say("person-no-record")]
    lines.append(
        say(
            "person-record",
            texts=record.texts,
            accepted=record.accepted,
            review=record.in_review,
            rejected=record.rejected,
            deleted=record.deleted,
        )
    )
    lines.append(
        say(
            "person-given",
            reviews=record.reviews,
            rankings=record.rankings,
            reports=record.reports,
            upheld=record.reports_upheld,
            kept=record.reports_kept,
        )
    )
    lines += record_lines(record, say)
    if record.pause is not None:
        since, until = moment(record.pause.since), moment(record.pause.until, "f")
        lines.append(say("person-paused-since", since=since, until=until))
    lines += [say("person-barred-since", when=moment(bar.since)) for bar in record.bars[:1]]
    if not record.is_enabled:
        lines.append(say("case-is-disabled"))
    if not record.is_listed:
        lines.append(say("person-is-unlisted"))
    if person.deciders:
        lines.append(say("person-decisions"))
        lines += [f"- {decision_line(decision, by, say)}" for decision, by in person.deciders[:_MOST_DECISIONS]]
    return lines


def _controls(person: ModeratedPerson, say: Sentences) -> list[Block]:
    who = person.person_id
    rows: list[Block] = []
    first: list[Button] = []
    second: list[Button] = []
    if person.record is not None:
        first.append(Button(say("button-person-texts"), _id(who, "texts"), ButtonStyle.PRIMARY))
        first.append(Button(say("button-add-note"), _id(who, "note"), disabled=len(person.notes) >= MOST_NOTES))
    first += [
        Button(
            say(f"button-{_ACTIONS[kind]}-case"),
            _id(who, _ACTIONS[kind]),
            ButtonStyle.DANGER if kind in {RulingKind.BAR, RulingKind.DISABLE} else ButtonStyle.SECONDARY,
        )
        for kind in person.takes
    ]
    if person.record is not None:
        name = "unlist" if person.record.is_listed else "list"
        second.append(Button(say(f"button-{name}"), _id(who, name)))
    if person.by_operator:
        second.append(Button(say("button-purge"), _id(who, "purge"), ButtonStyle.DANGER))
    rows += [Row(tuple(buttons)) for buttons in (first, second) if buttons]
    if person.notes:
        options = tuple(Option(" ".join(note.text.split())[:90] or "…", note.note_id.hex) for note, _ in person.notes)
        rows.append(Row((Select(_id(who, "forget-note"), options, say("person-remove-note")),)))
    return rows


def _asking(person_id: UUID, question: str, name: str, say: Sentences, cancel: str = "show") -> list[Block]:
    return reason_rows(
        question, _id(person_id, "reason", name), _id(person_id, "own", name), _id(person_id, cancel), say
    )


def _facts(text: WrittenText, say: Sentences) -> str:
    if text.is_deleted:
        state = say("text-state-deleted")
    elif text.accepted is None:
        state = say("text-state-in-review")
    else:
        state = say("text-state-accepted" if text.accepted else "text-state-rejected")
    language = name_in(text.language, say.language)
    return " · ".join((kind_name(text.message_kind, say), f"**{state}**", language, moment(text.created_at)))


def _id(person_id: UUID, action: str, argument: str | None = None) -> str:
    return str(CustomId(NAMESPACE, action, person_id, argument))
