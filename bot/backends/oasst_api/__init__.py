"""The task backend API over httpx, as `TaskBackend`. Only this package knows httpx."""

from bot.backends.oasst_api.backend import OasstApiBackend
from bot.backends.oasst_api.client import Timeouts
from bot.backends.oasst_api.key_rights import KeyRights, rights_of_key
from bot.backends.oasst_api.no_answer import NoAnswer, Why
from bot.backends.oasst_api.refusals import KeyRefused
from bot.backends.oasst_api.users import Directory

__all__ = [
    "Directory",
    "KeyRefused",
    "KeyRights",
    "NoAnswer",
    "OasstApiBackend",
    "Timeouts",
    "Why",
    "rights_of_key",
]
