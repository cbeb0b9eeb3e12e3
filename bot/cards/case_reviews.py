"""What reviews of a message say, label by label, and who sees it otherwise than most."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.backends.cases import Vote
from bot.cards.label_task import label_name
from bot.protocol.labels import LabelKind, TextLabel
from bot.rules.labels import KINDS
from bot.state.case_view import SeenPerson
from bot.texts import Sentences

_STEPS: Final = 5
_MOST_NAMED: Final = 3
_HALF: Final = 0.5


def review_lines(
    reviewers: Sequence[tuple[Vote, SeenPerson]],
    language: str | None,
    name: Callable[[SeenPerson], str],
    say: Sentences,
) -> list[str]:
    """Return a line for each label that somebody gave, flags that nobody raised left out.

    Args:
        reviewers: the reviews and who gave them.
        language: of the message.
        name: names somebody, as far as the reader may know.
        say: the reader's sentences.
    """
    if not reviewers:
        return []
    lines = [say("case-reviews", count=len(reviewers))]
    for label in TextLabel:
        given = [(vote.labels[label], person) for vote, person in reviewers if label in vote.labels]
        if not given:
            continue
        shown = label_name(label, language or "", say) if language else label_name(label, "und", say)
        if KINDS[label] is LabelKind.LIKERT:
            mean = sum(value for value, _ in given) / len(given)
            lines.append("- " + say("case-label-scale", label=shown, mean=round(1 + mean * (_STEPS - 1), 1)))
            continue
        raised = [person for value, person in given if value >= _HALF]
        if not raised and KINDS[label] is LabelKind.FLAG:
            continue
        others = [person for value, person in given if value < _HALF]
        line = "- " + say("case-label-votes", label=shown, yes=len(raised), no=len(others))
        fewer = raised if len(raised) <= len(others) else others
        if raised and others:
            names = ", ".join(name(person) for person in fewer[:_MOST_NAMED])
            line += f" · {say('case-label-differs', people=names)}"
        lines.append(line)
    return lines
