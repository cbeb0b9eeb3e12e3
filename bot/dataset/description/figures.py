"""The sections of a card with figures of the report: what is in it, how far people agree, what may be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.counting import counted
from bot.dataset.description import words
from bot.dataset.description.facts import ReleaseFacts
from bot.dataset.description.markdown import number, plain, span, table
from bot.dataset.reports.agreement import ALL
from bot.texts.language_names import name_in

_COUNTS: Final = ("trees", "messages", "prompter", "assistant", "synthetic", "reviews", "rankings")
_DECIDING: Final = ("quality", "spam")
"""The labels that the table by language shows; all of them are in the one for all languages."""
_HOW_TO_READ: Final = """## How far people agree

Krippendorff's α of a label is 1 where all agree and 0 where they agree as by chance; below 0.67 a single judgement
says little. Kendall's τ of rankings is 1 for the same order, 0 by chance, -1 for the opposite; Kendall's W goes from
0 to 1. In brackets is the 95 % interval (bootstrap over messages); a dash stands where too little was given, or too
little differs."""
_EVERYTHING_ELSE: Final = """* **Everything else.** Texts may be wrong, one-sided or offensive where reviewers did not
  mind; `messages` has labels such as `toxicity`, `hate_speech` and `sexual_content`."""


def contents(report: Mapping[str, Any]) -> str:
    """Return the section about what is in a dataset."""
    counts = report["counts"]
    by_language = counts["by_language"]
    rows = [
        (plain(name_in(language, "en")), *(f"{by_language[language][count]:,}" for count in _COUNTS))
        for language in words.languages_of(report)
    ]
    states = words.listed([f"{count:,} {span(state)}" for state, count in counts["states"].items()])
    parts = [
        "## What is in it",
        table(("language", *_COUNTS), rows),
        f"{words.authorship(report)} States of the trees: {states}. Messages are from {counts['first_day']} to "
        f"{counts['last_day']}. `reports.json` has these figures and those below, by language.",
    ]
    if counts["edited_by_moderators"]:
        parts.append(f"In {counted(counts['edited_by_moderators'], 'message')} a moderator has changed the text.")
    return "\n\n".join(parts)


def agreement(report: Mapping[str, Any]) -> str:
    """Return the section about how far people agree."""
    found = report["agreement"]
    labels, rankings = found["labels"].get(ALL, {}), found["rankings"].get(ALL, {})
    parts = [_HOW_TO_READ]
    if labels:
        rows = [(span(label), _with_bounds(each), f"{each['messages']:,}") for label, each in labels.items()]
        parts.append(table(("label", "α", "messages judged twice or more"), rows))
    by_language = [_agreement_in(found, language) for language in (ALL, *words.languages_of(report))]
    parts.append(table(("language", "α of quality", "α of spam", "τ", "W (by chance)", "ties"), by_language))
    if rankings.get("pairs"):
        parts.append(
            f"Of {counted(rankings['pairs'], 'pair')} of replies that anybody ranked, {rankings['tied_pairs']:,} are "
            "ties: as many people put the one first as the other. What the votes do not decide is not in `preference` "
            "unless it was asked for."
        )
    return "\n\n".join(parts)


def texts(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Return the section about what may be wrong with texts."""
    found = report["texts"]
    lines = (
        f"* **Personal data.** {words.personal_data(facts, report)}",
        f"* **Repeated texts.** {_repeated(found['near_duplicates'], found['repeated_prompts'])}",
        f"* **Benchmarks.** {_benchmarks(found['benchmarks'])}",
        f"* **Languages.** {_languages(found['languages'])}",
        _EVERYTHING_ELSE,
    )
    return "## What may be wrong with texts\n\n" + "\n".join(lines)


def _agreement_in(found: Mapping[str, Any], language: str) -> tuple[str, ...]:
    labels = found["labels"].get(language, {})
    rankings = found["rankings"].get(language, {})
    share = rankings.get("share_of_ties")
    return (
        "all" if language == ALL else plain(name_in(language, "en")),
        *(_with_bounds(labels.get(label)) for label in _DECIDING),
        _with_bounds(rankings.get("tau")),
        f"{_with_bounds(rankings.get('w'))} ({number(rankings.get('w_by_chance'))})",
        "–" if share is None else f"{share:.0%}",
    )


def _with_bounds(figure: Mapping[str, float | None] | None) -> str:
    if figure is None:
        return number(None)
    bounds = "" if figure["low"] is None else f" [{number(figure['low'])}, {number(figure['high'])}]"
    return f"{number(figure['value'])}{bounds}"


def _repeated(near: Mapping[str, Any], repeated_prompts: Mapping[str, Any]) -> str:
    groups, repetitions = len(near["groups"]), len(repeated_prompts["message_ids"])
    alike = (
        f"{counted(near['messages'], 'message')} are the same as another one, or nearly, in {counted(groups, 'group')}"
        if groups
        else "No message is the same as another one, or nearly"
    )
    return f"{alike}; {counted(repetitions, 'reply is', 'replies are')} hardly anything but what is replied to."


def _benchmarks(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "The texts were not compared with any."
    named = [
        f"{plain(name)}: {counted(len(each['message_ids']), 'message')}" for name, each in found["by_name"].items()
    ]
    return (
        f"Messages with {found['words']} words in a row of a text of a public benchmark, by its name: "
        f"{words.listed(named)}. `reports.json` names the messages."
    )


def _languages(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "It was not checked whether texts are in the languages that they are said to be in."
    checked = sum(found["checked"].values())
    others = sum(each["messages"] for each in found["others"])
    if not checked:
        return "No message is long and plain enough to tell in which language it is."
    return (
        f"Of {counted(checked, 'message')} whose language is plain, {others:,} seem to be in another one than they say."
    )
