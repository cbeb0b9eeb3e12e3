"""Every service, built once, in the order in which they need each other. Nothing else builds a service."""

from collections.abc import Collection
from functools import partial
from random import Random
from typing import Final
from uuid import UUID

import hikari

from bot.backends.base import TaskBackend
from bot.backups.deletions import Deletions
from bot.backups.folder import folder_of
from bot.clock import Clock
from bot.collective import repository as posted_tasks
from bot.collective.personal_data import PostedTasksData
from bot.collective.service import PostedTasks
from bot.contributions import Contributions
from bot.core import Core
from bot.discord.commands import PublishedCommands
from bot.discord.hikari_discord import HikariDiscord
from bot.discord.router import NoteAnswer, Router
from bot.discord.webhook import WebhookPoster
from bot.good_news.personal_data import NewsData
from bot.good_news.service import GoodNews
from bot.guidelines import Guide
from bot.ids import new_id
from bot.leaderboards.leaderboard import Leaderboard
from bot.leaderboards.personal_data import SharedProfilesData
from bot.leaderboards.profiles import Profiles
from bot.leaderboards.shared_profiles import SharedProfiles
from bot.leaderboards.visible_boards import VisibleBoards
from bot.level_roles import repository as kept_level_roles
from bot.level_roles.keeper import RoleKeeper
from bot.level_roles.personal_data import RolesData
from bot.level_roles.service import LevelRoles
from bot.moderation import repository as moderation
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
from bot.people.agreement import Agreement
from bot.people.language_choice import LanguageChoices
from bot.people.languages import Languages
from bot.people.personal_data import PeopleData
from bot.people.service import People
from bot.people.visibility import Visibility
from bot.posted_boards import repository as posted_boards
from bot.posted_boards.board_settings import BoardSettings
from bot.posted_boards.personal_data import BoardsData
from bot.posted_boards.posting import Posting
from bot.posted_boards.upkeep import Upkeep
from bot.privacy.backend_data import BackendData
from bot.privacy.deletion import Deletion
from bot.privacy.service import Privacy
from bot.protocol.moments import HOUR, MINUTE, SECOND
from bot.scheduler import Chore
from bot.server_settings import repository as kept_server_settings
from bot.server_settings.service import ServerSettings
from bot.server_setup.farewell import Farewell, ForgetServer
from bot.server_setup.greeting import Greeting
from bot.server_setup.rules_settings import RulesSettings
from bot.server_setup.service import ServerSetup
from bot.sessions.hints import Hints
from bot.sessions.language_guesser import LanguageGuesser
from bot.sessions.outbox import Outbox
from bot.sessions.personal_data import WorkData
from bot.sessions.service import Sessions
from bot.settings import Settings, TaskBackendKind
from bot.state.personal_data import PersonalData
from bot.statistics.pictures.service import Pictures
from bot.statistics.service import Statistics
from bot.texts import Catalogue, LongTexts, TextFiles
from bot.tutorial import Tutorial
from bot.withdrawals.service import Withdrawals
from bot.work.about import About
from bot.work.answering import Answering
from bot.work.open_tasks import OpenTasks
from bot.work.prompt_details import PromptDetails
from bot.work.server_work import ServerWork
from bot.work.service import Work
from bot.work.session_cards import SessionCards
from bot.work.topics import Topics
from bot.work_threads import repository as work_threads
from bot.work_threads.personal_data import ThreadsData
from bot.work_threads.service import WorkThreads

SERVER_DATA: Final[tuple[ForgetServer, ...]] = (
    kept_server_settings.forget_server,
    work_threads.forget_server,
    kept_level_roles.forget_server,
    posted_boards.forget_server,
    moderation.forget_server,
    posted_tasks.forget_server,
)
"""What deletes all that features keep about a server as such."""


