"""What a ranking round comes to."""

from bot.backends.values import Collective
from bot.protocol.tasks import RankTask
from bot.rules.concordance import by_chance, concordance, mean_places
from bot.rules.consensus import consensus
from bot.state.posted_task import RankingOutcome


def outcome_of(found: Collective) -> RankingOutcome | None:
    """Return what the rankings of a collective package say together; None where it asks for none.

    Each person counts once and alike: this is what those who took part said, to be talked about. What the tree keeps is
    decided by the backend. Where the rankings do not decide, the order in which the replies are shown does; it is
    random.
    """
    task = found.offer.task
    if not isinstance(task, RankTask):
        return None
    rankings = [answer.ranking for answer in found.rankings if not answer.not_rankable]
    all_incorrect = len(found.rankings) - len(rankings)
    if not rankings:
        return RankingOutcome(0, all_incorrect)
    places = range(len(task.ranked_messages))
    means = mean_places(rankings)
    agreement = concordance(rankings)
    return RankingOutcome(
        people=len(rankings),
        all_incorrect=all_incorrect,
        order=consensus(rankings, tie_break=places),
        mean_places=tuple(means[place] for place in places),
        concordance=agreement,
        by_chance=None if agreement is None else by_chance(len(rankings)),
    )
