"""What the card, the datasheet and the metadata say alike, in sentences; the figures are those of the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bot.counting import counted
from bot.dataset.description.facts import ReleaseFacts
from bot.dataset.description.markdown import plain
from bot.dataset.records import COMMUNITY, RankReason
from bot.dataset.selection import LeftOutReason
from bot.texts.language_names import name_in

_MOST_NAMED: Final = 12

WHY_LEFT_OUT: Final[Mapping[str, str]] = {
    LeftOutReason.TEXT_WITHOUT_AGREEMENT: "messages whose author is not known to have agreed, with what hangs below "
    "them",
    LeftOutReason.JUDGEMENT_SET_ASIDE: "reviews and rankings of people who were disabled or barred, or whose votes "
    "weigh nothing",
    LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT: "reviews and rankings of people who are not known to have agreed",
    LeftOutReason.JUDGEMENT_NOT_BY_ITSELF: "reviews and rankings that count in means and ranks but are not shown one "
    "by one, because that is not what their authors agreed to",
    LeftOutReason.RANK_UNKNOWN: "ranks of replies that were ranked, and of which the released votes do not say the "
    "rank",
}
"""What the counts of what was left out mean."""
WHY_NO_RANK: Final[Mapping[str, str]] = {
    RankReason.NO_VOTES: "none of the votes that decided is released",
    RankReason.UNDETERMINED: "the released votes put it level with another reply",
    RankReason.UNKNOWN_WEIGHTS: "it is not known any more what the votes weighed",
}
"""What the reasons in `rank_reason` mean."""
KINDS_OF_PERSONAL_DATA: Final[Mapping[str, str]] = {
    "e_mail": "e-mail addresses",
    "iban": "bank account numbers (IBAN)",
    "card_number": "numbers of payment cards",
    "ip_address": "IP addresses",
    "discord_id": "ids of Discord",
    "phone_number": "telephone numbers",
}
"""What the kinds of personal data are called."""


def languages_of(report: Mapping[str, Any]) -> list[str]:
    """Return the languages in which there are messages, as tags: those with the most first."""
    by_language = report["counts"]["by_language"]
    found = [language for language, counts in by_language.items() if counts["messages"]]
    return sorted(found, key=lambda language: (-by_language[language]["messages"], language))


def maker(facts: ReleaseFacts, shown: Callable[[str], str] = plain) -> str:
    """Say who makes the dataset.

    Args:
        facts: Of the release.
        shown: Makes of words what shows them; as they are, outside of Markdown.
    """
    return shown(facts.operator) if facts.operator else "the team of a Discord server"


def contact(facts: ReleaseFacts) -> str:
    """Say how they are reached."""
    return plain(facts.contact) if facts.contact else "the owner of the server in which it was made"


def _people(facts: ReleaseFacts, shown: Callable[[str], str]) -> str:
    return f"people of {shown(facts.operator)}" if facts.operator else "people of a Discord server"


def summary(facts: ReleaseFacts, report: Mapping[str, Any], shown: Callable[[str], str] = plain) -> str:
    """Say in a sentence what the dataset is; `shown` as for `maker`."""
    counts = report["counts"]
    languages = [shown(name_in(language, "en")) for language in languages_of(report)]
    return (
        f"{counted(counts['messages'], 'message')} in {counted(counts['trees'], 'conversation tree')}, in "
        f"{listed(languages) or 'no language'}, between prompters and an assistant, with "
        f"{counted(counts['reviews'], 'review')} and {counted(counts['rankings'], 'ranking')} by "
        f"{_people(facts, shown)}."
    )


def authorship(report: Mapping[str, Any]) -> str:
    """Say who wrote the messages."""
    counts = report["counts"]
    people = counts["messages"] - counts["imported"]
    sentences = [
        f"{counted(people, 'message')} came in through the bot; {counted(counts['authors'], 'person', 'people')} "
        f"wrote, {counts['reviewers']:,} reviewed and {counts['rankers']:,} ranked."
    ]
    if counts["imported"]:
        sentences.append(f"{counted(counts['imported'], 'message')} came from elsewhere.")
    if counts["synthetic"]:
        models = [plain(model or "a model that is not known") for model in counts["by_model"]]
        sentences.append(f"{counted(counts['synthetic'], 'message')} count as a model's: {listed(models)}.")
    else:
        sentences.append("No message counts as a model's.")
    return " ".join(sentences)


def personal_data(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Say how much personal data was found, and what became of it."""
    found = report["texts"]["personal_data"]
    if not found["messages"]:
        return f"A search for {listed([*KINDS_OF_PERSONAL_DATA.values()])} found none."
    kinds = [
        f"{KINDS_OF_PERSONAL_DATA[kind]} in {counted(counts['messages'], 'message')}"
        for kind, counts in found["by_kind"].items()
        if counts["messages"]
    ]
    became = (
        "Placeholders such as `[e-mail]` stand for them in all tables."
        if facts.is_scrubbed
        else "They stand in the texts as they were written."
    )
    return f"A search found {listed(kinds)}. {became} Names and street addresses were not searched for."


def imported_sources(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return where messages come from that were not written with the bot."""
    return [source for source in report["counts"]["by_source"] if source["origin"] != COMMUNITY]


def listed(parts: Sequence[str]) -> str:
    """Return a list as a part of a sentence; of many the first ones."""
    shown = list(parts[:_MOST_NAMED])
    if len(parts) > _MOST_NAMED:
        shown.append(f"{len(parts) - _MOST_NAMED} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
