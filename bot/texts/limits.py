"""How long a text may be, by what it is used for: the limits are Discord's."""

import re

LONG_TEXT_CHARACTERS = 3_400
LONG_TEXT_OCTETS = 8_500
"""The longest guidelines, in characters and bytes of UTF-8: with a heading and buttons they fit one card."""

LABEL_TEXT_CHARACTERS = 700
LABEL_TEXT_OCTETS = 2_000
"""The longest explanation of a label; several share a card."""

AGREEMENT_CHARACTERS = 2_500
AGREEMENT_OCTETS = 6_000
"""The agreement's paragraphs together, without what the settings put in; its card has a title and a notice too."""

_MOST_CHARACTERS = (
    (re.compile(r"button-.+"), 80),
    (re.compile(r"modal-title-.+|modal-input|report-title|report-reason"), 45),
    (re.compile(r"modal-placeholder|report-placeholder"), 100),
    (re.compile(r"about-which|guide-choose|languages-add-.+|languages-choose"), 150),
    (re.compile(r"(command|task|topic)-.+|label-(?!ready$|required$).+"), 100),
    # All paragraphs of the agreement have a limit together, below.
    (re.compile(r"(?!agreement-).+"), 1_000),
)
_AGREEMENT = re.compile(r"agreement-(?!title$|declined$|known-people-only$).+")
_ALTERNATIVES = ("agreement-deletion", "agreement-deletion-elsewhere")
"""Paragraphs of the agreement of which it has one."""
_OPTION_NAME = re.compile(r"[\w-]{1,32}")


def sentence_problem(key: str, sentence: str) -> str | None:
    """Say what is wrong with a sentence for its place in Discord; None where it fits.

    Args:
        key: its key in the catalogue, whose beginning says what it is used for.
        sentence: as it is said.
    """
    if not sentence.strip():
        return "it is empty"
    if key.startswith("option-") and (not _OPTION_NAME.fullmatch(sentence) or sentence != sentence.lower()):
        return "the name of an option has at most 32 small letters, digits, hyphens and underscores, and no spaces"
    for pattern, most in _MOST_CHARACTERS:
        if pattern.fullmatch(key) and len(sentence) > most:
            return f"it has {len(sentence)} characters, at most {most} are possible"
    return None


def agreement_problem(sentences: dict[str, str]) -> str | None:
    """Say what is wrong with the agreement as a whole; None where it fits.

    Args:
        sentences: by key; those that are not of the agreement are overlooked.
    """
    own = {key: sentence for key, sentence in sentences.items() if _AGREEMENT.fullmatch(key)}
    wholes = ["".join(sentence for key, sentence in own.items() if key != absent) for absent in _ALTERNATIVES]
    return length_problem(max(wholes, key=len), AGREEMENT_CHARACTERS, AGREEMENT_OCTETS)


def length_problem(text: str, most_characters: int, most_octets: int) -> str | None:
    """Say whether a text is too long, and by how much; None where it fits."""
    octets = len(text.encode())
    if len(text) <= most_characters and octets <= most_octets:
        return None
    return (
        f"it has {len(text)} characters ({octets} bytes), at most {most_characters} ({most_octets} bytes) are possible"
    )
