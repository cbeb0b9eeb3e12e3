"""Trees without personal data."""

from __future__ import annotations

from dataclasses import replace

from bot.dataset.reports.scrubbing import scrub_tree
from tests.dataset.reports.trees import message, ranking, review, tree


def test_only_texts_change() -> None:
    """Placeholders stand in the texts; ids, reviews, rankings and all else are kept."""
    before = tree(
        message(1, "Write to jane@doe.org!", reviews=[review(1, 2, {"pii": 1.0})]),
        message(2, "Version 1.2.3.4", 1),
        rankings=[ranking(1, 4, [2])],
    )
    after = scrub_tree(before)
    assert [each.text for each in after.messages] == ["Write to [e-mail]!", "Version 1.2.3.4"]
    assert before.messages[0].text == "Write to jane@doe.org!"
    assert replace(after, messages=before.messages) == before
    assert replace(after.messages[0], text=before.messages[0].text) == before.messages[0]
    assert after.messages[1] is before.messages[1]
