"""Numbers of things, for the command line and the logs. What people read in Discord is counted in Fluent."""


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number of things.

    Args:
        number: How many.
        one: What one of them is called.
        many: What any other number of them is called; with an s at the end unless told.

    Returns:
        Such as "1 tree" or "2,000 trees".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
