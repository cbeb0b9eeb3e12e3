"""The card of a label task: yes-no pairs, one list of flags, a five-step list for each scale."""

from collections.abc import Mapping

from bot.backends.values import LabelsAnswer
from bot.cards.session_parts import control, facts, help_row, matter, space_beside, task_key, way_out
from bot.errors import BotError
from bot.interactions.components import Accent, Button, ButtonStyle, Card, Option, Row, Select, Separator, Text
from bot.interactions.fitting import Space
from bot.protocol.labels import LabelKind
from bot.protocol.tasks import LabelTask
from bot.rules.labels import KINDS, LIKERT_STEPS, askable, label_key, scale_keys
from bot.state.session import WorkSession
from bot.state.session_errors import LabelMissing
from bot.texts import Sentences
from bot.texts.language_names import name_in


def label_card(session: WorkSession, task: LabelTask, say: Sentences, space: Space, problem: BotError | None) -> Card:
    """Return the card of an open label task.

    Args:
        session: whose draft holds what was chosen so far: flags and scales only where touched.
        task: the session's task; of its labels the known ones are shown, and those that it demands are among them.
        say: the reader's sentences.
        space: what the card's texts may take.
        problem: what is still missing.
    """
    given: Mapping[str, float] = (
        {str(label): value for label, value in session.draft.labels.items()}
        if isinstance(session.draft, LabelsAnswer)
        else {}
    )
    required = ", ".join(label_name(label, session.language, say) for label in task.mandatory_labels)
    lines = [f"### {say(f'task-{task_key(session)}')}", say("instruction-label")]
    heading = Text("\n".join([*lines, say("label-required", labels=required)] if required else lines))
    footing = Text(f"{_state(session, say, problem)}\n{facts(session, say)}")
    shown, complete = matter(task, say, space_beside(space, (heading, footing)), say("marked-label-this"))
    blocks: list[Text | Separator | Row] = [heading, *shown]
    labels = askable(task.valid_labels)
    for label in labels:
        if KINDS[label] is LabelKind.YES_NO:
            blocks.append(_yes_no(session, label, given.get(label), say))
    flags = [label for label in labels if KINDS[label] is LabelKind.FLAG]
    if flags:
        blocks.append(_flags(session, flags, given, say))
    blocks += [_scale(session, label, given.get(label), say) for label in labels if KINDS[label] is LabelKind.LIKERT]
    blocks.append(footing)
    submit = Button(say("button-submit"), control(session, "submit"), ButtonStyle.SUCCESS, disabled=problem is not None)
    blocks.append(Row((submit, way_out(session, say))))
    blocks.append(help_row(session, say, complete=complete))
    return Card(tuple(blocks), Accent.WORK if problem is not None else Accent.READY)


def label_name(label: str, language: str, say: Sentences) -> str:
    """Return a label as people read it; a wrong language is named: "Not German"."""
    return say(label_key(label), language=name_in(language, say.language))


def _state(session: WorkSession, say: Sentences, problem: BotError | None) -> str:
    if isinstance(problem, LabelMissing):
        return say(problem.sentence, label=label_name(str(problem.arguments["label"]), session.language, say))
    return say("label-ready")


def _yes_no(session: WorkSession, label: str, value: float | None, say: Sentences) -> Row:
    name = label_name(label, session.language, say)
    return Row(
        tuple(
            Button(
                ("✓ " if value == wanted else "") + say(f"label-{word}", label=name),
                control(session, "label", f"{label}={wanted}"),
                ButtonStyle.PRIMARY if value == wanted else ButtonStyle.SECONDARY,
            )
            for word, wanted in (("yes", 1), ("no", 0))
        )
    )


def _flags(session: WorkSession, flags: list[str], given: Mapping[str, float], say: Sentences) -> Row:
    options = tuple(
        Option(
            label_name(flag, session.language, say),
            flag,
            say(f"{label_key(flag)}-help")[:100],
            chosen=given.get(flag, 0) > 0,
        )
        for flag in flags
    )
    return Row((Select(control(session, "flags"), options, say("label-flags"), least=0, most=len(options)),))


def _scale(session: WorkSession, label: str, value: float | None, say: Sentences) -> Row:
    name = label_name(label, session.language, say)
    low, high = (say(key) for key in scale_keys(label))
    ends = {1: f" · {low}", len(LIKERT_STEPS): f" · {high}"}
    options = tuple(
        Option(f"{name} {step}{ends.get(step, '')}", str(step_value), chosen=value == step_value)
        for step, step_value in enumerate(LIKERT_STEPS, start=1)
    )
    placeholder = say("label-scale", label=name, low=low, high=high)
    return Row((Select(control(session, "scale", label), options, placeholder[:150], least=0),))
