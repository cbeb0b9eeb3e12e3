"""The card of a rating: a text, its summary, a button for each step of the scale."""

from bot.cards.session_parts import control, facts, help_row, matter, space_beside, task_key, way_out
from bot.interactions.components import Button, Card, Row, Text
from bot.interactions.fitting import Space
from bot.protocol.tasks import RateSummaryTask
from bot.state.session import WorkSession
from bot.texts import Sentences

_MOST_STEPS = 5


def rate_card(session: WorkSession, task: RateSummaryTask, say: Sentences, space: Space) -> Card:
    """The card of an open rating; pressing a step submits it. `space` is what its texts may take."""
    heading = Text(f"### {say(f'task-{task_key(session)}')}\n{say('instruction-rate-summary')}")
    footing = Text(facts(session, say))
    shown, complete = matter(session, say, space_beside(space, (heading, footing)), "")
    steps = range(task.scale.min, min(task.scale.max, task.scale.min + _MOST_STEPS - 1) + 1)
    ends = {task.scale.min: say("rate-lowest"), task.scale.max: say("rate-highest")}
    rating = Row(
        tuple(
            Button(f"{step} · {ends[step]}" if step in ends else str(step), control(session, "rate", str(step)))
            for step in steps
        )
    )
    controls = Row((way_out(session, say),))
    return Card((heading, *shown, footing, rating, controls, help_row(session, say, complete=complete)))
