"""Scenes to HTML: who did what, and the cards, modals and failures that came of it."""

from collections.abc import Sequence
from datetime import datetime

from playground.transcript import modal
from playground.transcript.components import EPHEMERAL, MessageRenderer, button
from playground.transcript.escaping import escape, name
from playground.transcript.inline import Names
from playground.transcript.markdown import Markdown
from playground.transcript.records import Json, child, children, number, text, texts
from playground.transcript.story import (
    Action,
    Failed,
    Note,
    Notice,
    Opened,
    Person,
    Removed,
    Scene,
    Sent,
    Shown,
    Step,
    Story,
    is_thread,
)

# A card with more looks than this shows its first and its last at once, those between behind a click.
_OPEN_STATES = 4
# A shorter card is repeated; a longer one that looks like an earlier one is stored once and linked.
_WORTH_SHARING = 600
_FAILED = "This interaction failed"
_PLANNED = "as planned: the bot was dead"


class SceneRenderer:
    """Renders the scenes of one story, in their order: later ones refer to what earlier ones have shown."""

    def __init__(self, story: Story) -> None:
        self._story = story
        places = {place: text(record, "name") for place, record in story.places.items()}
        people = {person.id: person.display_name for person in story.people.values()}
        self._markdown = Markdown(Names(people=people, channels=places))
        self._messages = MessageRenderer(self._markdown, story.pictures)
        self._anchors = 0
        self._state_anchor: dict[str, str] = {}
        self._state_body: dict[str, str] = {}
        self._shared: dict[str, tuple[str, str]] = {}
        self._last_place: dict[str, str] = {}

    def scene(self, scene: Scene) -> str:
        """Return a scene as one list item, with the heading of its place where that has changed for somebody."""
        explains = any(isinstance(step, Note) for step in scene.steps)
        parts = [] if explains else [self._place_heading(scene)]
        if scene.action:
            parts.append(self._action(scene.action, scene, css="act", time=True))
        elif scene.cause and not all(isinstance(step, Notice) for step in scene.steps):
            parts.append(self._action(scene.cause, scene, css="act late", time=False))
        parts += [self._step(step, scene) for step in scene.steps]
        people = self._numbers(scene.seen_by)
        return f'<li class="m{_classes("p", people)}" id="n{scene.number}">{"".join(parts)}</li>'

    def avatar(self, person: Person) -> str:
        """Return a person's round picture: a colour of their own and the first letter of their name."""
        letter = next((character for character in person.display_name if character.isalnum()), "?")
        return f'<i class="av a{person.number}" aria-hidden="true">{escape(letter.upper())}</i>'

    def _numbers(self, people: set[str]) -> list[int]:
        return sorted(self._story.people[person].number for person in people)

    def _place_heading(self, scene: Scene) -> str:
        """Return the heading of the scene's place, marked for every view in which the place differs from the last."""
        viewers = {person: self._story.people[person].number for person in scene.seen_by}
        changed = [number for person, number in sorted(viewers.items()) if self._last_place.get(person) != scene.place]
        everyone = " hg" if self._last_place.get("") != scene.place else ""
        self._last_place |= dict.fromkeys(["", *viewers], scene.place)
        if not changed and not everyone:
            return ""
        return f'<h2 class="h{everyone}{_classes("h", changed)}">{self.place(scene.place)}</h2>'

    def place(self, place: str) -> str:
        """Return the name of a channel or thread, with its parent and, where there are several, its server."""
        record = self._story.places.get(place)
        if record is None:
            return '<i class="ic hash"></i>somewhere'
        icon = {1: "at", 11: "thread", 10: "thread", 12: "lock"}.get(number(record, "type"), "hash")
        around = []
        if is_thread(record) and (parent := self._story.places.get(text(record, "parent"))):
            around.append(f"in #{name(text(parent, 'name'))}")
        guild = self._story.guilds.get(text(record, "guild"), "")
        if guild and len(self._story.guilds) > 1:
            around.append(name(guild))
        small = f"<small>{' · '.join(around)}</small>" if around else ""
        shown = text(record, "name") or ("Direct message" if icon == "at" else "somewhere")
        return f'<i class="ic {icon}"></i>{name(shown)}{small}'

    def _action(self, action: Action, scene: Scene, *, css: str, time: bool) -> str:
        person = self._story.people[action.person]
        when = _time(scene.at, f"n{scene.number}") if time else ""
        after = "after " if css != "act" else ""
        who = f"{self.avatar(person)}<b>{name(person.display_name)}</b>"
        return f'<p class="{css}">{after}{who} {_deed(action)}{when}</p>'

    def _step(self, step: Step, scene: Scene) -> str:
        match step:
            case Shown():
                return self._shown(step, scene)
            case Removed(card):
                where = self._state_anchor.get(card.id) if card else None
                link = f' <a href="#{where}">what it showed</a>' if where else ""
                return _note("bin", f"A message was deleted{link}", scene)
            case Opened(form):
                return self._private(scene, f'<div class="form">{modal.opened(form, self._markdown)}</div>')
            case Sent(form, values):
                return self._private(scene, f'<div class="form">{modal.sent(form, values)}</div>')
            case Failed(reason, planned):
                why = _PLANNED if planned else "" if reason in {"", _FAILED} else name(reason)
                failed = f"<span>{_FAILED}{f'<small>{why}</small>' if why else ''}</span>"
                return self._private(scene, f'<p class="fail"><i class="ic warn"></i>{failed}</p>')
            case Notice(notice):
                return _note("thread", escape(notice), scene)
            case Note(note):
                return _note("warn", f"<b>{escape(note)}</b>", scene)

    def _private(self, scene: Scene, html: str, only_for: str = "") -> str:
        """Mark what only the acting person saw, where others are shown the rest of the scene."""
        actor = only_for or (scene.action or scene.cause or _NOBODY).person
        if len(scene.seen_by) < 2 or actor not in scene.seen_by:
            return html
        return f'<div class="m p{self._story.people[actor].number}">{html}</div>'

    def _shown(self, shown: Shown, scene: Scene) -> str:
        card, message = shown.card, shown.message
        self._anchors += 1
        anchor = f"s{self._anchors}"
        author = self._story.people.get(text(child(message, "author"), "id"))
        known = author or Person(0, "", "somebody", "somebody", bot=False)
        badge = '<span class="app">APP</span>' if known.bot else ""
        head = (
            f'<p class="mh"><b>{name(known.display_name)}</b>{badge}{_time(shown.at, anchor)}{self._change(shown)}</p>'
        )
        private = card.only_for or number(message, "flags") & EPHEMERAL
        foot = '<p class="eph"><i class="ic eye"></i>Only you can see this</p>' if private else ""
        html = (
            f'<div class="msg{" only" if private else ""}" id="{anchor}">{self.avatar(known)}'
            f'<div class="mc">{head}{self._body(shown, anchor)}{foot}</div></div>'
        )
        self._state_anchor[card.id] = anchor
        if card.states > _OPEN_STATES and 1 < shown.state < card.states:
            summary = f"The card changed (state {shown.state} of {card.states})"
            html = f'<details class="mid"><summary>{summary}</summary>{html}</details>'
        return self._private(scene, html, card.only_for) if card.only_for else html

    def _change(self, shown: Shown) -> str:
        before = self._state_anchor.get(shown.card.id)
        if shown.state == 1 or before is None:
            return ""
        return (
            f'<span class="ed">edited in place · <a href="#{before}" aria-label="the state before">'
            f"state {shown.state} of {shown.card.states}</a></span>"
        )

    def _body(self, shown: Shown, anchor: str) -> str:
        body = self._messages.body(shown.message, at=shown.at)
        card = shown.card
        if self._state_body.get(card.id) == body:
            return '<p class="mut">looks the same as before</p>'
        self._state_body[card.id] = body
        when = f"{shown.at:%H:%M:%S}" if shown.at else "before"
        if body in self._shared:
            where, seen_at = self._shared[body]
            return f'<a class="same" href="#{where}">The same card as shown at {seen_at}</a>'
        if len(body) >= _WORTH_SHARING:
            self._shared[body] = (anchor, when)
        return f'<div class="bd">{body}</div>'


