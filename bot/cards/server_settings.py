"""The card of `/settings`: everything that a server's managers have set, and what keeps it from working."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.cards.leaderboard import period_name
from bot.cards.level_roles import LevelRolesState, level_role_lines
from bot.cards.server_rules import rules_in_short
from bot.cards.session_parts import WHOLE_CARD, space_beside
from bot.cards.settings_parts import NAMESPACE, Block, Lack, Told, lack_line
from bot.interactions.components import (
    MOST_OPTIONS,
    Accent,
    Button,
    ButtonStyle,
    Card,
    ChannelSelect,
    LinkButton,
    Modal,
    Option,
    RoleSelect,
    Row,
    Select,
    Separator,
    Text,
    TextInput,
)
from bot.interactions.custom_id import CustomId
from bot.protocol.scores import TimeFrame
from bot.state.server_rules import ServerRules
from bot.texts import Sentences
from bot.texts.language_names import own_name

BOARDS_NAMESPACE = "boards"

LEVEL_FIELD = "level"


@dataclass(frozen=True, slots=True)
class PostedPanel:
    """Where the start panel was posted last."""

    server_id: int
    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class BoardsSummary:
    """Whether leaderboards are posted, where, which, and why not, as the end of the key of a sentence."""

    is_on: bool
    channel_id: int | None
    periods: Sequence[TimeFrame]
    trouble: str | None


@dataclass(frozen=True, slots=True)
class SettingsState:
    """All that the card shows.

    Attributes:
        work_channel: where work threads are opened; None for wherever somebody begins.
        panel: the start panel; None where none was posted.
        language: in which the bot speaks to everybody, of `languages`.
        languages: all in which it can.
        level_roles: what is set, who has it.
        boards: posted leaderboards.
        rules: what was decided about work and moderation.
        lacking: what is missing for what is used.
        is_checked: whether Discord has told what is missing.
        grant_link: an address at which what is missing in the server can be granted; None where nothing is.
    """

    work_channel: int | None
    panel: PostedPanel | None
    language: str
    languages: Sequence[str]
    level_roles: LevelRolesState
    boards: BoardsSummary
    rules: ServerRules = field(default_factory=ServerRules)
    lacking: Sequence[Lack] = ()
    is_checked: bool = True
    grant_link: str | None = None


def settings_card(state: SettingsState, say: Sentences, told: Told | None = None) -> Card:
    """Show the settings, as they are stored, with controls to change them.

    Args:
        state: what is stored, and what Discord says.
        say: the reader's sentences.
        told: what became of the change that was just made.
    """
    before = [*_opening(state, say, told), *_work(state, say), *_panel(state, say), *_language(state, say)]
    after = [Separator(), *_boards(state.boards, say), Separator(), *rules_in_short(state.rules, say)]
    choices = _role_controls(state.level_roles, say)
    space = space_beside(WHOLE_CARD, [*before, *after, *choices])
    roles = Text(level_role_lines(state.level_roles, space, say))
    is_problem = bool(state.lacking) or (told is not None and told.is_problem)
    accent = Accent.PROBLEM if is_problem else Accent.DONE if told is not None else Accent.WORK
    return Card((*before, Separator(), roles, *choices, *after), accent)


def panel_channel_card(say: Sentences, told: Told | None = None) -> Card:
    """Ask in which channel the start panel is to be."""
    blocks: list[Block] = [] if told is None else [Text(told.text)]
    return Card(
        (
            *blocks,
            Text(f"### {say('settings-panel-title')}\n{say('settings-panel-ask')}"),
            Row((ChannelSelect(_id("panel-channel"), say("settings-choose-panel-channel")),)),
            Row((Button(say("button-settings-back"), _id("back")),)),
        ),
        Accent.PROBLEM if told is not None and told.is_problem else Accent.WORK,
    )


def level_modal(role_id: int, level: int | None, say: Sentences) -> Modal:
    """Return the form in which the level of a role is typed; `level` is the one that it has now."""
    field = TextInput(
        LEVEL_FIELD,
        say("settings-level-label"),
        value="" if level is None else str(level),
        placeholder=say("settings-level-placeholder"),
        long=False,
        most=3,
    )
    return Modal(str(CustomId(NAMESPACE, "level-typed", None, str(role_id))), say("modal-title-level"), (field,))


def _opening(state: SettingsState, say: Sentences, told: Told | None) -> list[Block]:
    blocks: list[Block] = [] if told is None else [Text(told.text), Separator()]
    lines = [f"### {say('settings-title')}"]
    lines += [lack_line(lack, say) for lack in state.lacking]
    if not state.is_checked:
        lines.append(say("settings-unchecked"))
    blocks.append(Text("\n".join(lines)))
    if state.grant_link is not None:
        blocks.append(Row((LinkButton(say("button-grant"), state.grant_link),)))
    return blocks


def _work(state: SettingsState, say: Sentences) -> tuple[Block, ...]:
    if state.work_channel is None:
        where = say("settings-work-anywhere")
    else:
        where = say("settings-work-in", channel=f"<#{state.work_channel}>")
    select = ChannelSelect(_id("work-channel"), say("settings-choose-work-channel"), state.work_channel, only_text=True)
    return Text(where), Row((select,))


def _panel(state: SettingsState, say: Sentences) -> tuple[Block, ...]:
    if state.panel is None:
        where = say("settings-panel-none")
    else:
        panel = state.panel
        link = f"https://discord.com/channels/{panel.server_id}/{panel.channel_id}/{panel.message_id}"
        where = say("settings-panel-in", channel=f"<#{panel.channel_id}>", link=link)
    style = ButtonStyle.PRIMARY if state.panel is None else ButtonStyle.SECONDARY
    return Text(where), Row((Button(say("button-post-panel"), _id("panel"), style),))


def _language(state: SettingsState, say: Sentences) -> tuple[Block, ...]:
    options = tuple(
        Option(own_name(language), language, chosen=language == state.language)
        for language in state.languages[:MOST_OPTIONS]
    )
    select = Select(_id("language"), options, say("settings-choose-language"))
    return Text(say("settings-language")), Row((select,))


def _role_controls(roles: LevelRolesState, say: Sentences) -> tuple[Block, ...]:
    give = Row((RoleSelect(_id("role"), say("settings-choose-role")),))
    levels = [line.level for line in roles.lines if line.level is not None][:MOST_OPTIONS]
    if not levels:
        return (give,)
    options = tuple(Option(say("settings-level-option", level=level), str(level)) for level in levels)
    return give, Row((Select(_id("no-role"), options, say("settings-choose-no-role")),))


def _boards(boards: BoardsSummary, say: Sentences) -> tuple[Block, ...]:
    channel = say("boards-the-channel") if boards.channel_id is None else f"<#{boards.channel_id}>"
    if not boards.is_on:
        text = say("settings-boards-off")
    elif boards.trouble is not None:
        text = say("settings-boards-trouble", channel=channel)
    else:
        periods = ", ".join(period_name(period, say) for period in boards.periods)
        text = say("settings-boards-on", channel=channel, periods=periods)
    button = Button(say("button-leaderboards"), str(CustomId(BOARDS_NAMESPACE, "show")))
    return Text(text), Row((button,))


def _id(action: str) -> str:
    return str(CustomId(NAMESPACE, action))
