"""Users as the task backend API knows them: a contributor, named by an id of the frontend."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from bot.protocol.base import Received, Sent
from bot.protocol.moments import WireMoment

USER_HEADER = "X-Oasst-User"
"""The request header that names the acting user; its value is `User.header`."""


class AuthMethod(StrEnum):
    """Where an id of a user comes from. Ours is always `discord`."""

    DISCORD = "discord"
    GOOGLE = "google"
    LOCAL = "local"
    SYSTEM = "system"


class User(Sent):
    """Who does something, in every request body. Unique per API key, id and auth method."""

    id: str
    display_name: str
    auth_method: AuthMethod = AuthMethod.DISCORD

    @property
    def header(self) -> str:
        """The value of the `X-Oasst-User` header."""
        return f"{self.auth_method}:{self.id}"


class CreateFrontendUser(Sent):
    """Create a user, or change the one that exists; how the terms are accepted (trusted key only)."""

    id: str
    display_name: str
    auth_method: AuthMethod = AuthMethod.DISCORD
    show_on_leaderboard: bool | None = None
    enabled: bool | None = None
    tos_acceptance: bool | None = None
    notes: str | None = None


class FrontEndUser(Received):
    """A user as the backend keeps them. `id` is the frontend's, `user_id` the backend's own."""

    id: str
    display_name: str
    auth_method: str
    user_id: UUID
    enabled: bool
    deleted: bool
    notes: str = ""
    created_date: WireMoment | None = None
    show_on_leaderboard: bool = True
    streak_days: int | None = None
    streak_last_day_date: WireMoment | None = None
    last_activity_date: WireMoment | None = None
    tos_acceptance_date: WireMoment | None = None
