"""The cards of `/privacy`: what is stored, the export, the question before everything is deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.backends.values import TrustFigures
from bot.interactions.components import Accent, Button, ButtonStyle, Card, File, Row, Text
from bot.interactions.contributed_text import plain_name
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import Moment
from bot.texts import Sentences

NAMESPACE = "privacy"

CONTRIBUTIONS = ("messages", "reviews", "rankings")
"""The kinds of things that have a sentence together."""

KINDS: Mapping[str, str] = {
    "languages": "privacy-languages",
    "unfinished_deletions": "privacy-unfinished-deletions",
    "unfinished_purges_of_others": "privacy-unfinished-purges",
    "answers_to_the_agreement": "privacy-agreement-answers",
    "consents": "privacy-consents",
    "reactions": "privacy-reactions",
    "reports": "privacy-reports",
    "objections": "privacy-objections",
    "cases_about_you": "privacy-cases",
    "decisions_about_you": "privacy-decisions-about",
    "pauses": "privacy-pauses",
    "decisions_by_you": "privacy-decisions-by",
    "kept_to_undo_decisions": "privacy-kept-to-undo",
    "barred_from": "privacy-barred-from",
    "notes_of_moderators_about_you": "privacy-notes-about",
    "notes_by_you": "privacy-notes-by",
    "taken_off_boards_of": "privacy-unlisted",
    "skips": "privacy-skips",
    "packages": "privacy-packages",
    "sessions": "privacy-sessions",
    "answers_waiting_for_delivery": "privacy-waiting",
    "notices_not_yet_shown": "privacy-notices",
    "recent_drafts_and_skips": "privacy-recent-actions",
    "cases_claimed": "privacy-cases-claimed",
    "decisions_under_way_about_you": "privacy-decisions-under-way",
    "named_on_cards_of_cases": "privacy-named-on-cards",
    "work_threads": "privacy-threads",
    "good_news": "privacy-good-news",
    "level_roles": "privacy-level-roles",
    "shared_profiles": "privacy-shared-profiles",
    "posted_boards": "privacy-posted-boards",
    "posted_tasks": "privacy-posted-tasks",
    "recent_texts": "privacy-recent-texts",
    "vote_records": "privacy-vote-records",
    "check_answers": "privacy-check-answers",
    "contribution_counts": "privacy-counts",
    "reception_counts": "privacy-reception",
    "log": "privacy-log",
}
"""The sentence for each other kind of thing in an export; a kind without one is shown by its name."""


@dataclass(frozen=True, slots=True)
class StoredAbout:
    """What is stored about a person. `counts` says how many things there are by their kind, `drafts` the unfinished."""

    display_name: str
    discord_id: int
    consent: tuple[str, bool, Moment] | None
    """The last answer to the agreement: version, accepted, moment."""
    contact: str
    has_ever_agreed: bool = True
    drafts: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    checks_passed: int = 0
    """How many of the attention checks that they answered they passed."""

    @property
    def has_contributed(self) -> bool:
        """Whether there is anything beside who they are."""
        return any(self.counts.get(kind) for kind in ("messages", "reviews", "rankings", "packages", "sessions"))


def privacy_card(
    stored: StoredAbout, say: Sentences, *, backend_lists_answers: bool = True, backend_answers: bool = True
) -> Card:
    """Return what is stored about a person, in numbers.

    Args:
        stored: what there is, as far as it is known.
        say: the reader's sentences.
        backend_lists_answers: whether the place where trees live lists all that it stores about a person.
        backend_answers: whether it could be asked.
    """
    if stored.consent is None:
        consent = say("privacy-consent-none")
    else:
        version, accepted, given_at = stored.consent
        key = "privacy-consent-accepted" if accepted else "privacy-consent-declined"
        consent = say(key, version=version, when=f"<t:{given_at // 1000}:f>")
    messages, reviews, rankings = (stored.counts.get(kind, 0) for kind in CONTRIBUTIONS)
    if not backend_answers:
        contributions, is_all = say("privacy-contributions-unknown"), say("privacy-all-but-elsewhere")
    elif backend_lists_answers or not stored.has_ever_agreed:
        contributions = say("privacy-contributions", messages=messages, labels=reviews, rankings=rankings)
        is_all = say("privacy-all")
    else:
        counted = say("privacy-contributions-elsewhere", messages=messages)
        contributions = f"{counted}\n{say('privacy-answers-elsewhere')}"
        is_all = say("privacy-all-here")
    also = [_counted(kind, count, say) for kind, count in stored.counts.items() if count and kind not in CONTRIBUTIONS]
    lines = [say("privacy-also"), *(f"- {line}" for line in also)]
    return Card(
        (
            Text(f"### {say('privacy-title')}"),
            Text(say("privacy-identity", name=plain_name(stored.display_name), discord=str(stored.discord_id))),
            Text(consent),
            Text(contributions),
            *_checks(stored, say),
            Text(say("privacy-drafts", drafts=stored.drafts)),
            *((Text("\n".join(lines)),) if also else ()),
            Text(f"{is_all} {say('privacy-contact', contact=stored.contact)}"),
            Row(
                (
                    Button(say("button-export-data"), str(CustomId(NAMESPACE, "export"))),
                    Button(say("button-delete-data"), str(CustomId(NAMESPACE, "ask")), ButtonStyle.DANGER),
                )
            ),
        ),
        Accent.QUIET,
    )


def trust_card(figures: TrustFigures, say: Sentences) -> Card:
    """Show somebody what their votes were worth so far, what that means, and what they weigh by it."""
    lines = [f"### {say('trust-title')}"]
    if figures.settled:
        lines.append(say("trust-agreed", settled=figures.settled, agreed=figures.agreed))
        rejected = figures.objected_to_rejected + figures.passed_rejected
        accepted = figures.passed_accepted + figures.objected_to_accepted
        lines.append(say("trust-rejected", rejected=rejected, objected=figures.objected_to_rejected))
        lines.append(say("trust-accepted", accepted=accepted, passed=figures.passed_accepted))
        lines.append(
            say(
                "trust-estimates",
                sensitivity=round(100 * figures.sensitivity),
                specificity=round(100 * figures.specificity),
            )
        )
    else:
        lines.append(say("trust-nothing-settled"))
    lines.append(_weight("trust-review", figures.review_weight, figures.newcomer_review_weight, say))
    lines.append(_weight("trust-ranking", figures.ranking_weight, figures.newcomer_ranking_weight, say))
    lines.append(say("trust-nobody-is-judged"))
    return Card((Text("\n".join(lines)),), Accent.QUIET)


def _weight(key: str, weight: float, newcomer: float, say: Sentences) -> str:
    if newcomer == 1.0:  # no record of a newcomer weighs as much: here all votes count alike
        return say(f"{key}-alike")
    return say(f"{key}-weight", percent=round(100 * weight / newcomer))


def agreement_reminder_card(agreement: Sequence[str], say: Sentences) -> Card:
    """Show the agreement's paragraphs, for those who want to read them again."""
    return Card((Text(f"### {say('privacy-agreement')}"), *(Text(paragraph) for paragraph in agreement)), Accent.QUIET)


