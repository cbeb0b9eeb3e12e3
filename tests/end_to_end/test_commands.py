"""/help, /privacy, languages of clients."""

import re

import pytest

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_help_lists_what_this_person_may_use(newcomer: Newcomer) -> None:
    """/help names /work and /privacy for everybody, settings only for managers, /moderate only for moderators."""
    ann, manager = await newcomer(), await newcomer(permissions=("manage_guild",))
    moderator = await newcomer(permissions=("manage_messages",))
    plain = await ann.person.command(ann.channel, "help")
    assert plain.message.ephemeral
    assert "Press the button on the card" in plain.text
    assert _named(plain.text) >= {"work", "help", "privacy show"}
    assert plain.text.index("</work:") < min(plain.text.index(f"</{name}") for name in _named(plain.text) - {"work"})
    assert "settings" not in _named(plain.text)
    moderating = await moderator.person.command(moderator.channel, "help")
    assert _named(moderating.text) == _named(plain.text) | {
        f"moderate {name}" for name in ("queue", "message", "tree", "user", "log")
    } | {"trollboard"}
    managing = await manager.person.command(manager.channel, "help")
    assert _named(managing.text) == _named(plain.text) | {
        "settings",
        "boards",
        "post-task",
    }


async def test_help_names_every_command_that_is_offered_and_no_other(newcomer: Newcomer) -> None:
    """The commands in /help are those that Discord offers to this person."""
    ann = await newcomer()
    named = _named((await ann.person.command(ann.channel, "help")).text)
    assert {name.split(" ")[0] for name in named} == set(await ann.person.commands(ann.channel))


async def test_help_in_direct_messages(newcomer: Newcomer) -> None:
    """In a direct message /help answers too, and names no command of servers."""
    ann = await newcomer()
    text = (await ann.person.command(await ann.person.direct_messages(), "help")).text
    assert "work" in _named(text)
    assert "settings" not in _named(text)


async def test_privacy_show_counts_what_is_stored(newcomer: Newcomer) -> None:
    """/privacy show names the person, what was contributed, what votes are worth and the agreement, to them only."""
    ann = await newcomer(display_name="Ann *of* Ash")
    nothing = await ann.person.command(ann.channel, "privacy show")
    assert nothing.message.ephemeral
    assert "You have not accepted" in nothing.text
    await ann.finished(await ann.reply(), f"one message of {ann.person.name}")
    await ann.written(await ann.reply(), "half a message")
    outcome = await (await ann.person.command(ann.channel, "privacy show")).until_shown(3)
    stored, votes, agreement = outcome.shown
    assert stored.ephemeral
    assert votes.ephemeral
    assert agreement.ephemeral
    shown = stored.text
    assert str(ann.person.id) in shown
    assert "You accepted the contributor agreement" in shown
    assert "one message, no reviews, no rankings" in shown
    assert "**Unfinished texts**: one" in shown
    assert "Nothing that you reviewed has been decided yet" in votes.text
    assert "Who runs this" in agreement.text


@pytest.mark.parametrize("locale", ["fi", "xx"])
async def test_other_client_languages_fall_back_to_english(newcomer: Newcomer, locale: str) -> None:
    """A client in another language is served in English, from the agreement to the done card."""
    ann = await newcomer(locale=locale)
    done = await ann.finished(await ann.reply(), f"In {locale}, {ann.person.name}")
    assert SAVED in done.text
    assert "What this bot does" in (await ann.person.command(ann.channel, "help")).text
    assert "What is stored about you" in (await ann.person.command(ann.channel, "privacy show")).text


async def test_strange_display_names(newcomer: Newcomer) -> None:
    """Whatever somebody calls themselves, they get a thread and see their name as it is written."""
    for name in ("🎉" * 32, "@everyone", "**bold** `code`", "\u202eevil", "   "):
        ann = await newcomer(display_name=name)
        card = await ann.reply()
        assert not card.ephemeral, name
        shown = await ann.person.command(ann.channel, "privacy show")
        assert shown.message.raw["mention_everyone"] is False


def _named(text: str) -> set[str]:
    """The commands that a text mentions."""
    return set(re.findall(r"</([a-z0-9 -]+):\d+>", text))
