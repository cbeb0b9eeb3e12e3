"""The cards of the tutorial. All that it remembers stands in the custom ids, so that it survives a restart."""

from bot.cards.conversation import quoted_excerpt, role_name
from bot.cards.passages import GAP, Passage
from bot.cards.rank_task import LETTERS
from bot.cards.text_task import TEXT_INPUT
from bot.interactions.components import (
    MOST_INPUT_LABEL,
    MOST_MODAL_TITLE,
    Accent,
    Button,
    ButtonStyle,
    Card,
    Modal,
    Option,
    Row,
    Select,
    Text,
    TextInput,
)
from bot.interactions.contributed_text import quoted
from bot.interactions.custom_id import CustomId
from bot.interactions.fitting import Space
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Role
from bot.rules.labels import label_key
from bot.state.practice import BETTER_REPLY, GOOD_QUALITY, QUALITY_STEPS, RIGHT_LABELS, STEPS, Judgement, Remark
from bot.texts import Sentences

NAMESPACE = "tutorial"
JUDGE, RANK, WRITE, END = range(1, STEPS + 2)
"""The steps in their order."""

MOST_CHARACTERS = 1_000
"""Of a text that is written for practice."""

_REASONS = {
    TextLabel.SPAM: "judge-why-spam",
    TextLabel.FAILS_TASK: "judge-why-fails-task",
    TextLabel.LANG_MISMATCH: "judge-why-lang-mismatch",
}
_REMARKS = {
    Remark.FINE: "tutorial-write-fine",
    Remark.SHORT: "tutorial-write-short",
    Remark.REPEATS: "tutorial-write-repeats",
}
_MOST_PLACEHOLDER = 100
_OWN_TEXT = Space(1_300, 4_000)


def offer_card(say: Sentences) -> Card:
    """Offer the tutorial to somebody new."""
    return Card((Text(say("tutorial-offer")), Row((Button(say("tutorial-begin"), _id("begin")),))))


def judge_card(judgement: Judgement, say: Sentences) -> Card:
    """Show practice 1: a reply to be judged, and what was said of it so far."""
    rows = [_yes_no(label, judgement, say) for label in RIGHT_LABELS]
    name = say("label-quality")
    ends = {QUALITY_STEPS[0]: say("label-quality-low"), QUALITY_STEPS[-1]: say("label-quality-high")}
    options = tuple(
        Option(
            f"{name} {step} · {ends[step]}" if step in ends else f"{name} {step}",
            str(step),
            chosen=judgement.quality == step,
        )
        for step in QUALITY_STEPS
    )
    placeholder = say("label-scale", label=name, low=ends[QUALITY_STEPS[0]], high=ends[QUALITY_STEPS[-1]])
    submit = Button(
        say("button-submit"),
        _id("judged", str(judgement)),
        ButtonStyle.SUCCESS,
        disabled=not judgement.is_complete,
    )
    return Card(
        (
            _heading(JUDGE, "tutorial-judge-title", "tutorial-judge-what", say),
            Text(_judged_conversation(say)),
            *rows,
            Row((Select(_id("quality", str(judgement)), options, placeholder, least=0),)),
            Row((submit, _leave_out(JUDGE, say))),
        )
    )


def judged_card(judgement: Judgement, say: Sentences) -> Card:
    """Show what is right about the reply of practice 1, and why."""
    lines = [_explained_label(label, judgement.of(label), say) for label in RIGHT_LABELS]
    answer, why = say("tutorial-quality-range"), say("judge-why-quality")
    if judgement.quality is None:
        lines.append(say("tutorial-missing", answer=answer, why=why))
    elif judgement.quality in GOOD_QUALITY:
        lines.append(say("tutorial-right", answer=say("tutorial-quality-step", step=judgement.quality), why=why))
    else:
        said = say("tutorial-quality-step", step=judgement.quality)
        lines.append(say("tutorial-better", said=said, answer=answer, why=why))
    return Card(
        (
            _heading(JUDGE, "tutorial-judge-done", None, say),
            Text(_judged_conversation(say)),
            *(Text(line) for line in lines),
            _onward(JUDGE, say),
        ),
        Accent.DONE,
    )


def rank_card(best: int | None, say: Sentences) -> Card:
    """Show practice 2: two replies to be ranked; `best` is the place of the one that was pressed."""
    letters = tuple(
        Button(
            LETTERS[place] if best is None else f"{LETTERS[place]} · {1 if place == best else 2}",
            _id("pick", str(place)),
            ButtonStyle.PRIMARY if best is None else ButtonStyle.SECONDARY,
            disabled=best is not None,
        )
        for place in (0, 1)
    )
    state = say("tutorial-rank-open") if best is None else say("tutorial-rank-order", order=_order(best))
    return Card(
        (
            _heading(RANK, "tutorial-rank-title", "tutorial-rank-what", say),
            Text(_ranked_conversation(say)),
            Row(letters),
            Text(state),
            Row(
                (
                    Button(say("button-reset"), _id("reset"), disabled=best is None),
                    Button(
                        say("button-submit"),
                        _id("ranked", str(best or 0)),
                        ButtonStyle.SUCCESS,
                        disabled=best is None,
                    ),
                    _leave_out(RANK, say),
                )
            ),
        )
    )


def ranked_card(best: int, say: Sentences) -> Card:
    """Show which reply of practice 2 is better, and why."""
    verdict = say("tutorial-rank-right" if best == BETTER_REPLY else "tutorial-rank-wrong")
    return Card(
        (
            _heading(RANK, "tutorial-rank-title", None, say),
            Text(_ranked_conversation(say)),
            Text(f"{verdict}\n{say('tutorial-rank-why')}"),
            _onward(RANK, say),
        ),
        Accent.DONE,
    )


