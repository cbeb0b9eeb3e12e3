"""People on a database of their own, with the real local backend."""

import random

import pytest

from bot.backends.local import LocalBackend, load_secret_key
from bot.people.agreement import Agreement
from bot.people.service import People
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.store import Database
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock

AGREEMENT = Agreement("the operator", "the contact", "CC BY 4.0", 18)


@pytest.fixture
async def backend(database: Database, clock: StandingClock) -> LocalBackend:
    """The local backend on that database."""
    return LocalBackend(
        database, clock, random.Random(1), PoolRules(scoring=Scoring.ORIGINAL), await load_secret_key(database)
    )


@pytest.fixture
def people(database: Database, clock: StandingClock, backend: LocalBackend) -> People:
    """The service on them."""
    return People(database, clock, backend, AGREEMENT, CATALOGUE)
