"""What only the other end of the wire does."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.protocol.interactions import AnyInteraction

_INTERACTION: TypeAdapter[AnyInteraction] = TypeAdapter(Annotated[AnyInteraction, Field(discriminator="type")])


def parse_interaction(data: object) -> AnyInteraction:
    """Read an interaction, told apart by its `type`; raises ValidationError where it is none."""
    return _INTERACTION.validate_python(data)
