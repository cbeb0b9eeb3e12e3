"""Reviews: the labels that people give to a message, and what they decide."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.backends.errors import InvalidLabel, MandatoryLabelMissing, OwnMessage, TreeClosed
from bot.backends.local import attention_checks, pausing, text_signals, tree_life
from bot.backends.local.crediting import ACCEPTED, COUNTED_AS, credit, receive
from bot.backends.local.ids import Key
from bot.backends.local.repository import answers, messages, trees, trust
from bot.backends.local.repository.answers import ReviewRow
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.step import Step
from bot.backends.values import LabelsAnswer
from bot.protocol.labels import LabelKind, LabelMode, TextLabel
from bot.protocol.messages import Role
from bot.protocol.tasks import TaskType
from bot.rules.acceptance import UNWEIGHED, Verdict, decide
from bot.rules.attention_checks import SettledReview
from bot.rules.consensus import Rating
from bot.rules.earning import UNRATED, quality_of, review_earns, text_earns
from bot.rules.labels import KINDS, LabelFault, find_problems, labels_for, mode_earned, stored_labels
from bot.rules.points import EARNED, earnings_of
from bot.rules.tree_states import CLOSED
from bot.rules.trust import NEWCOMER, TrustRecord, after_review, after_text, rejection, review_weight

_AT_ONCE: Final = 5
"""Whoever asks for work has at most so many overdue messages decided."""

_WRITTEN_FOR: Final = {Role.PROMPTER: TaskType.PROMPTER_REPLY, Role.ASSISTANT: TaskType.ASSISTANT_REPLY}

_RECEIVED: Final = frozenset(
    {
        TextLabel.SPAM,
        TextLabel.LANG_MISMATCH,
        TextLabel.NOT_APPROPRIATE,
        TextLabel.PII,
        TextLabel.HATE_SPEECH,
        TextLabel.SEXUAL_CONTENT,
        TextLabel.POLITICAL_CONTENT,
        TextLabel.QUALITY,
        TextLabel.HUMOR,
        TextLabel.TOXICITY,
        TextLabel.VIOLENCE,
        TextLabel.HELPFULNESS,
    }
)
"""The labels that the trollboard shows."""


def take(step: Step, package: PackageRow, answer: LabelsAnswer, server_id: int | None) -> int:
    """Store a review and let it decide; return the points that it earned at once.

    Raises:
        TreeClosed: The tree no longer takes messages.
        OwnMessage: They wrote what it is about, or have judged it before.
        MandatoryLabelMissing: One that must be given is not.
        InvalidLabel: One is not among those asked for, or its value is out of range.
    """
    message = _message_of(step, package)
    tree = tree_life.find(step, message.tree_id)
    if message.deleted_at is not None or tree.state in CLOSED:
        raise TreeClosed
    if message.author_id == package.person_id:
        raise OwnMessage
    if answers.find_review(step.connection, message.message_id, package.person_id) is not None:
        raise OwnMessage
    labels, mode = checked(package, answer)
    review = ReviewRow(message.message_id, package.person_id, server_id, step.now, mode, labels)
    answers.put_review(step.connection, review)
    _receive(step, message, review, 1)
    credit(step, package.person_id, server_id, {COUNTED_AS[mode]: 1})
    _decide(step, message, package.person_id)
    trees.touch(step.connection, message.tree_id, step.now)
    _signal_mismatch(step, message, labels)
    tree_life.advance(step, tree)
    return int(earnings_of(package.task_type, mode, scoring=step.rules.scoring).most_at_once)


def can_change(step: Step, package: PackageRow) -> bool:
    """Return whether nothing was decided by a package's review yet."""
    message = _message_of(step, package)
    return (
        message.accepted is None
        and message.deleted_at is None
        and tree_life.find(step, message.tree_id).state not in CLOSED
        and answers.find_review(step.connection, message.message_id, package.person_id) is not None
    )


def change(step: Step, package: PackageRow, answer: LabelsAnswer) -> int:
    """Replace the labels of a package's review; return the points that it is worth now.

    Raises:
        MandatoryLabelMissing: One that must be given is not.
        InvalidLabel: One is not among those asked for, or its value is out of range.
        LookupError: The package has no review, which is a fault of ours.
    """
    message = _message_of(step, package)
    old = answers.find_review(step.connection, message.message_id, package.person_id)
    if old is None:
        raise LookupError("a label package that was answered without a review")
    labels, mode = checked(package, answer)
    new = old._replace(labels=labels, mode=mode)
    answers.put_review(step.connection, new)
    _receive(step, message, old, -1)
    _receive(step, message, new, 1)
    # Reviews that were asked for company may agree now.
    _decide(step, message, package.person_id)
    tree_life.advance(step, tree_life.find(step, message.tree_id))
    if mode is not old.mode:
        changes = {COUNTED_AS[old.mode]: -1, COUNTED_AS[mode]: 1}
        credit(step, package.person_id, old.server_id, changes, counted_at=old.created_at)
    _signal_mismatch(step, message, labels)
    return int(earnings_of(package.task_type, mode, scoring=step.rules.scoring).most_at_once)


