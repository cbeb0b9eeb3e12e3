"""Bot tokens: their first part is the bot's id, which libraries read from it."""

import base64
import binascii
import secrets


def make_token(bot_id: int) -> str:
    """Return a token for a bot, shaped like Discord's."""
    head = base64.urlsafe_b64encode(str(bot_id).encode()).decode().rstrip("=")
    return f"{head}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"


def bot_id_of(token: str) -> int:
    """Return the bot's id in a token.

    Raises:
        ValueError: If the token is not shaped like Discord's.
    """
    head = token.split(".", 1)[0]
    try:
        return int(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, binascii.Error) as error:
        msg = "a bot token begins with the bot's id in base64, then a dot"
        raise ValueError(msg) from error
