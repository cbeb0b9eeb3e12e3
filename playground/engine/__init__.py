"""The engine: simcord's model of Discord behind one adapter, the only room that imports simcord or discord.py.

Everything used here is internal to simcord and pinned to one version (`pyproject.toml`); the contract test in
`tests/playground/test_engine.py` names each call, so that an update that moves one fails there first.
"""

from simcord.backend.models import Channel, Guild, Interaction, Message, Role, User, Webhook
from simcord.components import walk_components

from playground.engine.engine import Engine, permission_bits
from playground.engine.model import Observer, Upload

__all__ = [
    "Channel",
    "Engine",
    "Guild",
    "Interaction",
    "Message",
    "Observer",
    "Role",
    "Upload",
    "User",
    "Webhook",
    "permission_bits",
    "walk_components",
]
