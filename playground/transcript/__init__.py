"""What people did and saw in the playground, as one page that can be read anywhere, by person and by time."""

from collections.abc import Mapping
from pathlib import Path

from playground.transcript.page import render_page
from playground.transcript.records import read_records

__all__ = ["render_page", "write_transcript"]


def write_transcript(records: Path, page: Path, *, title: str, summary: Mapping[str, str] | None = None) -> None:
    """Write the page for a record file.

    Args:
        records: The playground's record: JSON lines, in the order of their making.
        page: The HTML file to write; its folder must exist.
        title: Heading of the page.
        summary: Facts to show at the top, value by name, in their order.

    Raises:
        OSError: The record cannot be read or the page cannot be written.
    """
    page.write_text(render_page(read_records(records), title=title, summary=summary), encoding="utf-8")
