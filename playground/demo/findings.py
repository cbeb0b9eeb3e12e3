"""The numbers of a demo: from what people saw, and from the dataset that came out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import ceil, comb

from playground.contributors.cards import plainly
from playground.contributors.contributor import Contributor
from playground.contributors.experience import Experience
from playground.demo.checks import is_explained
from playground.demo.course import Course
from playground.demo.dataset import StoredMessage, StoredTree, messages_of
from playground.demo.options import DemoOptions

_TOP = 5
_SHORTENED = "…"
_NO_LABELS = (0.0, 0)


@dataclass(frozen=True, slots=True)
class PersonFindings:
    """What one contributor did; texts are accepted, rejected, or still in review."""

    name: str
    languages: tuple[str, ...]
    troll: bool
    packages: int
    texts: int
    accepted: int
    rejected: int
    points: int
    level: int
    skipped: int
    failures: int


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Seconds from a press to its answer, as the client sees it."""

    count: int
    p50: float
    p99: float
    max: float


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt and the replies to it, in the order of the consensus."""

    prompt: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is told at the end; shares and agreements are from 0 to 1, None where there is nothing to compare.

    `spam_agreement` is the mean, over messages, of the share of pairs of reviewers who say the same about spam.
    `ranking_agreement` is the mean, over rankings, of the share of pairs that stand in the order of the consensus
    (Kendall's tau, from 0 to 1); `rankings_compared` says of how many. `whole_answer_times` are until the last part of
    an answer that came in several. `trolls` has their shares of the people, of the packages, of the texts written,
    and of those accepted. `backend` is where the trees are; `promised` answers were called saved and delivered later;
    `waits` is how often somebody was asked to wait. `trees_begun` is how many of the ready trees begin with a prompt
    of the contributors'; the others were there before. `failures_by_kills` are presses to which a dead bot gave no
    answer, `failures_beside` all others.
    """

    backend: str
    settings: Mapping[str, str]
    trees_wanted: int
    trees_ready: int
    trees_begun: int
    trees_by_state: Mapping[str, int]
    dataset_messages: int
    packages: int
    packages_by_type: Mapping[str, int]
    texts_written: int
    texts_accepted: int
    texts_rejected: int
    texts_in_review: int
    spam_agreement: float | None
    ranking_agreement: float | None
    rankings_compared: int
    replies_ranked: int
    groups_ranked: int
    example: Example | None
    answer_times: AnswerTimes | None
    whole_answer_times: AnswerTimes | None
    trolls: Mapping[str, float]
    kills: int
    outages: int
    promised: int
    waits: int
    failures_by_kills: int
    failures_beside: int
    absences: int
    rest_calls_per_package: float
    work_seconds: float
    people: Sequence[PersonFindings]
    not_checked: Sequence[str] = field(default=())
    problems: Sequence[str] = field(default=())

    @property
    def top(self) -> list[PersonFindings]:
        """Those with the most points."""
        return sorted(self.people, key=lambda person: -person.points)[:_TOP]


def find(
    options: DemoOptions, course: Course, finished: list[StoredTree], everything: list[StoredTree], problems: list[str]
) -> Findings:
    """Count what was found.

    Args:
        options: what was wanted.
        course: how the run went.
        finished: the dataset.
        everything: the same with all that is not part of it.
        problems: what went wrong.
    """
    messages = messages_of(everything)
    written = [message for message in messages if message.author is not None]
    experiences = [contributor.experience for contributor in course.contributors]
    people = list(_people(course.contributors, written))
    rankings = list(_ranking_agreements(experiences, messages))
    ranked = [message.ranked for message in messages if message.ranked]
    return Findings(
        backend=course.backend,
        settings=course.settings,
        trees_wanted=options.trees,
        trees_ready=len(finished),
        trees_begun=sum(tree.prompt.author is not None for tree in finished),
        trees_by_state=dict(Counter(tree.state for tree in everything).most_common()),
        dataset_messages=len(messages_of(finished)),
        packages=course.packages,
        packages_by_type=dict(sum((each.finished for each in experiences), Counter[str]()).most_common()),
        texts_written=len(written),
        texts_accepted=sum(1 for message in written if message.accepted),
        texts_rejected=sum(1 for message in written if message.accepted is False),
        texts_in_review=sum(1 for message in written if message.accepted is None),
        spam_agreement=_mean(_spam_agreements(messages)),
        ranking_agreement=_mean(rankings),
        rankings_compared=len(rankings),
        replies_ranked=sum(map(len, ranked)),
        groups_ranked=len(ranked),
        example=_example(finished),
        answer_times=_answer_times([second for each in experiences for second in each.answer_seconds]),
        whole_answer_times=_answer_times([second for each in experiences for second in each.whole_answer_seconds]),
        trolls=_trolls(people),
        kills=len(course.kills),
        outages=len(course.outages),
        promised=course.promised,
        waits=sum(each.waits for each in experiences),
        failures_by_kills=sum(is_explained(failure, course.kills) for each in experiences for failure in each.failures),
        failures_beside=sum(
            not is_explained(failure, course.kills) for each in experiences for failure in each.failures
        ),
        absences=sum(each.absences for each in experiences),
        rest_calls_per_package=course.rest_calls_outside / max(1, course.packages),
        work_seconds=course.work_seconds,
        people=people,
        not_checked=course.not_checked,
        problems=problems,
    )


