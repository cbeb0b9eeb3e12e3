"""Rate limits: fifty requests a second over all, a bucket per route, and a ban for too many invalid requests.

Discord documents the global limit, the headers and the ban, but not the size of most buckets; the sizes below are
what bots are commonly shown. Limits are kept in real time: they protect a server, not a story.
"""

import hashlib
import math
import time
from collections import OrderedDict, deque
from dataclasses import dataclass

GLOBAL_LIMIT = 50
GLOBAL_SECONDS = 1.0
INVALID_LIMIT = 10_000
INVALID_SECONDS = 600.0
INVALID_STATUSES = frozenset({401, 403, 429})
BUCKETS_KEPT = 20_000
DEFAULT_BUCKET = (10, 1.0)
BUCKETS: dict[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): (5, 1.0),
    ("POST", "/channels/{channel_id}/threads"): (25, 5.0),
    ("PUT", "/channels/{channel_id}/thread-members/{user_id}"): (25, 5.0),
    ("PATCH", "/channels/{channel_id}"): (10, 5.0),
    ("POST", "/channels/{channel_id}/webhooks"): (5, 5.0),
    ("POST", "/webhooks/{webhook_id}/{token}"): (5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{token}/messages/{message_id}"): (5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{token}/messages/@original"): (5, 2.0),
    ("PUT", "/applications/{application_id}/commands"): (5, 20.0),
    ("POST", "/users/@me/channels"): (10, 10.0),
    ("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): (10, 10.0),
}


@dataclass
class _Window:
    started: float
    used: int = 0


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass, and the headers that say so.

    Attributes:
        headers: To be put on the answer.
        retry_after: Seconds to wait; None if the request passes.
        is_global: Whether the limit over all routes was hit.
    """

    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False


class RateLimiter:
    """Counts requests.

    Args:
        enabled: Whether anything is ever refused.
    """

    def __init__(self, *, enabled: bool = True) -> None:
        self.enabled = enabled
        self.refused_count = 0
        self._global = _Window(0.0)
        self._windows: OrderedDict[str, _Window] = OrderedDict()
        self._invalid: deque[float] = deque()

    def check(self, method: str, template: str, major: str, *, counts_globally: bool, has_bucket: bool) -> Verdict:
        """Decide on one request.

        Args:
            method: HTTP method.
            template: The route, with names in place of ids.
            major: The ids that give the route a bucket of its own: channel, guild or webhook with token.
            counts_globally: False for answers to interactions.
            has_bucket: False for first answers to interactions, which have no limit at all.
        """
        if not self.enabled:
            return Verdict({})
        now = time.monotonic()
        if counts_globally:
            if now - self._global.started >= GLOBAL_SECONDS:
                self._global = _Window(now)
            if self._global.used >= GLOBAL_LIMIT:
                self.refused_count += 1
                wait = GLOBAL_SECONDS - (now - self._global.started)
                headers = {
                    "X-RateLimit-Global": "true",
                    "X-RateLimit-Scope": "global",
                    "Retry-After": str(math.ceil(wait)),
                }
                return Verdict(headers, max(0.001, wait), is_global=True)
        if not has_bucket:
            return Verdict({})
        verdict = self._bucket(method, template, major, now)
        if verdict.retry_after is not None:
            self.refused_count += 1
        elif counts_globally:
            self._global.used += 1
        return verdict

    def _bucket(self, method: str, template: str, major: str, now: float) -> Verdict:
        limit, seconds = BUCKETS.get((method, template), DEFAULT_BUCKET)
        key = f"{method} {template} {major}"
        window = self._windows.get(key)
        if window is None or now - window.started >= seconds:
            self._windows[key] = window = _Window(now)
            self._windows.move_to_end(key)
            while len(self._windows) > BUCKETS_KEPT:
                self._windows.popitem(last=False)
        reset_after = max(0.001, seconds - (now - window.started))
        name = hashlib.blake2b(f"{method} {template}".encode(), digest_size=16).hexdigest()
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - window.used - 1)),
            "X-RateLimit-Reset": f"{time.time() + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
            "X-RateLimit-Bucket": name,
        }
        if window.used >= limit:
            headers.update({"X-RateLimit-Scope": "user", "Retry-After": str(math.ceil(reset_after))})
            return Verdict(headers, reset_after)
        window.used += 1
        return Verdict(headers)

    def note_status(self, status: int) -> None:
        """Count an invalid request (401, 403, 429)."""
        if status in INVALID_STATUSES:
            self._invalid.append(time.monotonic())

    @property
    def invalid_count(self) -> int:
        """Invalid requests within the last ten minutes."""
        horizon = time.monotonic() - INVALID_SECONDS
        while self._invalid and self._invalid[0] < horizon:
            self._invalid.popleft()
        return len(self._invalid)

    @property
    def banned(self) -> bool:
        """Whether Discord would have banned the address by now."""
        return self.enabled and self.invalid_count >= INVALID_LIMIT
