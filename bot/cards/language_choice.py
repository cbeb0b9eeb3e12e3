"""The card on which somebody chooses the languages that they work in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.interactions.components import (
    MOST_BUTTON_LABEL,
    MOST_OPTIONS,
    Button,
    Card,
    Option,
    Row,
    Select,
    Separator,
    Text,
)
from bot.interactions.custom_id import CustomId
from bot.rules.languages import LANGUAGES
from bot.texts import Sentences
from bot.texts.language_names import name_in, own_name

NAMESPACE = "language"

_MOST_SMALL = 5
_FEW_PEOPLE = 3
"""A language that so many people or fewer have chosen is a small one."""


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """What somebody has chosen, and what speaks for each language.

    Attributes:
        chosen: tags, in the person's order.
        most: how many they can choose, at least one.
        default: what is used while they have chosen none.
        locale: the language in which they use Discord; None for one that cannot be chosen.
        open_tasks: how many tasks are open by language; empty where the backend cannot tell.
        people: how many people have chosen each language.
    """

    chosen: tuple[str, ...]
    most: int
    default: str
    locale: str | None = None
    open_tasks: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)


def language_card(choice: LanguageChoice, say: Sentences) -> Card:
    """Show the languages of a person, with controls to add and remove them and to change their order."""
    blocks: list[Text | Separator | Row] = [Text(f"### {say('languages-title')}\n{_summary(choice, say)}")]
    if len(choice.chosen) > 1:
        blocks.append(Row(tuple(_button("first", tag, say) for tag in choice.chosen[1:])))
    if choice.chosen:
        blocks.append(Row(tuple(_button("remove", tag, say) for tag in choice.chosen)))
    if small := small_languages(choice):
        lines = [say("languages-small", language=own_name(tag), **_facts(choice, tag)) for tag in small]
        blocks += (Separator(), Text("\n".join([say("languages-small-title"), *(f"- {line}" for line in lines)])))
    if len(choice.chosen) < choice.most:
        blocks += _selects(choice, say)
    return Card(tuple(blocks))


def small_languages(choice: LanguageChoice) -> list[str]:
    """Return the languages that have open tasks and few people, the most tasks per person first.

    The default language is none of them: its people need not choose it.
    """
    found = [
        tag
        for tag in LANGUAGES
        if tag not in choice.chosen
        and tag != choice.default
        and choice.open_tasks.get(tag, 0) > 0
        and choice.people.get(tag, 0) <= _FEW_PEOPLE
    ]
    found.sort(key=lambda tag: choice.open_tasks[tag] / (choice.people.get(tag, 0) + 1), reverse=True)
    return found[:_MOST_SMALL]


def _summary(choice: LanguageChoice, say: Sentences) -> str:
    if not choice.chosen:
        return say("languages-none", language=name_in(choice.default, say.language))
    names = ", ".join(f"**{own_name(tag)}**" for tag in choice.chosen)
    lines = [say("languages-chosen", languages=names)]
    if len(choice.chosen) > 1:
        lines.append(say("languages-order"))
    if len(choice.chosen) >= choice.most:
        lines.append(say("languages-most", most=choice.most))
    return "\n".join(lines)


def _selects(choice: LanguageChoice, say: Sentences) -> list[Row]:
    """List all languages that are not chosen yet: first those that suggest themselves, then by name."""
    free = [tag for tag in dict.fromkeys((choice.default, *LANGUAGES)) if tag not in choice.chosen]
    suggested = _suggested(choice, free)
    others = sorted((tag for tag in free if tag not in suggested), key=lambda tag: own_name(tag).casefold())
    groups = [suggested] if suggested else []
    if others:
        size = -(-len(others) // -(-len(others) // MOST_OPTIONS))
        groups += [others[start : start + size] for start in range(0, len(others), size)]
    return [
        Row(
            (
                Select(
                    str(CustomId(NAMESPACE, "add", None, str(number))),
                    tuple(_option(choice, tag, say) for tag in group),
                    say("languages-add-suggested")
                    if group is suggested
                    else say("languages-add-more", first=own_name(group[0]), last=own_name(group[-1])),
                    most=min(choice.most - len(choice.chosen), len(group)),
                ),
            )
        )
        for number, group in enumerate(groups)
    ]


def _suggested(choice: LanguageChoice, free: Sequence[str]) -> list[str]:
    with_work = sorted(choice.open_tasks, key=lambda tag: choice.open_tasks[tag], reverse=True)
    wanted = dict.fromkeys((choice.locale, choice.default, *with_work))
    return [tag for tag in wanted if tag is not None and tag in free][:MOST_OPTIONS]


def _option(choice: LanguageChoice, tag: str, say: Sentences) -> Option:
    name = name_in(tag, say.language)
    facts = [name] if name != own_name(tag) else []
    if tasks := choice.open_tasks.get(tag, 0):
        facts.append(say("languages-open", tasks=tasks))
    return Option(own_name(tag), tag, " · ".join(facts) or None)


def _facts(choice: LanguageChoice, tag: str) -> dict[str, int]:
    return {"tasks": choice.open_tasks[tag], "people": choice.people.get(tag, 0)}


def _button(action: str, tag: str, say: Sentences) -> Button:
    label = say(f"button-language-{action}", language=own_name(tag))
    return Button(label[:MOST_BUTTON_LABEL], str(CustomId(NAMESPACE, action, None, tag)))
