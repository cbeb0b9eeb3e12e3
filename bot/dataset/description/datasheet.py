"""The datasheet (`DATASHEET.md`): what T. Gebru and others want to be told of every dataset, answered from facts.

"Datasheets for datasets", Communications of the ACM 64 (12), 2021, https://doi.org/10.1145/3458723. The questions are
theirs in our words. What a bot cannot know is said to be for its operator to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.counting import counted
from bot.dataset.description import markdown, words
from bot.dataset.description.conditions import sources_table
from bot.dataset.description.facts import ReleaseFacts
from bot.dataset.description.markdown import plain, span, table

_ASK: Final = "The bot does not know that: ask the operator."


def datasheet(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Return the datasheet of a release.

    Args:
        facts: What is released.
        report: What `bot.dataset.reports` says of it.
    """
    sections = {
        "Why it was made": _motivation(facts),
        "What is in it": _composition(facts, report),
        "How it was collected": _collection(facts, report),
        "What was done with it": _processing(facts),
        "What it is for": _uses(),
        "How it is distributed": _distribution(facts, report),
        "How it is kept up": _maintenance(facts),
    }
    parts = [
        f"# Datasheet of {plain(facts.heading)}",
        f"Version {plain(facts.version)} of {facts.date}. The figures are those of `reports.json`; `README.md` has "
        "more.",
    ]
    for title, answers in sections.items():
        parts.append(f"## {title}")
        parts += [f"**{question}** {answer}" for question, answer in answers.items()]
    if facts.thresholds:
        rows = [(span(name), plain(str(value))) for name, value in sorted(facts.thresholds.items())]
        parts += [
            "## Thresholds",
            "The settings of the bot that decide how a tree grows:",
            table(("setting", "value"), rows),
        ]
    return "\n\n".join(parts) + "\n"


def _motivation(facts: ReleaseFacts) -> dict[str, str]:
    return {
        "For what purpose?": "To train assistants, and models of what people prefer, on conversations that people "
        "wrote and judged themselves, and in which every judgement can be looked at.",
        "By whom?": f"By the contributors of {words.maker(facts)}, with the assistant dataset bot "
        f"{plain(facts.bot_version)}.",
        "Who paid?": f"Contributors get points and no money from the bot. Anything else: {_ASK.lower()[:1]}{_ASK[1:]}",
    }


def _composition(facts: ReleaseFacts, report: Mapping[str, Any]) -> dict[str, str]:
    counts = report["counts"]
    near = report["texts"]["near_duplicates"]
    without_rank = sum(counts["without_rank"].values())
    tables = words.listed([f"`{each.name}` ({facts.rows_of(each.name):,} rows)" for each in facts.released_tables()])
    return {
        "What does an instance stand for?": "A message of a conversation between a prompter and an assistant; several "
        "make a tree. The tables show trees, messages, judgements, conversations, pairs and orders of replies.",
        "How many are there?": f"{words.summary(facts, report)} As tables: {tables}.",
        "Is it a sample?": "It is all that the filters of this release let through; the card says what was left out "
        "and why. What people chose to write about stands for nobody else.",
        "What does an instance consist of?": "Its text as it was written, its author's pseudonym, its language, the "
        "means of the labels that reviewers gave, its rank among its siblings, and where it comes from.",
        "Are there labels or targets?": "Labels of reviews and ranks by rankings. Each judgement stands in "
        "`annotations`.",
        "Is anything missing?": "Where nothing is known a value is null; `rank_reason` says why a rank is not there. "
        f"{counted(without_rank, 'reply was ranked and has', 'replies were ranked and have')} no rank.",
        "Are relations told?": "Yes: `parent_id` and `message_tree_id`.",
        "Are there splits?": f"{words.listed(sorted({f'`{file.split}`' for file in facts.files})) or 'No'}. A tree "
        "belongs to one of them by a hash of its id, and keeps it in later releases; what is nearly the same as it "
        "goes along.",
        "Are there errors or repetitions?": f"{counted(near['messages'], 'message')} are the same as another one or "
        f"nearly ({counted(len(near['groups']), 'group')}, listed in `reports.json`). People err, and so do reviewers.",
        "Does it need anything else?": "No.",
        "Is anything confidential, or personal?": words.personal_data(facts, report),
        "May it offend?": "It may: reviewers reject spam and what is in another language, and label the rest.",
        "Does it tell groups of people apart?": f"No, but for languages: {_languages(report)}. Nothing is asked "
        "about people.",
        "Can people be recognised?": "Authors have pseudonyms that are others in each release"
        + (
            ", and exact moments, by which somebody may be matched."
            if facts.dates_are_exact
            else ", and only days are told."
        )
        + " What they wrote may say more about them than they thought.",
        "Does it hold sensitive data?": f"People are told to write nothing about private persons. The labels `pii` and "
        f"`political_content`, where reviewers gave them, point at such texts. "
        f"{counted(counts['deleted'], 'message')} in it were deleted and have no text.",
    }


