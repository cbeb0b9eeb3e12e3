"""What somebody's votes were worth and weigh, for themselves to read."""

from collections import Counter

from bot.backends.local.repository import trust
from bot.backends.local.step import Step
from bot.backends.values import Contributor, TrustFigures
from bot.rules.acceptance import Verdict
from bot.rules.trust import NEWCOMER, ranking_weight, review_weight, sensitivity, specificity


def trust_figures(step: Step, contributor: Contributor) -> TrustFigures | None:
    """See `PersonalBackend.trust_figures`."""
    person_id = contributor.person_id.bytes
    record = trust.records_of(step.connection, [person_id])[person_id]
    found = Counter(
        (Verdict.of(labels).objects, accepted)
        for labels, accepted in trust.settled_reviews_by(step.connection, person_id)
    )
    weighs_reviews, weighs_rankings = step.rules.thresholds.weigh_acceptance, step.rules.thresholds.weigh_rankings
    return TrustFigures(
        objected_to_rejected=found[True, False],
        passed_rejected=found[False, False],
        passed_accepted=found[False, True],
        objected_to_accepted=found[True, True],
        sensitivity=sensitivity(record),
        specificity=specificity(record),
        review_weight=review_weight(record) if weighs_reviews else 1.0,
        ranking_weight=ranking_weight(record) if weighs_rankings else 1.0,
        newcomer_review_weight=review_weight(NEWCOMER) if weighs_reviews else 1.0,
        newcomer_ranking_weight=ranking_weight(NEWCOMER) if weighs_rankings else 1.0,
    )
