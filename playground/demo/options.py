"""What the demo is asked to do, and the settings that the bot gets for it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LEAST_CONTRIBUTORS = 3
"""So many people can finish a tree: nobody reviews or ranks their own."""

_TREES_PER_BEGUN = 4
_LEAST_ACTIVE = 2
_GROWING_SHARE = 8
_PROMPTS_IN_REVIEW = 2
_MOST_REVIEWS = 3
_MOST_RANKINGS = 2
_THINK_SECONDS_EACH = 0.01
_PACKAGES_PER_TREE = 60
"""Several times what a tree of the demo takes, where trolls write much of it."""


class Backend(StrEnum):
    """Where the bot keeps trees."""

    LOCAL = "local"
    API = "api"


@dataclass(frozen=True)
class DemoOptions:
    """How many people work until how many trees are ready for export, and how often the bot is killed meanwhile.

    `texts` are conversations to begin with, all of them; where none are named, some of the sample, but fewer than are
    wanted: the others are begun by the contributors. `minutes` is how long they work at most, whatever is ready by
    then.
    """

    trees: int = 20
    contributors: int = 8
    kills: int = 1
    seed: int = 1
    texts: Path | None = None
    out: Path = Path("demo-out")
    backend: Backend = Backend.LOCAL
    minutes: float | None = None

    @property
    def reviews(self) -> int:
        """How many reviews decide about a message: three, where that leaves somebody over."""
        return max(1, min(_MOST_REVIEWS, self.contributors - 2))

    @property
    def rankings(self) -> int:
        """How many rankings the replies to a message need, under the same condition."""
        return max(1, min(_MOST_RANKINGS, self.contributors - 2))

    @property
    def imported_trees(self) -> int:
        """How many of the wanted trees the sample begins; the contributors begin the others, one of four or more."""
        return self.trees - max(1, self.trees // _TREES_PER_BEGUN)

    @property
    def active_trees(self) -> int:
        """How many trees of a language grow at the same time: few, so that work is not spread over unfinished ones."""
        return max(_LEAST_ACTIVE, self.trees // _GROWING_SHARE, self.contributors // _GROWING_SHARE)

    @property
    def think_seconds(self) -> float:
        """How long people look at a card: the more they are, the longer, so that the machine keeps up with them."""
        return self.contributors * _THINK_SECONDS_EACH

    @property
    def most_packages_without_tree(self) -> int:
        """How many packages may be finished without any tree getting ready by them, before the demo gives up."""
        return _PACKAGES_PER_TREE * (self.active_trees + self.contributors)

    def time_is_over(self, seconds: float) -> bool:
        """Say whether people have worked as long as they may."""
        return self.minutes is not None and seconds > self.minutes * 60

    @property
    def thresholds(self) -> dict[str, str]:
        """What the life of a tree depends on, by the names of the bot's environment variables.

        Small trees, so that some are finished within a minute; reviews and rankings by several people all the same,
        so that there is something to agree about.
        """
        return {
            "COMMUNITY_SIZE": "small",
            "GOAL_TREE_SIZE": "6",
            "MAX_CHILDREN_COUNT": "3",
            "NUM_REVIEWS_INITIAL_PROMPT": str(self.reviews),
            "NUM_REVIEWS_REPLY": str(self.reviews),
            "NUM_REQUIRED_RANKINGS": str(self.rankings),
            "MAX_ACTIVE_TREES": str(self.active_trees),
            "MAX_INITIAL_PROMPT_REVIEW": str(_PROMPTS_IN_REVIEW),
        }

    @property
    def bot_settings(self) -> dict[str, str]:
        """The bot's other settings, without addresses and keys."""
        return {
            "OPERATOR_NAME": "the playground",
            "DATASET_GOAL_TREES": str(self.trees),
            "PLAYGROUND_RANDOM_SEED": str(self.seed),
            "TASK_BACKEND": self.backend,
        }
