"""The two answers to the contributor agreement."""

import lightbulb

from bot.cards.people import ROOM
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.work.service import Desk

loader = lightbulb.Loader()
routes = Routes(ROOM)


@routes.action("agree", AnswerKind.UPDATE)
async def agree(click: Click, desk: Desk) -> Answer:
    """`I agree`."""
    return await desk.agree(click)


@routes.action("decline", AnswerKind.UPDATE)
async def decline(click: Click, desk: Desk) -> Answer:
    """`No thanks`."""
    return await desk.decline(click)
