"""The yardstick of `bench/burst.py`: a bare hikari + lightbulb bot whose button does nothing but answer."""

import os

import hikari
import lightbulb

bot = hikari.GatewayBot(
    os.environ["DISCORD_TOKEN"],
    banner=None,
    logs="ERROR",
    suppress_optimization_warning=True,
    intents=hikari.Intents.GUILDS,
    rest_url=os.environ["DISCORD_API_URL"],
    http_settings=hikari.impl.HTTPSettings(force_close_transports=False, connection_limit=48),
)
client = lightbulb.client_from_app(bot)
bot.subscribe(hikari.StartingEvent, client.start)


@client.register
class Ping(lightbulb.SlashCommand, name="ping", description="Answer with a button"):
    """Posts the button."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context) -> None:
        """Answer the command."""
        row = hikari.impl.MessageActionRowBuilder()
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "ping", label="Ping")
        await context.respond("Ping?", component=row)


@bot.listen(hikari.ComponentInteractionCreateEvent)
async def on_press(event: hikari.ComponentInteractionCreateEvent) -> None:
    """Answer a press."""
    await event.interaction.create_initial_response(hikari.ResponseType.MESSAGE_UPDATE, "Pong!")


if __name__ == "__main__":
    bot.run(check_for_updates=False)
