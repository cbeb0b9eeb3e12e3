"""How far somebody is in their level, as a bar."""

from bot.rules.levels import Level

_CELLS = 12


def level_bar(level: Level) -> str:
    """Draw a bar that fills up towards the next level."""
    filled = int(level.progress * _CELLS)
    return "▰" * filled + "▱" * (_CELLS - filled)
