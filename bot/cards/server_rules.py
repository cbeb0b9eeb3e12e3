"""What managers decide about work and moderation: in short on the card of `/settings`, and a card for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.settings_parts import NAMESPACE, Block, Lack, Told, lack_line
from bot.interactions.components import (
    MOST_OPTIONS,
    Accent,
    Button,
    ButtonStyle,
    Card,
    ChannelSelect,
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
from bot.rules.beginning import MOST_DAYS, Requirements
from bot.rules.work_kinds import WorkKind
from bot.state.server_rules import ServerRules
from bot.texts import Sentences
from bot.texts.language_names import name_in, own_name

LANGUAGE_FIELD = "language"
ACCOUNT_FIELD = "account"
MEMBER_FIELD = "member"


@dataclass(frozen=True, slots=True)
class ModerationState:
    """What the card about moderation shows.

    Attributes:
        rules: what holds.
        lacking: what lacks.
        is_checked: whether Discord has told what lacks.
        has_checks: whether the backend hands out attention checks where managers leave them on.
        keeps_texts: whether texts that were taken out, and the log, are kept here.
    """

    rules: ServerRules
    lacking: Sequence[Lack] = ()
    is_checked: bool = True
    has_checks: bool = False
    keeps_texts: bool = True


def rules_in_short(rules: ServerRules, say: Sentences) -> tuple[Block, ...]:
    """Return what was decided, with buttons to the cards on which it is changed."""
    lines = [_offered(rules, say), _beginners(rules.requirements, say), _moderation(rules, say)]
    if rules.is_paused:
        lines.append(say("settings-paused"))
        pause = Button(say("button-resume-work"), _id("resume"), ButtonStyle.SUCCESS)
    else:
        pause = Button(say("button-pause-work"), _id("pause"), ButtonStyle.DANGER)
    buttons = (
        Button(say("button-work-offered"), _id("work-offered")),
        Button(say("button-moderation"), _id("moderation")),
        pause,
    )
    return Text("\n".join(lines)), Row(buttons)


def work_offered_card(rules: ServerRules, proposed: Sequence[str], say: Sentences, told: Told | None = None) -> Card:
    """Show which work is offered to whom, with controls to change it.

    Args:
        rules: what holds.
        proposed: languages that can be chosen at once, beside those that are.
        say: the reader's sentences.
        told: what became of the change that was just made.
    """
    tags = (*rules.languages, *(tag for tag in proposed if tag not in rules.languages))[:MOST_OPTIONS]
    languages = tuple(Option(own_name(tag), tag, chosen=tag in rules.languages) for tag in tags)
    kinds = tuple(Option(say(f"work-kind-{kind}"), kind, chosen=kind in rules.kinds) for kind in WorkKind)
    return Card(
        (
            *_told(told),
            Text(f"### {say('work-offered-title')}\n{say('work-offered-explained')}\n{_offered(rules, say)}"),
            Row((Select(_id("languages"), languages, say("work-offered-languages"), least=0, most=len(languages)),)),
            Row((Select(_id("kinds"), kinds, say("work-offered-kinds"), least=0, most=len(kinds)),)),
            Separator(),
            Text(f"{_beginners(rules.requirements, say)}\n{say('begin-explained')}"),
            Row(
                (RoleSelect(_id("begin-role"), say("begin-choose-role"), rules.requirements.role_id, may_be_none=True),)
            ),
            Row(
                (
                    Button(say("button-begin-days"), _id("begin-days")),
                    Button(say("button-other-language"), _id("other-language")),
                    Button(say("button-settings-back"), _id("back")),
                )
            ),
        ),
        _accent(told),
    )


def moderation_card(state: ModerationState, say: Sentences, told: Told | None = None) -> Card:
    """Show where cases and acts of moderators are told and who moderates, with controls to change it."""
    rules = state.rules
    lines = [f"### {say('moderation-title')}", *(lack_line(lack, say) for lack in state.lacking)]
    if not state.is_checked:
        lines.append(say("settings-unchecked"))
    lines.append(say("moderation-explained"))
    is_problem = bool(state.lacking)
    return Card(
        (
            *_told(told),
            Text("\n".join(lines)),
            Text(_staff(rules, say)),
            Row((ChannelSelect(_id("staff-channel"), say("moderation-choose-staff"), rules.staff_channel),)),
            Text(_log(rules, say)),
            Row((ChannelSelect(_id("log-channel"), say("moderation-choose-log"), rules.log_channel),)),
            Text(f"{_moderators(rules, say)}\n{say('moderation-integrations')}"),
            Row((RoleSelect(_id("moderator"), say("moderation-choose-role"), rules.moderator_role, may_be_none=True),)),
            Text(
                f"{_checks(state, say)}\n{say('moderation-kept' if state.keeps_texts else 'moderation-kept-elsewhere')}"
            ),
            Row((*_checks_button(state, say), Button(say("button-settings-back"), _id("back")))),
        ),
        Accent.PROBLEM if is_problem else _accent(told),
    )


def other_language_form(say: Sentences) -> Modal:
    """Return the form in which one more language is typed."""
    field = TextInput(
        LANGUAGE_FIELD,
        say("other-language-label"),
        placeholder=say("other-language-placeholder"),
        long=False,
        most=100,
    )
    return Modal(_id("language-typed"), say("other-language-title"), (field,))


def begin_days_form(requirements: Requirements, say: Sentences) -> Modal:
    """Return the form in which the least age of an account and the least time in the server are typed."""
    fields = tuple(
        TextInput(
            name,
            say(f"begin-days-{name}"),
            value=str(days or ""),
            placeholder=say("begin-days-placeholder"),
            long=False,
            required=False,
            most=len(str(MOST_DAYS)),
        )
        for name, days in ((ACCOUNT_FIELD, requirements.account_days), (MEMBER_FIELD, requirements.member_days))
    )
    return Modal(_id("days-typed"), say("begin-days-title"), fields)


def _offered(rules: ServerRules, say: Sentences) -> str:
    languages = ", ".join(name_in(tag, say.language) for tag in rules.languages) or say("work-offered-all-languages")
    kinds = ", ".join(say(f"work-kind-{kind}") for kind in rules.kinds) or say("work-offered-all-kinds")
    return say("work-offered-line", languages=languages, kinds=kinds)


def _beginners(requirements: Requirements, say: Sentences) -> str:
    asked = []
    if requirements.account_days:
        asked.append(say("begin-asks-account", days=requirements.account_days))
    if requirements.member_days:
        asked.append(say("begin-asks-member", days=requirements.member_days))
    if requirements.role_id is not None:
        asked.append(say("begin-asks-role", role=f"<@&{requirements.role_id}>"))
    return say("begin-line", who=", ".join(asked) or say("begin-everybody"))


def _moderation(rules: ServerRules, say: Sentences) -> str:
    return " ".join((_staff(rules, say), _log(rules, say), _moderators(rules, say)))


def _staff(rules: ServerRules, say: Sentences) -> str:
    if rules.staff_channel is None:
        return say("moderation-no-staff")
    return say("moderation-staff", channel=f"<#{rules.staff_channel}>")


def _log(rules: ServerRules, say: Sentences) -> str:
    if rules.log_channel is None:
        return say("moderation-no-log")
    return say("moderation-log", channel=f"<#{rules.log_channel}>")


def _moderators(rules: ServerRules, say: Sentences) -> str:
    if rules.moderator_role is None:
        return say("moderation-no-role")
    return say("moderation-role", role=f"<@&{rules.moderator_role}>")


def _checks(state: ModerationState, say: Sentences) -> str:
    if not state.has_checks:
        return say("checks-nowhere")
    return say("checks-on" if state.rules.has_checks else "checks-off")


def _checks_button(state: ModerationState, say: Sentences) -> tuple[Button, ...]:
    if not state.has_checks:
        return ()
    change = "checks-off" if state.rules.has_checks else "checks-on"
    return (Button(say(f"button-{change}"), _id(change)),)


def _told(told: Told | None) -> tuple[Block, ...]:
    return () if told is None else (Text(told.text), Separator())


def _accent(told: Told | None) -> Accent:
    if told is None:
        return Accent.WORK
    return Accent.PROBLEM if told.is_problem else Accent.DONE


def _id(action: str) -> str:
    return str(CustomId(NAMESPACE, action))
