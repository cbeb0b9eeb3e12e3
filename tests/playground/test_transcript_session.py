"""A recorded evening of a small community, as the playground would record it, and the page that is made of it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from playground.transcript import render_page

GUILD, WORK, BOARD = "900", "901", "902"
BOT = {"id": "1", "username": "dataset-bot", "global_name": None, "bot": True}
V2, EPHEMERAL = 1 << 15, 1 << 6
BLURPLE, GREEN, RED, AMBER = 0x5865F2, 0x23A55A, 0xF23F43, 0xF0B232

CONVERSATION = (
    "**Prompter**\n> My sourdough never rises. I feed the starter once a week, it lives in the fridge, and the kitchen "
    "has about 18 °C. What am I doing wrong?\n\n**Assistant**\n> A starter that lives in the fridge is asleep. Three "
    "things help:\n> 1. Take it out **two days** before baking.\n> 2. Feed it *twice a day* at `1:5:5`.\n> 3. Wait "
    "until it doubles in 6–8 hours.\n\n▸ **Prompter** (reply to this)\n> And how do I know that it's ready, without a "
    "scale? My grandmother used\n> ```text\n> float test: a spoonful in water\n> ```\n> but I forgot what it meant."
)
REPLY = (
    "Your grandmother was right.\n\n- Drop a **teaspoon** of starter into a glass of water.\n- If it *floats*, it "
    "holds enough gas: bake with it.\n- If it sinks, give it one more feed and 3–4 hours.\n\nNo scale needed: 1 part "
    "starter, 2 parts flour, 1 part water by the spoon is close enough."
)


class Recorder:
    """Writes records as the playground does: numbered, each a little later than the one before."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self._now = datetime(2025, 3, 24, 18, 3, 11, tzinfo=UTC)
        self._interaction = 5000

    def add(self, kind: str, seconds: float = 0.2, **fields: Any) -> None:
        self._now += timedelta(seconds=seconds)
        at = self._now.isoformat().replace("+00:00", "Z")
        self.records.append({"n": len(self.records) + 1, "at": at, "kind": kind, **fields})

    def act(self, kind: str, person: str, channel: str, **fields: Any) -> str:
        """Record an action and return its interaction."""
        self._interaction += 1
        self.add(kind, 6.0, person=person, channel=channel, interaction=str(self._interaction), **fields)
        return str(self._interaction)

    def press(self, person: str, channel: str, message: str, label: str) -> str:
        custom_id = "work1:" + label.lower().replace(" ", "_")
        return self.act("press", person, channel, message=message, custom_id=custom_id, label=label)

    def show(
        self,
        channel: str,
        message: str,
        components: list[dict[str, Any]],
        interaction: str | None = None,
        only_for: str | None = None,
    ) -> None:
        """Record a message, or its edit if it has been recorded before."""
        known = any(r["kind"] == "message" and r["message"]["id"] == message for r in self.records)
        flags = V2 | (EPHEMERAL if only_for else 0)
        payload = {"id": message, "channel_id": channel, "author": BOT, "flags": flags, "content": "", "embeds": []}
        self.add(
            "message_edit" if known else "message",
            channel=channel,
            message={**payload, "attachments": [], "components": components},
            only_for=only_for,
            interaction=interaction,
        )


