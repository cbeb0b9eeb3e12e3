"""The card of a ranking: lettered texts, a button for each, pressed best first."""

from collections.abc import Sequence
from string import ascii_uppercase

from bot.backends.values import RankingAnswer
from bot.cards.conversation import quoted_excerpt, shown_text, whole_if_it_fits
from bot.cards.passages import GAP, Passage
from bot.cards.session_parts import control, facts, help_row, matter, space_beside, task_key, way_out
from bot.errors import BotError
from bot.interactions.components import MOST_IN_ROW, Accent, Button, ButtonStyle, Card, Row, Separator, Text
from bot.interactions.fitting import Space
from bot.protocol.messages import ConversationMessage
from bot.protocol.tasks import RankTask
from bot.state.session import WorkSession
from bot.texts import Sentences

LETTERS = ascii_uppercase


def rank_card(session: WorkSession, task: RankTask, say: Sentences, space: Space, problem: BotError | None) -> Card:
    """Return the card of an open ranking; its draft is the order so far.

    Args:
        session: any session with a ranking task of at most 12 texts.
        task: the session's task.
        say: the reader's sentences.
        space: what the card's texts may take.
        problem: what is still missing.
    """
    draft = session.draft if isinstance(session.draft, RankingAnswer) else RankingAnswer(ranking=())
    texts = task.ranked_messages
    heading = Text(f"### {say(f'task-{task_key(session)}')}\n{say('instruction-rank')}")
    footing = Text(f"{_order(draft, say)}\n{facts(session, say)}")
    space = space_beside(space, (heading, footing))
    third = Space(space.characters // 3, space.octets // 3)
    shown, complete = matter(task, say, third, say("marked-rank-replies"))
    replies, whole = lettered_in(texts, space_beside(space, shown), say)
    blocks: list[Text | Separator | Row] = [heading, *shown, Text(replies)]
    blocks += _letter_rows(session, len(texts), draft.ranking)
    blocks.append(footing)
    started = bool(draft.ranking)
    blocks.append(
        Row(
            (
                Button(say("button-undo-pick"), control(session, "undo"), disabled=not started),
                Button(say("button-reset"), control(session, "reset"), disabled=not started),
                Button(
                    ("✓ " if draft.not_rankable else "") + say("button-all-incorrect"),
                    control(session, "not-rankable"),
                    ButtonStyle.DANGER if draft.not_rankable else ButtonStyle.SECONDARY,
                ),
            )
        )
    )
    submit = Button(say("button-submit"), control(session, "submit"), ButtonStyle.SUCCESS, disabled=problem is not None)
    blocks.append(Row((submit, way_out(session, say))))
    blocks.append(help_row(session, say, complete=complete and whole))
    return Card(tuple(blocks), Accent.WORK if problem is not None else Accent.READY)


def lettered(texts: Sequence[ConversationMessage], say: Sentences) -> tuple[Passage, ...]:
    """Put every text under its letter."""
    return tuple(Passage(f"**{LETTERS[place]}**", shown_text(text, say)) for place, text in enumerate(texts))


def lettered_in(texts: tuple[ConversationMessage, ...], space: Space, say: Sentences) -> tuple[str, bool]:
    """Put every text under its letter; the short ones whole, the long ones sharing evenly what is left of a space.

    Returns:
        The texts, and whether all of them are whole.
    """
    passages = lettered(texts, say)
    if (fitting := whole_if_it_fits(passages, space)) is not None:
        return fitting, True
    shares: dict[int, str] = {}
    left, open_places = space, len(texts)
    for place in sorted(range(len(texts)), key=lambda index: len(texts[index].text)):
        share = Space(left.characters // open_places - 8, left.octets // open_places - 12)
        shown, _ = quoted_excerpt(passages[place].text, share, say)
        shares[place] = f"{passages[place].heading}\n{shown}"
        left = left.without(shares[place], GAP)
        open_places -= 1
    return GAP.join(shares[place] for place in range(len(texts))), False


def _letter_rows(session: WorkSession, count: int, ranking: tuple[int, ...]) -> list[Row]:
    buttons = [
        Button(
            f"{LETTERS[place]} · {ranking.index(place) + 1}" if place in ranking else LETTERS[place],
            control(session, "pick", str(place)),
            ButtonStyle.SECONDARY if place in ranking else ButtonStyle.PRIMARY,
            disabled=place in ranking,
        )
        for place in range(count)
    ]
    return [Row(tuple(buttons[start : start + MOST_IN_ROW])) for start in range(0, count, MOST_IN_ROW)]


def _order(draft: RankingAnswer, say: Sentences) -> str:
    if draft.not_rankable:
        return say("rank-not-rankable")
    if not draft.ranking:
        return say("rank-begin")
    return say("rank-so-far", order=" › ".join(LETTERS[place] for place in draft.ranking))
