"""A small bot on hikari and lightbulb that uses every part of Discord the playground serves.

Run as a process of its own: ``python tiny_bot.py``, with PLAYGROUND_API_URL and PLAYGROUND_TOKEN in the environment.
PLAYGROUND_COMPRESSION=zlib makes it ask for zlib-stream.
"""

import asyncio
import os

import hikari
import lightbulb
from hikari.impl.shard import GatewayShardImpl

if os.environ.get("PLAYGROUND_COMPRESSION") == "zlib":
    defaults = GatewayShardImpl.__init__.__kwdefaults__
    assert defaults is not None
    defaults["compression"] = hikari.api.shard.GatewayCompression.TRANSPORT_ZLIB_STREAM

bot = hikari.GatewayBot(
    token=os.environ["PLAYGROUND_TOKEN"],
    rest_url=os.environ["PLAYGROUND_API_URL"],
    intents=hikari.Intents.GUILDS,
    banner=None,
    http_settings=hikari.impl.HTTPSettings(force_close_transports=False, connection_limit=64),
    suppress_optimization_warning=True,
)
client = lightbulb.client_from_app(bot)


def card(count: int) -> list[hikari.api.ComponentBuilder]:
    """A Components V2 card with a counter, buttons and a menu."""
    container = hikari.impl.ContainerComponentBuilder(accent_color=hikari.Color(0x336699))
    container.add_text_display(f"# Card\nPressed {count} times")
    container.add_separator()
    row = hikari.impl.MessageActionRowBuilder()
    row.add_interactive_button(hikari.ButtonStyle.PRIMARY, f"count:{count}", label="Count")
    row.add_interactive_button(hikari.ButtonStyle.SECONDARY, "write", label="Write reply")
    row.add_interactive_button(hikari.ButtonStyle.SECONDARY, "later", label="Later")
    row.add_interactive_button(hikari.ButtonStyle.SECONDARY, "slow", label="Slow")
    row.add_interactive_button(hikari.ButtonStyle.DANGER, "off", label="Off", is_disabled=True)
    menu = hikari.impl.MessageActionRowBuilder()
    select = menu.add_text_menu("colour", placeholder="Colour", min_values=1, max_values=1)
    select.add_option("Red", "red").add_option("Green", "green", description="like grass")
    container.add_component(row)
    container.add_component(menu)
    return [container]


@client.register
class Ping(lightbulb.SlashCommand, name="ping", description="Answers at once"):
    """Answers at once."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        await ctx.respond(f"pong {ctx.interaction.locale}")


@client.register
class Secret(lightbulb.SlashCommand, name="secret", description="Answers so that nobody else sees it"):
    """Answers ephemerally."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        await ctx.respond("only you", ephemeral=True)


async def suggest(ctx: lightbulb.AutocompleteContext[str]) -> None:
    """Suggest fruit."""
    typed = str(ctx.focused.value or "")
    await ctx.respond([fruit for fruit in ("apple", "apricot", "banana") if fruit.startswith(typed)])


@client.register
class Card(lightbulb.SlashCommand, name="card", description="Shows a card"):
    """Shows a card."""

    start = lightbulb.integer("start", "Where to start", default=0, min_value=0)
    fruit = lightbulb.string("fruit", "A fruit", default="", autocomplete=suggest)
    friend = lightbulb.user("friend", "A friend", default=None)

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        await ctx.respond(components=card(self.start))


@client.register
class Defer(lightbulb.SlashCommand, name="defer", description="Thinks, then answers, then adds something"):
    """Defers."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        await ctx.defer(ephemeral=True)
        await asyncio.sleep(0.1)
        await ctx.respond("thought about it")
        await ctx.respond("and one more thing", ephemeral=True)


@client.register
class Room(lightbulb.SlashCommand, name="room", description="Opens a private thread"):
    """Opens a private thread."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        thread = await bot.rest.create_thread(
            ctx.channel_id,
            hikari.ChannelType.GUILD_PRIVATE_THREAD,
            f"room of {ctx.user.username}",
            auto_archive_duration=1440,
            invitable=False,
        )
        await bot.rest.add_thread_member(thread, ctx.user)
        await bot.rest.create_message(thread, components=card(0))
        await ctx.respond(f"<#{thread.id}>", ephemeral=True)


@client.register
class Board(lightbulb.SlashCommand, name="board", description="Posts and edits through a webhook"):
    """Posts through a webhook."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        webhook = await bot.rest.create_webhook(ctx.channel_id, "Board")
        assert webhook.token is not None
        message = await bot.rest.execute_webhook(
            webhook, webhook.token, "first", attachment=hikari.Bytes(b"hello", "hello.txt")
        )
        await bot.rest.edit_webhook_message(webhook, webhook.token, message, "second")
        await ctx.respond("posted", ephemeral=True)


@client.register
class Inspect(lightbulb.MessageCommand, name="Inspect message"):
    """Menu of a message."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        await ctx.respond(f"message {self.target.id} by {self.target.author.username}", ephemeral=True)


@client.register
class Greet(lightbulb.UserCommand, name="Greet"):
    """Menu of a person."""

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        await ctx.respond(f"hello {self.target.username}", ephemeral=True)


@bot.listen(hikari.ComponentInteractionCreateEvent)
async def on_component(event: hikari.ComponentInteractionCreateEvent) -> None:
    """Answer buttons and menus."""
    interaction = event.interaction
    name, _, argument = interaction.custom_id.partition(":")
    if name == "count":
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_UPDATE, components=card(int(argument) + 1)
        )
    elif name == "write":
        row = hikari.impl.ModalActionRowBuilder()
        row.add_text_input("text", "Your reply", style=hikari.TextInputStyle.PARAGRAPH, max_length=4000)
        await interaction.create_modal_response("Write a reply", "reply", component=row)
    elif name == "later":
        await interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_UPDATE)
        await asyncio.sleep(0.1)
        await interaction.edit_initial_response(components=card(100))
    elif name == "slow":
        print("SLOW", flush=True)
        await bot.wait_for(hikari.ShardReadyEvent, timeout=600)
        await asyncio.sleep(2.5)
        try:
            await interaction.create_initial_response(hikari.ResponseType.MESSAGE_CREATE, "too late")
        except hikari.NotFoundError as error:
            print("LATE", error.code, flush=True)
    elif name == "colour":
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, f"you chose {interaction.values[0]}", flags=hikari.MessageFlag.EPHEMERAL
        )
    else:
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, "what is that?", flags=hikari.MessageFlag.EPHEMERAL
        )


@bot.listen(hikari.ModalInteractionCreateEvent)
async def on_modal(event: hikari.ModalInteractionCreateEvent) -> None:
    """Answer a submitted modal."""
    text = event.interaction.components[0].components[0].value
    if event.interaction.message is not None:
        await event.interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_UPDATE,
            components=[hikari.impl.TextDisplayComponentBuilder(content=f"You wrote: {text}")],
        )
    else:
        await event.interaction.create_initial_response(hikari.ResponseType.MESSAGE_CREATE, text)


@bot.listen(hikari.StartingEvent)
async def on_starting(_: hikari.StartingEvent) -> None:
    """Register the commands."""
    await client.start()


if __name__ == "__main__":
    bot.run(check_for_updates=False, enable_signal_handlers=True)
