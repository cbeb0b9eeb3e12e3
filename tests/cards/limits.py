"""Discord's limits on messages and forms, checked on our own components."""

from bot.interactions.components import (
    Button,
    Card,
    ChannelSelect,
    Gallery,
    LinkButton,
    Modal,
    RoleSelect,
    Row,
    Select,
    Text,
)

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4_000
MOST_BYTES = 10_000
MOST_ATTACHMENTS = 10
MOST_DESCRIPTION = 1_024


def check_card(card: Card) -> None:
    """See that a card is a message that Discord takes.

    Raises:
        AssertionError: it is none.
    """
    texts = [block.content for block in card.blocks if isinstance(block, Text)]
    rows = [block for block in card.blocks if isinstance(block, Row)]
    items = [item for row in rows for item in row.items]
    assert 1 + len(card.blocks) + len(items) + len(card.files) <= MOST_COMPONENTS
    assert card.size() == 1 + len(card.blocks) + len(items) + len(card.files)
    assert card.characters() == sum(map(len, texts)) <= MOST_CHARACTERS
    assert card.octets() == sum(len(text.encode()) for text in texts) <= MOST_BYTES
    assert all(text.strip() for text in texts), "Discord takes no empty text"
    images = [image for block in card.blocks if isinstance(block, Gallery) for image in block.images]
    names = [*(image.name for image in images), *(file.name for file in card.files)]
    assert len(names) == len(set(names)) <= MOST_ATTACHMENTS
    assert all(1 <= len(image.description) <= MOST_DESCRIPTION for image in images)
    assert all(1 <= len(block.images) <= 10 for block in card.blocks if isinstance(block, Gallery))
    for row in rows:
        check_row(row)
    ids = [item.custom_id for item in items if not isinstance(item, LinkButton)]
    assert len(ids) == len(set(ids)), "two controls have one custom id"


def check_row(row: Row) -> None:
    """See that a row has one to five buttons, or one select, each within its limits."""
    if any(isinstance(item, Select | ChannelSelect | RoleSelect) for item in row.items):
        assert len(row.items) == 1
    assert 1 <= len(row.items) <= 5
    for item in row.items:
        if isinstance(item, Button | LinkButton):
            assert 1 <= len(item.label) <= 80
        if not isinstance(item, LinkButton):
            assert 1 <= len(item.custom_id) <= 100
        if isinstance(item, ChannelSelect | RoleSelect):
            assert len(item.placeholder or "") <= 150
        if isinstance(item, Select):
            _check_select(item)


def check_modal(modal: Modal) -> None:
    """See that a form is one that Discord takes."""
    assert 1 <= len(modal.title) <= 45
    assert 1 <= len(modal.custom_id) <= 100
    assert 1 <= len(modal.inputs) <= 5
    for field in modal.inputs:
        assert 1 <= len(field.label) <= 45
        assert len(field.placeholder) <= 100
        assert len(field.value) <= field.most <= 4_000


def _check_select(select: Select) -> None:
    assert 1 <= len(select.options) <= 25
    assert 0 <= select.least <= select.most <= len(select.options)
    assert len(select.placeholder or "") <= 150
    values = [option.value for option in select.options]
    assert len(values) == len(set(values))
    for option in select.options:
        assert 1 <= len(option.label) <= 100
        assert 1 <= len(option.value) <= 100
        assert len(option.description or "") <= 100
    assert sum(option.chosen for option in select.options) <= select.most
