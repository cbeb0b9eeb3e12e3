"""A modal to HTML: as it opened, and what a person sent with it."""

from collections.abc import Iterator, Sequence

from playground.transcript.components import STRING_SELECT, TEXT_INPUT, button, find_control
from playground.transcript.escaping import escape, name
from playground.transcript.markdown import Markdown
from playground.transcript.records import Json, child, children, number, text, texts

_LABEL, _TEXT_DISPLAY = 18, 10
_PARAGRAPH = 2
# Longer answers scroll inside their field, as they do in Discord.
_LONG_ANSWER = 1_500


def opened(modal: Json, markdown: Markdown) -> str:
    """Return a modal as it opened: title, fields, what was already filled in, and its two buttons."""
    fields = "".join(_fields(children(modal, "components"), markdown))
    buttons = button({"style": 2, "label": "Cancel"}) + button({"style": 1, "label": "Submit"})
    title = text(modal, "title")
    return (
        f'<div class="modal" role="group" aria-label="Form: {escape(title)}"><p class="mt">{name(title)}</p>'
        f'{fields}<div class="mb">{buttons}</div></div>'
    )


def sent(modal: Json | None, values: Json) -> str:
    """Return what a person filled in.

    Args:
        modal: The modal as it opened, for the labels; without it the fields go by their custom ids.
        values: Text, or list of texts, by custom id.
    """
    rows = []
    for custom_id in values:
        typed = text(values, custom_id) or ", ".join(texts(values, custom_id))
        label = _label_of(children(modal, "components"), custom_id) if modal else ""
        rows.append(f'<p class="ml">{name(label or custom_id)}</p>{_typed(typed)}')
    return f'<div class="modal sent">{"".join(rows) or "<p class=mut>(no fields)</p>"}</div>'


def _typed(typed: str) -> str:
    if not typed:
        return '<p class="mut">(left empty)</p>'
    scrolls = ' tabindex="0"' if len(typed) > _LONG_ANSWER or typed.count("\n") > 40 else ""
    return f'<div class="fld typed" dir="auto"{scrolls}>{escape(typed)}</div>'


def _fields(components: Sequence[Json], markdown: Markdown) -> Iterator[str]:
    for component in components:
        match number(component, "type"):
            case kind if kind == TEXT_INPUT:
                yield _label(component, component) + _input(component)
            case kind if kind == _LABEL:
                field = child(component, "component")
                yield _label(component, field) + _field(field)
            case kind if kind == _TEXT_DISPLAY:
                yield f'<div class="md" dir="auto">{markdown.render(text(component, "content"))}</div>'
            case _:
                yield from _fields(children(component, "components"), markdown)


def _label(labelled: Json, field: Json) -> str:
    required = '<b class="req" title="required">*</b>' if field.get("required", True) is not False else ""
    description = text(labelled, "description")
    small = f"<small>{name(description)}</small>" if description else ""
    return f'<p class="ml">{name(text(labelled, "label"))}{required}{small}</p>'


def _field(field: Json) -> str:
    if number(field, "type") == TEXT_INPUT:
        return _input(field)
    if number(field, "type") == STRING_SELECT:
        options = "".join(f"<li>{name(text(option, 'label'))}</li>" for option in children(field, "options"))
        placeholder = f'<span class="mut">{name(text(field, "placeholder") or "Make a selection")}</span>'
        return f'<details class="sel"><summary>{placeholder}</summary><ul>{options}</ul></details>'
    return '<p class="mut">(a field that this page does not know)</p>'


def _input(field: Json) -> str:
    value, limit = text(field, "value"), number(field, "max_length")
    shown = escape(value) if value else f'<span class="mut">{escape(text(field, "placeholder"))}</span>'
    tall = " tall" if number(field, "style") == _PARAGRAPH else ""
    scrolls = ' tabindex="0"' if len(value) > _LONG_ANSWER else ""
    allowed = f'<small class="max">up to {limit:,} characters</small>' if limit else ""
    return f'<div class="fld{tall}" dir="auto"{scrolls}>{shown}</div>{allowed}'


def _label_of(components: Sequence[Json], custom_id: str) -> str:
    for component in components:
        if text(child(component, "component"), "custom_id") == custom_id:
            return text(component, "label")
        if label := _label_of(children(component, "components"), custom_id):
            return label
    return text(find_control(components, custom_id) or {}, "label")
