"""The whole page: head, people, summary, the tape of scenes, style and script, all in one file."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from playground.counting import counted
from playground.transcript.escaping import escape, name
from playground.transcript.records import Json
from playground.transcript.scenes import SceneRenderer
from playground.transcript.story import Failed, Note, Person, Scene, Step, Story, tell

_HERE = Path(__file__).parent
# Successive multiples of the golden angle keep the colours of any number of people apart.
_GOLDEN_ANGLE = 137.508
# More failures than this are not listed at the top; each stands in the tape all the same.
_LISTED_FAILURES = 20


def render_page(records: Iterable[Json], *, title: str, summary: Mapping[str, str] | None = None) -> str:
    """Return a self-contained HTML page of what the recorded people did and saw.

    Args:
        records: Records in the order of their making; unknown kinds are left out.
        title: Heading of the page.
        summary: Facts to show at the top, value by name, in their order.
    """
    return _Page(tell(records), title, summary or {}).render()


class _Page:
    def __init__(self, story: Story, title: str, summary: Mapping[str, str]) -> None:
        self._story = story
        self._title = title
        self._summary = summary
        self._scenes = SceneRenderer(story)
        seen = {person for scene in story.scenes for person in scene.seen_by}
        self._people = [story.people[person] for person in story.people if person in seen]
        self._deeds = Counter(scene.action.person for scene in story.scenes if scene.action)
        self._notes = [scene for scene in story.scenes if any(isinstance(step, Note) for step in scene.steps)]
        self._failures = [scene for scene in story.scenes if any(_failed(step) for step in scene.steps)]
        self._planned = sum(isinstance(step, Failed) and step.planned for scene in story.scenes for step in scene.steps)

    def render(self) -> str:
        script = (_HERE / "page.js").read_text(encoding="utf-8")
        style = (_HERE / "page.css").read_text(encoding="utf-8") + self._people_style()
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        # The policy makes sure of it: nothing is loaded from anywhere, and no script but the page's own can run.
        policy = (
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
            f"<title>{escape(self._title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            '<a class="skip" href="#tape">Skip to the transcript</a>\n'
            f'<div class="page">\n<aside>{self._intro()}{self._nav()}</aside>\n'
            f"<main>{self._heads()}{self._tape()}{self._foot()}</main>\n</div>\n"
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    def _intro(self) -> str:
        facts = "".join(
            f"<div><dt>{escape(key)}</dt><dd>{escape(value)}</dd></div>" for key, value in self._summary.items()
        )
        people = counted(len(self._people), "person", "people")
        steps = counted(sum(self._deeds.values()), "step")
        return (
            f'<header><h1 dir="auto">{escape(self._title)}</h1>'
            f'<p class="sub">{people} · {steps}{_span(self._story.scenes)}</p>'
            f"{f'<dl>{facts}</dl>' if facts else ''}{self._note_list()}{self._failure_list()}"
            '<div class="tools"><button type="button" id="theme" hidden>Light or dark</button>'
            '<button type="button" id="unfold" hidden aria-pressed="false">Unfold all cards</button></div></header>'
        )

    def _failure_list(self) -> str:
        if not self._failures:
            return ""
        links = "".join(
            f'<li><a href="#n{scene.number}">{self._failed_person(scene)}</a></li>'
            for scene in self._failures[:_LISTED_FAILURES]
        )
        more = len(self._failures) - _LISTED_FAILURES
        rest = f"<li>and {more} more</li>" if more > 0 else ""
        count = counted(len(self._failures), "interaction")
        return f'<div class="fails"><p><i class="ic warn"></i>{count} failed</p><ul>{links}{rest}</ul></div>'

    def _note_list(self) -> str:
        if not self._notes:
            return ""
        links = "".join(
            f'<li><a href="#n{scene.number}">{_note_text(scene)}</a></li>' for scene in self._notes[:_LISTED_FAILURES]
        )
        more = len(self._notes) - _LISTED_FAILURES
        rest = f"<li>and {more} more</li>" if more > 0 else ""
        planned = counted(self._planned, "interaction")
        dead = f"<li>{planned} failed while the bot was dead, as planned</li>" if self._planned else ""
        return f'<div class="notes"><p>What happened</p><ul>{links}{rest}{dead}</ul></div>'

    def _failed_person(self, scene: Scene) -> str:
        person = self._story.people.get(_actor(scene))
        shown = name(person.display_name) if person else "somebody"
        return f"{shown} · {scene.at:%H:%M:%S}" if scene.at else shown

    def _nav(self) -> str:
        everyone = (
            '<li><a href="#everyone"><i class="av all" aria-hidden="true"></i>'
            "<span>Everyone<small>by time</small></span></a></li>"
        )
        people = "".join(map(self._nav_item, self._people))
        return f'<nav aria-label="Whose transcript"><ul>{everyone}{people}</ul></nav>'

    def _nav_item(self, person: Person) -> str:
        failures = sum(person.id == _actor(scene) for scene in self._failures)
        warning = f'<b class="bad">{failures}<span class="vh"> failed</span></b>' if failures else ""
        return (
            f'<li><a href="#p{person.number}">{self._scenes.avatar(person)}<span>{name(person.display_name)}'
            f"<small>{counted(self._deeds[person.id], 'step')}</small></span>{warning}</a></li>"
        )

    def _heads(self) -> str:
        """Return what stands above the tape, per view; only the chosen one's is visible."""
        people = "".join(map(self._head, self._people))
        return (
            '<div class="who all" id="everyone"><p class="big">Everyone, by time</p>'
            f'<p class="sub">Choose a person to read what they did and saw.</p></div>{people}'
        )

    def _head(self, person: Person) -> str:
        facts = [f"@{escape(person.name)}", escape(person.locale), counted(self._deeds[person.id], "step")]
        span = _span([scene for scene in self._story.scenes if person.id in scene.seen_by])
        return (
            f'<div class="who" id="p{person.number}">{self._scenes.avatar(person)}'
            f'<p class="big">{name(person.display_name)}</p>'
            f'<p class="sub">{" · ".join(fact for fact in facts if fact)}{span}</p></div>'
        )

    def _tape(self) -> str:
        items, day = [], ""
        for scene in self._story.scenes:
            if scene.at and (today := _day(scene.at)) != day:
                day = today
                items.append(f'<li class="day"><span>{day}</span></li>')
            items.append(self._scenes.scene(scene))
        if not self._story.scenes:
            items.append('<li class="day"><span>Nothing was recorded</span></li>')
        return f'<ol class="tape" id="tape">{chr(10).join(items)}</ol>'

    def _foot(self) -> str:
        lost = self._story.unreadable
        note = f"<p>{counted(lost, 'line')} of the record could not be read and had to be left out.</p>" if lost else ""
        nature = "All times are UTC. This page is one file: it loads nothing and sends nothing."
        return f"<footer>{note}<p>{nature}</p></footer>"

    def _people_style(self) -> str:
        rules = []
        for person in self._story.people.values():
            hue = round(person.number * _GOLDEN_ANGLE) % 360
            rules.append(f".a{person.number}{{--h:{hue}}}")
        for person in self._people:
            own = person.number
            # Chosen by the script, or without one by the address (#p3) alone.
            for chosen in (f':root[data-who="{own}"]', f":root:not(.js):has(#p{own}:target)"):
                rules.append(f"{chosen} :is(.m:not(.p{own}),.h:not(.h{own}),.who.all){{display:none}}")
                rules.append(f"{chosen} .h.h{own}{{display:flex}}{chosen} #p{own}{{display:grid}}")
        return "\n".join(rules)


def _failed(step: Step) -> bool:
    """Say whether something failed that was not planned."""
    return isinstance(step, Failed) and not step.planned


def _actor(scene: Scene) -> str:
    """Return the id of the person whose doing the scene is, or of the one who saw it."""
    action = scene.action or scene.cause
    return action.person if action else min(scene.seen_by, default="")


def _note_text(scene: Scene) -> str:
    notes = escape(" ".join(step.text for step in scene.steps if isinstance(step, Note)))
    return f"{notes} · {scene.at:%H:%M:%S}" if scene.at else notes


def _span(scenes: Iterable[Scene]) -> str:
    moments = [scene.at for scene in scenes if scene.at]
    if not moments:
        return ""
    first, last = min(moments), max(moments)
    end = f"–{last:%H:%M}" if first.date() == last.date() else f" – {_day_and_time(last)}"
    return f" · {_day_and_time(first)}{end} UTC"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B} {at.year}"


def _day_and_time(at: datetime) -> str:
    return f"{_day(at)}, {at:%H:%M}"
