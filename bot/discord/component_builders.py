"""Our own components → hikari's builders, and back from a message. The only place that knows both."""

from collections.abc import MutableMapping, Sequence
from typing import Any, Never

import hikari
from hikari import impl
from hikari.api import ComponentBuilder, ModalActionRowBuilder

from bot.interactions.components import (
    Accent,
    Button,
    ButtonStyle,
    Card,
    ChannelSelect,
    Gallery,
    LinkButton,
    Modal,
    RoleSelect,
    Row,
    Select,
    Separator,
    Text,
)

_Built = tuple[MutableMapping[str, Any], Sequence[hikari.files.Resource[hikari.files.AsyncReader]]]

_STYLES: dict[ButtonStyle, hikari.ButtonStyle] = {
    ButtonStyle.PRIMARY: hikari.ButtonStyle.PRIMARY,
    ButtonStyle.SECONDARY: hikari.ButtonStyle.SECONDARY,
    ButtonStyle.SUCCESS: hikari.ButtonStyle.SUCCESS,
    ButtonStyle.DANGER: hikari.ButtonStyle.DANGER,
}


_ACCENTS = {hikari.Color(accent.value): accent for accent in Accent}


def build_card(card: Card) -> Sequence[ComponentBuilder]:
    """Build a card as a Components V2 message: one container."""
    container = impl.ContainerComponentBuilder(accent_color=hikari.Color(card.accent.value))
    for block in card.blocks:
        match block:
            case Text(content):
                container.add_text_display(content)
            case Separator():
                container.add_separator()
            case Gallery():
                container.add_component(_gallery(block))
            case Row():
                container.add_component(_row(block))
    for file in card.files:
        container.add_file(hikari.Bytes(file.data, file.name))
    return [container]


def read_card(components: Sequence[hikari.PartialComponent]) -> Card | None:
    """Read the card that a message of ours shows, if it is one of texts, lines and buttons; None for any other."""
    match components:
        case [hikari.ContainerComponent() as container] if container.accent_color in _ACCENTS:
            blocks = [_block(component) for component in container.components]
            if None not in blocks:
                return Card(tuple(filter(None, blocks)), _ACCENTS[container.accent_color])
    return None


def build_modal(modal: Modal) -> Sequence[ModalActionRowBuilder]:
    """Build the fields of a form, a row each."""
    rows: list[ModalActionRowBuilder] = []
    for field in modal.inputs:
        row = impl.ModalActionRowBuilder()
        row.add_text_input(
            field.custom_id,
            field.label,
            style=hikari.TextInputStyle.PARAGRAPH if field.long else hikari.TextInputStyle.SHORT,
            placeholder=field.placeholder or hikari.UNDEFINED,
            value=field.value or hikari.UNDEFINED,
            required=field.required,
            min_length=1 if field.required else 0,
            max_length=field.most,
        )
        rows.append(row)
    return rows


def _block(component: hikari.PartialComponent) -> Text | Separator | Row | None:
    match component:
        case hikari.TextDisplayComponent(content=content):
            return Text(content)
        case hikari.SeparatorComponent():
            return Separator()
        case hikari.ActionRowComponent(components=items):
            buttons = [_button(item) for item in items]
            return None if None in buttons else Row(tuple(filter(None, buttons)))
    return None


def _button(component: hikari.PartialComponent) -> Button | LinkButton | None:
    match component:
        case hikari.ButtonComponent(custom_id=str() as custom_id, label=str() as label, style=style):
            styles = {theirs: ours for ours, theirs in _STYLES.items()}
            return Button(label, custom_id, styles[hikari.ButtonStyle(style)], disabled=component.is_disabled)
        case hikari.ButtonComponent(url=str() as url, label=str() as label):
            return LinkButton(label, url)
    return None


def _gallery(gallery: Gallery) -> impl.MediaGalleryComponentBuilder:
    builder = impl.MediaGalleryComponentBuilder()
    for image in gallery.images:
        builder.add_media_gallery_item(hikari.Bytes(image.data, image.name), description=image.description)
    return builder


def _row(row: Row) -> impl.MessageActionRowBuilder:
    builder = impl.MessageActionRowBuilder()
    for item in row.items:
        match item:
            case Button():
                builder.add_component(
                    impl.InteractiveButtonBuilder(
                        style=_STYLES[item.style],
                        custom_id=item.custom_id,
                        label=item.label,
                        is_disabled=item.disabled,
                    )
                )
            case LinkButton():
                builder.add_link_button(item.url, label=item.label)
            case Select():
                builder.add_component(_select(item))
            case ChannelSelect():
                builder.add_component(_ChannelSelectBuilder(item))
            case RoleSelect():
                builder.add_component(_RoleSelectBuilder(item))
    return builder


def _select(select: Select) -> impl.TextSelectMenuBuilder[Never]:
    return impl.TextSelectMenuBuilder(
        custom_id=select.custom_id,
        options=[
            impl.SelectOptionBuilder(
                label=option.label,
                value=option.value,
                description=option.description or hikari.UNDEFINED,
                is_default=option.chosen,
            )
            for option in select.options
        ],
        placeholder=select.placeholder or hikari.UNDEFINED,
        min_values=select.least,
        max_values=select.most,
        is_disabled=select.disabled,
    )


class _RoleSelectBuilder(impl.SelectMenuBuilder):
    """hikari's, with the role that is shown as chosen, which hikari 2.6.0 cannot say."""

    def __init__(self, select: RoleSelect) -> None:
        super().__init__(
            type=hikari.ComponentType.ROLE_SELECT_MENU,
            custom_id=select.custom_id,
            placeholder=select.placeholder or hikari.UNDEFINED,
            min_values=0 if select.may_be_none else 1,
        )
        self._chosen = select.chosen

    def build(self) -> _Built:
        payload, attachments = super().build()
        if self._chosen is not None:
            payload["default_values"] = [{"id": str(self._chosen), "type": "role"}]
        return payload, attachments


class _ChannelSelectBuilder(impl.ChannelSelectMenuBuilder):
    """hikari's, with the channel that is shown as chosen, which hikari 2.6.0 cannot say."""

    def __init__(self, select: ChannelSelect) -> None:
        super().__init__(
            custom_id=select.custom_id,
            channel_types=[hikari.ChannelType.GUILD_TEXT]
            if select.only_text
            else [hikari.ChannelType.GUILD_TEXT, hikari.ChannelType.GUILD_NEWS],
            placeholder=select.placeholder or hikari.UNDEFINED,
            min_values=0,
            max_values=1,
        )
        self._chosen = select.chosen

    def build(self) -> _Built:
        payload, attachments = super().build()
        if self._chosen is not None:
            payload["default_values"] = [{"id": str(self._chosen), "type": "channel"}]
        return payload, attachments
