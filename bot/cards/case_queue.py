"""The list of cases, the worst first, with filters."""

from collections.abc import Sequence
from uuid import UUID

from bot.backends.cases import CaseEntry, MessageKind
from bot.cards.case import NAMESPACE, kind_name, moment, signal_name
from bot.cards.settings_parts import Block, Told
from bot.interactions.components import MOST_OPTIONS, Accent, Button, Card, Option, Row, Select, Separator, Text
from bot.interactions.custom_id import CustomId
from bot.rules.harm import SignalKind
from bot.state.case_queue import AGES, CaseQueue
from bot.texts import Sentences
from bot.texts.language_names import name_in, own_name

PAGE_SIZE = 10
ALL = "all"
"""What is chosen in a filter that filters nothing."""


def queue_card(
    entries: Sequence[CaseEntry],
    queue: CaseQueue,
    languages: Sequence[str],
    say: Sentences,
    *,
    next_after: UUID | None = None,
    is_operator: bool = False,
    by_harm: bool = True,
    told: Told | None = None,
) -> Card:
    """Show one page of cases.

    Args:
        entries: at most `PAGE_SIZE`.
        queue: which cases were asked for, and after which the page begins.
        languages: between which the reader can choose.
        say: the reader's sentences.
        next_after: the case after which the next page begins; None where there is none.
        is_operator: whether the reader may look at all servers.
        by_harm: whether the backend knows how much harm each may do, and begins with the worst.
        told: what the reader should know first.
    """
    first = queue.from_the_first()
    blocks: list[Block] = [] if told is None else [Text(told.text), Separator()]
    title = say("queue-title-decided" if queue.decided else "queue-title")
    if not entries:
        nothing = say("queue-empty" if first in (CaseQueue(), CaseQueue(everywhere=True)) else "queue-empty-filtered")
        blocks.append(Text(f"### {title}\n{nothing}"))
    else:
        order = "queue-order-decided" if queue.decided else "queue-order" if by_harm else "queue-order-elsewhere"
        lines = [f"**{number}** · {_line(entry, say, by_harm)}" for number, entry in enumerate(entries, start=1)]
        blocks.append(Text("\n".join([f"### {title}", say(order), *lines])))
        options = tuple(
            Option(f"{number} · {_what(entry, say)}"[:100], entry.case_id.hex)
            for number, entry in enumerate(entries, start=1)
        )
        blocks.append(Row((Select(_id("choose", queue), options, say("queue-choose")),)))
    blocks += [
        Row((Select(_id("language", first), _languages(queue, languages, say), say("queue-language")),)),
        Row((Select(_id("kind", first), _kinds(queue, say), say("queue-kind")),)),
        Row((Select(_id("signal", first), _signals(queue, say), say("queue-signal")),)),
        Row((Select(_id("age", first), _ages(queue, say), say("queue-age")),)),
    ]
    buttons = []
    if queue.after is not None:
        buttons.append(Button(say("button-first-cases"), _id("list", first)))
    if next_after is not None:
        buttons.append(Button(say("button-more-cases"), _id("more", first, next_after)))
    buttons.append(Button(say("button-open-cases" if queue.decided else "button-decided-cases"), _id("turn", first)))
    if is_operator:
        label = say("button-cases-here" if queue.everywhere else "button-cases-everywhere")
        buttons.append(Button(label, _id("scope", first)))
    blocks.append(Row(tuple(buttons)))
    return Card(tuple(blocks), Accent.PROBLEM if told is not None and told.is_problem else Accent.WORK)


def _line(entry: CaseEntry, say: Sentences, by_harm: bool) -> str:
    signals = ", ".join(signal_name(kind, say) for kind in entry.signals[:3])
    at = entry.decided_at if entry.decided_at is not None else entry.opened_at
    harm = say("queue-harm", harm=round(entry.harm * 100)) if by_harm else ""
    parts = [_what(entry, say), signals, harm, moment(at)]
    if entry.is_for_operator:
        parts.append(say("queue-for-operator"))
    return " · ".join(part for part in parts if part)


def _what(entry: CaseEntry, say: Sentences) -> str:
    if entry.message_id is None:
        return say("case-kind-person")
    kind = kind_name(entry.message_kind, say)
    return kind if entry.language is None else f"{kind} · {name_in(entry.language, say.language)}"


def _languages(queue: CaseQueue, languages: Sequence[str], say: Sentences) -> tuple[Option, ...]:
    tags = dict.fromkeys([*([queue.language] if queue.language else []), *languages])
    options = [Option(own_name(tag)[:100], tag, chosen=tag == queue.language) for tag in tags][: MOST_OPTIONS - 1]
    return (Option(say("queue-all-languages"), ALL, chosen=queue.language is None), *options)


def _kinds(queue: CaseQueue, say: Sentences) -> tuple[Option, ...]:
    options = [Option(kind_name(kind, say), kind, chosen=kind is queue.kind) for kind in MessageKind]
    return (Option(say("queue-all-kinds"), ALL, chosen=queue.kind is None), *options)


def _signals(queue: CaseQueue, say: Sentences) -> tuple[Option, ...]:
    options = [Option(signal_name(kind, say)[:100], kind, chosen=kind is queue.signal) for kind in SignalKind]
    return (Option(say("queue-all-signals"), ALL, chosen=queue.signal is None), *options)


def _ages(queue: CaseQueue, say: Sentences) -> tuple[Option, ...]:
    return tuple(
        Option(
            say("queue-any-age") if not days else say("queue-older", days=days), str(days), chosen=days == queue.days
        )
        for days in AGES
    )


def _id(action: str, queue: CaseQueue, after: UUID | None = None) -> str:
    return str(CustomId(NAMESPACE, action, after, str(queue)))
