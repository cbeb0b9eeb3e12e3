"""People who work through `TaskBackend`, for tests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Protocol
from uuid import UUID, uuid5

import pytest

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import NoTaskAvailable
from bot.backends.values import (
    Answer,
    Contributor,
    LabelsAnswer,
    Offer,
    RankingAnswer,
    Receipt,
    TextAnswer,
)
from bot.ids import new_id
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Message
from bot.protocol.moments import Moment, Span
from bot.protocol.tasks import (
    LABEL_TASKS,
    RANDOM,
    RANK_TASKS,
    AssistantReplyTask,
    LabelAssistantReplyTask,
    LabelInitialPromptTask,
    LabelPrompterReplyTask,
    PrompterReplyTask,
    RankAssistantRepliesTask,
    RankPrompterRepliesTask,
    RequestedType,
    Task,
    TaskType,
)
from bot.protocol.trees import TreeState

SERVER = 1001
OTHER_SERVER = 1002
START: Moment = 1_760_000_000_000
_NAMESPACE = UUID("5f1d1f0e-6b0e-4b0e-9d59-6a3f1f0c5a11")

RankTask = RankAssistantRepliesTask | RankPrompterRepliesTask
LabelTask = LabelInitialPromptTask | LabelAssistantReplyTask | LabelPrompterReplyTask
ReplyTask = AssistantReplyTask | PrompterReplyTask


class Law(StrEnum):
    """What a backend may leave out, and why."""

    EFFECTS = "a tree stays in its state when something in it is deleted or halted, and a second time is like the first"
    SCALES = "labels are credited by the task's mode, whatever was answered"
    FLAGS = "what several people flag is taken out and what many skip is halted, whatever reviews accepted"
    CLOCK = "its clock cannot be moved from here"
    ALONE = "others work on it too: what it counts is not of this community alone"


class CommunityClock(Protocol):
    """A clock that can be moved."""

    def now(self) -> Moment:
        """The current moment."""
        ...

    def move(self, span: Span) -> None:
        """Let time pass."""
        ...

    def is_now(self, moment: Moment) -> bool:
        """Whether a moment is the present one."""
        ...


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> Moment:
        """The current moment."""
        return self._now

    def move(self, span: Span) -> None:
        """Let time pass."""
        self._now += span

    def is_now(self, moment: Moment) -> bool:
        """Whether a moment is the present one."""
        return moment == self._now


@dataclass(frozen=True)
class Held:
    """A package that somebody has."""

    person: Contributor
    session: UUID
    offer: Offer

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.offer.task

    @property
    def label_task(self) -> LabelTask:
        """The task, which is one of labels."""
        assert isinstance(self.task, LabelTask)
        return self.task

    @property
    def rank_task(self) -> RankTask:
        """The task, which is one of ranking."""
        assert isinstance(self.task, RankTask)
        return self.task

    @property
    def reply_task(self) -> ReplyTask:
        """The task, which is one of replying."""
        assert isinstance(self.task, ReplyTask)
        return self.task

    @property
    def about(self) -> UUID:
        """The message that the package is about."""
        if isinstance(self.task, LabelTask):
            return self.task.message_id
        if isinstance(self.task, RankTask):
            return self.task.ranking_parent_id
        last = self.reply_task.conversation.last
        assert last is not None
        return last.id


@dataclass
class Community:
    """A backend, its clock, and any number of people; `first` is the number of the first of them."""

    backend: TaskBackend
    clock: CommunityClock
    capabilities: frozenset[Capability]
    random: Random = field(default_factory=lambda: Random(7))
    first: int = 0
    _texts: int = 0
    _fresh: int = 1000

    def needs(self, capability: Capability) -> None:
        """Skip the test where the backend cannot do this."""
        if capability not in self.capabilities:
            pytest.skip(f"this backend cannot do that: {capability}")

    def person(self, number: int) -> Contributor:
        """The person with a number, always the same one."""
        return contributor(self.first + number)

    def newcomer(self) -> Contributor:
        """Somebody who was never there before."""
        self._fresh += 1
        return self.person(self._fresh)

    def new_session(self) -> UUID:
        """The id of a new work session."""
        return new_id(self.clock.now(), self.random)

    def text(self) -> str:
        """A text that nobody wrote before."""
        self._texts += 1
        return f"Text number {self._texts}."

    async def take(
        self,
        person: Contributor,
        task_type: RequestedType = RANDOM,
        language: str = "en",
        server: int | None = SERVER,
    ) -> Held:
        """Have somebody ask for a package."""
        session = self.new_session()
        return Held(person, session, await self.backend.request(person, session, task_type, language, server))

    async def try_take(
        self, person: Contributor, task_type: RequestedType = RANDOM, language: str = "en"
    ) -> Held | None:
        """Have somebody ask for a package; None where there is none."""
        try:
            return await self.take(person, task_type, language)
        except NoTaskAvailable:
            return None

    async def give(self, held: Held, answer: Answer | None = None, server: int | None = SERVER) -> Receipt:
        """Have a package answered, as well as can be where nothing else is said."""
        given = self.good_answer(held.task) if answer is None else answer
        return await self.backend.submit(held.person, held.session, held.task, given, server)

    def good_answer(self, task: Task, language: str = "en") -> Answer:
        """An answer that nobody could object to."""
        if task.type in LABEL_TASKS:
            assert isinstance(task, LabelTask)
            return labels_for(task)
        if task.type in RANK_TASKS:
            assert isinstance(task, RankTask)
            return RankingAnswer(ranking=tuple(range(len(task.ranked_messages))))
        return TextAnswer(text=self.text(), language=language)

    async def work(
        self, person: Contributor, task_type: RequestedType = RANDOM, answer: Answer | None = None
    ) -> Receipt:
        """Have somebody ask for a package and answer it."""
        return await self.give(await self.take(person, task_type), answer)

    async def write_prompt(self, author: Contributor, language: str = "en") -> UUID:
        """Have somebody write an initial prompt."""
        held = await self.take(author, TaskType.INITIAL_PROMPT, language)
        receipt = await self.give(held, TextAnswer(text=self.text(), language=language))
        assert receipt.message_id is not None
        return receipt.message_id

    async def review(self, message_id: UUID, *spam: float, task_type: TaskType = TaskType.LABEL_INITIAL_PROMPT) -> None:
        """Have newcomers review a message, each with a value of spam; others' messages are left alone."""
        for value in spam:
            held = await self.take_about(message_id, task_type)
            await self.give(held, labels_for(held.label_task, spam=value))

    async def have_taken_part(self, *people: Contributor) -> None:
        """Have people review prompts of others that are accepted: flags of theirs count."""
        for first in range(0, len(people), 3):
            prompt = await self.write_prompt(self.newcomer())
            for person in people[first : first + 3]:
                await self.give(await self.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT, person))
            while await self.state(prompt) is TreeState.INITIAL_PROMPT_REVIEW:
                await self.review(prompt, 0)

    async def take_about(self, message_id: UUID, task_type: TaskType, person: Contributor | None = None) -> Held:
        """Have somebody, or newcomers, ask for packages until one is about a certain message."""
        for _ in range(60):
            held = await self.take(person or self.newcomer(), task_type)
            if held.about == message_id:
                return held
            if person is not None:
                await self.backend.skip(held.person, held.session, held.task, "another one is wanted")
        raise AssertionError("nobody is asked about this message")

    async def growing_tree(self, author: Contributor | None = None) -> UUID:
        """Have a prompt written and accepted, so that its tree grows; return its id."""
        prompt = await self.write_prompt(author or self.newcomer())
        for _ in range(60):
            if await self.state(prompt) is not TreeState.INITIAL_PROMPT_REVIEW:
                break
            await self.review(prompt, 0)
        assert await self.state(prompt) is TreeState.GROWING
        return prompt

    async def reply_to(self, message_id: UUID, task_type: TaskType, author: Contributor | None = None) -> UUID:
        """Have somebody reply to a certain message; return the reply's id."""
        receipt = await self.give(await self.take_about(message_id, task_type, author or self.newcomer()))
        assert receipt.message_id is not None
        return receipt.message_id

    async def accepted_reply(self, message_id: UUID, task_type: TaskType, author: Contributor | None = None) -> UUID:
        """Have somebody reply to a certain message, and the reply accepted."""
        reply = await self.reply_to(message_id, task_type, author)
        label_type = (
            TaskType.LABEL_ASSISTANT_REPLY if task_type is TaskType.ASSISTANT_REPLY else TaskType.LABEL_PROMPTER_REPLY
        )
        for _ in range(60):
            message = await self.backend.message(reply)
            if message.review_result is not None:
                assert message.review_result
                return reply
            await self.review(reply, 0, task_type=label_type)
        raise AssertionError("the reply is never accepted")

    async def ranking_tree(self, *authors: Contributor) -> tuple[UUID, list[UUID]]:
        """Have a tree of a prompt and replies by these people, whose goal is that size, come to be ranked."""
        prompt = await self.growing_tree()
        replies = [await self.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author) for author in authors]
        assert await self.state(prompt) is TreeState.RANKING
        return prompt, replies

    async def work_until(
        self, reached: Callable[[TreeState], bool], message_id: UUID, types: tuple[TaskType, ...] = tuple(TaskType)
    ) -> int:
        """Have newcomers do whatever there is until a tree is where it should be; return how many packages it took."""
        for count in range(400):
            if reached(await self.state(message_id)):
                return count
            held = await self.take(self.newcomer())
            assert held.task.type in types
            await self.give(held)
        raise AssertionError("the tree does not get there")

    async def catch_up(self, language: str = "en") -> None:
        """Let a backend do what it does at the next task request only: the lottery, auto-moderation."""
        with suppress(NoTaskAvailable):  # of a type that is never handed out
            await self.take(self.newcomer(), TaskType.SUMMARIZE_STORY, language)

    async def state(self, message_id: UUID) -> TreeState:
        """The state of a message's tree."""
        await self.catch_up((await self.backend.message(message_id)).lang or "en")
        return (await self.backend.tree_state(message_id)).state

    async def messages(self, message_id: UUID) -> dict[UUID, Message]:
        """All messages of a message's tree."""
        tree = await self.backend.tree(message_id)
        return {message.id: message for message in tree.messages}


def contributor(number: int) -> Contributor:
    """The person with a number."""
    return Contributor(uuid5(_NAMESPACE, str(number)), 10**17 + number, f"person {number}")


def labels_for(task: LabelTask, **values: float) -> LabelsAnswer:
    """Every label of a task: nothing objectionable, the scales in the middle, but for what is said otherwise."""
    scales = {"quality", "helpfulness", "creativity", "humor", "toxicity", "violence"}
    labels = {TextLabel(name): 0.5 if name in scales else 0.0 for name in task.valid_labels}
    return LabelsAnswer(labels=labels | {TextLabel(name): value for name, value in values.items()})
