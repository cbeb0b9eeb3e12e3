"""What a person sees, read from Discord's payloads: messages with their texts, buttons and menus, and modals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.constants import SELECT_TYPES, ComponentType, MessageFlag

_FILE, _GALLERY, _THUMBNAIL = 13, 12, 11


@dataclass(frozen=True)
class Button:
    """A button of a message."""

    label: str
    custom_id: str | None
    style: int
    disabled: bool
    url: str | None
    emoji: str | None


@dataclass(frozen=True)
class Option:
    """An option of a menu."""

    label: str
    value: str
    description: str | None
    default: bool


@dataclass(frozen=True)
class Select:
    """A menu of a message; `type` is Discord's component type (3: texts, 5 to 8: people, roles, channels).

    `defaults` are the ids of people, roles or channels that it shows as chosen; of texts the options say it.
    """

    custom_id: str
    type: int
    placeholder: str | None
    options: tuple[Option, ...]
    defaults: tuple[int, ...]
    max_values: int
    disabled: bool

    def labels(self) -> list[str]:
        """Return labels of the options in order."""
        return [option.label for option in self.options]


@dataclass(frozen=True)
class Attachment:
    """A file of a message; the playground serves `url`."""

    filename: str
    url: str
    size: int
    content_type: str


@dataclass(frozen=True)
class Message:
    """A message as a person sees it at the moment of asking."""

    id: int
    channel_id: int
    author_id: int
    author_name: str
    text: str
    content: str
    buttons: tuple[Button, ...]
    selects: tuple[Select, ...]
    attachments: tuple[Attachment, ...]
    components: tuple[Mapping[str, Any], ...]
    ephemeral: bool
    loading: bool
    edited: bool
    raw: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Message":
        """Read a message payload."""
        parts = list(_walk(payload["components"]))
        flags = int(payload["flags"])
        return cls(
            id=int(payload["id"]),
            channel_id=int(payload["channel_id"]),
            author_id=int(payload["author"]["id"]),
            author_name=payload["author"].get("global_name") or payload["author"]["username"],
            text=_text(payload, parts),
            content=payload["content"],
            buttons=tuple(_button(part) for part in parts if part["type"] == ComponentType.BUTTON),
            selects=tuple(_select(part) for part in parts if part["type"] in SELECT_TYPES),
            attachments=tuple(_attachment(part) for part in payload["attachments"]),
            components=tuple(payload["components"]),
            ephemeral=bool(flags & MessageFlag.EPHEMERAL),
            loading=bool(flags & MessageFlag.LOADING),
            edited=payload["edited_timestamp"] is not None,
            raw=payload,
        )

    def button(self, name: str) -> Button:
        """Return a button by its label or custom id.

        Raises:
            LookupError: If there is none, or more than one.
        """
        found = [button for button in self.buttons if name in {button.label, button.custom_id}]
        if len(found) != 1:
            msg = f"{len(found)} buttons {name!r} among {[button.label for button in self.buttons]}"
            raise LookupError(msg)
        return found[0]

    def has_button(self, name: str) -> bool:
        """Say whether there is such a button that can be pressed."""
        return any(name in {button.label, button.custom_id} and not button.disabled for button in self.buttons)

    def select(self, name: str) -> Select:
        """Return a menu by its placeholder or custom id.

        Raises:
            LookupError: If there is none, or more than one.
        """
        found = [select for select in self.selects if name in {select.placeholder, select.custom_id}]
        if len(found) != 1:
            msg = f"{len(found)} menus {name!r} among {[select.placeholder for select in self.selects]}"
            raise LookupError(msg)
        return found[0]


@dataclass(frozen=True)
class TextInput:
    """A field of a modal."""

    label: str
    custom_id: str
    style: int
    value: str
    placeholder: str | None
    required: bool


@dataclass(frozen=True)
class Modal:
    """A modal on a person's screen."""

    interaction_id: int
    custom_id: str
    title: str
    inputs: tuple[TextInput, ...]
    raw: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, interaction_id: int, payload: Mapping[str, Any]) -> "Modal":
        """Read a modal payload."""
        inputs: list[TextInput] = []
        for top in payload["components"]:
            children = top.get("components") or ([top["component"]] if "component" in top else [])
            for child in children:
                if child["type"] == ComponentType.TEXT_INPUT:
                    inputs.append(
                        TextInput(
                            label=child.get("label") or top.get("label") or "",
                            custom_id=child["custom_id"],
                            style=child.get("style", 1),
                            value=child.get("value") or "",
                            placeholder=child.get("placeholder"),
                            required=child.get("required", True),
                        )
                    )
        return cls(interaction_id, payload["custom_id"], payload["title"], tuple(inputs), payload)

    def input(self, name: str) -> TextInput:
        """Return a field by its label or custom id.

        Raises:
            LookupError: If there is none.
        """
        for text_input in self.inputs:
            if name in {text_input.label, text_input.custom_id}:
                return text_input
        msg = f"no field {name!r} among {[text_input.label for text_input in self.inputs]}"
        raise LookupError(msg)


@dataclass(frozen=True)
class Choice:
    """A suggestion of autocomplete."""

    name: str
    value: str | int | float


def _walk(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or ())
        if component.get("accessory"):
            yield component["accessory"]


def _text(payload: Mapping[str, Any], parts: list[dict[str, Any]]) -> str:
    lines = [payload["content"]] if payload["content"] else []
    lines += [part["content"] for part in parts if part["type"] == ComponentType.TEXT_DISPLAY]
    for embed in payload["embeds"]:
        lines += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
        for entry in embed.get("fields") or ():
            lines += [entry["name"], entry["value"]]
        lines.append(embed.get("footer", {}).get("text"))
    for part in parts:
        if part["type"] == _GALLERY:
            lines += [item.get("description") for item in part["items"]]
        elif part["type"] == _THUMBNAIL:
            lines.append(part.get("description"))
    return "\n".join(line for line in lines if line)


def _button(part: Mapping[str, Any]) -> Button:
    emoji = (part.get("emoji") or {}).get("name")
    return Button(
        label=part.get("label") or emoji or "",
        custom_id=part.get("custom_id"),
        style=part["style"],
        disabled=bool(part.get("disabled")),
        url=part.get("url"),
        emoji=emoji,
    )


def _select(part: Mapping[str, Any]) -> Select:
    most = part.get("max_values")
    return Select(
        custom_id=part["custom_id"],
        type=part["type"],
        placeholder=part.get("placeholder"),
        options=tuple(
            Option(option["label"], option["value"], option.get("description"), bool(option.get("default")))
            for option in part.get("options") or ()
        ),
        defaults=tuple(int(default["id"]) for default in part.get("default_values") or ()),
        max_values=1 if most is None else most,
        disabled=bool(part.get("disabled")),
    )


def _attachment(part: Mapping[str, Any]) -> Attachment:
    return Attachment(part["filename"], part["url"], part["size"], part["content_type"])
