"""Label and ranking cards, done by pressing."""

import pytest

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import TO_RANK, WITHOUT_ANYTHING

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_label_card_is_submitted_once_the_mandatory_are_set(newcomer: Newcomer) -> None:
    """Submit is greyed out until every mandatory label is set; then it says what it may earn, and what is next."""
    bea = await newcomer()
    card = await _to_review(newcomer, bea)
    assert card.button("Submit").disabled
    assert "Still to be answered" in card.text
    pressed = await _press_all_no(bea, card)
    assert not pressed.button("Submit").disabled
    done = await bea.pressed(pressed, "Submit")
    assert "Saved. Thank you!" in done.text
    assert "Waiting for review: up to **one point**" in done.text
    assert "With every scale filled in it is 2" in done.text
    assert "Next task" in labels(done)


async def test_label_can_be_changed_before_it_is_submitted(newcomer: Newcomer) -> None:
    """The other button of a pair takes the answer over; what is chosen is marked."""
    bea = await newcomer()
    card = await _to_review(newcomer, bea)
    card = await bea.pressed(card, _label_of(card, "Spam: yes"))
    assert "✓ Spam: yes" in labels(card)
    card = await bea.pressed(card, "Spam: no")
    assert "✓ Spam: no" in labels(card)
    assert "Spam: yes" in labels(card)


async def test_flags_and_scales_are_kept(newcomer: Newcomer) -> None:
    """Chosen flags and steps show as chosen, whatever is pressed afterwards; a flag can be taken back."""
    bea = await newcomer()
    card = await _to_review(newcomer, bea)
    flags = next(select for select in card.selects if select.max_values > 1)
    scale = next(select for select in card.selects if select.max_values == 1)
    await bea.person.choose(card, flags.custom_id, flags.labels()[:2])
    await bea.person.choose(card, scale.custom_id, [scale.labels()[3]])
    card = await _press_all_no(bea, await bea.person.look(card))
    assert _chosen(card, flags.custom_id) == flags.labels()[:2]
    assert _chosen(card, scale.custom_id) == [scale.labels()[3]]
    await bea.person.choose(card, flags.custom_id, [])
    card = await bea.person.look(card)
    assert _chosen(card, flags.custom_id) == []
    assert "Saved. Thank you!" in (await bea.pressed(card, "Submit")).text


async def test_scale_options_name_the_scale_and_its_ends(newcomer: Newcomer) -> None:
    """The five steps of the quality scale read "Quality 1 · low" to "Quality 5 · high"."""
    bea = await newcomer()
    card = await _to_review(newcomer, bea)
    scales = [select.labels() for select in card.selects if select.max_values == 1]
    assert ["Quality 1 · low", "Quality 2", "Quality 3", "Quality 4", "Quality 5 · high"] in scales


async def test_label_task_is_skipped_without_a_question(newcomer: Newcomer) -> None:
    """Pressed labels are no text: Skip does not ask."""
    bea = await newcomer()
    card = await _press_all_no(bea, await _to_review(newcomer, bea))
    assert "Skipped" in (await bea.pressed(card, "Skip")).text


async def test_ranking_by_pressing_letters(newcomer: Newcomer) -> None:
    """Letters are pressed best first; the last one follows by itself, then Submit is possible."""
    ann = await newcomer()
    card = await ann.work(task="rank_assistant_replies", language=TO_RANK)
    assert labels(card) == ["A", "B", "C", "Undo pick", "Reset", "All are factually incorrect", "Submit", "Skip"]
    for name in ("Undo pick", "Reset", "Submit"):
        assert card.button(name).disabled
    card = await ann.pressed(card, "B")
    assert card.button("B · 1").disabled
    assert card.button("Submit").disabled
    card = await ann.pressed(card, "C")
    assert "B › C › A" in card.text
    assert "Saved. Thank you!" in (await ann.pressed(card, "Submit")).text


async def test_undo_and_reset(newcomer: Newcomer) -> None:
    """Undo pick takes back the last pick (with the one that followed by itself), Reset all of them."""
    ann = await newcomer()
    card = await ann.work(task="rank_assistant_replies", language=TO_RANK)
    card = await ann.pressed(await ann.pressed(card, "A"), "B")
    assert "A › B › C" in card.text
    card = await ann.pressed(card, "Undo pick")
    assert "A › B" not in card.text
    assert card.button("A · 1").disabled
    assert card.button("Submit").disabled
    card = await ann.pressed(card, "Reset")
    assert "Press the letter of the best one first" in card.text
    assert card.has_button("A")


async def test_all_factually_incorrect(newcomer: Newcomer) -> None:
    """ "All are factually incorrect" makes Submit possible without an order, and can be taken back."""
    ann = await newcomer()
    card = await ann.work(task="rank_assistant_replies", language=TO_RANK)
    card = await ann.pressed(card, "All are factually incorrect")
    assert "✓ All are factually incorrect" in labels(card)
    assert card.has_button("Submit")
    card = await ann.pressed(card, "✓ All are factually incorrect")
    assert card.button("Submit").disabled
    card = await ann.pressed(card, "All are factually incorrect")
    assert "Saved. Thank you!" in (await ann.pressed(card, "Submit")).text


async def _to_review(newcomer: Newcomer, reviewer: Contributor) -> Message:
    """The card with which somebody reviews a prompt of somebody else's."""
    author = await newcomer()
    prompt = f"Een vraag van {author.person.name}"
    await author.finished(await author.work(task="initial_prompt", language=WITHOUT_ANYTHING), prompt)
    return await reviewer.work(task="label_initial_prompt", language=WITHOUT_ANYTHING)


async def _press_all_no(reviewer: Contributor, card: Message) -> Message:
    for label in [label for label in labels(card) if ": no" in label and not label.startswith("✓")]:
        card = await reviewer.pressed(card, label)
    return card


def _label_of(card: Message, words: str) -> str:
    return next(label for label in labels(card) if words in label)


def _chosen(card: Message, custom_id: str) -> list[str]:
    return [option.label for option in card.select(custom_id).options if option.default]
