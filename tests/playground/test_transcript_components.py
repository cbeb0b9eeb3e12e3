"""Messages, components and modals as HTML."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.transcript import modal, render_page
from playground.transcript.components import MessageRenderer, button, find_control
from playground.transcript.inline import Names
from playground.transcript.markdown import Markdown
from tests.playground.test_transcript_session import Outline, Recorder, row, visible_text, words

NOW = datetime(2025, 3, 24, 18, 0, tzinfo=UTC)
MARKDOWN = Markdown(Names())


def body(**message: Any) -> str:
    return MessageRenderer(MARKDOWN).body(message, at=NOW)


def components(*tree: dict[str, Any]) -> str:
    return body(flags=1 << 15, components=list(tree))


@pytest.mark.parametrize("style", [1, 2, 3, 4])
def test_button_keeps_its_style(style: int) -> None:
    """A button is marked with its style, its emoji stands before its label."""
    html = button({"type": 2, "style": style, "label": "Go", "emoji": {"name": "🔎"}})
    assert f'class="b b{style}"' in html
    assert visible_text(html) == "🔎 Go"


def test_channel_select_shows_what_is_chosen() -> None:
    """A menu of channels shows the chosen channel by its name, and its placeholder where none is chosen."""
    render = MessageRenderer(Markdown(Names(channels={"5": "boards"})))
    menu = {"type": 8, "placeholder": "Where", "default_values": [{"type": "channel", "id": "5"}]}
    html = render.body({"flags": 1 << 15, "components": [row(menu)]}, at=NOW)
    assert visible_text(html) == "#boards"
    assert visible_text(components(row({"type": 8, "placeholder": "Where"}))) == "Where"


def test_disabled_button_says_so() -> None:
    """A disabled button looks faint and says so to a screen reader."""
    html = button({"type": 2, "style": 1, "label": "Go", "disabled": True})
    assert "off" in html
    assert visible_text(html) == "Go (disabled)"


def test_link_button_leads_to_the_web_only() -> None:
    """A link button is a link when its address is one of the web, and only then."""
    assert 'href="https://a.b"' in button({"type": 2, "style": 5, "label": "Go", "url": "https://a.b"})
    assert "href" not in button({"type": 2, "style": 5, "label": "Go", "url": "javascript:alert(1)"})


def test_select_shows_placeholder_until_something_is_chosen() -> None:
    """A select shows its placeholder, or what is chosen, and unfolds to its options with their descriptions."""
    options = [{"label": "Low", "value": "1", "description": "worst"}, {"label": "High", "value": "5"}]
    empty = components(row({"type": 3, "placeholder": "Quality", "options": options}))
    chosen = components(
        row({"type": 3, "placeholder": "Quality", "options": [options[0], options[1] | {"default": True}]})
    )
    assert visible_text(empty) == "QualityLowworstHigh"
    assert visible_text(chosen) == "HighLowworstHigh"


def test_several_choices_are_chips() -> None:
    """A select that takes several values shows each chosen one apart."""
    options = [{"label": label, "default": True} for label in ("Spam", "Rude")]
    html = components(row({"type": 3, "max_values": 2, "options": options}))
    assert html.count('class="chip"') == 2


def test_container_has_its_accent() -> None:
    """A container shows its accent colour, black included; without one it has none."""
    assert "--c:#5865f2" in components({"type": 17, "accent_color": 0x5865F2, "components": []})
    assert "--c:#000000" in components({"type": 17, "accent_color": 0, "components": []})
    assert "--c" not in components({"type": 17, "accent_color": None, "components": []})


def test_section_has_texts_and_accessory() -> None:
    """A section shows its texts and then its accessory, a button or a picture."""
    section = {"type": 9, "components": [words("a"), words("b")], "accessory": {"type": 2, "style": 2, "label": "Go"}}
    assert visible_text(components(section)) == "abGo"
    picture = {"type": 11, "media": {"url": "attachment://level.png"}, "description": None}
    assert "level.png" in visible_text(components(section | {"accessory": picture}))


def test_pictures_and_files_are_placeholders() -> None:
    """Pictures and files appear by their name or description and are never loaded."""
    gallery = {
        "type": 12,
        "items": [{"media": {"url": "https://cdn.example/a%20b.png?x=1"}}, {"media": {}, "description": "A chart"}],
    }
    file = {"type": 13, "file": {"url": "attachment://data.jsonl"}, "size": 12_345}
    html = components(gallery, file)
    assert visible_text(html) == "a b.pngA chartdata.jsonl12.3 KB"
    assert "cdn.example" not in html


def test_a_recorded_picture_is_shown() -> None:
    """A picture that was recorded is shown itself, with its description as its alternative text and to read."""
    renderer = MessageRenderer(MARKDOWN, {"http://here/a.png": "data:image/png;base64,AAAA"})
    item = {"media": {"url": "http://here/a.png"}, "description": 'Trees: "3" < 4'}
    html = renderer.body({"flags": 1 << 15, "components": [{"type": 12, "items": [item]}]}, at=NOW)
    assert '<img src="data:image/png;base64,AAAA" alt="Trees: &quot;3&quot; &lt; 4">' in html
    assert visible_text(html) == 'ALTTrees: "3" < 4'


def test_only_pictures_are_shown_as_such() -> None:
    """What claims to be a picture but is none is not put into the page."""
    gallery = {"type": 12, "items": [{"media": {"url": "http://here/a"}, "description": "A chart"}]}
    for kind, data in (("image/svg+xml", "AAAA"), ("text/html", "AAAA"), ("image/png", '"><script>')):
        recorder = Recorder()
        recorder.add("picture", url="http://here/a", type=kind, data=data)
        recorder.show("901", "1", [gallery])
        html = render_page(recorder.records, title="Pictures")
        assert "<img" not in html
        assert "A chart" in html


def test_separator_is_a_line_or_a_gap() -> None:
    """A separator draws a line unless it is told not to, wide when its spacing is large."""
    assert components({"type": 14, "divider": True, "spacing": 2}) == '<hr class="gap wide">'
    assert components({"type": 14, "divider": False, "spacing": 1}) == '<div class="gap"></div>'


def test_classic_message_has_content_embeds_and_files() -> None:
    """A classic message shows its content, embeds with fields and footer, and attachments."""
    embed = {"title": "T", "description": "*d*", "fields": [{"name": "n", "value": "v"}], "footer": {"text": "f"}}
    html = body(content="**c**", embeds=[embed], attachments=[{"filename": "x.txt", "size": 5}], components=[])
    assert "<strong>c</strong>" in html
    assert visible_text(html) == "cTdnvfx.txt5 bytes"


def test_waiting_and_empty_messages_say_so() -> None:
    """A deferred answer says that the bot is thinking; a message with nothing in it says that it is empty."""
    assert "is thinking" in body(flags=1 << 7, content="", components=[])
    assert "an empty message" in body()


def test_unknown_component_is_named() -> None:
    """A component that the page does not know is named by its type instead of vanishing."""
    assert "type 99" in components({"type": 99})


def test_modal_with_labels_of_the_new_kind() -> None:
    """A modal whose fields stand in labels shows label, description, prefilled text, and takes the label when sent."""
    field = {"type": 4, "custom_id": "text", "style": 2, "value": "draft", "required": False}
    form = {
        "title": "T",
        "components": [
            words("Read *this*."),
            {"type": 18, "label": "Prompt", "description": "In English", "component": field},
        ],
    }
    assert visible_text(modal.opened(form, MARKDOWN)) == "TRead this.PromptIn EnglishdraftCancelSubmit"
    assert visible_text(modal.sent(form, {"text": "  final"})) == "Prompt  final"


def test_empty_answer_is_marked() -> None:
    """A field that was sent empty says so; a form without a known modal goes by custom ids."""
    assert visible_text(modal.sent(None, {"text": ""})) == "text(left empty)"


def test_control_is_found_wherever_it_stands() -> None:
    """A control is found in rows, containers, as an accessory and in a label, and None where it is absent."""
    deep = {"type": 17, "components": [{"type": 9, "components": [], "accessory": {"type": 2, "custom_id": "x"}}]}
    assert find_control([row({"type": 2, "custom_id": "y"}), deep], "x") == {"type": 2, "custom_id": "x"}
    assert find_control([{"type": 18, "component": {"type": 4, "custom_id": "z"}}], "z") is not None
    assert find_control([deep], "absent") is None


KEYS = st.sampled_from(
    ["type", "components", "content", "label", "url", "options", "accessory", "media", "items", "file"]
)
NONSENSE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(1, 20)
    | st.floats()
    | st.sampled_from(["", "a", "[", "https://[", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


@given(st.lists(st.dictionaries(KEYS, NONSENSE, max_size=4), max_size=3))
def test_nonsense_components_still_make_html(tree: list[dict[str, Any]]) -> None:
    """Components of wrong shapes make well-formed HTML and raise nothing."""
    assert Outline(body(flags=1 << 15, components=tree)).disorder == []


EVIL = "\"><script>alert(1)</script><!-- \u202e' onclick=x ]]> </style></title>"


def test_hostile_text_is_inert_everywhere() -> None:
    """Names, titles, labels, options, values, reasons and texts can place no tag and no attribute of their own."""
    recorder = Recorder()
    recorder.add("person", id="11", name=EVIL, display_name=EVIL, bot=False, locale=EVIL)
    recorder.add("guild", id=EVIL, name=EVIL)
    recorder.add("guild", id="g", name=EVIL)
    recorder.add("channel", id="5", guild="g", name=EVIL, type=0)
    recorder.add("channel", id="6", guild="g", name=EVIL, type=12, parent="5")
    used = recorder.act("command", "11", "6", name=EVIL, options=[{"name": EVIL, "value": EVIL}])
    field = {"type": 4, "custom_id": EVIL, "label": EVIL, "placeholder": EVIL, "description": EVIL}
    option = {"label": EVIL, "description": EVIL, "emoji": {"id": "1", "name": EVIL}}
    tree = [
        words(EVIL),
        row({"type": 2, "label": EVIL, "custom_id": EVIL, "emoji": {"name": EVIL}}),
        row({"type": 3, "placeholder": EVIL, "options": [option]}),
        row({"type": 5, "placeholder": EVIL}),
        row({"type": 8, "default_values": [{"type": "channel", "id": EVIL}, {"type": EVIL, "id": EVIL}]}),
        {"type": 12, "items": [{"media": {"url": EVIL}, "description": EVIL}]},
        {"type": 13, "file": {"url": EVIL}},
        row({"type": 2, "style": 5, "label": EVIL, "url": "https://x/" + EVIL}),
    ]
    recorder.show("6", "m", tree, used)
    recorder.act("press", "11", "6", message="m", custom_id=EVIL, label=EVIL)
    chosen = recorder.act("choose", "11", "6", message="m", custom_id="s", values=[EVIL], labels=[EVIL])
    recorder.add(
        "modal_open",
        person="11",
        interaction=chosen,
        modal={"title": EVIL, "custom_id": "f", "components": [row(field)]},
    )
    recorder.add("modal_submit", person="11", interaction="8", custom_id="f", values={EVIL: EVIL})
    recorder.add("failed", person="11", interaction="8", reason=EVIL)
    embed = {
        "title": EVIL,
        "url": "https://x/" + EVIL,
        "author": {"name": EVIL},
        "fields": [{"name": EVIL, "value": EVIL}],
    }
    classic = {
        "id": "c",
        "author": {"id": EVIL, "username": EVIL},
        "content": EVIL,
        "embeds": [embed],
        "attachments": [{"filename": EVIL}],
    }
    recorder.add("message", channel="6", message=classic, only_for=None, interaction=None)
    page = render_page(recorder.records, title=EVIL, summary={EVIL: EVIL})
    outline = Outline(page)
    assert outline.disorder == []
    assert "onclick" not in outline.attributes
    assert len(re.findall(r"<script", page)) == 1
    assert "<!--" not in page
