"""Numbers of things in words."""


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number of things, such as "1 tree" or "2,000 trees"; many have an s at the end unless told."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
