"""The rules of a pool of trees: what its operator may decide about it, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.protocol.moments import DAY, Span
from bot.rules.points import Scoring
from bot.rules.rate_limits import NO_LIMITS, RateLimits
from bot.rules.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRules:
    """What all work on a pool depends on.

    Attributes:
        thresholds: What the life of a tree depends on.
        rate_limits: How often somebody may ask for packages.
        scoring: How points come about.
        check_rate: Which share of label packages are attention checks, from 0 (none) to 1.
        kept_text_span: How long texts are kept that moderators took out, in milliseconds.
        kept_log_span: How long the log of points and of trees goes back, in milliseconds.
    """

    thresholds: Thresholds = field(default_factory=Thresholds)
    rate_limits: RateLimits = NO_LIMITS
    scoring: Scoring = Scoring.QUALITY
    check_rate: float = 0.0
    kept_text_span: Span = 30 * DAY
    kept_log_span: Span = 365 * DAY
