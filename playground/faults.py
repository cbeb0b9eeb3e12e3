"""Misbehaviour on order: server errors, slow answers, dropped connections."""

import fnmatch
import itertools
import time
from dataclasses import dataclass


@dataclass
class Fault:
    """One kind of misbehaviour.

    Attributes:
        number: Its name, to take it back by.
        method: HTTP method, or ``*``.
        path: Pattern of the path below the API version, for example ``/channels/*/messages``; ``*`` crosses slashes.
        status: Answer with this status instead of handling the request.
        applied: Handle the request all the same, and answer with `status` then: it worked unnoticed.
        html: Answer with a page, as a proxy in front of Discord does, instead of JSON.
        slow_seconds: Wait before handling it.
        drop: Close the connection: ``before`` handling the request, or ``after``, so that it worked unnoticed.
        times_left: For how many more requests; None for any number.
        until: Real moment (monotonic) at which it ends; None for never.
    """

    number: int
    method: str = "*"
    path: str = "*"
    status: int | None = None
    applied: bool = False
    html: bool = False
    slow_seconds: float = 0.0
    drop: str | None = None
    times_left: int | None = None
    until: float | None = None


class Faults:
    """All faults in force."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._numbers = itertools.count(1)

    def order(
        self,
        *,
        route: str = "*",
        status: int | None = None,
        applied: bool = False,
        html: bool = False,
        slow_seconds: float = 0.0,
        drop: str | None = None,
        times: int | None = None,
        for_seconds: float | None = None,
    ) -> int:
        """Put a fault in force.

        Args:
            route: ``METHOD /path/pattern``, or only a pattern for all methods.
            status: See `Fault`.
            applied: See `Fault`.
            html: See `Fault`.
            slow_seconds: See `Fault`.
            drop: See `Fault`.
            times: For how many requests; None for any number.
            for_seconds: For how long, in real time; None for ever.

        Returns:
            The fault's number.

        Raises:
            ValueError: If the fault would do nothing or ``drop`` is unknown.
        """
        if drop not in {None, "before", "after"} or (status is None and not slow_seconds and drop is None):
            msg = "a fault needs a status, a delay, or drop='before' or 'after'"
            raise ValueError(msg)
        method, _, path = route.rpartition(" ")
        fault = Fault(
            number=next(self._numbers),
            method=method or "*",
            path=path,
            status=status,
            applied=applied,
            html=html,
            slow_seconds=slow_seconds,
            drop=drop,
            times_left=times,
            until=None if for_seconds is None else time.monotonic() + for_seconds,
        )
        self._faults.append(fault)
        return fault.number

    def clear(self) -> None:
        """Behave again."""
        self._faults.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault that strikes a request, if any; it is used up by one."""
        if not self._faults:
            return None
        now = time.monotonic()
        self._faults = [fault for fault in self._faults if fault.until is None or fault.until > now]
        for fault in self._faults:
            if fault.method in {"*", method} and fnmatch.fnmatchcase(path, fault.path):
                if fault.times_left is not None:
                    fault.times_left -= 1
                    if fault.times_left <= 0:
                        self._faults.remove(fault)
                return fault
        return None
