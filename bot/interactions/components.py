"""Our own components → hikari's builders. The only place that knows both."""

from collections.abc import Sequence
from typing import Never

import hikari
from hikari import impl
from hikari.api import ComponentBuilder, ModalActionRowBuilder

from bot.cards.components import Button, ButtonStyle, Card, Gallery, LinkButton, Modal, Row, Select, Separator, Text

_STYLES: dict[ButtonStyle, hikari.ButtonStyle] = {
    ButtonStyle.PRIMARY: hikari.ButtonStyle.PRIMARY,
    ButtonStyle.SECONDARY: hikari.ButtonStyle.SECONDARY,
    ButtonStyle.SUCCESS: hikari.ButtonStyle.SUCCESS,
    ButtonStyle.DANGER: hikari.ButtonStyle.DANGER,
}


def build_card(card: Card) -> Sequence[ComponentBuilder]:
    """A card as a Components V2 message: one container."""
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


def build_modal(modal: Modal) -> Sequence[ModalActionRowBuilder]:
    """The fields of a form, a row each."""
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
