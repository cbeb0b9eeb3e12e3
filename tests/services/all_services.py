"""Every service that stores something about people, composed as `bot.services` does, on a Discord in memory."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.local import LocalBackend, load_secret_key
from bot.backups.deletions import Deletions
from bot.backups.folder import BackupFolder, default_folder
from bot.collective.personal_data import PostedTasksData
from bot.collective.service import PostedTasks
from bot.discord.base import ServerRole
from bot.good_news.personal_data import NewsData
from bot.good_news.service import GoodNews
from bot.interactions.click import Click, Place
from bot.leaderboards.leaderboard import Leaderboard
from bot.leaderboards.personal_data import SharedProfilesData
from bot.leaderboards.shared_profiles import SharedProfiles
from bot.leaderboards.visible_boards import VisibleBoards
from bot.level_roles.keeper import RoleKeeper
from bot.level_roles.personal_data import RolesData
from bot.level_roles.service import LevelRoles
from bot.moderation.deciding import Deciding
from bot.moderation.log import ModerationLog
from bot.moderation.lookup import MessageLookup
from bot.moderation.many_texts import ManyTextsDecisions
from bot.moderation.objections import Objections
from bot.moderation.person import PersonModeration
from bot.moderation.personal_data import ModerationData
from bot.moderation.service import Moderation
from bot.moderation.staff_cards import StaffCards
from bot.moderation.telling import Telling
from bot.moderation.trollboard import Trollboard
from bot.moderation.viewing import CaseViews
from bot.order import Order
from bot.people.languages import Languages
from bot.people.personal_data import PeopleData
from bot.people.service import People
from bot.people.visibility import Visibility
from bot.policy import Rights
from bot.posted_boards.board_settings import BoardSettings
from bot.posted_boards.personal_data import BoardsData
from bot.posted_boards.posting import Posting
from bot.posted_boards.upkeep import Upkeep
from bot.privacy.backend_data import BackendData
from bot.privacy.deletion import Deletion
from bot.privacy.service import Privacy
from bot.protocol.tasks import RANDOM, LabelTask, RequestedType, TaskType
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.server_settings.service import ServerSettings
from bot.sessions.hints import Hints
from bot.sessions.language_guesser import LanguageGuesser
from bot.sessions.outbox import Outbox
from bot.sessions.personal_data import WorkData
from bot.sessions.selections import choose_step, choose_yes_no, pick
from bot.sessions.service import Sessions
from bot.state.person import Person
from bot.state.personal_data import PersonalData
from bot.state.session import SessionState, WorkSession
from bot.withdrawals.service import Withdrawals
from bot.work.answering import Answering
from bot.work.open_tasks import OpenTasks
from bot.work.prompt_details import PromptDetails
from bot.work.server_work import ServerWork
from bot.work.service import Work
from bot.work.session_cards import SessionCards
from bot.work.topics import Topics
from bot.work_threads.personal_data import ThreadsData
from bot.work_threads.service import WorkThreads
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.people.conftest import AGREEMENT
from tests.prepared_database import prepared
from tests.services.counting_database import CountingDatabase
from tests.services.in_memory_channels import InMemoryChannels
from tests.services.in_memory_discord import InMemoryDiscord

SERVER, CHANNEL, BOARDS = 501, 11, 12
CONTACT = "the contact"
OWNERS = frozenset({999})
"""Discord ids of the operators."""
ROLE = 31
"""A role that the server gives from the first level on."""
CHILD_WITHOUT_GUESSES = ("sh", "-c", "while read -r text; do echo null; done")
"""It knows no language; the real one loads a model first, which takes seconds."""
THRESHOLDS = Thresholds(
    goal_tree_size=3,
    max_children_count=2,
    max_tree_depth=1,
    num_reviews_initial_prompt=1,
    num_reviews_reply=1,
    num_required_rankings=1,
)
"""A tree is a prompt and two replies; one review accepts, one ranking decides."""


class AllServices:
    """The services that matter for people's data, and what people do with them.

    Attributes:
        features: all that store something about people, in the order of the app.
    """

    def __init__(
        self,
        database: CountingDatabase,
        clock: StandingClock,
        backend: TaskBackend,
        topics: Sequence[str] = (),
    ) -> None:
        self.database = database
        self.clock = clock
        self.backend = backend
        self.discord = InMemoryDiscord(clock, CHANNEL)
        self.people = People(database, clock, backend, AGREEMENT, CATALOGUE)
        self.languages = Languages(database, "en")
        self.server_settings = ServerSettings(database, clock)
        self.server_work = ServerWork(self.server_settings, self.languages, clock)
        self.outbox = Outbox(database, clock, backend)
        self.sessions = Sessions(database, clock, backend, self.people, self.outbox, THRESHOLDS, Random(1).random)
        self.threads = WorkThreads(database, clock, self.discord)
        self.shared_profiles = SharedProfiles(database, clock)
        self.visibility = Visibility(database, clock, backend)
        self.withdrawals = Withdrawals(database, clock, self.discord)
        self.say = CATALOGUE.sentences("en")
        self.channels = InMemoryChannels(clock, {BOARDS})
        boards = VisibleBoards(backend, self.visibility)
        upkeep = Upkeep(database, clock, self.channels, self.channels, CATALOGUE)
        self.posting = Posting(
            *(database, clock, boards, self.visibility, self.channels, upkeep, self.people.by_id, CATALOGUE)
        )
        self.board_settings = BoardSettings(database, clock, boards, self.posting)
        self.good_news = GoodNews(database, clock, backend, self.people, self.threads, CATALOGUE)
        self.language_guesser = LanguageGuesser(clock, CHILD_WITHOUT_GUESSES)
        self.level_roles = LevelRoles(database, clock, self.discord)
        self.role_keeper = RoleKeeper(database, clock, backend, self.people, self.discord, self.level_roles)
        self.topics = Topics(backend, topics)
        hints = Hints(self.language_guesser)
        cards = SessionCards(self.sessions, backend, self.good_news, self.level_roles, self.topics, hints)
        self.work = Work(
            *(self.sessions, self.people, backend, self.threads, self.discord, self.languages, self.server_work),
            *(OpenTasks(backend, self.server_work, self.topics), self.good_news, self.topics, cards),
        )
        self.answering = Answering(self.sessions, self.good_news, hints, cards)
        self.prompt_details = PromptDetails(self.sessions, self.server_work, self.topics, cards)
        self.leaderboard = Leaderboard(boards)
        views = CaseViews(database, clock, backend, self.people)
        self.telling = Telling(database, clock, backend)
        deciding = Deciding(database, clock, backend, self.people, views, self.telling, OWNERS)
        self.staff_cards = StaffCards(database, clock, backend, views, self.discord, CATALOGUE)
        self.moderation = Moderation(backend, clock, self.languages, views, deciding, self.staff_cards)
        self.lookup = MessageLookup(database, backend, self.people, views, deciding)
        many_texts = ManyTextsDecisions(backend, deciding)
        self.person_moderation = PersonModeration(
            *(backend, self.people, self.visibility, deciding, self.lookup, many_texts),
        )
        self.trollboard = Trollboard(backend)
        self.moderation_log = ModerationLog(database, backend, self.people, self.discord, CATALOGUE)
        self.objections = Objections(backend)
        self.posted_tasks = PostedTasks(
            *(database, clock, backend, self.people, self.languages, self.server_settings),
            *(self.sessions, self.discord, CATALOGUE),
        )
        self.features: tuple[PersonalData, ...] = (
            WorkData(database, clock, self.outbox, self.discord, self.say),
            SharedProfilesData(database, clock),
            ThreadsData(database, clock),
            ModerationData(database, clock),
            NewsData(database),
            RolesData(database, self.discord),
            BackendData(backend, self.people),
            BoardsData(database),
            PostedTasksData(database, clock),
            PeopleData(database, clock, self.people),
        )
        self.order = Order()
        self.backups = BackupFolder(default_folder(database.path), database.path, is_own=True)
        listed = Deletions(self.backups)
        self.deletion = Deletion(database, clock, self.people, backend, self.features, self.order, listed=listed)
        self.privacy = Privacy(self.people, backend, self.features, self.deletion, clock, CONTACT)

    async def join(self, discord_id: int, name: str) -> Person:
        """Somebody comes and agrees."""
        person = await self.people.identify(discord_id, name)
        return await self.people.answer_agreement(person, accepted=True, server_id=SERVER)

    def click(self, person: Person) -> Click:
        """A command of somebody's."""
        return Click(person, Place(SERVER, CHANNEL, CHANNEL), self.say, "en-US")

    async def post_boards(self, manager: Person) -> None:
        """Somebody lets boards be posted."""
        click = replace(self.click(manager), rights=Rights(manages_server=True))
        await self.board_settings.choose_channel(replace(click, values=(str(BOARDS),)))
        await self.board_settings.choose_scope(replace(click, values=("global",)))
        await self.board_settings.turn_on(click)

    async def give_roles(self, *members: Person) -> None:
        """The server's manager sets a role for the first level; these are its members."""
        self.discord.roles[ROLE] = ServerRole(ROLE, 3, is_managed=False, has_powers=False)
        self.discord.members.update({member.discord_id: set() for member in members})
        manager = replace(self.click(members[0]), rights=Rights(manages_server=True))
        await self.level_roles.set(manager, 1, ROLE)
        await self.role_keeper.carry_out()

    async def take(self, person: Person, task: RequestedType = RANDOM) -> WorkSession:
        """Somebody gets a package."""
        session, _ = await self.sessions.offer(person, task, "en", SERVER)
        return session

    async def write(self, person: Person, task: TaskType, text: str) -> UUID:
        """Somebody writes and submits a text; gives the message's id."""
        session = await self.take(person, task)
        await self.sessions.write_down(person, session.session_id, text)
        done = await self.sessions.submit(person, session.session_id, 7)
        assert done.state is SessionState.DONE, done.refusal
        assert done.receipt is not None
        assert done.receipt.message_id is not None
        return done.receipt.message_id

    async def review(self, person: Person, task: TaskType) -> UUID:
        """Somebody finds a message good; gives its id."""
        session = await self.take(person, task)
        assert isinstance(session.task, LabelTask)
        changes = [choose_yes_no(f"{label}=0") for label in ("spam", "fails_task", "lang_mismatch")]
        for change in (*changes, choose_step("quality", ("0.75",))):
            await self.sessions.choose(person, session.session_id, change)
        await self._done(person, session)
        return session.task.message_id

    async def rank(self, person: Person) -> None:
        """Somebody ranks two replies as they are shown."""
        session = await self.take(person, TaskType.RANK_ASSISTANT_REPLIES)
        await self.sessions.choose(person, session.session_id, pick("0"))
        await self._done(person, session)

    async def _done(self, person: Person, session: WorkSession) -> None:
        done = await self.sessions.submit(person, session.session_id, 7)
        assert done.state is SessionState.DONE, done.refusal


@asynccontextmanager
async def open_all_services(
    folder: Path,
    kind: type[LocalBackend] = LocalBackend,
    topics: Sequence[str] = (),
    scoring: Scoring = Scoring.QUALITY,
    check_rate: float = 0.0,
) -> AsyncIterator[AllServices]:
    """Services without anything in them, until the block ends; on a backend of some kind, with topics and checks."""
    clock = StandingClock()
    async with CountingDatabase(prepared(folder / "bot.sqlite3"), clock) as database:
        key = await load_secret_key(database)
        backend = kind(
            database, clock, Random(1), PoolRules(thresholds=THRESHOLDS, scoring=scoring, check_rate=check_rate), key
        )
        services = AllServices(database, clock, backend, topics)
        try:
            yield services
        finally:
            await services.language_guesser.close()