def export_cards(files: Sequence[bytes], say: Sentences, *, is_whole: bool = True) -> list[Card]:
    """Show the files of an export, a message each.

    Args:
        files: At least one.
        say: The reader's sentences.
        is_whole: Whether all could be asked that store something.
    """
    lines = [f"### {say('export-title')}", say("export-what", files=len(files)), say("export-private")]
    if not is_whole:
        lines.insert(1, say("export-incomplete"))
    first = Text("\n".join(lines))
    if len(files) == 1:
        return [Card((first,), Accent.QUIET, (File("my-data.json", files[0]),))]
    cards = []
    for part, data in enumerate(files, start=1):
        text = first if part == 1 else Text(say("export-part", part=part, parts=len(files)))
        cards.append(Card((text,), Accent.QUIET, (File(f"my-data-{part}-of-{len(files)}.json", data),)))
    return cards


def delete_question(stored: StoredAbout, say: Sentences, *, backend_forgets: bool) -> Card:
    """Show the question before everything is deleted, with its consequences.

    Args:
        stored: what there is to delete.
        say: the reader's sentences.
        backend_forgets: whether the place where trees live can delete a person.
    """
    title, button = say("delete-title"), say("button-delete-everything")
    if backend_forgets and stored.has_contributed:
        goes = say("delete-goes", messages=stored.counts.get("messages", 0))
        consequences = [goes, say("delete-conversations"), say("delete-stays")]
    elif not backend_forgets and stored.has_ever_agreed:
        title, button = say("delete-title-here"), say("button-delete-here")
        consequences = [say("delete-goes-here"), say("delete-elsewhere", contact=stored.contact)]
    else:
        consequences = []
    if consequences:
        consequences.append(say("delete-published", contact=stored.contact))
    paragraphs = [f"### {title}", *(consequences or [say("delete-little")]), say("delete-final")]
    return Card(
        (
            *(Text(paragraph) for paragraph in paragraphs),
            Row(
                (
                    Button(button, str(CustomId(NAMESPACE, "delete")), ButtonStyle.DANGER),
                    Button(say("button-keep-data"), str(CustomId(NAMESPACE, "keep"))),
                    Button(say("button-export-data"), str(CustomId(NAMESPACE, "export"))),
                )
            ),
        ),
        Accent.PROBLEM,
    )


def deleted_card(say: Sentences, *, done: bool, left_elsewhere: str = "") -> Card:
    """Say that everything is deleted, as far as the task server could be asked; or that the rest will be.

    Args:
        say: the reader's sentences.
        done: whether nothing is left to do.
        left_elsewhere: whom to ask about what the place where trees live cannot delete; empty where that is nothing.
    """
    if left_elsewhere:
        told = f"### {say('delete-done-here-title')}\n{say('delete-done-here', contact=left_elsewhere)}"
        rest = () if done else (Text(say("delete-rest")),)
        return Card((Text(told), *rest), Accent.DONE)
    if done:
        return Card((Text(f"### {say('delete-done-title')}\n{say('delete-done')}"),), Accent.DONE)
    return Card((Text(f"### {say('delete-begun-title')}\n{say('delete-begun')}"),), Accent.READY)


def _checks(stored: StoredAbout, say: Sentences) -> tuple[Text, ...]:
    answered = stored.counts.get("check_answers", 0)
    return (Text(say("privacy-checks", passed=stored.checks_passed, answered=answered)),) if answered else ()


def _counted(kind: str, count: int, say: Sentences) -> str:
    key = KINDS.get(kind)
    return say(key, count=count) if key is not None else say("privacy-other", kind=kind.replace("_", " "), count=count)
