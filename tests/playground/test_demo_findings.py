"""The numbers that a demo tells, from what people saw and the dataset that came out."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from playground.client import Channel, Person
from playground.contributors.contributor import Character, Contributor
from playground.contributors.experience import Failure, Ranking
from playground.contributors.habits import DILIGENT, TROLLING
from playground.contributors.words import Kind
from playground.demo.course import Course, Kill
from playground.demo.dataset import StoredTree, read_dataset
from playground.demo.findings import Findings, find
from playground.demo.options import DemoOptions
from playground.demo.report import print_report, summary

_PROMPT = "Why is the sky blue?"
_REPLIES = (
    "Because of scattering: the molecules of the air send blue light in all directions, and red light hardly at all.",
    "Scattering.",
    "asdf",
)


def reply(place: int, **fields: object) -> dict[str, object]:
    """A reply of the dataset, accepted and ranked."""
    message = {"message_id": f"r{place}", "user_id": "ada", "text": _REPLIES[place], "role": "assistant", "lang": "en"}
    return {**message, "review_result": True, "rank": place, "replies": [], **fields}


@pytest.fixture
def trees(tmp_path: Path) -> list[StoredTree]:
    """A tree with three ranked replies, of which two reviewers of three accept the first; the troll's is rejected."""
    spam = {"spam": {"value": 1 / 3, "count": 3}}
    replies = [reply(0, labels=spam), reply(1), reply(2, user_id="hugo", review_result=False)]
    prompt = {"message_id": "p", "text": _PROMPT, "role": "prompter", "lang": "en", "review_result": True}
    tree = {"message_tree_id": "p", "tree_state": "ready_for_export", "prompt": {**prompt, "replies": replies}}
    path = tmp_path / "trees.jsonl"
    path.write_text(json.dumps(tree) + "\n", encoding="utf-8")
    return read_dataset(path)


@pytest.fixture
def course() -> Course:
    """A run of Ada, who wrote two replies and ranked, and of Hugo, a troll who wrote one and ranked the wrong way."""
    nobody, nowhere = cast("Person", None), cast("Channel", None)  # no test presses anything
    ada = Contributor(nobody, nowhere, Character("Ada", habits=DILIGENT))
    hugo = Contributor(nobody, nowhere, Character("Hugo", habits=TROLLING))
    ada.experience.saved += _REPLIES[:2]
    hugo.experience.saved += _REPLIES[2:]
    ada.experience.finished.update({Kind.ASSISTANT_REPLY: 2, Kind.RANK_ASSISTANT_REPLIES: 1})
    hugo.experience.finished.update({Kind.ASSISTANT_REPLY: 1, Kind.RANK_ASSISTANT_REPLIES: 1})
    ada.experience.rankings.append(Ranking(_PROMPT, (_REPLIES[0][:90] + "…", *_REPLIES[1:])))
    hugo.experience.rankings.append(Ranking(_PROMPT, tuple(reversed(_REPLIES))))
    ada.experience.answer_seconds += [0.01] * 99 + [2.0]
    return Course(contributors=[ada, hugo])


@pytest.fixture
def findings(course: Course, trees: list[StoredTree]) -> Findings:
    """All numbers of that run."""
    return find(DemoOptions(), course, trees, trees, [])


def test_packages_and_texts_are_counted(findings: Findings) -> None:
    """Packages are counted by type, texts by what became of them."""
    assert findings.packages_by_type == {"assistant_reply": 3, "rank_assistant_replies": 2}
    assert (findings.texts_written, findings.texts_accepted, findings.texts_rejected) == (3, 2, 1)


def test_agreement_about_spam_is_that_of_pairs(findings: Findings) -> None:
    """Of three reviewers of whom one objects, one pair of three agrees."""
    assert findings.spam_agreement == pytest.approx(1 / 3)


def test_agreement_of_rankings_is_that_of_pairs_with_the_consensus(findings: Findings) -> None:
    """A ranking like the consensus, and one that turns it round, agree by one half; a shortened text is recognised."""
    assert findings.rankings_compared == 2
    assert findings.ranking_agreement == 0.5


def test_trolls_have_their_share(findings: Findings) -> None:
    """Trolls are half of the people, and nothing of theirs was accepted."""
    assert findings.trolls == {"people": 0.5, "packages": 0.4, "texts": pytest.approx(1 / 3), "accepted": 0.0}


def test_trees_that_people_began_are_told_apart(course: Course, trees: list[StoredTree]) -> None:
    """A tree whose prompt a contributor wrote is begun by them; the others were there before."""
    begun = StoredTree("ready_for_export", replace(trees[0].prompt, author="ada"))
    findings = find(DemoOptions(trees=1), course, [*trees, begun], [*trees, begun], [])
    assert (findings.trees_ready, findings.trees_begun) == (2, 1)
    told = summary(findings)
    assert (told["Trees ready for export"], told["Begun by these people"]) == ("2", "1")


def test_failures_that_were_planned_are_told_apart(course: Course, trees: list[StoredTree]) -> None:
    """Only what a dead bot did not answer was planned, and the report says so of one press as of several."""
    course.kills.append(Kill(10.0, 13.0))
    course.contributors[0].experience.failures += [Failure(11.0, 12.0, "Submit"), Failure(20.0, 21.0, "Submit")]
    findings = find(DemoOptions(), course, trees, trees, [])
    assert (findings.failures_by_kills, findings.failures_beside) == (1, 1)
    console = Console(file=StringIO(), width=1_000)
    print_report(findings, console)
    told = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO of above
    assert "killed 1 × on purpose; 1 press failed while it was dead, as planned, and 1 otherwise" in told


def test_people_are_told_apart_by_their_texts(findings: Findings) -> None:
    """Everybody's accepted and rejected texts are their own."""
    assert [(each.name, each.accepted, each.rejected) for each in findings.people] == [("Ada", 2, 0), ("Hugo", 0, 1)]


def test_answer_times_are_quantiles(findings: Findings) -> None:
    """One slow answer in a hundred is the longest, not the 99th percentile."""
    assert findings.answer_times is not None
    assert (findings.answer_times.p50, findings.answer_times.p99, findings.answer_times.max) == (0.01, 0.01, 2.0)


def test_the_example_is_in_the_order_of_the_consensus(findings: Findings) -> None:
    """The example shows a prompt and its replies, the best first."""
    assert findings.example is not None
    assert (findings.example.prompt, findings.example.replies) == (_PROMPT, _REPLIES)
