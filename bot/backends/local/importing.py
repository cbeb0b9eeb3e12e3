"""Storing what was read from a file: all of it, or nothing.

It was written by nobody here, and counts as accepted. The ids of its messages follow from the origin and the ids of the
source, so that a file which is imported again is known, and one that has grown adds what is new to what is there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, TypeVar

from bot.backends.local import text_signals, tree_life
from bot.backends.local.ids import Key
from bot.backends.local.import_origins import continued_origin, former_key, key_in_origin
from bot.backends.local.import_reports import (
    ImportReport,
    ImportWishes,
    check_origin,
    faults_error,
    nothing_to_import,
)
from bot.backends.local.repository import imports, messages, text_sketches, trees
from bot.backends.local.repository.imports import AnnotationRow, ImportRow, StoredText
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Step
from bot.backends.local.waiting_replies import WaitingReplies
from bot.imports.detection import Detected
from bot.imports.source import Progress
from bot.imports.values import RANKED, Annotation, Fault, ImportedMessage, Item, LeftOut, Options
from bot.protocol.messages import Role
from bot.protocol.trees import TreeState
from bot.rules.tree_states import imported_state

DEEPEST: Final = 250
"""How many replies may hang one below the other. An exported tree has two levels of JSON for each, and readers of JSON
give up at some hundreds: Python's at a thousand."""

_AT_ONCE: Final = 500
"""So many rows, and trees, are looked at together."""

Thing = TypeVar("Thing")


def store(
    step: Step, detected: Detected, options: Options, wishes: ImportWishes, progress: Progress | None = None
) -> ImportReport:
    """Store what is new in a file, and put its trees where people can work on them.

    Args:
        step: The transaction. It is to be taken back where this raises.
        detected: The file, and how it is read.
        options: What the operator says of its rows.
        wishes: What they say of the file as a whole; for a trial, all is done and taken back.
        progress: Is told how many bytes of the file were read since it was told last.

    Raises:
        StartError: Something in the file cannot be used; the sentence names the places.
    """
    with imports.taken_back(step.connection) if wishes.is_trial else nullcontext():
        items = iter(detected.items(options, progress))
        first = list(islice(items, _AT_ONCE))
        origin = wishes.origin or continued_origin(step, detected, first) or detected.source.name
        check_origin(origin)
        storing = _Storing(step, detected, wishes, origin)
        for batch in _batches(chain(first, items)):
            storing.take(batch)
        report = storing.finish()
        if progress is not None:
            progress(0)  # the last moment at which it may be given up
        return report


@dataclass(slots=True)
class _Node:
    """A message of the file, or one that is stored, as the messages below it see it."""

    key: Key
    tree_id: Key
    parent_id: Key | None
    is_assistant: bool
    depth: int
    language: str
    text: str
    is_new: bool
    is_frozen: bool = False
    """It was edited or deleted here, so that it need not say what the file says."""
    is_deleted: bool = False


@dataclass(slots=True)
class _Buffer:
    """What is stored at the end of a batch."""

    trees: list[TreeRow] = field(default_factory=list)
    messages: list[MessageRow] = field(default_factory=list)
    sketches: list[tuple[Key, bytes]] = field(default_factory=list)
    annotations: list[AnnotationRow] = field(default_factory=list)
    names: list[tuple[str, Key]] = field(default_factory=list)


