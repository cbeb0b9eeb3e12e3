"""The words by which scripted contributors find their way are the words that the bot shows."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.texts.language_names import name_in
from playground.bot_process import BotProcess
from playground.client import Guild, Playground
from playground.contributors import cards
from playground.contributors.answers import SAMPLE
from playground.contributors.contributor import Character, Contributor
from playground.contributors.habits import Habits
from playground.contributors.words import ENGLISH, GERMAN, Words
from tests.catalogue import CATALOGUE
from tests.fork_server.forked import fork_module

# The time is a guard against hanging for ever, also on a slow machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]

_TEXTS = Path(__file__).resolve().parents[2] / "bot/texts"
_EVERYTHING = Habits(skips=0.2, edits=0.2, discards=0.1, leaves=0.1, wishes=0.8, same_text=0.1, presses_twice=0.2)
_WAIT_SECONDS = 600.0
_BETWEEN_LOOKS_SECONDS = 0.5
_LOCALES = {"de": GERMAN, "en-US": ENGLISH}


@dataclass
class Community:
    """People with German and English clients, and the record of what they saw."""

    guild: Guild
    records: Path
    contributors: list[Contributor]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def community(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Community]:
    """Six people at work until they have met every word of the tables, and two who ask for what there is not."""
    folder = tmp_path_factory.mktemp("community")
    async with Playground.start(record=folder / "records.jsonl", patient=True, start_module=fork_module) as playground:
        settings = {"NUM_REVIEWS_INITIAL_PROMPT": "5", "NUM_REVIEWS_REPLY": "2", "MAX_ACTIVE_TREES": "100"}
        bot = BotProcess(playground, folder / "bot.sqlite3", folder / "bot.log", **settings)
        await bot.command("import", str(SAMPLE / "conversations.json"))
        guild = await playground.create_guild("Town", text_channels=["work"])
        contributors = []
        for number in range(6):
            locale = list(_LOCALES)[number % 2]
            person = await guild.add_person(f"person{number}", locale=locale)
            character = Character(person.name, ("de", "en") if locale == "de" else ("en", "de"), locale, _EVERYTHING)
            contributors.append(Contributor(person, guild.channel("work"), character))
        watch = _Watch(folder / "records.jsonl")
        async with bot.running():
            await asyncio.gather(*(each.work(watch.is_enough) for each in contributors))
            await asyncio.gather(*(each.look_up_counts() for each in contributors))
            for locale in _LOCALES:
                await _ask_in_vain(guild, locale)
            yield Community(guild, folder / "records.jsonl", contributors)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("words", [GERMAN, ENGLISH], ids=["German", "English"])
async def test_every_word_is_shown(community: Community, words: Words) -> None:
    """Every control and sentence of the table stands, in these words, on something that the bot has shown."""
    assert missing_words(community.records, words) == set()


@pytest.mark.asyncio(loop_scope="module")
async def test_counts_are_read_as_they_are_told(community: Community) -> None:
    """What `/privacy show` counts for somebody is what they have finished, in both languages."""
    for contributor in community.contributors:
        assert contributor.experience.counted == contributor.experience.contributions


@pytest.mark.asyncio(loop_scope="module")
async def test_nobody_has_lost_anything(community: Community) -> None:
    """Without a kill every press is answered, and no text is lost or of unknown fate."""
    for contributor in community.contributors:
        seen = contributor.experience
        assert (seen.failures, seen.lost, seen.unsure_texts) == ([], [], [])


@pytest.mark.parametrize(("language", "words"), [("de", GERMAN), ("en", ENGLISH)])
def test_sentences_that_are_rarely_shown_are_those_of_the_catalogue(language: str, words: Words) -> None:
    """What is said only where the backend is down or refuses, and how counts are told, is as in its texts."""
    work = (_TEXTS / language / "work.ftl").read_text(encoding="utf-8")
    assert f"saved-title = 💾 {words.will_be_delivered}" in work
    assert f"refused-title = ⚠️ {words.refused}" in work
    assert f"unconfirmed-title = ⚠️ {words.unconfirmed}" in work
    assert {tag: name_in(tag, language) for tag in words.languages} == words.languages
    assert f"button-go-on = {words.go_on}" in (_TEXTS / language / "choice.ftl").read_text(encoding="utf-8")
    privacy = (_TEXTS / language / "privacy.ftl").read_text(encoding="utf-8")
    counted = privacy.split("privacy-contributions = ")[1].split("privacy-drafts")[0]
    for word, number in words.numbers.items():
        assert f"[{'one' if number else 0}] {word} " in counted
    errors = (_TEXTS / language / "errors.ftl").read_text(encoding="utf-8")
    assert f"backend-unavailable = {words.unavailable}" in errors
    assert f"refused-too-many-pending = {words.too_many}" in errors


@pytest.mark.parametrize("words", [GERMAN, ENGLISH], ids=["German", "English"])
def test_who_is_asked_to_wait_knows_how_long(words: Words) -> None:
    """The seconds of the sentence about a rate limit are read, in digits or as a word; other sentences ask for less."""
    say = CATALOGUE.sentences("de" if words is GERMAN else "en-US")
    told = {seconds: say("refused-rate-limited", seconds=seconds) for seconds in (1, 47, 240)}
    assert {cards.seconds_to_wait(sentence, words): seconds for seconds, sentence in told.items()} == {
        seconds: seconds for seconds in told
    }
    assert cards.seconds_to_wait(say("refused-too-many-pending"), words) == 30
    assert cards.seconds_to_wait(say("backend-unavailable"), words) == 1.5
    assert cards.seconds_to_wait(say("refused-own-message"), words) is None


_TESTED_OTHERWISE = {
    *("headings", "will_be_delivered", "refused", "unconfirmed", "numbers", "wait", "too_many", "unavailable", "go_on"),
    "languages",
}
_SENTENCES = {
    *("judge_this", "rank_these", "in_language", "continued"),
    *("saved", "nothing_to_do", "contributions"),
}


def missing_words(records: Path, words: Words) -> set[str]:
    """Those of a client's words that are not on anything in a record."""
    controls, texts = set[str](), list[str]()
    for part in _parts(records):
        controls |= {str(part[name]).removeprefix("✓ ") for name in ("label", "placeholder") if part.get(name)}
        controls |= {option["label"] for option in part.get("options") or ()}
        texts += [part["content"]] if part.get("content") else []
    everything = "\n".join(texts)
    lines = set(everything.splitlines())
    missing = {heading for heading in words.headings if f"### {heading}" not in lines}
    for field in fields(words):
        value = getattr(words, field.name)
        if field.name in _SENTENCES:
            missing |= {value} - {value if value in everything else ""}
        elif field.name not in _TESTED_OTHERWISE:
            missing |= ({value} if isinstance(value, str) else set(value)) - controls
    return missing


