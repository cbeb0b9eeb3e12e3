"""What must hold at the end of a demo: nothing lost, nothing counted twice, no error inside the bot.

What people were told is held against what the dataset has, and against what `/privacy show` told them. An answer of
which somebody does not know whether it arrived, because the bot was killed meanwhile, may be there once or not at all.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from playground.contributors.contributor import Contributor
from playground.contributors.experience import Experience, Failure, by_contribution
from playground.demo.course import Course, Kill
from playground.demo.dataset import StoredMessage, StoredTree, messages_of

_MOST_LISTED = 5
_SHOWN = 60
_LOUD = {"error", "critical"}
_ORDINARY_OUTPUT = "Invite the bot to a server:"
_ASSISTANT, _READY = "assistant", "ready"
_COUNTED = ("messages", "reviews", "rankings")


def find_problems(course: Course, finished: list[StoredTree], everything: list[StoredTree], log: Path) -> list[str]:
    """Find everything that is wrong, in words.

    Args:
        course: how the run went.
        finished: the dataset.
        everything: the same with all that is not part of it.
        log: the bot's.
    """
    problems = [
        *course.problems,
        *_few("not fit for the dataset", _unfit(finished)),
        *_few("the bot logged", _errors_in(log)),
    ]
    if len(finished) < course.ready:
        problems.append(f"{course.ready} trees were ready for export; the dataset has {len(finished)}")
    if (starts := _starts_in(log)) <= len(course.kills):
        problems.append(f"the bot was killed {len(course.kills)} ×, and logged {starts} × that it is ready")
    if not course.is_whole and not course.problems:
        problems.append("people could not end what they were doing, so nothing was counted")
    if course.is_whole:
        problems += _few("a lost answer", _unexplained(course.contributors, course.kills))
        problems += _few("a lost text", _lost_texts(course.contributors, messages_of(everything)))
        problems += _few("wrongly counted", _miscounted(course))
        problems += _few("wrongly counted", _miscounted_by_server(course))
        if course.knows_all_trees:
            problems += _few("wrongly counted", _miscounted_reviews(course.contributors, messages_of(everything)))
    return problems


def is_explained(failure: Failure, kills: Sequence[Kill]) -> bool:
    """Say whether the bot was dead at any moment between the press and the failure."""
    return any(failure.begun <= kill.back and failure.ended >= kill.killed for kill in kills)


def _unexplained(contributors: Sequence[Contributor], kills: Sequence[Kill]) -> Iterator[str]:
    for contributor in contributors:
        for failure in contributor.experience.failures:
            if not is_explained(failure, kills):
                took = failure.ended - failure.begun
                yield f"{contributor.character.name} pressed “{failure.what}” in vain for {took:.1f} s"


def _lost_texts(contributors: Sequence[Contributor], messages: Iterable[StoredMessage]) -> Iterator[str]:
    stored = Counter(message.text for message in messages if message.author is not None)
    saved = Counter(text for each in contributors for text in each.experience.saved)
    unsure = Counter(text for each in contributors for text in each.experience.unsure_texts)
    for text in saved.keys() | unsure.keys() | stored.keys():
        if not saved[text] <= stored[text] <= saved[text] + unsure[text]:
            told = f"was called saved {saved[text]} ×" + (f", and {unsure[text]} × maybe" if unsure[text] else "")
            yield f"{text[:_SHOWN]!r} {told}; it is stored {stored[text]} ×"
    for contributor in contributors:
        for text in contributor.experience.lost:
            yield f"a draft of {contributor.character.name} was gone when the card came back: {text[:_SHOWN]!r}"
        for text in contributor.experience.unexplained:
            yield f"{contributor.character.name} got a text back without a reason: {text[:_SHOWN]!r}"


def _miscounted(course: Course) -> Iterator[str]:
    for contributor in course.contributors:
        name, counted = contributor.character.name, contributor.experience.counted
        if counted is None or len(counted) < course.kinds_told:
            yield f"/privacy show did not tell {name} how many contributions are theirs"
        else:
            yield from _outside(contributor, counted[: course.kinds_told], "/privacy show")


def _miscounted_by_server(course: Course) -> Iterator[str]:
    if course.counted_by_server is None:
        return
    for contributor in course.contributors:
        if (counted := course.counted_by_server.get(contributor.character.name)) is None:
            yield f"the task server did not tell how many contributions are {contributor.character.name}'s"
        else:
            yield from _outside(contributor, counted, "the task server")


def _outside(contributor: Contributor, counted: Sequence[int], who: str) -> Iterator[str]:
    """Find what somebody counts for a contributor who has read otherwise."""
    for what, told, (least, most) in zip(_COUNTED, counted, _bounds(contributor.experience), strict=False):
        if not least <= told <= most:
            yield f"{contributor.character.name} has finished {least} {what}, at most {most}; {who} counts {told}"


def _bounds(experience: Experience) -> list[tuple[int, int]]:
    """Bound messages, reviews and rankings: how many were called saved, and how many that may be at most."""
    unsure = by_contribution(experience.unsure)
    return [(sure, sure + more) for sure, more in zip(experience.contributions, unsure, strict=True)]


def _miscounted_reviews(contributors: Sequence[Contributor], messages: Iterable[StoredMessage]) -> Iterator[str]:
    stored = sum(message.reviews for message in messages)
    bounds = [_bounds(each.experience)[1] for each in contributors]
    least, most = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    if not least <= stored <= most:
        yield f"{least} reviews were called saved, at most {most}; the dataset has {stored}"


def _unfit(finished: Iterable[StoredTree]) -> Iterator[str]:
    seen: set[str] = set()
    for tree in finished:
        if tree.state != "ready_for_export":
            yield f"a tree that is {tree.state}"
        for message in tree.prompt.walk():
            if message.message_id in seen:
                yield f"a message that is there twice: {message.text[:_SHOWN]!r}"
            seen.add(message.message_id)
            if not message.accepted:
                yield f"a message that was not accepted: {message.text[:_SHOWN]!r}"
            ranks = [reply.rank for reply in message.ranked]
            if ranks != list(range(len(ranks))):
                yield f"replies with the ranks {ranks}"
            if len(rivals := [reply for reply in message.replies if reply.role == _ASSISTANT]) > 1:
                yield from (f"a reply without a rank: {each.text[:_SHOWN]!r}" for each in rivals if each.rank is None)


def _errors_in(log: Path) -> Iterator[str]:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if not line.startswith("{"):
            if line.strip() and not line.startswith(_ORDINARY_OUTPUT):
                yield line
        elif (record := json.loads(line)).get("level") in _LOUD:
            yield f"{record.get('event')} ({record.get('logger')})"


def _starts_in(log: Path) -> int:
    """Count how often the bot has said that it is ready."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return sum(json.loads(line).get("event") == _READY for line in lines if line.startswith("{"))


def _few(what: str, problems: Iterable[str]) -> Iterator[str]:
    """Yield the first problems of a kind, and how many more there are."""
    for number, problem in enumerate(all_of := list(problems)):
        if number == _MOST_LISTED:
            yield f"{what}: and {len(all_of) - number} more"
            return
        yield f"{what}: {problem}"