def checked(package: PackageRow, answer: LabelsAnswer) -> tuple[dict[str, float], LabelMode]:
    """Return the labels of an answer as they are stored, and what they count as for points.

    Raises:
        MandatoryLabelMissing: One that must be given is not.
        InvalidLabel: One is not among those asked for, or its value is out of range.
    """
    shown = labels_for(package.task_type, package.label_mode or LabelMode.FULL)
    given = {str(label): value for label, value in answer.labels.items()}
    for problem in find_problems(given, valid=shown):
        if problem.fault is LabelFault.MISSING:
            raise MandatoryLabelMissing(label=problem.label)
        raise InvalidLabel(label=problem.label)
    mode = mode_earned(package.label_mode or LabelMode.FULL, given, shown)
    return {str(label): value for label, value in stored_labels(given, shown).items()}, mode


def _signal_mismatch(step: Step, message: MessageRow, labels: Mapping[str, float]) -> None:
    if labels.get(TextLabel.LANG_MISMATCH, 0) >= 0.5:
        text_signals.look_at_reviews(step, message)


def settle_overdue(step: Step) -> None:
    """Let reviews decide that were to get company for so long that none is to be expected."""
    for message in messages.unsure_since(
        step.connection, step.now - step.rules.thresholds.extra_reviews_span, _AT_ONCE
    ):
        reviews = answers.reviews_of(step.connection, message.message_id)
        accepted = _settle(step, message, reviews, max_reviews=len(reviews))
        messages.set_reviews(step.connection, message.message_id, len(reviews), accepted, unsure_since=None)
        if accepted is False:
            pausing.after_rejection(step, message)
        tree_life.advance(step, tree_life.find(step, message.tree_id))


def _decide(step: Step, message: MessageRow, reviewer_id: Key) -> None:
    """Count the reviews of a message with somebody's new one, and let them decide where they have not."""
    is_root = message.parent_id is None
    reviews = answers.reviews_of(step.connection, message.message_id)
    accepted = message.accepted
    if accepted is None:
        accepted = _settle(step, message, reviews, max_reviews=step.rules.thresholds.max_reviews(is_root=is_root))
    else:
        own = next(review for review in reviews if review.person_id == reviewer_id)
        record = trust.records_of(step.connection, [reviewer_id])[reviewer_id]
        objected = Verdict.of(own.labels).objects
        _pay(step, own, record, is_right=objected != accepted, confirmed=True)
        trust.put(step.connection, {reviewer_id: after_review(record, objected=objected, accepted=accepted)})
        answers.note_late(step.connection, message.message_id, reviewer_id)
    is_unsure = accepted is None and len(reviews) >= step.rules.thresholds.num_reviews(is_root=is_root)
    messages.set_reviews(
        step.connection, message.message_id, len(reviews), accepted, unsure_since=step.now if is_unsure else None
    )
    if message.accepted is None and accepted is False:
        pausing.after_rejection(step, message)


def _settle(step: Step, message: MessageRow, reviews: Sequence[ReviewRow], *, max_reviews: int) -> bool | None:
    """Let reviews decide about a message, and note what each of them was worth; None while that is open."""
    is_root = message.parent_id is None
    num_reviews = step.rules.thresholds.num_reviews(is_root=is_root)
    if len(reviews) < num_reviews:
        return None
    people = {review.person_id for review in reviews} | (
        {message.author_id} if message.author_id is not None else set()
    )
    known = trust.records_of(step.connection, people)
    weighs = step.rules.thresholds.weighs_reviews(is_root=is_root)
    verdicts = {
        each.person_id: Verdict.of(each.labels, review_weight(known[each.person_id]) if weighs else UNWEIGHED)
        for each in reviews
    }
    author = NEWCOMER if message.author_id is None else known[message.author_id]
    accepted = decide(
        [*verdicts.values()],
        num_reviews=num_reviews,
        max_reviews=max_reviews,
        threshold=step.rules.thresholds.acceptance_threshold(is_root=is_root),
        rejection=rejection(author),
    )
    if accepted is not None:
        weights = {person_id: verdict.weight if weighs else 1.0 for person_id, verdict in verdicts.items()}
        answers.keep_weights(step.connection, message.message_id, weights)
        learned = {
            each: after_review(known[each], objected=verdict.objects, accepted=accepted)
            for each, verdict in verdicts.items()
            if len(verdicts) > 1  # a single one is always what was decided, which tells nothing of it
        }
        if message.author_id is not None:
            learned[message.author_id] = after_text(known[message.author_id], accepted=accepted)
        trust.put(step.connection, learned)
        settled = [SettledReview(review.labels, known[review.person_id]) for review in reviews]
        attention_checks.make_of(step, message, settled, accepted=accepted)
        for review in reviews:
            is_right = verdicts[review.person_id].objects != accepted
            _pay(step, review, known[review.person_id], is_right=is_right, confirmed=len(reviews) > 1)
        if accepted:
            _pay_author(step, message, author, reviews, known)
        elif is_root:
            _receive_rejection(step, message, 1)
    return accepted


