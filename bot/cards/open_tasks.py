"""What somebody can do now, with buttons that start it; and what to tell them where there is nothing: the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.backends.values import WaitingWork
from bot.cards.session_parts import named_wish
from bot.interactions.components import (
    MOST_BUTTON_LABEL,
    MOST_IN_ROW,
    MOST_OPTION_TEXT,
    MOST_OPTIONS,
    Accent,
    Button,
    ButtonStyle,
    Card,
    Option,
    Row,
    Select,
    Text,
)
from bot.interactions.contributed_text import plain_name
from bot.interactions.custom_id import CustomId
from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.rules.task_choice import FAMILIES
from bot.rules.topics import key_of_topic
from bot.texts import Sentences
from bot.texts.language_names import name_in, own_name

NAMESPACE = "tasks"

_MOST_BUTTONS = {1: 15, 2: 15, 3: 9}
"""How many buttons each language may have, by the number of languages: what fits a card. With more it is one row."""

_MOST_TOPICS = {1: 10, 2: 5, 3: 3}
"""How many topics each language names, by the number of languages."""

_ORDER = tuple(task_type for _, types in FAMILIES for task_type in types)
"""What finishes a tree comes before what makes it larger."""


@dataclass(frozen=True, slots=True)
class LanguageTasks:
    """What one person can do in one language.

    Attributes:
        language: its tag.
        counts: how many tasks of each type they could get; of initial prompts, how many there is room for.
        waiting: what the language's messages wait for; None where that is unknown, or was not asked for.
        topics: how many of the tasks about messages there are of each topic, by its name, the busiest first.
    """

    language: str
    counts: Mapping[TaskType, int]
    waiting: WaitingWork | None = None
    topics: Mapping[str, int] = field(default_factory=dict)

    @property
    def types(self) -> tuple[TaskType, ...]:
        """The types of which there is something, what is needed most first."""
        known = [task_type for task_type in _ORDER if self.counts.get(task_type, 0) > 0]
        return (*known, *(each for each in self.counts if each not in _ORDER and self.counts[each] > 0))

    @property
    def about_messages(self) -> int:
        """How many tasks there are beside new prompts, for which there nearly always is room."""
        return sum(count for task_type, count in self.counts.items() if task_type is not TaskType.INITIAL_PROMPT)


def tasks_card(languages: Sequence[LanguageTasks], elsewhere: Sequence[tuple[str, int]], say: Sentences) -> Card:
    """Return what is open in each of a person's languages.

    Args:
        languages: at most five, in their order.
        elsewhere: other languages with how many tasks they have for the person, at most three.
        say: the reader's sentences.
    """
    blocks: list[Text | Row] = [Text(f"### {say('tasks-title')}")]
    for tasks in languages:
        lines = [*_lines(tasks, say), *_topic_lines(tasks, languages, say)]
        blocks.append(Text("\n".join([f"**{own_name(tasks.language)}**", *lines])))
        blocks += _start_rows(tasks, languages, say)
    blocks += _topic_rows(languages, say)
    notes = [say("tasks-choose-languages")]
    if any(len(_start_buttons(tasks, languages, say)) > _most_buttons(languages) for tasks in languages):
        notes.insert(0, say("tasks-not-all-buttons"))
    blocks += [*_elsewhere(elsewhere, languages, say), Text("\n".join(notes))]
    return Card(tuple(blocks))


def nothing_to_do_card(
    task_type: RequestedType,
    languages: Sequence[LanguageTasks],
    elsewhere: Sequence[tuple[str, int]],
    say: Sentences,
    topic: str | None = None,
) -> Card:
    """Show the honest end of work: there is nothing of what was asked for; why, and where there is something.

    Args:
        task_type: what was asked for.
        languages: those that were looked through, at most five.
        elsewhere: other languages with how many tasks they have for the person, at most three.
        say: the reader's sentences.
        topic: the name of the topic that was asked for; None where any would do.
    """
    names = ", ".join(name_in(tasks.language, say.language) for tasks in languages)
    if wished := named_wish(task_type, None if topic is None else plain_name(topic), say):
        title = say("nothing-of-type-title", task=" · ".join(wished), language=names)
    else:
        title = say("nothing-title", language=names)
    blocks: list[Text | Row] = [Text(f"**{title}**")]
    several = len(languages) > 1
    for tasks in languages:
        lines = [] if tasks.about_messages else _waiting_lines(tasks.waiting, say)
        if tasks.types:
            lines.append(say("nothing-other-types", language=name_in(tasks.language, say.language)))
        elif several and lines:
            lines.insert(0, f"**{own_name(tasks.language)}**")
        if lines:
            blocks.append(Text("\n".join(lines)))
        blocks += _start_rows(tasks, languages, say)
    blocks += _elsewhere(elsewhere, languages, say)
    if not elsewhere and not any(tasks.types for tasks in languages):
        blocks.append(Text(say("nothing-come-back")))
    return Card(tuple(blocks), Accent.QUIET)


def _lines(tasks: LanguageTasks, say: Sentences) -> list[str]:
    lines = []
    for task_type in tasks.types:
        key = "tasks-prompts" if task_type is TaskType.INITIAL_PROMPT else "tasks-count"
        lines.append("- " + say(key, task=_task_name(task_type, say), count=tasks.counts[task_type]))
    if not tasks.about_messages:
        lines.append(say("nothing-but-prompts" if tasks.types else "nothing-here"))
        lines += _waiting_lines(tasks.waiting, say)
    return lines


def _topic_lines(tasks: LanguageTasks, languages: Sequence[LanguageTasks], say: Sentences) -> list[str]:
    """Name the topics with the most work; the list below has the others."""
    named = [
        say("tasks-topic", topic=plain_name(name), count=count)
        for name, count in list(tasks.topics.items())[: _most_topics(languages)]
    ]
    return [say("tasks-topics", topics=", ".join(named))] if named else []


def _topic_rows(languages: Sequence[LanguageTasks], say: Sentences) -> list[Row]:
    """Offer to work on a topic, in a list: there are too many for buttons."""
    several = len(languages) > 1
    by_size = sorted(
        ((count, tasks.language, name) for tasks in languages for name, count in tasks.topics.items()),
        key=lambda found: -found[0],
    )[:MOST_OPTIONS]
    options = []
    for count, language, name in by_size:
        key = "button-start-count-in" if several else "button-start"
        label = say(key, language=own_name(language), task=name, count=count)
        options.append(Option(label[:MOST_OPTION_TEXT], f"{RANDOM}/{language}/{key_of_topic(name)}"))
    if not options:
        return []
    return [Row((Select(str(CustomId(NAMESPACE, "topic")), tuple(options), say("tasks-choose-topic")),))]


def _waiting_lines(waiting: WaitingWork | None, say: Sentences) -> list[str]:
    if waiting is None:
        return []
    lines = []
    if waiting.messages_in_review:
        lines.append(say("waiting-reviews", messages=waiting.messages_in_review, reviews=waiting.reviews_missing))
    if waiting.trees_in_ranking:
        lines.append(say("waiting-rankings", trees=waiting.trees_in_ranking, rankings=waiting.rankings_missing))
    if lines:
        lines.append(say("waiting-for-others"))
    if waiting.prompts_in_lottery:
        lines.append(say("waiting-prompts", prompts=waiting.prompts_in_lottery))
    return lines or [say("waiting-for-nothing")]


def _start_rows(tasks: LanguageTasks, languages: Sequence[LanguageTasks], say: Sentences) -> list[Row]:
    buttons = _start_buttons(tasks, languages, say)[: _most_buttons(languages)]
    return [Row(tuple(buttons[start : start + MOST_IN_ROW])) for start in range(0, len(buttons), MOST_IN_ROW)]


def _start_buttons(tasks: LanguageTasks, languages: Sequence[LanguageTasks], say: Sentences) -> list[Button]:
    """Offer to start what is open in one language; first whatever is needed most, where there is a choice."""
    several = len(languages) > 1
    buttons = [_start_button(tasks, task_type, say, several=several) for task_type in tasks.types]
    if len(buttons) > 1:
        buttons.insert(0, _start_button(tasks, RANDOM, say, several=several))
    return buttons


def _most_buttons(languages: Sequence[LanguageTasks]) -> int:
    most = _MOST_BUTTONS.get(len(languages), MOST_IN_ROW)
    # The list of topics takes the place of one.
    return most - 1 if most > MOST_IN_ROW and any(tasks.topics for tasks in languages) else most


def _most_topics(languages: Sequence[LanguageTasks]) -> int:
    return _MOST_TOPICS.get(len(languages), 2)


def _start_button(tasks: LanguageTasks, task_type: RequestedType, say: Sentences, *, several: bool) -> Button:
    facts: dict[str, str | int] = {"task": _task_name(task_type, say)}
    counted = task_type not in {RANDOM, TaskType.INITIAL_PROMPT}
    if counted:
        facts["count"] = tasks.counts[TaskType(task_type)]
    if several:
        key = "button-start-count-in" if counted else "button-start-in"
        label = say(key, language=own_name(tasks.language), **facts)
    else:
        label = say("button-start", **facts) if counted else str(facts["task"])
    style = ButtonStyle.PRIMARY if task_type == RANDOM else ButtonStyle.SECONDARY
    return Button(label[:MOST_BUTTON_LABEL], _start_id(task_type, tasks.language), style)


def _elsewhere(
    elsewhere: Sequence[tuple[str, int]], languages: Sequence[LanguageTasks], say: Sentences
) -> list[Text | Row]:
    """Offer other languages; where the person's own have something, there is neither room nor need for them."""
    if not elsewhere or any(tasks.about_messages for tasks in languages):
        return []
    named = ", ".join(
        say("elsewhere-tasks", tasks=count, language=name_in(tag, say.language)) for tag, count in elsewhere
    )
    buttons = tuple(
        Button(
            say("button-start-elsewhere", count=count, language=own_name(tag))[:MOST_BUTTON_LABEL],
            _start_id(RANDOM, tag),
        )
        for tag, count in elsewhere
    )
    return [Text(say("elsewhere", languages=named)), Row(buttons)]


def _start_id(task_type: RequestedType, language: str) -> str:
    return str(CustomId(NAMESPACE, "start", None, f"{task_type}/{language}"))


def _task_name(task_type: RequestedType, say: Sentences) -> str:
    return say(f"task-{task_type.replace('_', '-')}")