def write_card(say: Sentences) -> Card:
    """Show practice 3: a reply to be written."""
    return Card(
        (
            _heading(WRITE, "tutorial-write-title", "tutorial-write-what", say),
            Text(_message(Role.PROMPTER, say("practice-write-prompt"), say, say("marked-reply-to-this"))),
            Row((Button(say("button-write-reply"), _id("write"), ButtonStyle.PRIMARY), _leave_out(WRITE, say))),
        )
    )


def write_form(say: Sentences) -> Modal:
    """Return the form of practice 3."""
    field = TextInput(
        TEXT_INPUT,
        say("tutorial-write-modal-field")[:MOST_INPUT_LABEL],
        placeholder=say("tutorial-write-modal-hint")[:_MOST_PLACEHOLDER],
        most=MOST_CHARACTERS,
    )
    return Modal(_id("written"), say("modal-title-assistant-reply")[:MOST_MODAL_TITLE], (field,))


def written_card(text: str, remark: Remark, say: Sentences) -> Card:
    """Show what somebody wrote for practice 3, and a good example with the reasons why it is one."""
    # What is not stored cannot be read in full later.
    shown, _ = quoted_excerpt(text, _OWN_TEXT, say, "tutorial-write-shortened")
    own = f"{say('tutorial-write-yours')}\n{shown}"
    return Card(
        (
            _heading(WRITE, "tutorial-write-title", None, say),
            Text(_message(Role.PROMPTER, say("practice-write-prompt"), say)),
            Text(own),
            Text(say(_REMARKS[remark])),
            Text(f"{say('tutorial-write-example')}\n{quoted(say('practice-write-reply'))}"),
            Text(say("tutorial-write-why")),
            Row(
                (
                    _onward_button(WRITE, say),
                    Button(say("tutorial-try-again"), _id("write")),
                )
            ),
        ),
        Accent.DONE,
    )


def end_card(say: Sentences) -> Card:
    """Show the end, and the way to real work."""
    return Card(
        (
            Text(f"### {say('tutorial-end-title')}\n{say('tutorial-end-what')}"),
            Text(say("tutorial-end-next")),
            Row((Button(say("tutorial-start"), _id("work"), ButtonStyle.SUCCESS),)),
        ),
        Accent.DONE,
    )


def _id(action: str, argument: str | None = None) -> str:
    return str(CustomId(NAMESPACE, action, None, argument))


def _heading(step: int, title: str, what: str | None, say: Sentences) -> Text:
    lines = [say("tutorial-step", step=step, steps=STEPS), f"### {say(title)}"]
    return Text("\n".join([*lines, say(what)] if what is not None else lines))


def _leave_out(step: int, say: Sentences) -> Button:
    return Button(say("tutorial-not-now"), _id("step", str(step + 1)))


def _onward(step: int, say: Sentences) -> Row:
    return Row((_onward_button(step, say), Button(say("tutorial-try-again"), _id("step", str(step)))))


def _onward_button(step: int, say: Sentences) -> Button:
    label = say("tutorial-finish") if step == WRITE else say("tutorial-next")
    return Button(label, _id("step", str(step + 1)), ButtonStyle.PRIMARY)


def _message(role: Role, text: str, say: Sentences, marker: str | None = None) -> str:
    name = f"**{role_name(role, say)}**"
    return Passage(f"{name} · {marker}" if marker else name, text).shown()


def _judged_conversation(say: Sentences) -> str:
    prompt = _message(Role.PROMPTER, say("practice-judge-prompt"), say)
    return f"{prompt}{GAP}{_message(Role.ASSISTANT, say('practice-judge-reply'), say, say('marked-label-this'))}"


def _ranked_conversation(say: Sentences) -> str:
    prompt = _message(Role.PROMPTER, say("practice-rank-prompt"), say, say("marked-rank-replies"))
    replies = (say("practice-rank-reply-a"), say("practice-rank-reply-b"))
    return GAP.join([prompt, *(Passage(f"**{LETTERS[place]}**", reply).shown() for place, reply in enumerate(replies))])


def _order(best: int) -> str:
    return f"{LETTERS[best]} › {LETTERS[1 - best]}"


def _yes_no(label: TextLabel, judgement: Judgement, say: Sentences) -> Row:
    return Row(
        tuple(
            Button(
                ("✓ " if judgement.of(label) is value else "") + _said(label, value, say),
                # The press is named too: two presses may lead to one judgement, and custom ids must differ.
                _id("judge", f"{judgement}/{label.value}={int(value)}"),
                ButtonStyle.PRIMARY if judgement.of(label) is value else ButtonStyle.SECONDARY,
            )
            for value in (True, False)
        )
    )


def _said(label: TextLabel, value: bool, say: Sentences) -> str:
    # A real card offers "Not English" in a list of flags; beside yes and no that would be a double negative.
    name = say("tutorial-lang-mismatch") if label is TextLabel.LANG_MISMATCH else say(label_key(label))
    return say("label-yes", label=name) if value else say("label-no", label=name)


def _explained_label(label: TextLabel, said: bool | None, say: Sentences) -> str:
    answer, why = _said(label, RIGHT_LABELS[label], say), say(_REASONS[label])
    if said is None:
        return say("tutorial-missing", answer=answer, why=why)
    if said is RIGHT_LABELS[label]:
        return say("tutorial-right", answer=answer, why=why)
    return say("tutorial-better", said=_said(label, said, say), answer=answer, why=why)
