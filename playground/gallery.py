"""Pictures of every kind of card that people saw, made from the records of a demo.

Two messages are of one kind when they have the same heading and the same buttons, letters and numbers apart.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playground.transcript.page import render_page

_KEPT_KINDS = {"person", "guild"}
_WIDTHS = {"phone": 400, "desktop": 900}
_CHANNEL = "1"
_LONGEST_HEADING = 60
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SHOT_SECONDS = 120


def write_gallery(records: Path, folder: Path) -> list[Path]:
    """Write `cards.html`, and where a browser is installed its pictures: phone and desktop, light and dark.

    Args:
        records: the record file of a demo.
        folder: where to write.

    Returns:
        What was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = records.read_text(encoding="utf-8").splitlines()
    cards = list(_distinct_cards(json.loads(line) for line in lines))
    page = folder / "cards.html"
    page.write_text(render_page(cards, title="Every card", summary=None), encoding="utf-8")
    written = [page]
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is not None:
        written += [
            _picture(browser, page, folder / f"cards-{name}-{theme}.png", width, theme)
            for name, width in _WIDTHS.items()
            for theme in ("light", "dark")
        ]
    return written


def _distinct_cards(records: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    seen: set[tuple[str, ...]] = set()
    for record in records:
        if record["kind"] in _KEPT_KINDS:
            yield record
        if record["kind"] not in {"message", "message_edit"}:
            continue
        kind = _kind(record["message"])
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        message = {**record["message"], "id": str(len(seen)), "channel_id": _CHANNEL}
        shown = {"kind": "message", "channel": _CHANNEL, "message": message, "only_for": None, "interaction": None}
        yield {**record, **shown}


def _kind(message: Mapping[str, Any]) -> tuple[str, ...] | None:
    parts = list(_walk(message.get("components") or ()))
    texts = [part["content"] for part in parts if part.get("content")]
    if not texts:
        return None
    heading = next((text for text in texts if text.startswith("### ")), texts[0]).split("\n")[0]
    controls = [part.get("label") or "select" for part in parts if part.get("custom_id")]
    return tuple(re.sub(r"\d+|\b[A-L]\b", "", words)[:_LONGEST_HEADING] for words in (heading, *sorted(set(controls))))


def _walk(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or ())


def _picture(browser: str, page: Path, picture: Path, width: int, theme: str) -> Path:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                f"--user-data-dir={profile}",
                f"--blink-settings=preferredColorScheme={0 if theme == 'dark' else 1}",
                f"--window-size={width},12000",
                f"--screenshot={picture}",
                page.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=_SHOT_SECONDS,
        )
    return picture
