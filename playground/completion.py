"""Completes the engine's answers with what Discord adds and hikari insists on."""

from typing import Any

from playground.calls import ApiCall
from playground.engine import Engine
from playground.fields import complete_application, complete_guild, complete_message, complete_webhook


def complete_result(engine: Engine, call: ApiCall, result: Any, *, is_interaction: bool) -> Any:
    """Complete an answer.

    Args:
        engine: Discord's state.
        call: What was asked.
        result: What the engine says.
        is_interaction: Whether the request carried an interaction's token.

    Returns:
        The JSON body, or None for an answer without one.
    """
    template = call.template
    if template.endswith("/callback"):
        return _callback(engine, result)
    if template == "/webhooks/{webhook_id}/{token}" and call.method == "POST":
        complete_message(result, engine.application_id)
        waits = call.params.get("wait", "").lower() in {"true", "1"}
        return result if is_interaction or waits else None
    if template in {"/oauth2/applications/@me", "/applications/@me"}:
        complete_application(result, len(engine.guilds))
    elif template == "/guilds/{guild_id}" and isinstance(result, dict):
        complete_guild(result)
        for only_gateway in ("members", "channels", "threads", "presences", "voice_states", "joined_at", "unavailable"):
            result.pop(only_gateway, None)
    elif "/messages" in template:
        for message in result if isinstance(result, list) else [result]:
            if isinstance(message, dict) and "author" in message:
                complete_message(message, engine.application_id)
    elif "webhooks" in template:
        for webhook in result if isinstance(result, list) else [result]:
            if isinstance(webhook, dict) and "channel_id" in webhook:
                complete_webhook(webhook, engine.application_id)
    return result


def _callback(engine: Engine, result: dict[str, Any]) -> dict[str, Any]:
    interaction = result["interaction"]
    for absent in ("response_message_id", "activity_instance_id"):
        if interaction.get(absent) is None:
            interaction.pop(absent, None)
    if "resource" in result and "message" in result["resource"]:
        complete_message(result["resource"]["message"], engine.application_id)
    return result