_NOBODY = Action("", "", {})


def _deed(action: Action) -> str:
    record, control = action.record, action.control or {}
    match action.kind:
        case "command":
            options = "".join(
                f' <span class="opt"><b>{escape(text(option, "name"))}</b> {name(_value(option))}</span>'
                for option in children(record, "options")
            )
            return f'used <span class="cmd">/{escape(text(record, "name"))}</span>{options}'
        case "press":
            label = (
                text(record, "label") or text(control, "label") or text(child(control, "emoji"), "name") or "a button"
            )
            pressed: Json = {**control, "label": label, "disabled": False}
            if not text(control, "label"):
                pressed = {"style": number(control, "style") or 2, "label": label}
            return f"pressed {button(pressed)}"
        case "choose":
            chosen = texts(record, "labels") or texts(record, "values")
            shown = "".join(f'<span class="chip">{name(label)}</span>' for label in chosen) or "nothing"
            placeholder = text(control, "placeholder")
            where = f' <span class="mut">in “{name(placeholder)}”</span>' if placeholder else ""
            return f"chose {shown}{where}"
        case _:
            return "sent the form"


def _note(icon: str, html: str, scene: Scene) -> str:
    when = _time(scene.at, f"n{scene.number}")
    return f'<p class="note"><i class="ic {icon}"></i><span>{html}</span>{when}</p>'


def _value(option: Json) -> str:
    value = option.get("value")
    return str(value) if isinstance(value, bool) else text(option, "value")


def _time(at: datetime | None, anchor: str) -> str:
    if at is None:
        return ""
    return f' <a class="at-time" href="#{anchor}"><time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{at:%H:%M:%S}</time></a>'


def _classes(prefix: str, numbers: Sequence[int]) -> str:
    return "".join(f" {prefix}{number}" for number in numbers)
