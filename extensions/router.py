"""Every press, choice and form comes in here and goes to the router."""

import hikari
import lightbulb

from bot.discord.router import Router

loader = lightbulb.Loader()


@loader.listener(hikari.ComponentInteractionCreateEvent)
async def on_component(event: hikari.ComponentInteractionCreateEvent, router: Router) -> None:
    """Answer a button that was pressed, or a choice in a select."""
    await router.dispatch(event.interaction)


@loader.listener(hikari.ModalInteractionCreateEvent)
async def on_modal(event: hikari.ModalInteractionCreateEvent, router: Router) -> None:
    """Answer a form that was submitted."""
    await router.dispatch(event.interaction)
