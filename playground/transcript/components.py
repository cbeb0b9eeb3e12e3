"""A Discord message to HTML: classic content, embeds and files, and the components of both generations."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit

from playground.transcript.escaping import escape, name
from playground.transcript.markdown import Markdown
from playground.transcript.records import Json, child, children, number, text

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
_SELECT_KINDS = {5: "user", 6: "role", 7: "person or role", 8: "channel"}
_LINK_BUTTON = 5


class MessageRenderer:
    """Renders the messages of one transcript."""

    def __init__(self, markdown: Markdown, pictures: Mapping[str, str] | None = None) -> None:
        """Make it.

        Args:
            markdown: Renders texts.
            pictures: Those that can be shown, as `data:` addresses by the addresses in messages.
        """
        self._markdown = markdown
        self._pictures = pictures or {}
        self._by_type: dict[int, Callable[[Json, datetime | None], str]] = {
            ACTION_ROW: self._action_row,
            BUTTON: lambda component, _: button(component),
            STRING_SELECT: lambda component, _: _string_select(component),
            9: self._section,
            10: lambda component, at: self._text(text(component, "content"), at),
            11: lambda component, _: self._picture(component, child(component, "media"), "thumb"),
            12: self._gallery,
            13: lambda component, _: _file(component),
            14: lambda component, _: _separator(component),
            17: self._container,
        } | dict.fromkeys(_SELECT_KINDS, lambda component, _: _entity_select(component))

    def body(self, message: Json, *, at: datetime | None) -> str:
        """Return what a message shows below its author's name.

        Args:
            message: A message as Discord's API gives it to a client.
            at: When it was seen, for relative timestamps.
        """
        flags = number(message, "flags")
        parts = []
        if flags & LOADING:
            parts.append('<p class="think">is thinking …</p>')
        if content := text(message, "content"):
            parts.append(self._text(content, at))
        parts += [self._embed(embed, at) for embed in children(message, "embeds")]
        if not flags & COMPONENTS_V2:
            # With the new components, a file shows only where a component points to it.
            parts += [_attachment(attachment) for attachment in children(message, "attachments")]
        parts.append(self._components(children(message, "components"), at))
        return "".join(parts) or '<p class="mut">(an empty message)</p>'

    def _components(self, components: Sequence[Json], at: datetime | None) -> str:
        return "".join(self._component(component, at) for component in components)

    def _component(self, component: Json, at: datetime | None) -> str:
        render = self._by_type.get(number(component, "type"))
        if render is None:
            return (
                f'<p class="mut">(a component of type {number(component, "type")}, which this page does not know)</p>'
            )
        return render(component, at)

    def _text(self, content: str, at: datetime | None) -> str:
        return f'<div class="md" dir="auto">{self._markdown.render(content, at=at)}</div>'

    def _container(self, component: Json, at: datetime | None) -> str:
        inner = self._components(children(component, "components"), at)
        accent = component.get("accent_color")
        style = f' style="--c:#{accent & 0xFFFFFF:06x}"' if isinstance(accent, int) else ""
        container = f'<div class="box"{style}>{inner}</div>'
        return _hidden(container) if component.get("spoiler") is True else container

    def _section(self, component: Json, at: datetime | None) -> str:
        texts = self._components(children(component, "components"), at)
        return f'<div class="sec"><div>{texts}</div>{self._component(child(component, "accessory"), at)}</div>'

    def _action_row(self, component: Json, at: datetime | None) -> str:
        return f'<div class="row">{self._components(children(component, "components"), at)}</div>'

    def _gallery(self, component: Json, at: datetime | None) -> str:
        del at
        pictures = [self._picture(item, child(item, "media"), "pic") for item in children(component, "items")]
        return f'<div class="gal">{"".join(pictures)}</div>'

    def _embed(self, embed: Json, at: datetime | None) -> str:
        title, url = text(embed, "title"), text(embed, "url")
        parts = []
        if author := text(child(embed, "author"), "name"):
            parts.append(f'<p class="sub">{name(author)}</p>')
        if title:
            shown = self._markdown.render(title, at=at)
            # Only the title's own link may be a link: anchors do not nest.
            parts.append(f"<h4>{_link(url, name(title)) if _is_web(url) else shown}</h4>")
        if description := text(embed, "description"):
            parts.append(self._text(description, at))
        if fields := "".join(self._embed_field(item, at) for item in children(embed, "fields")):
            parts.append(f"<dl>{fields}</dl>")
        parts += [self._picture({}, child(embed, key), "pic") for key in ("image", "thumbnail") if child(embed, key)]
        if footer := text(child(embed, "footer"), "text"):
            parts.append(f'<p class="sub">{name(footer)}</p>')
        return f'<div class="box emb" style="--c:#{number(embed, "color") & 0xFFFFFF:06x}">{"".join(parts)}</div>'

    def _picture(self, component: Json, media: Json, css: str) -> str:
        """Return a picture with its description, or where it was not recorded a place for it."""
        url = text(media, "url")
        description = text(component, "description")
        shown = self._pictures.get(url)
        if shown is None:
            caption = name(description or _file_name(url) or "picture")
            picture = f'<figure class="{css}"><i class="ic img"></i><figcaption>{caption}</figcaption></figure>'
        else:
            image = f'<img src="{shown}" alt="{escape(description)}">'
            words = f"<details><summary>ALT</summary>{name(description)}</details>" if description else ""
            picture = f'<figure class="{css} real">{image}<figcaption>{words}</figcaption></figure>'
        return _hidden(picture) if component.get("spoiler") is True else picture

    def _embed_field(self, item: Json, at: datetime | None) -> str:
        title = self._markdown.render(text(item, "name"), at=at)
        return f"<div><dt>{title}</dt><dd>{self._text(text(item, 'value'), at)}</dd></div>"


def button(component: Json) -> str:
    """Return a button as it looks on a card; a link button is a real link."""
    style = number(component, "style")
    label = _emoji(child(component, "emoji")) + name(text(component, "label"))
    url = text(component, "url")
    if style == _LINK_BUTTON and _is_web(url):
        return _link(url, f'{label}<i class="ic out"></i>', css="b b2")
    if component.get("disabled") is True:
        return f'<span class="b b{style or 2} off">{label}<span class="vh"> (disabled)</span></span>'
    return f'<span class="b b{style or 2}">{label}</span>'


def find_control(components: Sequence[Json], custom_id: str) -> Json | None:
    """Return the button, select or text input with a custom id, wherever in the components it stands."""
    for component in components:
        if text(component, "custom_id") == custom_id:
            return component
        nested = [*children(component, "components"), child(component, "accessory"), child(component, "component")]
        found = find_control([inner for inner in nested if inner], custom_id)
        if found is not None:
            return found
    return None


def _string_select(component: Json) -> str:
    options = children(component, "options")
    chosen = [name(text(option, "label")) for option in options if option.get("default") is True]
    several = (number(component, "max_values") or 1) > 1
    if chosen:
        shown = "".join(f'<span class="chip">{label}</span>' for label in chosen) if several else chosen[0]
    else:
        shown = f'<span class="mut">{name(text(component, "placeholder") or "Make a selection")}</span>'
    rows = "".join(_option(option) for option in options)
    off = " off" if component.get("disabled") is True else ""
    note = '<span class="vh"> (disabled)</span>' if off else ""
    return f'<details class="sel{off}"><summary>{shown}{note}</summary><ul>{rows}</ul></details>'


def _option(option: Json) -> str:
    description = text(option, "description")
    small = f"<small>{name(description)}</small>" if description else ""
    chosen = ' class="on"' if option.get("default") is True else ""
    return f"<li{chosen}>{_emoji(child(option, 'emoji'))}{name(text(option, 'label'))}{small}</li>"


def _entity_select(component: Json) -> str:
    placeholder = text(component, "placeholder") or f"Choose a {_SELECT_KINDS[number(component, 'type')]}"
    return f'<span class="sel"><span class="mut">{name(placeholder)}</span></span>'


def _separator(component: Json) -> str:
    wide = " wide" if number(component, "spacing") == 2 else ""
    return f'<div class="gap{wide}"></div>' if component.get("divider") is False else f'<hr class="gap{wide}">'


def _file(component: Json) -> str:
    url = text(child(component, "file"), "url")
    shown = _attachment({"filename": text(component, "name") or _file_name(url), "size": component.get("size")})
    return _hidden(shown) if component.get("spoiler") is True else shown


def _attachment(attachment: Json) -> str:
    size = number(attachment, "size")
    small = f"<small>{_size(size)}</small>" if size else ""
    shown = name(text(attachment, "filename") or "file")
    return f'<div class="file"><i class="ic doc"></i><div>{shown}{small}</div></div>'


def _size(size: int) -> str:
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:.1f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _file_name(url: str) -> str:
    try:
        return unquote(urlsplit(url).path.rsplit("/", 1)[-1] or urlsplit(url).netloc)
    except ValueError:
        return ""


def _emoji(emoji: Json) -> str:
    shown = text(emoji, "name")
    if not shown:
        return ""
    return f'<span class="ce">:{escape(shown)}:</span> ' if text(emoji, "id") else f"<span>{escape(shown)}</span> "


def _hidden(inner: str) -> str:
    return f'<details class="hid"><summary>Spoiler</summary>{inner}</details>'


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _link(url: str, label: str, *, css: str = "") -> str:
    attribute = f' class="{css}"' if css else ""
    return f'<a{attribute} href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{label}</a>'
