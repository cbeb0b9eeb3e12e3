"""What the report says of trees."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from bot.dataset.records import DatasetTree, Provenance, RankReason
from bot.dataset.reports.data_report import FORMAT, DataReport
from bot.dataset.reports.language_checks import LanguageChecks, language_checks
from bot.protocol.trees import TreeState
from bot.rules.benchmark_overlap import BenchmarkTexts
from tests.dataset.reports.test_language_checks import FIRST_WORD, command
from tests.dataset.reports.trees import key, message, ranking, review, tree

KEY = b"key of the pool"
QUESTION = "A train leaves the station at noon and travels sixty miles an hour; how far is it by three?"


def report(*trees: DatasetTree, languages: LanguageChecks | None = None, **benchmarks: str) -> dict[str, Any]:
    """The report on some trees, in which messages are called by their numbers."""
    known = {name: BenchmarkTexts(KEY, [text]) for name, text in benchmarks.items()} or None
    found = DataReport(KEY, lambda message_id: f"m{int.from_bytes(message_id, 'big'):03}", known, languages)
    for each in trees:
        found.add(each)
    result: dict[str, Any] = json.loads(json.dumps(found.result(), allow_nan=False))
    return result


def two_trees() -> tuple[DatasetTree, DatasetTree]:
    """One in English, with a synthetic reply; one in German, imported, in which somebody answers in English."""
    imported = Provenance("oasst2", license="apache-2.0", source_url="https://example.org/oasst2")
    first = tree(
        message(1, "Why is the sky blue?", reviews=[review(1, 2, {"quality": 1.0}), review(1, 3, {"quality": 0.5})]),
        message(2, "Because of scattering.", 1, rank=0),
        message(3, "It is not.", 1, synthetic=True, model_name="tiny", author_id=None, rank_reason=RankReason.NO_VOTES),
        message(4, "Thanks!", 2, is_assistant=False, edited_by_moderator=True, author_id=key(2)),
        rankings=[ranking(1, 4, [2, 3]), ranking(1, 5, [3, 2])],
        topic="science",
    )
    second = tree(
        message(11, "Warum?", language="de", provenance=imported, author_id=None, agreement=None, edition=None),
        message(12, "Because.", 11, language="en", provenance=imported, author_id=None, agreement=None, edition=None),
        state=TreeState.GROWING,
    )
    return first, second


def test_counts() -> None:
    """Trees, messages, reviews, rankings and people are counted, in all and by language; nothing is left out."""
    found = report(*two_trees())
    assert found["format"] == FORMAT
    counts = found["counts"]
    expected = {"trees": 2, "messages": 6, "prompter": 3, "assistant": 3, "synthetic": 1, "imported": 2, "deleted": 0}
    expected |= {"edited_by_moderators": 1, "reviews": 2, "rankings": 2, "ranked": 1}
    expected |= {"authors": 2, "reviewers": 2, "rankers": 2}
    assert {name: counts[name] for name in expected} == expected
    assert counts["states"] == {"growing": 1, "ready_for_export": 1}
    assert (counts["first_day"], counts["last_day"]) == ("2026-01-02", "2026-01-13")
    assert list(counts["by_language"]) == ["de", "en"]
    english, german = counts["by_language"]["en"], counts["by_language"]["de"]
    assert (english["messages"], english["trees"], english["states"]) == (5, 1, {"ready_for_export": 1})
    assert (german["messages"], german["trees"], german["states"]) == (1, 1, {"growing": 1})
    for name in ("trees", "messages", "prompter", "assistant", "characters", "reviews", "rankings"):
        assert english[name] + german[name] == counts[name]
    assert counts["by_depth"] == {"0": 2, "1": 3, "2": 1}
    assert counts["by_model"] == {"tiny": 1}
    assert counts["by_topic"] == {"science": 1}
    assert counts["without_rank"] == {"no_votes": 1}


def test_where_it_comes_from_and_who_agreed() -> None:
    """Each source is named with its licence, and each version of the agreement with what was given under it."""
    counts = report(*two_trees())["counts"]
    assert counts["by_source"] == [
        {"origin": "community", "license": None, "url": None, "messages": 4},
        {"origin": "oasst2", "license": "apache-2.0", "url": "https://example.org/oasst2", "messages": 2},
    ]
    assert counts["by_agreement"] == {"0123456789ab": {"texts": 4, "reviews": 2, "rankings": 2}}


def judged_trees(number: int, agreement: float) -> list[DatasetTree]:
    """Trees in two languages that three people review and rank, who see the truth as often as this."""
    random = Random(7)
    trees = []
    for place in range(number):
        first = 10 * place + 1
        language = "de" if place % 4 == 0 else "en"
        truth = random.choice([0.0, 1.0])
        values = [truth if random.random() < agreement else random.choice([0.0, 1.0]) for _ in range(3)]
        orders = [[1, 2, 3] if random.random() < agreement else random.sample([1, 2, 3], 3) for _ in range(3)]
        trees.append(
            tree(
                message(
                    first,
                    f"Prompt {place}",
                    language=language,
                    reviews=[review(first, 1 + who, {"spam": value}) for who, value in enumerate(values)],
                ),
                *(message(first + each, f"Reply {place} {each}", first, language=language) for each in (1, 2, 3)),
                rankings=[
                    ranking(first, 1 + who, [first + each for each in order]) for who, order in enumerate(orders)
                ],
            )
        )
    return trees


def test_agreement_has_its_interval() -> None:
    """Alpha, τ and W stand between their bounds, by language and for all, and grow with how far people agree."""
    agreement = report(*judged_trees(200, 0.8))["agreement"]
    assert list(agreement["labels"]) == list(agreement["rankings"]) == ["all", "de", "en"]
    alpha, rankings = agreement["labels"]["all"]["spam"], agreement["rankings"]["all"]
    for figure in (alpha, rankings["tau"], rankings["w"]):
        assert figure["low"] < figure["value"] < figure["high"]
    assert (alpha["messages"], alpha["values"]) == (200, 600)
    assert (rankings["messages"], rankings["compared"], rankings["rankings"]) == (200, 200, 600)
    assert rankings["w_by_chance"] == pytest.approx(1 / 3, abs=0.001)
    assert agreement["labels"]["de"]["spam"]["messages"] == 50
    de, en = (agreement["labels"][language]["spam"] for language in ("de", "en"))
    assert de["high"] - de["low"] > en["high"] - en["low"]
    worse = report(*judged_trees(200, 0.2))["agreement"]
    assert worse["labels"]["all"]["spam"]["high"] < alpha["low"]
    assert worse["rankings"]["all"]["tau"]["high"] < rankings["tau"]["low"]


def test_figures_do_not_depend_on_the_order_of_trees() -> None:
    """The same trees in another order make the same report, to the last digit; one more language changes no other."""
    trees = judged_trees(60, 0.7)
    found = report(*trees)
    assert report(*trees[::-1]) == found
    more = report(*trees, tree(message(9_001, "Pourquoi ?", language="fr")))
    assert more["agreement"] == found["agreement"]


def test_ties() -> None:
    """Of the pairs that somebody ranked, those are tied that as many rank one way as the other."""
    messages = [message(1, "Prompt"), *(message(number, f"Reply {number}", 1) for number in (2, 3, 4))]
    votes = [ranking(1, 1, [2, 3, 4]), ranking(1, 2, [3, 2, 4]), ranking(1, 3, [], not_rankable=True)]
    found = report(tree(*messages, rankings=votes))["agreement"]["rankings"]["en"]
    assert (found["pairs"], found["tied_pairs"], found["share_of_ties"]) == (3, 1, 0.3333)
    assert (found["rankings"], found["not_rankable"]) == (3, 1)
    assert found["tau"] == {"value": 0.3333, "low": None, "high": None}
    nothing = report(tree(messages[0], rankings=votes[2:]))["agreement"]["rankings"]["all"]
    assert nothing["share_of_ties"] is None
    assert nothing["w"]["value"] is None


def test_what_is_repeated() -> None:
    """Texts that are the same or nearly are named together; a reply that is its prompt again is named, too."""
    long = "Explain in a few sentences how a refrigerator keeps food cold on the hottest day of summer"
    found = report(
        tree(message(1, long), message(2, f"{long}!", 1), message(3, "Thanks!", 2)),
        tree(message(4, "Another question"), message(5, "thanks", 4), message(6, "Thanks!", 4)),
    )["texts"]
    assert found["near_duplicates"]["groups"] == [["m001", "m002"], ["m003", "m006"]]
    assert found["near_duplicates"]["messages"] == 4
    assert found["near_duplicates"]["repeated"] == 1
    assert found["repeated_prompts"] == {"message_ids": ["m002"]}


def test_benchmarks() -> None:
    """Messages that overlap with a benchmark are named under its name; without benchmarks nothing is said."""
    trees = tree(message(1, f"Please solve this: {QUESTION}"), message(2, "How far is it by three?", 1))
    found = report(trees, gsm8k=QUESTION, other="Short.")["texts"]["benchmarks"]
    assert found["words"] == 13
    assert found["by_name"] == {
        "gsm8k": {"texts": 1, "too_short": 0, "message_ids": ["m001"]},
        "other": {"texts": 1, "too_short": 1, "message_ids": []},
    }
    assert report(trees)["texts"]["benchmarks"] is None


def test_personal_data_is_counted_and_not_named() -> None:
    """It is said how many messages have how much of which kind, and not which messages."""
    trees = tree(message(1, "a@b.io or c@d.io or +49 170 1234567"), message(2, "Call 0170 1234567.", 1))
    found = report(trees)["texts"]["personal_data"]
    assert found["messages"] == 2
    assert found["by_kind"]["e_mail"] == {"messages": 1, "found": 2}
    assert found["by_kind"]["phone_number"] == {"messages": 2, "found": 2}
    assert found["by_kind"]["iban"] == {"messages": 0, "found": 0}
    assert "m001" not in json.dumps(found)


def test_languages() -> None:
    """Where languages can be told, messages that are in another one are counted; else nothing is said."""
    words = "and forty letters, so that it is long enough to be asked about"
    trees = tree(message(1, f"en {words}"), message(2, f"de {words}", 1), message(3, "de", 1))
    with language_checks(command(FIRST_WORD)) as languages:
        found = report(trees, languages=languages)["texts"]["languages"]
    assert found == {"checked": {"en": 2}, "others": [{"language": "en", "found": "de", "messages": 1}]}
    assert report(trees)["texts"]["languages"] is None


def test_deleted_texts_are_not_looked_at() -> None:
    """What was deleted has no text, and so is no duplicate of what else was."""
    found = report(tree(message(1, "Prompt"), *(message(number, "", 1, deleted=True) for number in (2, 3))))
    assert found["counts"]["deleted"] == 2
    assert found["texts"]["near_duplicates"]["groups"] == []


def test_a_dataset_of_nothing() -> None:
    """Without trees every figure is 0 or unknown, and none is missing."""
    found = report()
    assert found["counts"]["messages"] == 0
    assert found["counts"]["first_day"] is None
    assert found["agreement"]["labels"] == found["agreement"]["rankings"] == {}
