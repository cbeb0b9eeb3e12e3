"""The embedded backend: conversation trees in SQLite, with the behaviour of the task backend API.

Every operation is one function of a `Step` (a transaction, the moment, the source of chance, the thresholds) with the
arguments that the interface has; `backend.LocalBackend` makes its methods of them. What is to happen is decided in
`bot.rules`; SQL stands in `repository`.
"""

from bot.backends.local.backend import LocalBackend
from bot.backends.local.import_reports import ImportReport, ImportWishes, listing
from bot.store.secrets import load_secret_key

__all__ = ["ImportReport", "ImportWishes", "LocalBackend", "listing", "load_secret_key"]
