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

_KEPT_KINDS = {"person", "guild", "picture"}
_WIDTHS = {"phone": 400, "desktop": 900}
_CHANNEL = "1"
_LONGEST_HEADING = 60
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SHOT_SECONDS = 600
_CARDS_ON_A_PAGE = 10
_HIGHEST = 16_000  # pixels; browsers draw no higher picture
_MEASURE = (
    # Without the style, what is out of sight counts with an estimated height.
    "<style>* { content-visibility: visible !important }</style>"
    "<script>document.title = document.body.scrollHeight</script>"
)
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def write_gallery(records: Path, folder: Path) -> list[Path]:
    """Write pages with every kind of card, and where a browser is installed their pictures.

    Args:
        records: the record file of a demo.
        folder: where to write; pictures of an earlier gallery are replaced.

    Returns:
        What was written: `cards-1.html` …, and for each page phone and desktop, light and dark.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("cards-*"):
        old.unlink()
    lines = records.read_text(encoding="utf-8").splitlines()
    shown = list(_distinct_cards(json.loads(line) for line in lines))
    people = [record for record in shown if record["kind"] in _KEPT_KINDS]
    cards = [record for record in shown if record["kind"] not in _KEPT_KINDS]
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    written: list[Path] = []
    for number, start in enumerate(range(0, len(cards), _CARDS_ON_A_PAGE), start=1):
        page = folder / f"cards-{number}.html"
        part = [*people, *cards[start : start + _CARDS_ON_A_PAGE]]
        page.write_text(render_page(part, title=f"Every card, page {number}"), encoding="utf-8")
        written.append(page)
        if browser is not None:
            written += _pictures(browser, page)
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


def _pictures(browser: str, page: Path) -> Iterator[Path]:
    for name, width in _WIDTHS.items():
        height = _height(browser, page, width)
        for theme, scheme in (("light", 1), ("dark", 0)):
            picture = page.with_name(f"{page.stem}-{name}-{theme}.png")
            scheme_option = f"--blink-settings=preferredColorScheme={scheme}"
            _browse(browser, page, width, height, scheme_option, f"--screenshot={picture}")
            yield picture


def _height(browser: str, page: Path, width: int) -> int:
    """Measure how high the page is at a width; a copy without its policy against scripts tells."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(html + _MEASURE, encoding="utf-8")
        dumped = _browse(browser, copy, width, 800, "--dump-dom")
    found = re.search(r"<title>(\d+)</title>", dumped)
    return min(int(found[1]), _HIGHEST) if found else _HIGHEST


def _browse(browser: str, page: Path, width: int, height: int, *options: str) -> str:
    with tempfile.TemporaryDirectory() as profile:
        finished = subprocess.run(
            [
                browser,
                *_QUIET,
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                *options,
                page.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=_SHOT_SECONDS,
        )
    return finished.stdout.decode("utf-8", "replace")
