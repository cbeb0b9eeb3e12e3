"""Fields that Discord sends and the engine leaves out, most of them needed by hikari's strict parser.

All functions change the given payload in place: payloads are made anew for every answer.
"""

from typing import Any, Protocol

from playground.constants import ATTACHMENT_SIZE_LIMIT

COMMAND_INTERACTION, COMPONENT_INTERACTION, MODAL_INTERACTION = 2, 3, 5
SEPARATOR, CONTAINER = 14, 17
MEDIA_WITH_SPOILER = {11, 13, CONTAINER}


class _Record(Protocol):
    """What is read of an interaction."""

    id: int
    type: int
    guild_id: int | None
    user_id: int
    source_message_id: int | None
    message_id: int | None
    command_type: int | None
    target_id: int | None


def complete_guild(payload: dict[str, Any]) -> None:
    """Complete a guild as REST and gateway send it."""
    payload.setdefault("nsfw_level", 0)
    payload.setdefault("nsfw", False)
    payload.setdefault("widget_enabled", False)
    payload.setdefault("widget_channel_id", None)
    payload.setdefault("max_video_channel_users", 25)
    payload.setdefault("max_stage_video_channel_users", 50)
    payload.setdefault("safety_alerts_channel_id", None)
    payload.setdefault("incidents_data", None)
    payload.setdefault("home_header", None)
    payload.setdefault("hub_type", None)
    payload.setdefault("latest_onboarding_question_id", None)
    payload.setdefault("region", "deprecated")
    payload.setdefault("embedded_activities", [])
    payload.setdefault("approximate_member_count", payload.get("member_count", 0))
    payload.setdefault("approximate_presence_count", payload.get("member_count", 0))


def complete_own_guild(payload: dict[str, Any], permissions: int) -> dict[str, Any]:
    """Complete one entry of the list of the bot's own guilds."""
    return {
        "id": payload["id"],
        "name": payload["name"],
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(permissions),
        "features": [],
        "approximate_member_count": payload["member_count"],
        "approximate_presence_count": payload["member_count"],
    }


def complete_application(payload: dict[str, Any], guild_count: int) -> None:
    """Complete the bot's own application."""
    payload["integration_types_config"] = {
        "0": {"oauth2_install_params": {"scopes": ["applications.commands", "bot"], "permissions": "0"}}
    }
    payload["approximate_guild_count"] = guild_count
    payload["approximate_user_install_count"] = 0
    payload.setdefault("hook", True)
    payload.setdefault("tags", [])
    payload.setdefault("redirect_uris", [])
    payload.setdefault("interactions_endpoint_url", None)
    payload.setdefault("role_connections_verification_url", None)


def complete_command(payload: dict[str, Any], *, command_id: int, application_id: int, guild_id: int | None) -> None:
    """Complete a registered command."""
    payload["id"] = str(command_id)
    payload["application_id"] = str(application_id)
    payload.setdefault("type", 1)
    payload.setdefault("description", "")
    payload.setdefault("default_member_permissions", None)
    payload.setdefault("dm_permission", True)
    payload.setdefault("nsfw", False)
    payload.setdefault("name_localizations", None)
    payload.setdefault("description_localizations", None)
    payload.setdefault("integration_types", [0])
    payload.setdefault("contexts", None)
    if guild_id is not None:
        payload["guild_id"] = str(guild_id)


def complete_components(components: list[dict[str, Any]]) -> None:
    """Complete components of a message with the defaults that Discord writes out."""
    for component in components:
        kind = component.get("type")
        if kind == SEPARATOR:
            component.setdefault("spacing", 1)
            component.setdefault("divider", True)
        elif kind in MEDIA_WITH_SPOILER:
            component.setdefault("spoiler", False)
        if kind == CONTAINER:
            component.setdefault("accent_color", None)
        complete_components([child for child in component.get("components") or () if isinstance(child, dict)])
        if isinstance(component.get("accessory"), dict):
            complete_components([component["accessory"]])


def complete_interaction_metadata(metadata: dict[str, Any], record: _Record, trigger: dict[str, Any] | None) -> None:
    """Complete what a message says about the interaction that made it.

    Args:
        metadata: As the engine wrote it.
        record: The interaction.
        trigger: For the answer to a modal, the same about the interaction that opened the modal.
    """
    owner = record.guild_id if record.guild_id is not None else 0
    metadata["authorizing_integration_owners"] = {"0": str(owner)}
    if record.message_id is not None:
        metadata["original_response_message_id"] = str(record.message_id)
    for invented in ("target_id", "target_type", "target_channel_id"):
        metadata.pop(invented, None)
    if record.command_type == 3 and record.target_id is not None:
        metadata["target_message_id"] = str(record.target_id)
    if record.type == COMPONENT_INTERACTION:
        metadata["interacted_message_id"] = str(record.source_message_id)
    elif record.type == MODAL_INTERACTION:
        metadata["triggering_interaction_metadata"] = trigger or {
            "id": metadata["id"],
            "type": COMMAND_INTERACTION,
            "user": metadata["user"],
            "authorizing_integration_owners": metadata["authorizing_integration_owners"],
        }


def complete_message(payload: dict[str, Any], application_id: int) -> None:
    """Complete a message: who made it, where an application did."""
    if payload.get("nonce", "") is None:
        del payload["nonce"]
    if "interaction_metadata" in payload or payload.get("webhook_id") == str(application_id):
        payload["application_id"] = str(application_id)
        payload.setdefault("webhook_id", str(application_id))


def complete_webhook(payload: dict[str, Any], application_id: int) -> None:
    """Complete a webhook, made by the bot's application."""
    payload["application_id"] = str(application_id)


def interaction_envelope(application_id: int, guild_id: int | None, locale: str) -> dict[str, Any]:
    """Return fields that every interaction carries whatever it is about."""
    return {
        "application_id": str(application_id),
        "version": 1,
        "locale": locale,
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild_id if guild_id is not None else 0)},
        "context": 0 if guild_id is not None else 1,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    }
