"""The tutorial, from a press to the next card."""

from bot.cards.text_task import TEXT_INPUT
from bot.cards.tutorial import (
    END,
    JUDGE,
    NAMESPACE,
    RANK,
    WRITE,
    end_card,
    judge_card,
    judged_card,
    rank_card,
    ranked_card,
    write_card,
    write_form,
    written_card,
)
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import AnyResponse, Response, ResponseKind
from bot.protocol.labels import TextLabel
from bot.rules.text import as_entered, shows_nothing
from bot.state.practice import QUALITY_STEPS, RIGHT_LABELS, Judgement, remark_on

_PLACES = {"0": 0, "1": 1}


class Tutorial:
    """Answers presses on practice cards. Custom ids are all that it knows; a forged one begins the step anew."""

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "begin")
    async def start(self, click: Click) -> Response:
        """Answer `/tutorial`, and `Practise first`."""
        return Response(judge_card(Judgement(), click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "step")
    async def step(self, click: Click) -> Response:
        """Answer `Next practice`, `Leave this out`, `Try again` with the step that the control names."""
        cards = {
            str(JUDGE): lambda: judge_card(Judgement(), click.say),
            str(RANK): lambda: rank_card(None, click.say),
            str(WRITE): lambda: write_card(click.say),
            str(END): lambda: end_card(click.say),
        }
        return Response(cards.get(click.argument or "", cards[str(JUDGE)])())

    @action(ResponseKind.UPDATE, NAMESPACE, "judge")
    async def judge(self, click: Click) -> Response:
        """Answer `Yes` or `No` of a label."""
        before, _, pressed = (click.argument or "").partition("/")
        name, _, value = pressed.partition("=")
        judgement = Judgement.parse(before)
        if name in set(RIGHT_LABELS) and value in _PLACES:
            judgement = judgement.saying(TextLabel(name), value == "1")
        return Response(judge_card(judgement, click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "quality")
    async def choose_quality(self, click: Click) -> Response:
        """Take a step of the scale."""
        chosen = [step for step in QUALITY_STEPS if str(step) in click.values]
        judgement = Judgement.parse(click.argument).rated(chosen[0] if chosen else None)
        return Response(judge_card(judgement, click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "judged")
    async def judged(self, click: Click) -> Response:
        """Answer `Submit` of the judgement."""
        judgement = Judgement.parse(click.argument)
        return Response((judged_card if judgement.is_complete else judge_card)(judgement, click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "pick", "reset")
    async def pick(self, click: Click) -> Response:
        """Take a letter; without one, `Reset`."""
        return Response(rank_card(_PLACES.get(click.argument or ""), click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "ranked")
    async def ranked(self, click: Click) -> Response:
        """Answer `Submit` of the ranking."""
        best = _PLACES.get(click.argument or "")
        return Response(rank_card(None, click.say) if best is None else ranked_card(best, click.say))

    @action(ResponseKind.MODAL, NAMESPACE, "write")
    async def write(self, click: Click) -> AnyResponse:
        """Answer `Write reply` with the form."""
        return write_form(click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "written")
    async def written(self, click: Click) -> Response:
        """Show the text of the form once more, and then forget it."""
        text = as_entered(click.fields.get(TEXT_INPUT, ""))
        if shows_nothing(text):
            return Response(write_card(click.say))
        return Response(written_card(text, remark_on(text, click.say("practice-write-prompt")), click.say))
