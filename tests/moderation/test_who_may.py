"""Tests of who may press what: every action of moderation, for every role, from the case's own server and another."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from bot.cards.case import ASKED, REASON_FIELD, TEXT_FIELD
from bot.cards.moderated_person import NOTE_FIELD
from bot.errors import BotError
from bot.interactions.actions import actions_of
from bot.interactions.components import Card
from bot.interactions.custom_id import CustomId
from bot.moderation.log import ModerationLog
from bot.moderation.lookup import MessageLookup
from bot.moderation.person import PersonModeration
from bot.moderation.service import Moderation
from bot.policy import NotAModerator, OfAnotherServer, OperatorOnly
from bot.store import Connection
from tests.backends.community import OTHER_SERVER
from tests.moderation.conftest import BAD, WHY, reported_reply
from tests.services.all_services import OWNERS, AllServices, open_all_services
from tests.services.moderator import HOME, Moderator

REFUSALS: Final = (NotAModerator, OfAnotherServer, OperatorOnly)
CONTRIBUTOR, ELSEWHERE, HERE, OPERATOR = "contributor", "moderator of another server", "moderator", "operator"
ALL_MODERATORS: Final = {ELSEWHERE, HERE, OPERATOR}
OF_THIS_SERVER: Final = {HERE, OPERATOR}
EVERYBODY: Final = {CONTRIBUTOR, *ALL_MODERATORS}

OF_A_CASE: Final = (
    *("choose", "open", "show", "claim", "release", "keep", "reason", "owned", "edit", "edited", "undo"),
    *("read", "as-written", "tree", "tree-written", *ASKED),
)
OF_THE_QUEUE: Final = ("list", "more", "language", "kind", "signal", "age", "turn", "scope", "log", "log-file")
ON_A_PERSON: Final = (
    *("pick", "show", "bar", "unbar", "reason", "owned", "noted", "forget-note", "unlist", "list", "texts"),
    *("delete", "restore", "restored"),
)
MAY: Final[Mapping[tuple[str, str], set[str]]] = {
    **{("case", name): OF_THIS_SERVER for name in OF_A_CASE},
    # Whoever moderates elsewhere reads of their own server, which has nothing.
    **{("case", name): ALL_MODERATORS for name in OF_THE_QUEUE},
    **{("person", name): ALL_MODERATORS for name in ON_A_PERSON},
    ("person", "lift"): OF_THIS_SERVER,
    ("person", "open"): OF_THIS_SERVER,
    **{("person", name): {OPERATOR} for name in ("disable", "enable", "purge", "purged")},
    # A form has nothing in it; who may is asked when it is sent.
    **{(namespace, "own"): EVERYBODY for namespace in ("case", "person")},
    ("person", "note"): EVERYBODY,
}
"""By action: who may. Of a person a moderator sees, and decides, what concerns their own server."""


class Press:
    """Everything that a control can say, about one case."""

    def __init__(self, services: AllServices, case_id: UUID, message_id: UUID, person_id: UUID) -> None:
        self._services = services
        self._case_id, self._message_id, self._person_id = case_id, message_id, person_id

    async def by(self, role: str, key: tuple[str, str]) -> str:
        """Have somebody press, forged where they see no such control; gives what they read, or raises."""
        services = self._services
        discord_id = {CONTRIBUTOR: 10, ELSEWHERE: 11, HERE: 12, OPERATOR: min(OWNERS)}[role]
        person = await services.join(discord_id, role)
        server_id = OTHER_SERVER if role == ELSEWHERE else HOME
        moderator = Moderator(services, person, server_id, moderates=role in {ELSEWHERE, HERE})
        namespace, name = key
        about = self._person_id if namespace == "person" else self._case_id
        value = {
            "choose": self._case_id.hex,
            "pick": self._person_id.hex,
            "open": str(self._message_id),
            "reason": "reason-spam",
            "forget-note": UUID(int=1).hex,
        }.get(name, "all")
        argument = "bar" if name in {"reason", "owned", "own"} else None
        fields = {REASON_FIELD: "Because.", TEXT_FIELD: "A better text.", NOTE_FIELD: "A note."}
        moderator.card = Card(())
        await moderator.send(CustomId(namespace, name, about, argument), values=(value,), fields=fields)
        return "\n".join([moderator.words(), *(str(card) for card in moderator.told), str(moderator.form)])


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with nothing in them."""
    async with open_all_services(tmp_path) as opened:
        yield opened