class Services:
    """Every service, built once, in the order in which they need each other.

    Attributes:
        answering: those that commands and controls are answered by; the router knows them.
    """

    def __init__(
        self,
        settings: Settings,
        core: Core,
        patient_rest: hikari.api.RESTClient,
        rest: hikari.api.RESTClient,
        poster: WebhookPoster,
        note_answer: NoteAnswer | None = None,
    ) -> None:
        """Build them.

        Args:
            settings: the operator's.
            core: database and backend.
            patient_rest: repeats calls by itself, for what a start needs.
            rest: repeats nothing by itself.
            poster: posts by webhook.
            note_answer: hears of each answer; None where nobody watches.
        """
        database, clock, backend = core.database, core.clock, core.backend
        texts = TextFiles(settings.texts_path)
        catalogue = self.catalogue = Catalogue(
            texts,
            draft_days=settings.kept_draft_days,
            text_days=settings.kept_text_days,
            log_days=settings.kept_log_days,
        )
        is_elsewhere = settings.task_backend is TaskBackendKind.API
        agreement = Agreement(
            settings.operator_name,
            settings.operator_contact,
            settings.dataset_licence,
            settings.minimum_age,
            is_elsewhere=is_elsewhere,
        )
        discord = HikariDiscord(rest, clock)
        people = self.people = People(database, clock, backend, agreement, catalogue)
        self.outbox = Outbox(database, clock, backend, keep_origins=is_elsewhere)
        # Ids in order of time: sessions, and the packages that carry their ids, then lie side by side in the database.
        new_session_id = partial(_new_id, clock, core.random)
        self.sessions = Sessions(
            database,
            clock,
            backend,
            people,
            self.outbox,
            settings.thresholds,
            core.random.random,
            settings.drafts_kept,
            new_session_id,
        )
        self.threads = WorkThreads(database, clock, discord)
        languages = Languages(database, settings.default_language)
        server_settings = ServerSettings(database, clock)
        topics = Topics(backend, settings.topics)
        server_work = ServerWork(server_settings, languages, clock)
        visibility = Visibility(database, clock, backend)
        visible_boards = VisibleBoards(backend, visibility)
        self.good_news = GoodNews(database, clock, backend, people, self.threads, catalogue)
        self.language_guesser = LanguageGuesser(clock)
        level_roles = LevelRoles(database, clock, discord)
        self.role_keeper = RoleKeeper(database, clock, backend, people, discord, level_roles)
        hints = Hints(self.language_guesser)
        cards = SessionCards(self.sessions, backend, self.good_news, level_roles, topics, hints)
        self.posted_tasks = PostedTasks(
            database, clock, backend, people, languages, server_settings, self.sessions, discord, catalogue
        )
        self.withdrawals = Withdrawals(database, clock, discord)
        upkeep = Upkeep(database, clock, discord, poster, catalogue)
        self.posting = Posting(database, clock, visible_boards, visibility, discord, upkeep, people.by_id, catalogue)
        self.for_moderators = _ForModerators(
            core, people, visibility, languages, discord, catalogue, settings.owner_ids
        )
        self.commands = PublishedCommands(patient_rest)
        self._backup_chores = _backup_chores(settings, clock)
        self.server_setup = ServerSetup(
            database,
            clock,
            discord,
            level_roles,
            server_settings,
            catalogue,
            lambda: self.commands.application_id,
        )
        self.greeting = Greeting(database, clock, discord, catalogue)
        self.farewell = Farewell(database, clock, SERVER_DATA, server_settings)
        # Every feature that stores something about people, in the order in which they delete: see `Deletion`.
        personal_data: tuple[PersonalData, ...] = (
            WorkData(database, clock, self.outbox, discord, catalogue.sentences(None)),
            SharedProfilesData(database, clock),
            ThreadsData(database, clock),
            ModerationData(database, clock),
            NewsData(database),
            RolesData(database, discord),
            BackendData(backend, people),
            BoardsData(database),
            PostedTasksData(database, clock),
            PeopleData(database, clock, people),
        )
        order = Order()
        self.deletion = Deletion(
            database,
            clock,
            people,
            backend,
            personal_data,
            order,
            settings.drafts_kept,
            Deletions(folder_of(settings)),
        )
        self.statistics = Statistics(backend, clock, people, Pictures(clock), catalogue, settings.dataset_goal_trees)
        self.router = Router(
            rest,
            people.identify,
            catalogue,
            order,
            server_settings.moderator_role,
            settings.owner_ids,
            note_answer,
        )
        self.answering: tuple[object, ...] = (
            Work(
                self.sessions,
                people,
                backend,
                self.threads,
                discord,
                languages,
                server_work,
                OpenTasks(backend, server_work, topics),
                self.good_news,
                topics,
                cards,
            ),
            Answering(self.sessions, self.good_news, hints, cards),
            self.posted_tasks,
            PromptDetails(self.sessions, server_work, topics, cards),
            LanguageChoices(languages, backend, people),
            topics,
            Contributions(backend),
            Leaderboard(visible_boards),
            Profiles(
                backend,
                clock,
                people,
                visible_boards,
                visibility,
                SharedProfiles(database, clock),
                self.good_news,
            ),
            self.statistics,
            About(self.sessions, backend),
            Privacy(people, backend, personal_data, self.deletion, clock, settings.operator_contact),
            self.server_setup,
            RulesSettings(server_settings, languages, discord, backend),
            self.greeting,
            self.farewell,
            self.threads,
            BoardSettings(database, clock, visible_boards, self.posting),
            self.posting,
            self.good_news,
            level_roles,
            *self.for_moderators.answering,
            Guide(LongTexts(texts)),
            Tutorial(),
            self.commands,
        )
        for service in self.answering:
            self.router.include(service)

    def chores(self, backend: TaskBackend) -> list[Chore]:
        """Return what the bot does by itself."""
        return [
            Chore("end expired sessions", MINUTE, self.sessions.tidy),
            Chore("archive idle threads", HOUR, self.threads.tidy),
            Chore("finish deletions", MINUTE, self.deletion.go_on),
            Chore("wipe texts that were taken out long ago", HOUR, backend.wipe_kept_texts),
            Chore("keep the pool up", HOUR, backend.keep_up),
            Chore("tell the pool who accepted what", MINUTE, self.people.tell_consents),
            Chore("remove from Discord what was deleted", MINUTE, self.withdrawals.carry_out),
            Chore("post leaderboards", MINUTE, self.posting.carry_out),
            Chore("keep up tasks in public threads", 5 * SECOND, self.posted_tasks.keep_up),
            Chore("tell good news", 10 * MINUTE, self.good_news.tell),
            Chore("show cases to moderators", MINUTE, self.for_moderators.staff_cards.carry_out),
            Chore("tell people what was decided", 10 * SECOND, self.for_moderators.telling.carry_out),
            Chore("tell log channels what moderators did", 10 * SECOND, self.for_moderators.log.carry_out),
            Chore("give roles for levels", SECOND, self.role_keeper.carry_out),
            Chore("forget servers that were left", HOUR, self.farewell.tidy),
            *self._backup_chores,
        ]


