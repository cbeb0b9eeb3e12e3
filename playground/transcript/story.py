"""From records to a story: who was there, and scene by scene what each of them did and saw."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from playground.transcript.components import EPHEMERAL, find_control
from playground.transcript.records import UNREADABLE, Json, child, children, moment, number, text

_THREAD_TYPES = {10, 11, 12}
_PICTURE_TYPES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_PERSON_MENTION = re.compile(r"<@!?([0-9]+)>")


@dataclass(slots=True)
class Person:
    """Someone of the record; `number` counts people in the order in which they appear."""

    number: int
    id: str
    name: str
    display_name: str
    bot: bool
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What a person did: `kind` is the record's kind, `control` the component that was used, where it is known."""

    person: str
    kind: str
    record: Json
    control: Json | None = None


@dataclass(slots=True)
class Card:
    """A message over its whole life; `states` counts its different looks."""

    id: str
    message: Json
    only_for: str
    states: int = 1
    seen_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message appeared (state 1) or looks different now (state 2, 3, …)."""

    card: Card
    message: Json
    state: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Removed:
    """A message was deleted; `card` is None when it was never seen."""

    card: Card | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A modal opened before a person."""

    modal: Json


@dataclass(frozen=True, slots=True)
class Sent:
    """A person sent a modal; `modal` is how it opened, where that is known."""

    modal: Json | None
    values: Json


@dataclass(frozen=True, slots=True)
class Failed:
    """Discord told a person that the interaction failed; `planned` says that the bot was dead then, on purpose."""

    reason: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something happened to the place itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """An explanation for the reader of the transcript, of what nobody there could see."""

    text: str


Step = Shown | Removed | Opened | Sent | Failed | Notice | Note


@dataclass(slots=True)
class Scene:
    """One action with what came of it at once, or something that happened on its own.

    `action` opens the scene; `cause` names an earlier action that this scene is a late consequence of. `seen_by`
    holds the ids of the people who could see any of it.
    """

    number: int
    at: datetime | None
    place: str
    action: Action | None = None
    cause: Action | None = None
    steps: list[Step] = field(default_factory=list)
    seen_by: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Story:
    """Everything that a page shows; `pictures` are `data:` addresses, by the addresses in messages."""

    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Json] = field(default_factory=dict)
    guilds: dict[str, str] = field(default_factory=dict)
    scenes: list[Scene] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    unreadable: int = 0


def tell(records: Iterable[Json]) -> Story:
    """Return the story of the records, which must be in the order of their making; unknown kinds are left out."""
    teller = _Teller()
    for record in records:
        teller.hear(record)
    return teller.finish()


def is_thread(place: Json) -> bool:
    """Return whether a channel is a thread."""
    return number(place, "type") in _THREAD_TYPES


