"""What all wire models have in common."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator


class Received(BaseModel):
    """Something that the backend says. Unknown fields are ignored, so that a newer backend does not break us."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: object) -> object:
        """Drop null for a field, which the wire writes where it does not know; our default stands for that."""
        if isinstance(data, dict) and None in data.values():
            return {name: value for name, value in data.items() if value is not None}
        return data

    @classmethod
    def parse(cls, data: object) -> Self:
        """Read one object of a JSON body.

        Raises:
            pydantic.ValidationError: The body is not what the wire promises.
        """
        return cls.model_validate(data)


class Sent(BaseModel):
    """Something that we say to the backend. A field that the wire does not have is a mistake of ours."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def wire(self) -> dict[str, Any]:
        """Return the JSON body: what is not set is left out, as the wire expects."""
        return self.model_dump(mode="json", exclude_none=True)
