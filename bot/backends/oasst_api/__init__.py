"""The task backend API over httpx, as `TaskBackend`. Only this package knows httpx."""

from bot.backends.oasst_api.backend import OasstApiBackend
from bot.backends.oasst_api.connection import Timeouts
from bot.backends.oasst_api.rights import KeyRights
from bot.backends.oasst_api.users import Directory

__all__ = ["Directory", "KeyRights", "OasstApiBackend", "Timeouts"]