class _Watch:
    """Says when everything was seen that is seen by working; then the rest is looked at on purpose."""

    def __init__(self, records: Path) -> None:
        self._records = records
        self._next_look = time.monotonic()
        self._give_up = self._next_look + _WAIT_SECONDS
        self._seen = False

    def is_enough(self) -> bool:
        """Whether to stop: all was seen, or it takes too long, which the tests then explain."""
        now = time.monotonic()
        if not self._seen and now >= self._next_look:
            self._next_look = now + _BETWEEN_LOOKS_SECONDS
            self._seen = all(missing_words(self._records, words) <= _on_purpose(words) for words in _LOCALES.values())
        return self._seen or now > self._give_up


def _on_purpose(words: Words) -> set[str]:
    return {words.nothing_to_do, words.contributions}


async def _ask_in_vain(guild: Guild, locale: str) -> None:
    """Ask for what there is not, as a newcomer."""
    person = await guild.add_person(f"vain-{locale}", locale=locale)
    asked = await person.command(guild.channel("work"), "work", task="label_prompter_reply", language="fr")
    asked = await asked.settled()
    await (await person.press(asked.message, _LOCALES[locale].agree)).settled()


def _parts(records: Path) -> Iterator[dict[str, Any]]:
    for line in records.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kind"] in {"message", "message_edit"}:
            yield from _walk(record["message"]["components"])


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])


def test_a_count_may_be_a_word_or_a_number() -> None:
    """Counts in words and in digits are read alike."""
    assert cards.counts_in("**Your contributions**: no messages, one review, 3 rankings.", ENGLISH) == (0, 1, 3)
    assert cards.counts_in("**Deine Beiträge**: 12 Nachrichten, keine Beurteilungen, eine Rangfolge.", GERMAN) == (
        *(12, 0, 1),
    )
    assert cards.counts_in("something else", ENGLISH) is None
