"""Misbehaviour on order: server errors, slow answers, dropped connections; bent events, a gateway that refuses."""

import copy
import fnmatch
import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MISSING = "(missing)"
"""In place of a value: the field is left out."""


@dataclass
class Fault:
    """One kind of misbehaviour.

    Attributes:
        number: Its name, to take it back by.
        method: HTTP method, or ``*``.
        path: Pattern of the path below the API version, for example ``/channels/*/messages``; ``*`` crosses slashes.
        status: Answer with this status instead of handling the request.
        applied: Handle the request all the same, and answer with `status` then: it worked unnoticed.
        answer: What is answered then: a text is sent as a page of HTML, anything else as JSON. None: the usual error.
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
    answer: Any = None
    slow_seconds: float = 0.0
    drop: str | None = None
    times_left: int | None = None
    until: float | None = None


@dataclass
class Bend:
    """An event that does not look as it should.

    Attributes:
        event: Its name.
        path: Keys and indices that lead to the bent place.
        value: What stands there; `MISSING` for nothing at all.
        times_left: For how many more events; None for any number.
    """

    event: str
    path: Sequence[str | int]
    value: Any
    times_left: int | None


class Faults:
    """All faults in force.

    Attributes:
        close_code: With which the gateway answers to whoever identifies; None for a welcome.
        gateway_address: Where the gateway is said to be; None for where it is.
        sessions_left: How many sessions are said to be left today; None for as many as there are.
    """

    def __init__(self) -> None:
        self.close_code: int | None = None
        self.gateway_address: str | None = None
        self.sessions_left: int | None = None
        self._bends: list[Bend] = []
        self._faults: list[Fault] = []
        self._numbers = itertools.count(1)

    def order(
        self,
        *,
        route: str = "*",
        status: int | None = None,
        applied: bool = False,
        answer: Any = None,
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
            answer: See `Fault`.
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
            answer=answer,
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
        self._bends.clear()
        self.close_code = self.gateway_address = self.sessions_left = None

    def order_bend(self, event: str, path: Sequence[str | int], value: Any, times: int | None) -> None:
        """Let events of a name be sent with something else in one place; see `Bend`."""
        self._bends.append(Bend(event, path, value, times))

    def bent(self, event: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an event as it is to be sent. A place that it does not have cannot be bent."""
        for bend in [each for each in self._bends if each.event == event]:
            bent = copy.deepcopy(payload)
            if not _bend(bent, bend):
                continue
            payload = bent
            if bend.times_left is not None:
                bend.times_left -= 1
                if bend.times_left <= 0:
                    self._bends.remove(bend)
        return payload

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


def _bend(payload: Any, bend: Bend) -> bool:
    """Put the bend's value in its place; say whether there is such a place."""
    *way, last = bend.path
    try:
        for key in way:
            payload = payload[key]
        if bend.value == MISSING:
            del payload[last]
        else:
            payload[last] = bend.value
    except (LookupError, TypeError):
        return False
    return True