def _collection(facts: ReleaseFacts, report: Mapping[str, Any]) -> dict[str, str]:
    counts = report["counts"]
    sources = sources_table(report)
    unknown = counts["by_agreement"].get("", {}).get("texts", 0)
    agreed = f"Of {counted(unknown, 'text')} that is not known; otherwise yes." if unknown else "Yes."
    return {
        "How was each instance acquired?": "Written by people in forms of a Discord bot, for a package that it handed "
        "out" + (f", or imported:\n\n{sources}" if sources else "."),
        "By what mechanism was it checked?": "Reviews by several others decide what is accepted; rankings by several "
        "others decide the order. Votes are weighed by how far their authors' earlier ones fit what was decided. "
        "Moderators look at what is reported, or looks wrong to the bot.",
        "Who took part, and what did they get?": f"{words.authorship(report)} They are members of Discord servers, "
        "and get points, levels and places on boards.",
        "When?": f"From {counts['first_day']} to {counts['last_day']}.",
        "Was there an ethical review?": _ASK,
        "Did people know?": "Yes. Nobody can submit anything before they have read and accepted the contributor "
        f"agreement: who runs the bot, what is collected, that it is published under {plain(facts.licence)}, who sees "
        f"it, how votes are weighed, how to delete it, and that they are at least {facts.minimum_age} years old. "
        "Imported texts have the consent that their source got.",
        "Did they agree?": f"{agreed} Each row names the version of the agreement.",
        "Can they withdraw?": "Yes, with `/privacy` in Discord, at any time. What was published before cannot be "
        "called back; `errata.txt` of the next release lists it.",
        "Was the impact on people looked at?": _ASK,
    }


def _processing(facts: ReleaseFacts) -> dict[str, str]:
    scrubbed = "Personal data of known forms was replaced by placeholders. " if facts.is_scrubbed else ""
    return {
        "Was anything cleaned or labelled?": f"{scrubbed}Texts are stored as they were written, but for line ends, "
        "blank lines at their beginning and blanks at their end. A few were changed by moderators, which "
        "`edited_by_moderator` says. Labels are people's.",
        "Is what was there before kept?": "In the bot's own database, with its operator, as far as nobody deleted it.",
        "Can the software be had?": "The bot is free software (Apache 2.0).",
    }


def _uses() -> dict[str, str]:
    return {
        "What has it been used for?": _ASK,
        "What else can it be used for?": "Supervised fine-tuning, reward models, preference optimization, and studies "
        "of how people judge: of agreement, of ties, of weighing.",
        "What should be known before?": "Answers are people's opinions and not checked facts. Few people wrote most "
        "of it, so that it has their style. With few judgements a mean says little: see the agreement in the card.",
        "What is it not for?": "Finding out who wrote something, judging its authors, and advice on which somebody's "
        "health, rights or money depend.",
    }


def _distribution(facts: ReleaseFacts, report: Mapping[str, Any]) -> dict[str, str]:
    licence = facts.known_licence
    others = " Imported texts keep the licence of their source." if words.imported_sources(report) else ""
    return {
        "Is it given to others?": "Anybody may have it who can reach it.",
        "How, and when?": f"As a folder of files, since {facts.date}"
        + (f": {markdown.link(facts.url, facts.url)}." if facts.url else "."),
        "Under which licence?": f"{markdown.link(licence.name, licence.url)}; see `LICENSE`.{others}",
        "Do others have rights in it, or are there export rules?": _ASK,
    }


def _maintenance(facts: ReleaseFacts) -> dict[str, str]:
    before = f"The release before is {plain(facts.previous_version)}. " if facts.previous_version else ""
    return {
        "Who keeps it up, and how are they reached?": f"{words.maker(facts)}: {words.contact(facts)}.",
        "Is there an erratum?": f"`errata.txt`, with {counted(facts.errata, 'id')}.",
        "Will it be updated?": f"{before}A new release is made when its operator makes one; `CHANGELOG.md` says what "
        "changed.",
        "How long is data about people kept?": "Until they delete it. Releases that others have copied stay with them.",
        "Are older versions kept up?": "No: take the newest, and heed its errata.",
        "Can others add to it?": "By joining the Discord server; or by importing it into a bot of their own.",
    }


def _languages(report: Mapping[str, Any]) -> str:
    by_language = report["counts"]["by_language"]
    return words.listed(
        [f"{plain(language)} {by_language[language]['messages']:,}" for language in words.languages_of(report)]
    )
