"""The life of a tree: after each step it goes on as far as it can, and what it asks for is written down."""

from collections import defaultdict
from dataclasses import replace

from bot.backends.local import scoring
from bot.backends.local.ids import Key
from bot.backends.local.repository import answers, events, messages, open_work, trees
from bot.backends.local.repository.answers import RankingRow
from bot.backends.local.repository.trees import LanguageCounts, TreeRow
from bot.backends.local.step import Step
from bot.protocol.moments import DAY, Span
from bot.protocol.trees import TreeState
from bot.rules.lottery import draw_author, free_places
from bot.rules.open_work import Shape
from bot.rules.task_choice import activates_backlog_tree
from bot.rules.tree_states import check_transition, following_states

_DAYS_OF_A_MONTH = 30
_STALLED_AT_ONCE = 5
_AT_WORK = (TreeState.INITIAL_PROMPT_REVIEW, TreeState.PROMPT_LOTTERY_WAITING, TreeState.GROWING, TreeState.RANKING)


def advance(step: Step, tree: TreeRow, *, idle: Span = 0) -> TreeState:
    """Let a tree go on as far as it can, then fill the place that it may have left.

    Args:
        step: The transaction, in which something happened to the tree.
        tree: In the state, language and limits that it has now.
        idle: For how long nothing had happened in it; 0 where something just did.

    Returns:
        The state that the tree is in now.
    """
    state = _settle(step, tree, idle)
    if state is not tree.state:
        fill_places(step, tree.language)
        if state not in _AT_WORK:
            _call_from_backlog_by_chance(step, tree.language)
    return state


def find(step: Step, tree_id: Key) -> TreeRow:
    """Return a tree that exists."""
    tree = trees.find(step.connection, tree_id)
    if tree is None:
        raise LookupError("a message without a tree")
    return tree


def enter(step: Step, tree: TreeRow, state: TreeState) -> None:
    """Move a tree to another state, where the rules allow that."""
    check_transition(tree.state, state)
    trees.set_state(step.connection, tree, state, step.now)
    events.add(
        step.connection,
        step.now,
        "tree_state",
        tree_id=tree.tree_id,
        before={"state": tree.state},
        after={"state": state},
    )


def move(step: Step, tree: TreeRow, state: TreeState) -> TreeState:
    """Move a tree to another state from outside, a moderator's decision for example, and let it go on from there."""
    enter(step, tree, state)
    advance(step, replace(tree, state=state))
    # What was freed, or became waiting, by the move itself.
    fill_places(step, tree.language)
    return find(step, tree.tree_id).state


def fill_places(step: Step, language: str) -> LanguageCounts:
    """Draw waiting prompts of a language until as many trees grow as may; return how many there are then."""
    while True:
        counts = trees.counts_of_language(step.connection, language)
        if counts.waiting == 0 or free_places(counts.growing, step.rules.thresholds) == 0:
            return counts
        authors = trees.authors_in_lottery(step.connection, language, step.now // DAY - _DAYS_OF_A_MONTH)
        author = draw_author(authors, step.random.random())
        place = step.random.randrange(trees.prompts_in_lottery(step.connection, language, author))
        tree = find(step, trees.prompt_in_lottery(step.connection, language, author, place))
        enter(step, tree, TreeState.GROWING)
        _settle(step, find(step, tree.tree_id), 0)


def call_from_backlog(step: Step, language: str) -> bool:
    """Have a tree of the backlog ranked; return whether there was one."""
    waiting = trees.counts_of_language(step.connection, language).backlog
    if waiting == 0:
        return False
    tree = find(step, trees.tree_in_backlog(step.connection, language, step.random.randrange(waiting)))
    enter(step, tree, TreeState.RANKING)
    _settle(step, find(step, tree.tree_id), 0)
    return True


def release_stalled(step: Step) -> None:
    """Let trees go on in which nothing has happened for so long that nothing more is to be expected."""
    span = step.rules.thresholds.stalled_tree_span
    if span is None:
        return
    for tree_id in trees.longest_idle(step.connection, step.now - span, _STALLED_AT_ONCE):
        tree = find(step, tree_id)
        advance(step, tree, idle=step.now - tree.touched_at)


def follow_thresholds(step: Step) -> None:
    """Let trees go on that may do so by other thresholds than those by which their open work was written down."""
    if not open_work.change_basis(step.connection, repr(step.rules.thresholds)):
        return
    for tree_id in trees.all_at_work(step.connection):
        advance(step, find(step, tree_id))


def look_at(step: Step, tree: TreeRow) -> tuple[Shape[Key], dict[Key, list[RankingRow]]]:
    """Return a tree as the rules see it, and its rankings by the message whose replies they rank."""
    rankings: defaultdict[Key, list[RankingRow]] = defaultdict(list)
    if tree.state is not TreeState.INITIAL_PROMPT_REVIEW:
        for ranking in answers.rankings_in(step.connection, tree.tree_id):
            rankings[ranking.parent_id].append(ranking)
    ranked = {parent: [frozenset(each.ranked) for each in several] for parent, several in rankings.items()}
    return Shape(messages.nodes_of(step.connection, tree.tree_id), ranked, step.rules.thresholds), rankings


def _settle(step: Step, tree: TreeRow, idle: Span) -> TreeState:
    step = step.on_behalf_of(tree.tree_id)
    shape, rankings = look_at(step, tree)
    state = tree.state
    for following in following_states(
        state, shape.progress(idle), limits=tree.limits, thresholds=step.rules.thresholds
    ):
        enter(step, replace(tree, state=state), following)
        state = following
    if state is TreeState.READY_FOR_SCORING:
        scored = scoring.score(step, tree.tree_id, shape, rankings)
        enter(step, replace(tree, state=state), scored)
        state = scored
    open_work.sync(step.connection, tree.tree_id, tree.topic, shape.open_items(state, tree.limits), step.random)
    return state


def _call_from_backlog_by_chance(step: Step, language: str) -> None:
    counts = trees.counts_of_language(step.connection, language)
    if counts.backlog > 0 and activates_backlog_tree(
        active_rankings=counts.ranking, draw=step.random.random(), thresholds=step.rules.thresholds
    ):
        call_from_backlog(step, language)
