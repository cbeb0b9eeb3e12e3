"""What can be wrong with a press on a work card."""

from bot.backends.errors import RateLimited
from bot.errors import BotError


class ConsentMissing(BotError):
    """The person has not accepted the agreement, or not its present version."""

    sentence = "error-consent-missing"


class SessionUnknown(BotError):
    """There is no such session: an old card, or a forged id."""

    sentence = "error-session-unknown"


class SessionOfAnother(BotError):
    """The card belongs to somebody else."""

    sentence = "error-session-of-another"


class SessionEnded(BotError):
    """The session no longer takes an answer; `kept_text` is what the person typed meanwhile, so that it is not lost."""

    sentence = "error-session-ended"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.kept_text = text


class ServerTooBusy(RateLimited):
    """In the server where somebody works so much is written or given back just now that nobody there may; `seconds`."""

    sentence = "error-server-too-busy"


class NothingTyped(BotError):
    """The text is empty, or only white space."""

    sentence = "error-text-empty"


class TextHasNul(BotError):
    """The text contains the character NUL."""

    sentence = "error-text-nul"


class NothingToSubmit(BotError):
    """Submit was pressed on a card without an answer."""

    sentence = "error-nothing-to-submit"


class AnswerUnusable(BotError):
    """The draft cannot be submitted as it is; the card names the problem."""

    sentence = "error-answer-unusable"


class TaskTypeUnknown(BotError):
    """The backend handed out a kind of task that this version has no card for; it was given back."""

    sentence = "error-task-type-unknown"


class LanguageUnknown(BotError):
    """What was typed is no language that can be chosen, and like none; arguments: `language`."""

    sentence = "error-language-unknown"


class LanguageMistyped(BotError):
    """What was typed is no language that can be chosen, but like one; arguments: `language`, `near`."""

    sentence = "error-language-mistyped"


class NoTopics(BotError):
    """A topic was named, and there are none to choose from here."""

    sentence = "error-no-topics"


class NoSuchTopic(BotError):
    """What was typed is none of the topics that can be chosen; arguments: `topic`, and `topics`, which are."""

    sentence = "error-no-such-topic"


class TopicGone(BotError):
    """A control names a topic that can no longer be chosen."""

    sentence = "error-topic-gone"


class LabelMissing(BotError):
    """A label that must be given is not; arguments: `label`, its name."""

    sentence = "error-label-missing"


class RankingIncomplete(BotError):
    """Not every text has its place yet."""

    sentence = "error-ranking-incomplete"


class CollectiveOver(BotError):
    """A package that several may answer takes no more answers."""

    sentence = "error-collective-over"


class CollectiveAnswered(BotError):
    """The person has answered a package that several may answer, or the same in a package of their own."""

    sentence = "error-collective-answered"


class TooManyToRank(BotError):
    """The backend handed out more texts to rank than a card holds; arguments: `count` and `limit`."""

    sentence = "error-too-many-to-rank"


class AnotherOpen(BotError):
    """An earlier answer cannot be changed while another package is open."""

    sentence = "error-another-open"