class _ForModerators:
    """What moderators use.

    Attributes:
        staff_cards: cases in staff channels.
        telling: tells those whom decisions concern.
        log: what moderators did.
        answering: the services that commands and controls are answered by.
    """

    def __init__(
        self,
        core: Core,
        people: People,
        visibility: Visibility,
        languages: Languages,
        discord: HikariDiscord,
        catalogue: Catalogue,
        owner_ids: Collection[int],
    ) -> None:
        database, clock, backend = core.database, core.clock, core.backend
        views = CaseViews(database, clock, backend, people)
        self.telling = Telling(database, clock, backend)
        deciding = Deciding(database, clock, backend, people, views, self.telling, owner_ids)
        self.staff_cards = StaffCards(database, clock, backend, views, discord, catalogue)
        self.log = ModerationLog(database, backend, people, discord, catalogue)
        moderation = Moderation(backend, clock, languages, views, deciding, self.staff_cards)
        lookup = MessageLookup(database, backend, people, views, deciding)
        many_texts = ManyTextsDecisions(backend, deciding)
        person = PersonModeration(backend, people, visibility, deciding, lookup, many_texts)
        self.answering = (moderation, person, lookup, Trollboard(backend), self.log, Objections(backend))


def _backup_chores(settings: Settings, clock: Clock) -> list[Chore]:
    schedule = settings.backup_schedule
    if schedule is None:
        return []
    from bot.backups.schedule import ScheduledBackups  # noqa: PLC0415 - not in memory where it is not in use

    folder = folder_of(settings)
    backups = ScheduledBackups(folder, clock, schedule, settings.backup_kept, settings.backup_hook)
    return [Chore("make backups, and try them", MINUTE, backups.carry_out)]


def _new_id(clock: Clock, chance: Random) -> UUID:
    return new_id(clock.now(), chance)
