"""Choosing languages, and what /work makes of the choice."""

import pytest

from playground.client import Outcome
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

SUGGESTED = "Add a language: suggested for you"


async def test_work_is_handed_out_in_the_chosen_language(newcomer: Newcomer) -> None:
    """Who has chosen a language gets work in it; before, in the default language."""
    ann = await newcomer()
    assert "so /work uses English" in (await asked(ann)).text
    await chosen(ann, "Deutsch")
    assert "in German" in (await ann.work(task="prompter_reply")).text


async def test_the_first_language_that_has_work_is_taken(newcomer: Newcomer) -> None:
    """Where the first language has nothing of the kind asked for, the next one is looked through."""
    ann = await newcomer()
    card = await chosen(ann, "Svenska", "Deutsch")
    assert "**Svenska**, **Deutsch**" in card.text
    assert "in German" in (await ann.work(task="prompter_reply")).text


async def test_order_and_removal(newcomer: Newcomer) -> None:
    """Another language can be put first, and each taken away, by buttons that say so."""
    ann = await newcomer()
    card = await chosen(ann, "Deutsch", "Français")
    assert labels(card) == ["Français first", "Remove Deutsch", "Remove Français"]
    card = await ann.pressed(card, "Français first")
    assert "**Français**, **Deutsch**" in card.text
    card = await ann.pressed(await ann.pressed(card, "Remove Français"), "Remove Deutsch")
    assert "You have not chosen any language" in card.text
    assert labels(card) == []


async def test_a_language_is_completed_as_one_types(newcomer: Newcomer) -> None:
    """`/work language:` suggests languages with their own names and the reader's, also to somebody new."""
    ann = await newcomer(locale="de")
    suggested = await ann.person.autocomplete(ann.channel, "work", "language", "schw")
    assert (suggested[0].name, suggested[0].value) == ("Svenska · Schwedisch", "sv")
    assert (await ann.person.autocomplete(ann.channel, "work", "language", ""))[0].value == "de"


async def test_the_readers_own_language_is_suggested_first(newcomer: Newcomer) -> None:
    """The language in which somebody uses Discord stands first in the first list, whatever has work."""
    ann = await newcomer(locale="fi")
    assert (await asked(ann)).selects[0].labels()[0] == "Suomi"


async def test_small_languages_are_named_with_their_numbers(newcomer: Newcomer) -> None:
    """Languages that have work and few people are named, with how much and how many."""
    ann = await newcomer()
    card = await asked(ann)
    line = next(line for line in card.text.splitlines() if "Français" in line)
    assert "open task" in line
    assert "chosen it" in line
    assert card.ephemeral


async def test_nobody_can_choose_without_end(newcomer: Newcomer) -> None:
    """With five languages chosen there is no list any more, and the card says why."""
    ann = await newcomer()
    card = await asked(ann)
    for _ in range(5):
        free = card.selects[-1]
        card = (await settled(await ann.person.choose(card, free.custom_id, free.labels()[:1]))).message
    assert card.selects == ()
    assert "most that can be chosen: 5" in card.text


async def test_forged_presses_change_nothing(newcomer: Newcomer, running: RunningBot) -> None:
    """Languages that do not exist, forged actions and empty choices leave the choice as it is."""
    ann = await newcomer()
    card = await chosen(ann, "Deutsch")
    forged = ("language1:remove:-", "language1:remove:-:xx", "language1:first:-:fr", "language1:first:-:🎉")
    for custom_id in forged:
        await settled(await running.playground.raw_press(ann.person, card, custom_id))
        assert (await ann.person.look(card)).text == card.text, custom_id
    for values in ([], ["xx"], ["DE", "de-x-badword", "", "🎉" * 25]):
        await settled(await running.playground.raw_press(ann.person, card, "language1:add:-:99", values))
        assert (await ann.person.look(card)).text == card.text, values


async def asked(ann: Contributor) -> Message:
    """`/language`, and its card."""
    return (await settled(await ann.person.command(ann.channel, "language"))).message


async def chosen(ann: Contributor, *names: str) -> Message:
    """The card after languages were chosen, one after the other."""
    card = await asked(ann)
    for name in names:
        await settled(await ann.person.choose(card, SUGGESTED, [name]))
        card = await ann.person.look(card)
    return card


async def settled(outcome: Outcome) -> Outcome:
    """What came of it in the end."""
    return await outcome.settled()