def _people(contributors: Sequence[Contributor], written: Iterable[StoredMessage]) -> Iterator[PersonFindings]:
    """Yield everybody, with what became of their texts. Who is which author is told by common texts."""
    by_author: dict[str | None, list[StoredMessage]] = {}
    for message in written:
        by_author.setdefault(message.author, []).append(message)
    for contributor in contributors:
        seen = contributor.experience
        own = Counter(seen.saved)
        theirs = max(by_author.values(), key=lambda texts: sum((own & Counter(_texts(texts))).values()), default=[])
        if not own & Counter(_texts(theirs)):
            theirs = []
        yield PersonFindings(
            name=contributor.character.name,
            languages=contributor.character.languages,
            troll=contributor.character.habits.troll,
            packages=seen.packages,
            texts=len(seen.saved),
            accepted=sum(1 for message in theirs if message.accepted),
            rejected=sum(1 for message in theirs if message.accepted is False),
            points=seen.standing.points,
            level=seen.standing.level,
            skipped=seen.skipped,
            failures=len(seen.failures),
        )


def _texts(messages: Iterable[StoredMessage]) -> Iterator[str]:
    return (message.text for message in messages)


def _spam_agreements(messages: Iterable[StoredMessage]) -> Iterator[float]:
    """Yield for each message with several reviews the share of pairs of reviewers who agree about spam."""
    for message in messages:
        mean, reviews = message.spam or _NO_LABELS
        if reviews > 1:
            yes = round(mean * reviews)
            yield (comb(yes, 2) + comb(reviews - yes, 2)) / comb(reviews, 2)


def _ranking_agreements(experiences: Iterable[Experience], messages: Iterable[StoredMessage]) -> Iterator[float]:
    """Yield for each ranking that can be told apart the share of pairs that it has in the consensus' order."""
    parents: dict[str, list[StoredMessage]] = {}
    for message in messages:
        if len(message.ranked) > 1:
            parents.setdefault(_beginning(message.text), []).append(message)
    for experience in experiences:
        for ranking in experience.rankings:
            shown = [_beginning(text) for text in ranking.texts]
            for parent in parents.get(_beginning(ranking.parent), ()):
                place = {_beginning(reply.text): number for number, reply in enumerate(parent.ranked)}
                if len(set(shown)) == len(shown) and set(shown) <= place.keys():
                    pairs = list(combinations([place[text] for text in shown], 2))
                    yield sum(better < worse for better, worse in pairs) / len(pairs)
                    break


def _beginning(text: str) -> str:
    """Return what can be compared of a text that may be shown shortened, and quoted."""
    return plainly(text.removesuffix(_SHORTENED)).replace("> ", "")[:80]


def _example(finished: Iterable[StoredTree]) -> Example | None:
    """Return the message of the dataset with the most ranked replies."""
    ranked = [message for message in messages_of(list(finished)) if len(message.ranked) > 1]
    best = max(ranked, key=lambda message: len(message.ranked), default=None)
    return Example(best.text, tuple(reply.text for reply in best.ranked)) if best else None


def _answer_times(seconds: Sequence[float]) -> AnswerTimes | None:
    if not seconds:
        return None
    ordered = sorted(seconds)

    def quantile(share: float) -> float:
        return ordered[max(0, ceil(share * len(ordered)) - 1)]

    return AnswerTimes(len(ordered), quantile(0.5), quantile(0.99), ordered[-1])


def _trolls(people: Sequence[PersonFindings]) -> dict[str, float]:
    trolls = [person for person in people if person.troll]

    def share(part: int, whole: int) -> float:
        return part / whole if whole else 0.0

    return {
        "people": share(len(trolls), len(people)),
        "packages": share(sum(each.packages for each in trolls), sum(each.packages for each in people)),
        "texts": share(sum(each.texts for each in trolls), sum(each.texts for each in people)),
        "accepted": share(sum(each.accepted for each in trolls), sum(each.accepted for each in people)),
    }


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