class _Storing:
    """One file on its way into the pool. What is remembered of it does not grow with it, but for a few bytes a tree."""

    def __init__(self, step: Step, detected: Detected, wishes: ImportWishes, origin: str) -> None:
        self._step = step
        self._connection = step.connection
        self._limits = step.rules.thresholds.limits
        self._wishes = wishes
        self._origin = origin
        self._form = detected.form.name
        self._import_id = imports.add(
            step.connection,
            ImportRow(
                0,
                origin,
                detected.source.name,
                detected.source.digest,
                detected.form.name,
                wishes.source_url,
                wishes.license,
                step.now,
                0,
                0,
            ),
        )
        self.report = ImportReport(detected.source.path, detected, origin, is_trial=wishes.is_trial)
        self._is_unnamed = imports.has_unnamed(step.connection, origin)
        # Of the batch that is looked at.
        self._keys: dict[str, Key] = {}
        self._nodes: dict[str, _Node] = {}
        self._unnamed: dict[str, _Node] = {}
        # Ids of messages that are not taken, and why: nothing is taken below them.
        self._void: dict[str, str | None] = {}
        self._waiting = WaitingReplies()
        self._buffer = _Buffer()
        self._new: dict[Key, TreeState | None] = {}
        self._places: dict[Key, str] = {}
        self._grown: set[Key] = set()
        self._languages: set[str] = set()

    def take(self, batch: Iterable[Item]) -> None:
        """Take a part of the file."""
        read = []
        for item in batch:
            if isinstance(item, ImportedMessage):
                read.append(item)
            elif isinstance(item, LeftOut):
                self.report.left_out[item.reason] += item.messages
                if item.source_id is not None:
                    self._void[item.source_id] = item.reason
            else:
                self._refuse(item)
        self._keys.clear()
        self._nodes = self._look_up(read)
        for message in read:
            self._take(message)
        self._flush()

    def finish(self) -> ImportReport:
        """Put the trees where people can work on them."""
        self._tell_of_orphans()
        report = self.report
        if not report.faults and report.is_empty:
            raise nothing_to_import(report)
        # All are where they begin before any goes on: that may draw others from the lottery.
        going_on = [] if report.faults else [key for part in _batches(self._new) for key in self._place(part)]
        if report.faults:
            raise faults_error(report)
        for tree_id in going_on:
            tree_life.advance(self._step, tree_life.find(self._step, tree_id))
        for tree_id in sorted(self._grown):
            trees.touch(self._connection, tree_id, self._step.now)
            tree_life.advance(self._step, tree_life.find(self._step, tree_id))
        for language in sorted(self._languages):
            tree_life.fill_places(self._step, language)
        report.trees, report.grown = len(self._new), len(self._grown)
        if report.messages:
            report.number = self._import_id
            imports.set_brought(self._connection, self._import_id, report.trees, report.messages)
        else:
            imports.forget(self._connection, self._import_id)
        return report

    def _refuse(self, fault: Fault) -> None:
        self.report.fault(fault)
        if fault.source_id is not None:
            self._void[fault.source_id] = None

    def _look_up(self, read: Collection[ImportedMessage]) -> dict[str, _Node]:
        """Return what is stored of messages, and of those to which they reply."""
        wanted = {message.source_id for message in read}
        wanted.update(message.parent for message in read if message.parent is not None)
        keys = {key_in_origin(self._step, self._origin, source_id): source_id for source_id in wanted}
        self._keys.update((source_id, key) for key, source_id in keys.items())
        rows = imports.stored_texts(self._connection, list(keys))
        nodes = {keys[key]: self._node(row) for key, row in rows.items()}
        if self._is_unnamed:
            former = {former_key(self._step, message, self._form): message.source_id for message in read}
            for key, row in imports.stored_texts(self._connection, list(former)).items():
                self._buffer.names.append((former[key], key))
                self._unnamed[former[key]] = self._node(row)
            nodes.update((source_id, self._unnamed[source_id]) for source_id in wanted & self._unnamed.keys())
        return nodes

    def _node(self, row: StoredText) -> _Node:
        return _Node(
            row.message_id,
            row.tree_id,
            row.parent_id,
            bool(row.is_assistant),
            row.depth,
            row.language,
            row.text,
            row.import_id == self._import_id,
            bool(row.is_edited or row.is_deleted),
            bool(row.is_deleted),
        )

    def _take(self, first: ImportedMessage) -> None:
        """Take a message, and those that were waiting for it."""
        following = [first]
        while following:
            message = following.pop()
            if self._take_one(message) and (replies := self._waiting.pop(message.source_id)):
                # Meanwhile another message may have taken the id of one.
                self._nodes = self._look_up(replies) | self._nodes
                following.extend(reversed(replies))

    def _take_one(self, message: ImportedMessage) -> bool:
        """Take a message; return False where it has to wait for what it replies to."""
        self.report.show(message)
        known = self._nodes.get(message.source_id)
        if known is not None:
            self._meet_again(message, known)
            return True
        parent = None
        if message.parent is not None:
            if message.parent in self._void:
                self._leave_out(message, self._void[message.parent])
                return True
            parent = self._nodes.get(message.parent)
            if parent is None:
                self._waiting.add(message.parent, message)
                return False
            if parent.is_deleted:
                self._leave_out(message, "below what was deleted here")
                return True
        problem = _misplaced(message, parent)
        if problem is not None:
            self._refuse(Fault(message.place, problem, message.source_id))
            return True
        self._add(message, parent)
        return True

    def _leave_out(self, message: ImportedMessage, reason: str | None) -> None:
        self._void[message.source_id] = reason
        if reason is not None:
            self.report.left_out[reason] += 1

    def _meet_again(self, message: ImportedMessage, known: _Node) -> None:
        """Compare a message with the one that has its id already."""
        parent = None if message.parent is None else self._nodes.get(message.parent)
        is_same = known.is_frozen or (
            known.text == message.text
            and known.is_assistant == message.role.is_assistant
            and known.parent_id == (None if parent is None else parent.key)
        )
        if known.is_new:
            if is_same:
                self.report.repeated += 1
            else:
                problem = (
                    f"its id {message.source_id:.60} is that of an earlier message as well, which says something else"
                )
                self._refuse(Fault(message.place, problem))
            return
        if not is_same or (known.language != message.language and not known.is_frozen):
            self.report.change(message.place)
            self._void[message.source_id] = "below what is known with another text"
            return
        self.report.known += 1
        self.report.known_trees += message.parent is None

    def _add(self, message: ImportedMessage, parent: _Node | None) -> None:
        key = self._keys[message.source_id]
        tree_id = key if parent is None else parent.tree_id
        depth = 0 if parent is None else parent.depth + 1
        row = MessageRow(
            message_id=key,
            tree_id=tree_id,
            parent_id=None if parent is None else parent.key,
            author_id=None,
            session_id=None,
            server_id=None,
            is_assistant=message.role.is_assistant,
            depth=depth,
            language=message.language,
            text=message.text,
            created_at=self._step.now,
            accepted=True,
            synthetic=message.synthetic,
            model_name=message.model_name,
            import_id=self._import_id,
            source_id=message.source_id,
            source_date=message.source_date,
        )
        if parent is None:
            self._add_tree(message, tree_id)
        elif tree_id not in self._new:
            self._grown.add(tree_id)
            self.report.added += 1
        buffer = self._buffer
        buffer.messages.append(row)
        sketch = text_signals.sketch_of_text(self._step, message.text)
        if sketch is not None:
            buffer.sketches.append((key, sketch))
        if message.annotation is not None:
            buffer.annotations.append(_annotation(key, message.annotation))
        self.report.messages += 1
        self._nodes[message.source_id] = _Node(
            key, tree_id, row.parent_id, row.is_assistant, depth, row.language, row.text, is_new=True
        )

    def _add_tree(self, message: ImportedMessage, tree_id: Key) -> None:
        facts = message.tree
        named = None if facts is None else facts.state
        self._languages.add(message.language)
        self._new[tree_id] = named
        if named in RANKED:
            self._places[tree_id] = message.place
        self._buffer.trees.append(
            TreeRow(
                tree_id=tree_id,
                state=TreeState.PROMPT_LOTTERY_WAITING,
                language=message.language,
                limits=self._limits,
                author_id=None,
                origin=self._origin,
                created_at=self._step.now,
                touched_at=self._step.now,
                won_lottery=False,
                topic=None if facts is None else facts.topic,
                import_id=self._import_id,
                source_id=message.source_id,
                source_url=(None if facts is None else facts.source_url) or self._wishes.source_url,
                license=(None if facts is None else facts.license) or self._wishes.license,
            )
        )

    def _flush(self) -> None:
        buffer, self._buffer = self._buffer, _Buffer()
        trees.add_all(self._connection, buffer.trees)
        messages.add_all(self._connection, buffer.messages)
        text_sketches.add_all(self._connection, buffer.sketches)
        imports.annotate_all(self._connection, buffer.annotations)
        imports.name_all(self._connection, buffer.names)

    def _tell_of_orphans(self) -> None:
        """Tell of replies to what never came, but not of those below what was not taken."""
        for void in [parent for parent in self._waiting.awaited if parent in self._void]:
            following = self._waiting.pop(void)
            for message in following:
                self._leave_out(message, self._void[void])
                following.extend(self._waiting.pop(message.source_id))
        for fault in self._waiting.faults():
            self.report.fault(fault)

    def _place(self, tree_ids: list[Key]) -> list[Key]:
        """Put new trees into the states in which they begin; return those that may go on from there by themselves."""
        thresholds = self._step.rules.thresholds
        sizes = imports.sizes_of(self._connection, tree_ids, ranks_prompters=thresholds.is_ranked(Role.PROMPTER))
        placed: defaultdict[TreeState, list[Key]] = defaultdict(list)
        for tree_id in tree_ids:
            size, named = sizes[tree_id], self._new[tree_id]
            if named in RANKED and size.together < 2:
                problem = f"tree_state is {named}, but no message of the tree has two replies that can be ranked"
                self.report.fault(Fault(self._places[tree_id], problem))
                continue
            state = imported_state(
                named,
                messages=size.messages,
                to_be_ranked=size.together,
                by_models=size.together_by_models,
                limits=self._limits,
            )
            if state is not TreeState.PROMPT_LOTTERY_WAITING:
                placed[state].append(tree_id)
        for state, several in placed.items():
            imports.place_all(self._connection, several, state)
            for language, number in imports.count_languages(self._connection, several).items():
                trees.count(self._connection, language, TreeState.PROMPT_LOTTERY_WAITING, -number)
                trees.count(self._connection, language, state, number)
        return placed[TreeState.GROWING] + placed[TreeState.RANKING]


def _misplaced(message: ImportedMessage, parent: _Node | None) -> str | None:
    """Say what is wrong with the place of a message in its tree."""
    if parent is None:
        if message.role is Role.ASSISTANT:
            return "an initial prompt is the prompter's, not the assistant's"
        return None
    if parent.depth >= DEEPEST:
        return (
            f"{parent.depth + 1} messages are above it, and at most {DEEPEST} can be. Cut the conversation into several"
        )
    if message.role.is_assistant == parent.is_assistant:
        return (
            f"its role is {message.role}, and so is that of the message to which it replies; prompter and assistant "
            "take turns"
        )
    return None


def _annotation(key: Key, found: Annotation) -> AnnotationRow:
    return AnnotationRow(
        key, imports.as_json(found.labels), found.rank, imports.as_json(found.emojis), found.review_count
    )


def _batches(items: Iterable[Thing]) -> Iterator[list[Thing]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _AT_ONCE)):
        yield batch
