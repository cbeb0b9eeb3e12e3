"""The file `LICENSE` of a release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.dataset.description import words
from bot.dataset.description.facts import ReleaseFacts

_RULE: Final = "=" * 71


def licence_text(facts: ReleaseFacts, report: Mapping[str, Any]) -> str:
    """Return which licence the dataset has, for whom else others hold, and the full text where it comes with the bot.

    Args:
        facts: What is released.
        report: What `bot.dataset.reports` says of it.
    """
    licence = facts.known_licence
    maker = facts.operator or "its contributors"
    address = f": {licence.url}" if licence.url and licence.url != licence.name else ""
    parts = [f"{facts.heading}, version {facts.version} of {facts.date}, by {maker}, is under {licence.name}{address}"]
    sources = words.imported_sources(report)
    if sources:
        lines = [
            f"* {source['origin']}: {source['license'] or 'its licence is not known'}"
            + (f", {source['url']}" if source["url"] else "")
            for source in sources
        ]
        parts.append("Texts that came from elsewhere are under the licences of their sources:\n\n" + "\n".join(lines))
    text = licence.text()
    if text is not None:
        parts.append(f"{_RULE}\n\n{text.strip()}")
    elif not licence.url:
        parts.append(f"What that means, {facts.contact or 'whoever published it'} says.")
    return "\n\n".join(parts) + "\n"
