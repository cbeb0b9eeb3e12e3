"""The checks at the end of a demo: each finds what it is for, and nothing else."""

from pathlib import Path
from typing import cast

import pytest

from playground.client import Channel, Person
from playground.contributors.contributor import Character, Contributor
from playground.contributors.experience import Failure
from playground.contributors.words import Kind
from playground.demo.checks import find_problems
from playground.demo.course import Course, Kill
from playground.demo.dataset import StoredMessage, StoredTree

_TEXT = "A reply that was written by Ada."


def message(text: str, *, author: str | None = "a", accepted: bool | None = True, **fields: object) -> StoredMessage:
    """A message of the dataset."""
    values: dict[str, object] = {"message_id": text, "role": "assistant", "language": "en", "rank": None}
    values |= {"text": text, "author": author, "accepted": accepted, "spam": (0.0, 0), "reviews": 0, "replies": ()}
    values |= fields
    return StoredMessage(**values)  # type: ignore[arg-type]  # the test gives what it means


@pytest.fixture
def course() -> Course:
    """A run in which Ada wrote a reply and reviewed one, and the bot was killed from second 10 to second 13."""
    nobody = cast("Person", None)  # no test presses anything
    contributor = Contributor(nobody, cast("Channel", None), Character("Ada"))
    seen = contributor.experience
    seen.saved.append(_TEXT)
    seen.finished.update([Kind.ASSISTANT_REPLY, Kind.LABEL_INITIAL_PROMPT])
    seen.counted = (1, 1, 0)
    return Course(contributors=[contributor], kills=[Kill(10.0, 13.0)], is_whole=True)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of a bot that had nothing to complain about."""
    path = tmp_path / "bot.log"
    started = '{"level": "info", "event": "ready"}\n'
    path.write_text("Invite the bot to a server: …\n" + 2 * started, encoding="utf-8")
    return path


def stored(*texts: str, reviews: int = 1) -> list[StoredTree]:
    """A dataset with an imported prompt, which has so many reviews, and replies with these texts."""
    replies = tuple(message(text) for text in texts)
    prompt = message("Imported", author=None, reviews=reviews, replies=replies)
    return [StoredTree("ready_for_export", prompt)]


def test_a_clean_run_has_no_problems(course: Course, log: Path) -> None:
    """Nothing is said where everything is there exactly once."""
    assert find_problems(course, stored(_TEXT), stored(_TEXT), log) == []


@pytest.mark.parametrize("times", [0, 2])
def test_a_text_must_be_stored_once(course: Course, log: Path, times: int) -> None:
    """A text that was called saved and is missing, or is there twice, is a problem."""
    [problem] = find_problems(course, [], stored(*[_TEXT] * times), log)
    assert "called saved 1 ×" in problem
    assert f"stored {times} ×" in problem


def test_a_text_that_nobody_was_told_of_is_a_problem(course: Course, log: Path) -> None:
    """A text that the bot gave back must not be stored."""
    assert find_problems(course, [], stored(_TEXT, "refused"), log) != []


@pytest.mark.parametrize("times", [0, 1])
def test_a_text_of_unknown_fate_may_be_there_or_not(course: Course, log: Path, times: int) -> None:
    """What was handed in when the bot was killed is there once or not at all."""
    seen = course.contributors[0].experience
    seen.unsure_texts.append("unsure")
    seen.unsure[Kind.ASSISTANT_REPLY] += 1
    seen.counted = (1 + times, 1, 0)
    assert find_problems(course, [], stored(_TEXT, *["unsure"] * times), log) == []
    assert find_problems(course, [], stored(_TEXT, "unsure", "unsure"), log) != []


def test_a_lost_draft_is_a_problem(course: Course, log: Path) -> None:
    """A text that a card had shown as kept must not be gone."""
    course.contributors[0].experience.lost.append("a draft")
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert "a draft of Ada was gone" in problem


def test_a_text_that_comes_back_without_a_reason_is_a_problem(course: Course, log: Path) -> None:
    """What was called saved and came back must say why."""
    course.contributors[0].experience.unexplained.append("a text")
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert "Ada got a text back without a reason" in problem


def test_only_a_kill_explains_a_failure(course: Course, log: Path) -> None:
    """A press in vain is a lost answer, unless the bot was dead at some moment of it."""
    failures = course.contributors[0].experience.failures
    failures += [Failure(8.0, 11.0, "Submit"), Failure(12.9, 15.9, "Submit")]
    assert find_problems(course, [], stored(_TEXT), log) == []
    failures.append(Failure(20.0, 23.0, "Skip"))
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert problem == "a lost answer: Ada pressed “Skip” in vain for 3.0 s"


@pytest.mark.parametrize("counted", [(2, 1, 0), (1, 0, 0), (1, 1, 1), None])
def test_what_people_are_told_of_their_work_must_be_right(
    course: Course, log: Path, counted: tuple[int, ...] | None
) -> None:
    """`/privacy show` must count what somebody has finished, no more and no less."""
    course.contributors[0].experience.counted = counted
    assert len(find_problems(course, [], stored(_TEXT), log)) == 1


@pytest.mark.parametrize("reviews", [0, 2])
def test_reviews_must_be_counted_once(course: Course, log: Path, reviews: int) -> None:
    """The dataset must have as many reviews as were called saved."""
    [problem] = find_problems(course, [], stored(_TEXT, reviews=reviews), log)
    assert f"the dataset has {reviews}" in problem


def test_what_a_task_server_counts_must_be_right(course: Course, log: Path) -> None:
    """Where the task server counts at once, it must count what somebody has finished."""
    course.counted_by_server = {"Ada": (1, 1, 0)}
    assert find_problems(course, [], stored(_TEXT), log) == []
    course.counted_by_server = {"Ada": (1, 0, 0)}
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert problem == "wrongly counted: Ada has finished 1 reviews, at most 1; the task server counts 0"
    course.counted_by_server = {}
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert problem == "wrongly counted: the task server did not tell how many contributions are Ada's"


def test_where_others_work_too_only_what_is_known_is_checked(course: Course, log: Path) -> None:
    """On a task server that others use, their reviews, and what `/privacy show` cannot tell, are no problem."""
    course.knows_all_trees, course.kinds_told = False, 1
    course.contributors[0].experience.counted = (1,)
    assert find_problems(course, [], stored(_TEXT, reviews=7), log) == []
    course.contributors[0].experience.counted = (2,)
    assert len(find_problems(course, [], stored(_TEXT, reviews=7), log)) == 1


def test_an_interrupted_run_is_not_counted(course: Course, log: Path) -> None:
    """Where people could not end what they were doing, only the reason is told."""
    course.is_whole = False
    course.problems.append("the bot ended by itself")
    assert find_problems(course, [], [], log) == ["the bot ended by itself"]


def test_an_interrupted_run_has_a_reason(course: Course, log: Path) -> None:
    """Where people could not end what they were doing, and nobody knows why, all is not well."""
    course.is_whole = False
    assert len(find_problems(course, [], [], log)) == 1


def test_every_tree_that_was_ready_is_in_the_dataset(course: Course, log: Path) -> None:
    """A tree that was ready for export, and is not in the dataset at the end, is a problem."""
    course.ready = 1
    assert find_problems(course, stored(_TEXT), stored(_TEXT), log) == []
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert problem == "1 trees were ready for export; the dataset has 0"


def test_a_log_without_starts_is_a_problem(course: Course, log: Path) -> None:
    """A log in which the bot does not say after a kill that it is ready says nothing about errors either."""
    course.kills.append(Kill(20.0, 23.0))
    [problem] = find_problems(course, [], stored(_TEXT), log)
    assert problem == "the bot was killed 2 ×, and logged 2 × that it is ready"


def test_replies_that_nobody_ranked_are_a_problem(course: Course, log: Path) -> None:
    """Of several replies of the assistant to a message in a finished tree, each has its place."""
    replies = (message("first", rank=0), message("second"), message("asked", role="prompter"))
    finished = [StoredTree("ready_for_export", message("prompt", replies=replies))]
    assert find_problems(course, finished, stored(_TEXT), log) == [
        "not fit for the dataset: a reply without a rank: 'second'"
    ]


def test_the_dataset_has_only_what_is_finished(course: Course, log: Path) -> None:
    """An unfinished tree, a rejected message, a message that is there twice and a gap in the ranks are problems."""
    first, last = message("first", rank=0), message("last", rank=2)
    finished = [
        StoredTree("growing", message("prompt", replies=(first, last))),
        StoredTree("ready_for_export", message("prompt", accepted=False)),
    ]
    problems = find_problems(course, finished, stored(_TEXT), log)
    assert [problem.partition(": ")[2].split(":")[0] for problem in problems] == [
        "a tree that is growing",
        "replies with the ranks [0, 2]",
        "a message that is there twice",
        "a message that was not accepted",
    ]


def test_errors_in_the_log_are_problems(course: Course, log: Path) -> None:
    """A line of level error, and what is no line of the log at all, is a problem."""
    with log.open("a", encoding="utf-8") as file:
        file.write('{"level": "error", "event": "interaction failed", "logger": "router"}\nTraceback\n')
    assert find_problems(course, [], stored(_TEXT), log) == [
        "the bot logged: interaction failed (router)",
        "the bot logged: Traceback",
    ]
