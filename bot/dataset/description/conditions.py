"""The sections of a card about what is missing, what has been taken out, and the conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.counting import counted
from bot.dataset.description import markdown, words
from bot.dataset.description.facts import ReleaseFacts
from bot.dataset.description.markdown import plain, span, table
from bot.dataset.selection import LeftOutReason

_GIVEN: Final = ("texts", "reviews", "rankings")


def what_is_missing(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Return the section about what was left out, and why."""
    lines = [
        f"* {count:,} {words.WHY_LEFT_OUT.get(reason, span(reason))}"
        for reason, count in facts.left_out.items()
        if count and reason != LeftOutReason.RANK_UNKNOWN
    ]
    # Of unknown ranks the report has the reasons.
    lines += [
        f"* the rank of {counted(count, 'reply', 'replies')}: {words.WHY_NO_RANK.get(reason, span(reason))}"
        for reason, count in report["counts"]["without_rank"].items()
    ]
    options = [f"* {span(name)}: {_as_words(value)}" for name, value in facts.options.items() if value]
    dates = "Moments are exact." if facts.dates_are_exact else "Of moments only the day is told (UTC)."
    parts = (
        "## What is missing",
        "By default, what reviewers rejected, what was deleted, and trees that are not finished are not in a release. "
        "Beside these, this one lacks:",
        "\n".join(lines) or "* nothing",
        "This release was made with:" if options else "",
        "\n".join(options),
        f"{dates} People have pseudonyms that are others in each release.",
    )
    return "\n\n".join(filter(None, parts))


def _as_words(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(plain(str(each)) for each in value)
    return "yes" if value is True else plain(str(value))


def withdrawal(facts: ReleaseFacts) -> str:
    """Return the section about what was deleted since, and how to have something removed."""
    errata = (
        f"`errata.txt` lists {counted(facts.errata, 'id')} of rows of earlier releases that have since been deleted. "
        "Take them out of your copies."
        if facts.errata
        else "Nothing of an earlier release has been deleted since."
    )
    before = f" The release before is {plain(facts.previous_version)}." if facts.previous_version else ""
    return "\n\n".join(
        (
            "## Errata, and having something removed",
            f"{errata}{before} `CHANGELOG.md` says what has changed.",
            "Whoever wrote something deletes it with `/privacy` in Discord: it is in no later release, and its ids "
            f"are in the errata. To have something else removed, write to {words.contact(facts)} and name the "
            "`message_id`.",
        )
    )


def conditions(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Return the section about licences, agreements and how to cite."""
    licence = facts.known_licence
    parts = [
        "## Conditions",
        f"What people wrote and judged with the bot is under {markdown.link(licence.name, licence.url)}, see "
        f"`LICENSE`. Credit goes to {words.maker(facts)}. Do not try to find out who the people are.",
    ]
    sources = sources_table(report)
    if sources:
        parts += ["Imported texts are under the licences of their sources, which each row names:", sources]
    agreements = [
        (span(version) if version else "not known", *(f"{given[what]:,}" for what in _GIVEN))
        for version, given in report["counts"]["by_agreement"].items()
    ]
    if agreements:
        parts += [
            "Contributors agree to this publication before they begin, and say that they are at least "
            f"{facts.minimum_age} years old. Each row names the version of the agreement under which it was given:",
            table(("agreement", *_GIVEN), agreements),
        ]
    parts += [
        "To cite it:",
        markdown.code(citation(facts), "bibtex"),
        "`DATASHEET.md` answers more questions about it.",
    ]
    return "\n\n".join(parts)


def sources_table(report: Mapping[str, Any]) -> str:
    """Return a table of where imported texts come from; empty where there are none."""
    rows = [
        (
            markdown.link(source["origin"], source["url"]),
            plain(source["license"] or "not known"),
            f"{source['messages']:,}",
        )
        for source in words.imported_sources(report)
    ]
    return table(("source", "licence", "messages"), rows, with_words=2) if rows else ""


def citation(facts: ReleaseFacts) -> str:
    """Return an entry for a list of literature, in BibTeX."""
    fields = {
        "title": facts.heading,
        "author": facts.operator or "The contributors",
        "year": facts.date[:4],
        "version": facts.version,
        **({"url": facts.url} if facts.url else {}),
    }
    lines = [f"  {name} = {{{_braced(value)}}}," for name, value in fields.items()]
    key = "".join(sign for sign in facts.name if sign.isascii() and (sign.isalnum() or sign in "-_")) or "dataset"
    return "\n".join((f"@misc{{{key},", *lines, "}"))


def _braced(text: str) -> str:
    """Return a text without what would end or change it between braces."""
    return "".join(sign for sign in text if sign not in '{}\\"%' and sign.isprintable())
