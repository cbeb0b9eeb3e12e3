"""The statistics as a plain table, for a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.backends.values import PoolStatistics
from bot.protocol.moments import to_datetime
from bot.state.statistics import unknown_of, views_of
from bot.texts import Sentences


def print_statistics(statistics: PoolStatistics, goal: int | None, say: Sentences) -> None:
    """Print the numbers of all views.

    Args:
        statistics: the numbers.
        goal: how many finished trees the operator wants; None where nobody said.
        say: the sentences.
    """
    console = Console(highlight=False)
    views = views_of(statistics, goal, say)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for view in views:
        for panel in view.panels:
            table.add_row(Text(panel.title, style="bold"))
            for row in panel.rows:
                table.add_row(Text(f"  {row.label}"), Text(row.shown))
            table.add_row()
    if views:
        console.print(table)
    else:
        console.print(say("stats-empty"))
    for sentence in unknown_of(statistics, say):
        console.print(sentence, markup=False)
    console.print(f"As of {to_datetime(statistics.as_of):%Y-%m-%d %H:%M} UTC.")