@pytest.fixture
async def press(services: AllServices) -> Press:
    """A case about a reply of Ann's, written and reported in one server."""
    ann, bea = await services.join(1, "Ann"), await services.join(2, "Bea")
    reply = await reported_reply(services, ann, bea)
    case = await services.backend.case_of(reply)
    assert case is not None
    return Press(services, case.case_id, reply, ann.person_id)


def everything(connection: Connection) -> list[object]:
    """All rows of what decisions change, and of the log."""
    tables = (
        "message",
        "tree",
        "moderation_case",
        "decision",
        "contributor",
        "barred",
        "person_note",
        "unlisted",
        "event",
        "deletion",
        "case_claim",
    )
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608 - constants


def test_every_action_is_in_the_table() -> None:
    """A new one is not forgotten."""
    services = (Moderation, PersonModeration, MessageLookup, ModerationLog)
    assert {key for service in services for key in actions_of(service)} == MAY.keys()


async def test_whoever_may_not_changes_and_reads_nothing(services: AllServices, press: Press) -> None:
    """Each press of theirs, forged, is refused for that; no text, name or reason is in an answer, no row changes."""
    for role in (CONTRIBUTOR, ELSEWHERE, HERE):  # who is to press has come before the rows are compared
        await press.by(role, ("person", "own"))
    before = await services.database.read(everything)
    wrong = []
    for key, allowed in MAY.items():
        for role in sorted(EVERYBODY - allowed):
            try:
                shown = await press.by(role, key)
            except REFUSALS as error:
                shown = str(error.arguments)
            except BotError as error:
                shown = ""
                # Of nothing in their server, too, a moderator is told that there is nothing.
                if key != ("person", "lift"):
                    wrong.append((role, *key, type(error).__name__))
            else:
                wrong.append((role, *key, "allowed"))
            if any(secret in shown for secret in (BAD, WHY, "<@1>", "<@2>")):
                wrong.append((role, *key, "told"))
    assert wrong == []
    assert await services.database.read(everything) == before


@pytest.mark.parametrize("role", [HERE, OPERATOR])
async def test_whoever_may_is_not_refused(tmp_path: Path, role: str) -> None:
    """Each action of theirs does something, or says why it does not fit just now."""
    refused = []
    async with open_all_services(tmp_path) as services:
        ann, bea = await services.join(1, "Ann"), await services.join(2, "Bea")
        reply = await reported_reply(services, ann, bea)
        case = await services.backend.case_of(reply)
        assert case is not None
        press = Press(services, case.case_id, reply, ann.person_id)
        for key, allowed in MAY.items():
            if role not in allowed:
                continue
            try:
                await press.by(role, key)
            except REFUSALS as error:
                refused.append((*key, type(error).__name__))
            except BotError:
                pass
    assert refused == []


async def test_a_moderator_elsewhere_sees_of_a_person_what_is_theirs(services: AllServices, press: Press) -> None:
    """Neither texts nor reasons of another server, and whatever they decide holds in their own."""
    for key, allowed in MAY.items():
        if ELSEWHERE not in allowed:
            continue
        try:
            shown = await press.by(ELSEWHERE, key)
        except BotError:
            continue
        assert not any(secret in shown for secret in (BAD, WHY)), key
    ann = await services.people.by_discord_id(1)
    assert ann is not None
    assert await services.backend.bar_of(ann.contributor, HOME) is None
    assert await services.backend.bar_of(ann.contributor, OTHER_SERVER) is not None
