"""What keeps a moderator from a decision, beside what `bot.policy` and the backend say."""

from bot.errors import BotError


class TouchesOthers(BotError):
    """Below the message hang messages of other servers, which would go with it."""

    sentence = "error-touches-others"


class TreeOfAnother(BotError):
    """The conversation was begun in another server."""

    sentence = "error-tree-of-another"


class CaseClaimed(BotError):
    """Another moderator is at it; arguments: `who`, a mention, and `until`, a moment as Discord shows it."""

    sentence = "error-case-claimed"


class NoModeration(BotError):
    """The backend lets this bot moderate nothing."""

    sentence = "error-no-moderation"


class TrollboardOfAll(BotError):
    """A moderator asks for the trollboard of their server, and the backend knows that of all servers only."""

    sentence = "error-trollboard-of-all"


class TextUnknown(BotError):
    """The text that is to be changed cannot be read just now."""

    sentence = "error-case-text-unknown"


class ShowsNoMessage(BotError):
    """The command in the menu of a message was used on one that is no card of the bot's, or shows no text."""

    sentence = "error-shows-no-message"


class PersonNotKnown(BotError):
    """Somebody was chosen who has never worked with this bot."""

    sentence = "error-person-not-known"