class _Teller:
    def __init__(self) -> None:
        self._story = Story()
        self._cards: dict[str, Card] = {}
        self._actions: dict[str, Action] = {}
        self._scene_of: dict[str, Scene] = {}
        self._latest_scene: dict[str, Scene] = {}
        self._modals: dict[tuple[str, str], Json] = {}
        self._in_thread: dict[str, set[str]] = {}
        self._introduced: set[str] = set()
        self._begun: dict[str, int] = {}
        """By interaction, at which record it began."""
        self._back: int | None = 0
        """At which record the bot was back from its last death that was planned; None while it is dead."""
        self._heard = 0
        self._tellers = {
            "person": self._person,
            "guild": self._guild,
            "channel": self._channel,
            "picture": self._picture,
            "thread_update": self._thread_update,
            "command": self._act,
            "press": self._act,
            "choose": self._act,
            "modal_open": self._modal_open,
            "modal_submit": self._modal_submit,
            "message": self._message,
            "message_edit": self._message,
            "message_delete": self._message_delete,
            "failed": self._failed,
            "note": self._note,
        }

    def hear(self, record: Json) -> None:
        self._heard += 1
        kind = text(record, "kind")
        if kind == UNREADABLE:
            self._story.unreadable += 1
        elif kind in self._tellers:
            self._tellers[kind](record)

    def finish(self) -> Story:
        bots = {person.id for person in self._story.people.values() if person.bot}
        everybody = {action.person for scene in self._story.scenes if (action := scene.action)}
        for scene in self._story.scenes:
            if scene.action:
                scene.seen_by.add(scene.action.person)
            for step in scene.steps:
                scene.seen_by |= everybody if isinstance(step, Note) else self._audience(step, scene)
            scene.seen_by -= bots | {""}
            for person in scene.seen_by:
                self._known(person)
        return self._story

    def _audience(self, step: Step, scene: Scene) -> set[str]:
        if isinstance(step, Shown | Removed) and step.card:
            if step.card.only_for:
                return {step.card.only_for}
            return step.card.seen_by | self._in_thread.get(scene.place, set())
        return self._in_thread.get(scene.place, set()) if isinstance(step, Notice) else set()

    def _person(self, record: Json) -> None:
        person = self._known(text(record, "id"))
        self._introduced.add(person.id)
        person.name = text(record, "name") or person.name
        person.display_name = text(record, "display_name") or person.name
        person.bot = record.get("bot") is True
        person.locale = text(record, "locale")

    def _known(self, person_id: str) -> Person:
        people = self._story.people
        if person_id not in people:
            fallback = f"someone-{person_id[-4:]}"
            people[person_id] = Person(len(people) + 1, person_id, fallback, fallback, bot=False)
        return people[person_id]

    def _guild(self, record: Json) -> None:
        self._story.guilds[text(record, "id")] = text(record, "name")

    def _channel(self, record: Json) -> None:
        place = text(record, "id")
        is_new = place not in self._story.places
        self._story.places[place] = record
        if is_new and is_thread(record):
            private = "Private thread" if number(record, "type") == 12 else "Thread"
            self._scene(record, place).steps.append(Notice(f"{private} opened"))

    def _picture(self, record: Json) -> None:
        data, kind = text(record, "data"), text(record, "type")
        if _BASE64.fullmatch(data) and kind in _PICTURE_TYPES:
            self._story.pictures[text(record, "url")] = f"data:{kind};base64,{data}"

    def _thread_update(self, record: Json) -> None:
        place = text(record, "id")
        before = self._story.places.get(place, {})
        self._story.places[place] = {
            **before,
            **record,
            "kind": "channel",
            "name": text(record, "name") or text(before, "name"),
        }
        changes = []
        if text(record, "name") and text(record, "name") != text(before, "name"):
            changes.append("Thread renamed")
        if record.get("archived") is not None and bool(record.get("archived")) != bool(before.get("archived")):
            changes.append("Thread archived" if record.get("archived") else "Thread un-archived")
        if record.get("locked") is not None and bool(record.get("locked")) != bool(before.get("locked")):
            changes.append("Thread locked" if record.get("locked") else "Thread unlocked")
        if changes:
            self._scene(record, place).steps.append(Notice(", ".join(changes)))

    def _act(self, record: Json) -> None:
        card = self._cards.get(text(record, "message"))
        control = None
        if card:
            card.seen_by.add(text(record, "person"))
            control = find_control(children(card.message, "components"), text(record, "custom_id"))
        self._begin(record, text(record, "channel"), control)

    def _begin(self, record: Json, place: str, control: Json | None = None) -> Scene:
        person, interaction = text(record, "person"), text(record, "interaction")
        self._known(person)
        action = Action(person, text(record, "kind"), record, control)
        scene = self._scene(record, place)
        scene.action = action
        self._latest_scene[person] = scene
        if interaction:
            self._actions[interaction] = action
            self._scene_of[interaction] = scene
            self._begun[interaction] = self._heard
        if is_thread(self._story.places.get(place, {})):
            self._in_thread.setdefault(place, set()).add(person)
        return scene

    def _modal_open(self, record: Json) -> None:
        modal = child(record, "modal")
        self._modals[text(record, "person"), text(modal, "custom_id")] = modal
        self._consequence(record).steps.append(Opened(modal))

    def _modal_submit(self, record: Json) -> None:
        person = text(record, "person")
        latest = self._latest_scene.get(person)
        scene = self._begin(record, text(record, "channel") or (latest.place if latest else ""))
        modal = self._modals.get((person, text(record, "custom_id")))
        scene.steps.append(Sent(modal, child(record, "values")))

    def _message(self, record: Json) -> None:
        message = child(record, "message")
        message_id = text(message, "id")
        action = self._actions.get(text(record, "interaction"))
        card = self._cards.get(message_id)
        if card is None:
            only_for = text(record, "only_for")
            if not only_for and number(message, "flags") & EPHEMERAL and action:
                only_for = action.person
            card = self._cards[message_id] = Card(message_id, message, only_for)
        else:
            card.message = message
            card.states += 1
        place = text(record, "channel")
        self._note_audience(card, message, place, action)
        scene = self._consequence(record, place)
        scene.steps.append(Shown(card, message, card.states, moment(record)))

    def _note_audience(self, card: Card, message: Json, place: str, action: Action | None) -> None:
        author = child(message, "author")
        if text(author, "id"):
            person = self._known(text(author, "id"))
            if person.id not in self._introduced:  # a webhook, or someone from outside
                person.name = text(author, "username") or person.name
                person.display_name = text(author, "global_name") or person.name
                person.bot = author.get("bot") is True
            card.seen_by.add(person.id)
        if action:
            card.seen_by.add(action.person)
        if is_thread(self._story.places.get(place, {})) and not card.only_for:
            mentioned = set(_PERSON_MENTION.findall(text(message, "content")))
            self._in_thread.setdefault(place, set()).update(mentioned)

    def _message_delete(self, record: Json) -> None:
        message_id = text(record, "message") or text(child(record, "message"), "id")
        self._consequence(record, text(record, "channel")).steps.append(Removed(self._cards.get(message_id)))

    def _failed(self, record: Json) -> None:
        begun = self._begun.get(text(record, "interaction"), self._heard)
        planned = self._back is None or begun < self._back
        self._consequence(record).steps.append(Failed(text(record, "reason"), planned))

    def _note(self, record: Json) -> None:
        if isinstance(dead := record.get("dead"), bool):
            self._back = None if dead else self._heard
        self._scene(record, "").steps.append(Note(text(record, "text")))

    def _consequence(self, record: Json, place: str = "") -> Scene:
        """Return the scene that a record belongs to: its action's, while that person has done nothing since."""
        interaction = text(record, "interaction")
        action, scene = self._actions.get(interaction), self._scene_of.get(interaction)
        person = text(record, "person") or (action.person if action else "")
        place = place or (scene.place if scene else "")
        latest = self._latest_scene.get(person)
        if scene is not None and scene is latest and place == scene.place:
            return scene
        place = place or (latest.place if latest else "")
        if action and self._story.scenes[-1].cause is action and self._story.scenes[-1].place == place:
            return self._story.scenes[-1]
        late = self._scene(record, place)
        late.cause = action
        if person:
            late.seen_by.add(person)
        return late

    def _scene(self, record: Json, place: str) -> Scene:
        scene = Scene(len(self._story.scenes) + 1, moment(record), place)
        self._story.scenes.append(scene)
        return scene