def discard(step: Step, message: MessageRow) -> None:
    """Have a message reviewed anew, whose wording has changed; what its reviewers earned stays theirs."""
    for review in answers.reviews_of(step.connection, message.message_id):
        _receive(step, message, review, -1)
    answers.discard_reviews(step.connection, message.message_id)
    if message.accepted:
        _take_back_pay(step, message)
    elif message.accepted is not None and message.parent_id is None:
        _receive_rejection(step, message, -1)
    messages.set_reviews(step.connection, message.message_id, 0, None, unsure_since=None)


def _quality(reviews: Sequence[ReviewRow], records: Mapping[Key, TrustRecord]) -> float | None:
    return quality_of(
        [
            Rating(review.labels[TextLabel.QUALITY], review_weight(records[review.person_id]))
            for review in reviews
            if TextLabel.QUALITY in review.labels
        ]
    )


def _pay(step: Step, review: ReviewRow, record: TrustRecord, *, is_right: bool, confirmed: bool) -> None:
    """Pay somebody for a review of a message that is settled."""
    earned = review_earns(review.mode, record, confirmed=confirmed) if is_right else 0
    if earned:
        credit(step, review.person_id, review.server_id, {EARNED: earned})


def _pay_author(
    step: Step, message: MessageRow, author: TrustRecord, reviews: Sequence[ReviewRow], known: Mapping[Key, TrustRecord]
) -> None:
    """Count that a message was accepted, and pay its author for what was not paid before."""
    if message.author_id is None:
        return
    task_type = TaskType.INITIAL_PROMPT if message.parent_id is None else _WRITTEN_FOR[message.role]
    quality = _quality(reviews, known)
    reviewers = [known[review.person_id] for review in reviews]
    pays = text_earns(task_type, UNRATED if quality is None else quality, reviewers, author)
    earned = max(message.earned, pays)
    changes = {_accepted_as(message): 1, EARNED: earned - message.earned}
    credit(step, message.author_id, message.server_id, changes)
    messages.set_earned(step.connection, message.message_id, quality, earned, step.now)


def _take_back_pay(step: Step, message: MessageRow) -> None:
    """Count that a message is not accepted any more, and take back what its author was paid."""
    if message.author_id is None:
        return
    changes = {_accepted_as(message): -1, EARNED: -message.earned}
    credit(step, message.author_id, message.server_id, changes, counted_at=message.earned_at)
    messages.set_earned(step.connection, message.message_id, None, 0, None)


def _accepted_as(message: MessageRow) -> str:
    return "accepted_prompts" if message.parent_id is None else ACCEPTED[message.role]


def _receive_rejection(step: Step, message: MessageRow, sign: int) -> None:
    """Count for its author that a prompt was rejected, or (with sign -1) take it back."""
    if message.author_id is not None:
        receive(step, message.author_id, message.server_id, step.now, {"spam_prompts": sign})


def _receive(step: Step, message: MessageRow, review: ReviewRow, sign: int) -> None:
    """Count what a review says of its message's author, or (with sign -1) take it back."""
    if message.author_id is None:
        return
    changes = {name: sign * value for name, value in _said(review.labels).items()}
    if changes:
        receive(step, message.author_id, message.server_id, review.created_at, changes)


def _said(labels: Mapping[str, float]) -> dict[str, float]:
    said: dict[str, float] = {}
    for name, value in labels.items():
        label = TextLabel(name)
        if label not in _RECEIVED:
            continue
        if KINDS[label] is LabelKind.LIKERT:
            said |= {f"{name}_sum": value, f"{name}_count": 1}
        elif value >= 0.5:
            said[name] = 1
    return said


def _message_of(step: Step, package: PackageRow) -> MessageRow:
    message = None if package.message_id is None else messages.find(step.connection, package.message_id)
    if message is None:
        raise LookupError("a label package without a message")
    return message
