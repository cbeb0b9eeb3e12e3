"""Numbers of Discord's protocol that several modules of the playground share."""

from enum import IntEnum, IntFlag

ATTACHMENT_SIZE_LIMIT = 26_214_400
REQUEST_SIZE_LIMIT = 25 * 1024 * 1024
ANSWER_SECONDS = 3.0
PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)
GUILDS_INTENT = 1 << 0
MEMBERS_INTENT = 1 << 1
PRESENCES_INTENT = 1 << 8
CONTENT_INTENT = 1 << 15
ALL_INTENTS = (1 << 22) - 1 | (1 << 24) | (1 << 25)


class InteractionType(IntEnum):
    """What an interaction is about."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackType(IntEnum):
    """How a bot answers an interaction first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


class ComponentType(IntEnum):
    """Kinds of components."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    TEXT_DISPLAY = 10


SELECT_TYPES = frozenset(
    {
        ComponentType.STRING_SELECT,
        ComponentType.USER_SELECT,
        ComponentType.ROLE_SELECT,
        ComponentType.MENTIONABLE_SELECT,
        ComponentType.CHANNEL_SELECT,
    }
)


class ChannelType(IntEnum):
    """Kinds of channels."""

    TEXT = 0
    VOICE = 2
    NEWS = 5
    NEWS_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


class MessageFlag(IntFlag):
    """Flags of messages."""

    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    COMPONENTS_V2 = 1 << 15