def words(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(label: str, style: int = 2, **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": style, "label": label, "custom_id": "work1:" + label.lower().replace(" ", "_"), **more}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def container(colour: int, *components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "accent_color": colour, "components": list(components)}


LINE = {"type": 14, "divider": True, "spacing": 1}


def offer_card(*controls: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        container(
            BLURPLE,
            words("## Reply as the assistant\nWrite the best answer you can to the last message. English."),
            LINE,
            words(CONVERSATION),
            LINE,
            words("-# Worth 3 points · expires <t:1742842991:R>"),
            *controls,
        )
    ]


OFFER = offer_card(
    row(button("Write reply", 1), button("Skip")), row(button("Guidelines"), button("More", emoji={"name": "🔎"}))
)
PREVIEW = offer_card(
    words("**Your reply**"),
    words(REPLY),
    row(button("Submit", 3), button("Edit"), button("Discard", 4)),
)
DONE = [
    container(
        GREEN,
        {
            "type": 9,
            "components": [words("### Saved. Thank you!\n+3 points · level 2 · **17 of 25**\n`▰▰▰▰▰▰▰▱▱▱`")],
            "accessory": {"type": 11, "media": {"url": "attachment://level-2.png"}, "description": "Level 2"},
        },
        row(button("Next task", 1), button("Change answer")),
    )
]
MODAL = {
    "custom_id": "work1:written:7f",
    "title": "Reply as the assistant",
    "components": [
        row(
            {
                "type": 4,
                "custom_id": "text",
                "label": "Your reply",
                "style": 2,
                "placeholder": "Be helpful, be honest, be kind. Markdown works.",
                "required": True,
                "max_length": 2000,
            }
        )
    ],
}


def label_card(chosen: int | None, spam: bool | None) -> list[dict[str, Any]]:
    ends = {1: " · low", 5: " · high"}
    options = [
        {"label": f"Quality {step}{ends.get(step, '')}", "value": str(step), "default": step == chosen}
        for step in range(1, 6)
    ]
    yes, no = (3 if spam is True else 2), (4 if spam is False else 2)
    select = {"type": 3, "custom_id": "work1:scale", "placeholder": "Quality", "options": options, "max_values": 1}
    ready = chosen is not None and spam is not None
    return [
        container(
            AMBER,
            words("## Label a message\n▸ **Prompter**\n> buy cheap followers now at example dot com"),
            LINE,
            words("Is it spam? *(mandatory)*"),
            row(button("Yes", yes), button("No", no)),
            row(select),
            row(button("Submit", 1, disabled=not ready), button("Skip")),
        )
    ]


CONSENT = [
    container(
        BLURPLE,
        words(
            "## Before you begin\nThis server collects an **open dataset**. What you submit is published under "
            "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). You must be **16 or older**. `/privacy` shows, "
            "exports or deletes what is yours.\n-# Agreement version 1"
        ),
        row(
            button("I agree", 3),
            button("No thanks"),
            {"type": 2, "style": 5, "label": "Read all", "url": "https://example.org/a"},
        ),
    )
]


def one_reply(recorder: Recorder, person: str, thread: str, name: str) -> None:
    """Record one contributor's way: /work, consent, thread, card, modal, preview, done."""
    work = recorder.act("command", person, WORK, name="work", options=[{"name": "task", "value": "assistant_reply"}])
    recorder.show(WORK, f"c{person}", CONSENT, work, only_for=person)
    agreed = recorder.press(person, WORK, f"c{person}", "I agree")
    recorder.add("channel", id=thread, guild=GUILD, name=f"{name} · work", type=12, parent=WORK)
    recorder.show(WORK, f"c{person}", [words(f"Your work thread is ready: <#{thread}>")], agreed, only_for=person)
    recorder.show(thread, f"t{person}", OFFER, agreed)
    guidelines = recorder.press(person, thread, f"t{person}", "Guidelines")
    recorder.show(
        thread,
        f"g{person}",
        [words("### Guidelines\n- Answer **all** of the question.\n- Say so if you are unsure.")],
        guidelines,
        only_for=person,
    )
    write = recorder.press(person, thread, f"t{person}", "Write reply")
    recorder.add("modal_open", person=person, interaction=write, modal=MODAL)
    sent = str(int(write) + 1000)
    recorder.add(
        "modal_submit", 40, person=person, interaction=sent, custom_id=MODAL["custom_id"], values={"text": REPLY}
    )
    recorder.show(thread, f"t{person}", PREVIEW, sent)
    submit = recorder.press(person, thread, f"t{person}", "Submit")
    recorder.show(thread, f"t{person}", DONE, submit)


def evening() -> list[dict[str, Any]]:
    """Return the records of an evening with three contributors: a reply each, a label task, and two mishaps."""
    recorder = Recorder()
    recorder.add("person", id="1", name="dataset-bot", display_name="Dataset Bot", bot=True, locale="en-US")
    for number, (person, shown, locale) in enumerate(
        (("alice", "Alice", "en-GB"), ("bob", "Bob 🦊", "de"), ("mehmet", "محمد", "ar")), 11
    ):
        recorder.add("person", id=str(number), name=person, display_name=shown, bot=False, locale=locale)
    recorder.add("guild", id=GUILD, name="Bread & Bots")
    recorder.add("channel", id=WORK, guild=GUILD, name="work", type=0, parent=None)
    recorder.add("channel", id=BOARD, guild=GUILD, name="leaderboard", type=0, parent=None)
    one_reply(recorder, "11", "911", "Alice")
    one_reply(recorder, "12", "912", "Bob")
    following = recorder.press("11", "911", "t11", "Next task")
    recorder.show("911", "l11", label_card(None, None), following)
    spam = recorder.press("11", "911", "l11", "Yes")
    recorder.show("911", "l11", label_card(None, True), spam)
    recorder.show("911", "l11", label_card(None, False), recorder.press("11", "911", "l11", "No"))
    recorder.show("911", "l11", label_card(None, True), recorder.press("11", "911", "l11", "Yes"))
    chosen = recorder.act(
        "choose", "11", "911", message="l11", custom_id="work1:scale", values=["1"], labels=["Quality 1 · low"]
    )
    recorder.show("911", "l11", label_card(1, True), chosen)
    wrong = recorder.press("12", "911", "l11", "Submit")
    refused = [container(RED, words("Only the owner of a card can press its buttons."))]
    recorder.show("911", "e12", refused, wrong, only_for="12")
    recorder.show("911", "l11", DONE, recorder.press("11", "911", "l11", "Submit"))
    late = recorder.act("command", "13", WORK, name="tasks", options=[])
    recorder.add("failed", 3.1, person="13", interaction=late, reason="no answer within 3 seconds")
    embed = {"title": "Leaderboard", "description": "1. **Alice** 20\n2. **Bob 🦊** 3", "color": AMBER}
    webhook = {"id": "77", "username": "Leaderboard", "bot": True}
    board = {"id": "b1", "author": webhook, "flags": 0, "content": "This week", "embeds": [embed], "components": []}
    recorder.add("message", channel=BOARD, message=board, only_for=None, interaction=None)
    recorder.add("thread_update", 86400, id="912", archived=True, locked=False, name="Bob · work")
    return recorder.records


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(evening(), title="An evening", summary={"packages": "3", "trees": "2"})


VOID = {"meta", "hr", "br", "img", "input", "link"}


class Outline(HTMLParser):
    """Collects what a browser would see: tags, ids, links, texts; notes elements that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.local_links: list[str] = []
        self.disorder: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.disorder += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and value and value.startswith("#"):
                self.local_links.append(value[1:])
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.disorder.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def visible_text(html: str) -> str:
    return "".join(Outline(html).texts)


def scenes(page: str) -> Iterator[str]:
    yield from re.findall(r'<li class="m[^"]*" id="n\d+">.*?(?=\n<li class="|</ol><footer>)', page, re.DOTALL)


def scene_with(page: str, words: str) -> str:
    return next(scene for scene in scenes(page) if words in visible_text(scene))


def test_page_is_well_formed(page: str) -> None:
    """Every element is closed in order, every id is unique and every link inside the page leads somewhere."""
    outline = Outline(page)
    assert outline.disorder == []
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.local_links) <= set(outline.ids)


def test_page_loads_nothing(page: str) -> None:
    """The page refers to no picture, style or script outside itself and forbids them by policy."""
    outline = Outline(page)
    assert not outline.attributes & {"src", "srcset", "onclick", "onload", "onerror"}
    assert not outline.tags & {"link", "img", "iframe", "base", "object", "embed"}
    assert "url(http" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_people_are_listed_without_bots(page: str) -> None:
    """The list of people has everybody who did something, and no bot."""
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert [name for name in ("Alice", "Bob 🦊", "محمد", "Dataset Bot") if name in nav] == ["Alice", "Bob 🦊", "محمد"]


def test_action_leads_to_the_new_state(page: str) -> None:
    """An edit stands in one scene with the press that caused it, and links to the state before."""
    scene = scene_with(page, "Saved. Thank you!")
    assert "Alice pressed Submit" in visible_text(scene)
    assert "state 3 of 3" in visible_text(scene)
    assert re.search(r'<a href="#s\d+" aria-label="the state before">', scene)


def test_modal_is_shown_as_it_opened_and_as_it_was_sent(page: str) -> None:
    """A modal shows its title, label and placeholder when it opens, and the typed text when it is sent."""
    opened, sent = scene_with(page, "Be helpful, be honest"), scene_with(page, "sent the form")
    assert "Reply as the assistant" in visible_text(opened)
    assert "Your reply" in visible_text(opened)
    assert "up to 2,000 characters" in visible_text(opened)
    assert "- Drop a **teaspoon** of starter" in visible_text(sent)


def test_scene_with_an_ephemeral_answer_belongs_to_one_person(page: str) -> None:
    """An ephemeral answer is marked and shown in the view of the one person who saw it."""
    scene = scene_with(page, "Only the owner of a card")
    assert "Only you can see this" in visible_text(scene)
    assert re.match(r'<li class="m p(\d+)" id', scene)


def test_failure_stands_in_the_tape_and_at_the_top(page: str) -> None:
    """A failed interaction is listed at the top of the page and linked to its scene."""
    scene = scene_with(page, "This interaction failed")
    assert "no answer within 3 seconds" in visible_text(scene)
    scene_id = re.search(r'id="(n\d+)"', scene)
    header = page[page.index("<header>") : page.index("</header>")]
    assert scene_id is not None
    assert f'href="#{scene_id[1]}"' in header
    assert "1 interaction failed" in visible_text(header)


def test_thread_names_are_headings(page: str) -> None:
    """Each thread has its heading, with the channel that it hangs in."""
    headings = [visible_text(heading) for heading in re.findall(r"<h2.*?</h2>", page)]
    assert "Alice · workin #work" in headings
    assert "leaderboard" in headings


def test_long_history_is_folded_and_stays_readable(page: str) -> None:
    """Of a card with many states the first and last are open and those between fold, with the action in sight."""
    middle = scene_with(page, "chose Quality 1 · low")
    assert '<details class="mid"><summary>The card changed (state 5 of 6)</summary>' in middle
    assert '<details class="mid">' not in scene_with(page, "pressed Next task")


def test_repeated_card_is_stored_once(page: str) -> None:
    """A long card that looks like an earlier one is a link to it, with the time at which that was shown."""
    shared = [scene for scene in scenes(page) if 'class="same"' in scene]
    assert any(
        "Bob" in visible_text(scene) and "The same card as shown at 18:03" in visible_text(scene) for scene in shared
    )
    assert page.count("Agreement version 1") == 1
