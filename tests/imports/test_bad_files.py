"""Files that are not what they should be: each is refused with a sentence, or read as what it is."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StartError
from bot.imports.json_entries import JsonEntries
from bot.imports.rows import Layout
from bot.imports.source import LONGEST_LINE, Source
from tests.imports import detected, faults, items, messages

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
ROW = {"messages": [{"role": "user", "content": "Grüße?"}, {"role": "assistant", "content": "Grüße."}]}
LINE = json.dumps(ROW, ensure_ascii=False) + "\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(codecs.BOM_UTF8 + LINE.encode(), id="byte order mark"),
        pytest.param(LINE.replace("\n", "\r\n").encode(), id="CR LF"),
        pytest.param(LINE.encode("utf-16"), id="UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + LINE.encode("utf-16-be"), id="UTF-16, the large end first"),
        pytest.param(LINE.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(LINE.encode("utf-16-be"), id="UTF-16 without a mark, the large end first"),
        pytest.param(b"\n\n  " + LINE.rstrip().encode(), id="blank lines, and no end of the last"),
        pytest.param(gzip.compress(LINE.encode()), id="compressed"),
        pytest.param(gzip.compress(LINE.encode("utf-16")), id="compressed UTF-16"),
        pytest.param(json.dumps([ROW]).encode(), id="a list"),
        pytest.param(json.dumps(ROW, indent=2).encode(), id="an object over several lines"),
        pytest.param(f"[\n{json.dumps(ROW, indent=1)}\n]\n".encode(), id="a list over several lines"),
    ],
)
def test_the_same_in_other_bytes(tmp_path: Path, content: bytes) -> None:
    """However a file is encoded, compressed or laid out, the same is read."""
    found = messages(write(tmp_path, "chats.jsonl", content))
    assert [message.text for message in found] == ["Grüße?", "Grüße."]


def test_objects_one_after_the_other(tmp_path: Path) -> None:
    """Objects that take several lines each need no list around them."""
    path = write(tmp_path, "chats.json", json.dumps(ROW, indent=2) * 2 + "\n" + json.dumps(ROW, indent=2))
    assert [message.place for message in messages(path)][::2] == [f"entry {n}, message 1" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", b"PAR1....", "is a Parquet file, which is not read here"),
        ("a.jsonl.zst", b"\x28\xb5\x2f\xfd....", "is compressed with zstd"),
        ("a.csv", b"PK\x03\x04....", "a zip archive, or a table of an office program"),
        ("a.jsonl.gz", b"{}", "is not compressed with gzip, though its name says so"),
        ("a.md", "# A list of prompts\n", "neither JSON nor"),
        ("a.json", "not JSON\n", "neither JSON nor"),
        ("a.jsonl", "", "neither JSON nor"),
        ("a.csv", "prompt\n", "has nothing to import"),
        ("a.json", "[]", "has nothing to import"),
        ("a.jsonl", '{"text": "Once upon a time"}', "may be texts (a text, which is a prompt)"),
        (
            "a.jsonl",
            '{"instruction": "a", "output": "b", "response": "c"}',
            "may be alpaca (an instruction, perhaps with input, and output) or dolly",
        ),
        (
            "a.jsonl",
            '{"title": "a", "body": "b"}',
            "whose first row has the fields title, body, has a form that is not known. Known are oasst-trees, ",
        ),
        ("a.jsonl", "{}", "the fields none"),
        ("a.csv", "a,a\n1,2\n", "the names of the columns"),
    ],
)
def test_what_cannot_be_told(tmp_path: Path, name: str, content: str | bytes, told: str) -> None:
    """A file of no known form is refused with a sentence that says what to do."""
    with pytest.raises(StartError, match=r"a\.") as caught:
        detected(write(tmp_path, name, content))
    assert told in str(caught.value)


def test_the_form_may_be_said(tmp_path: Path) -> None:
    """Where the form cannot be seen, the operator says it."""
    path = write(tmp_path, "a.jsonl", '{"text": "Name a fish."}\n')
    assert [message.text for message in messages(path, "texts")] == ["Name a fish."]
    path = write(tmp_path, "a.list", "Name a fish.\nName a bird.\n")
    assert [message.text for message in messages(path, "lines")] == ["Name a fish.", "Name a bird."]
    path = write(tmp_path, "a.txt", "Name a fish.\n")
    with pytest.raises(StartError, match="neither JSON nor"):
        messages(path, "alpaca")


def test_what_is_no_ordinary_file(tmp_path: Path) -> None:
    """A folder, a pipe, and what is not there, are named as what they are."""
    os.mkfifo(tmp_path / "pipe")
    for path, told in (
        (tmp_path, "a folder"),
        (tmp_path / "pipe", "no ordinary file"),
        (tmp_path / "x", "No such file"),
    ):
        with pytest.raises(StartError, match=told):
            Source(path)


def test_a_compressed_file_that_was_cut_off(tmp_path: Path) -> None:
    """The line in which it ends is named, and what came before it is not taken for the whole."""
    whole = gzip.compress(
        b"".join(os.urandom(60).hex().encode().join([b'{"prompt": "', b'"}\n']) for _ in range(2_000))
    )
    path = write(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])
    [told] = faults(path)
    assert told.endswith("the compressed file ends in the midst of it: it was cut off")
    assert int(told.split()[1].rstrip(":")) > 100
    damaged = bytearray(whole)
    damaged[len(whole) // 2 : len(whole) // 2 + 40] = bytes(40)
    [*_, told] = faults(write(tmp_path, "b.jsonl.gz", bytes(damaged)))
    assert "the compressed file is damaged" in told


def test_a_bomb(tmp_path: Path) -> None:
    """A small file that unpacks to something huge is given up, long before all of it was unpacked."""
    packer = zlib.compressobj(9, wbits=31)
    blanks = b" " * 2**20
    packed = b"".join(packer.compress(blanks) for _ in range(200)) + packer.flush()
    path = write(tmp_path, "a.jsonl.gz", packer_with_row(packed))
    with pytest.raises(StartError, match="more than 200 times as large as it is"):
        detected(path)


def packer_with_row(packed: bytes) -> bytes:
    """Two compressed parts are one compressed file."""
    return packed + gzip.compress(LINE.encode())


def test_a_very_long_line(tmp_path: Path) -> None:
    """A line beyond the limit is named without being held in memory, and the lines after it are read."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(LINE.encode())
        for _ in range(20):
            file.write(b"x" * (LONGEST_LINE // 10))
        file.write(b"\n" + b'{"messages": 7}\n')
    told = faults(path)
    assert told[0] == "line 2: it is longer than 16 MiB"
    assert told[1].startswith("line 3: this is no row of the form messages")
    entry = write(tmp_path, "b.json", b"[" + LINE.encode() + b', {"a": "' + b"x" * LONGEST_LINE * 2 + b'"}]')
    [told_of_entry] = faults(entry)
    assert told_of_entry == "entry 2: it is longer than 16 MiB"


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Each line that is no UTF-8, or has half a character, is named."""
    path = write(tmp_path, "a.txt", b"fine\n\xff\xfe\xfd\nfine\n\xed\xa0\x80\n")
    assert faults(path) == [
        "line 2: this is no text in UTF-8. Save the file as UTF-8",
        "line 4: the text contains half of a character (a lone surrogate)",
    ]
    path = write(tmp_path, "b.txt", codecs.BOM_UTF16_LE + "fine\n".encode("utf-16-le") + b"\x00\xd8\n\x00b")
    assert faults(path) == [
        "line 2: the text contains half of a character (a lone surrogate)",
        "line 3: this is no text in UTF-16: the file was cut off",
    ]
    path = write(tmp_path, "c.jsonl", LINE + '{"messages": [{"role": "user", "content": "\\ud800"}]}\n')
    assert faults(path) == ["line 2: the content contains half of a character (a lone surrogate)"]


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    """Not only the first one; lines of other forms, and what is no JSON, among them."""
    bad = ['{"instruction": "a", "output": "b"}', "{", "7", '{"messages": []}', '{"messages": [{"role": "user"}]}']
    path = write(tmp_path, "a.jsonl", LINE + "\n".join(bad) + "\n" + LINE)
    assert [told.partition(":")[0] for told in faults(path)] == [f"line {number}" for number in range(2, 7)]
    assert faults(path)[0].endswith("it looks like alpaca")
    assert len(items(path)) == len(bad) + 4


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[{}", "entry 2: this is not JSON: the list does not end"),
        ("[{} {}]", "entry 2: this is not JSON: a comma is missing before it"),
        ("[{},]", "entry 2: this is not JSON: expecting value, at its character 1"),
        ("[{}] {}", "entry 2: something follows after the end of the list"),
        ("[{}, nul]", "entry 2: this is not JSON: expecting value, at its character 1"),
        ("[{}, " + "[" * 100_000, "entry 2: it nests too deeply to be read"),
        ("[{}, " + "9" * 5_000 + "]", "entry 2: this is not JSON that can be read: it has a number of thousands of"),
    ],
)
def test_json_that_is_none(tmp_path: Path, content: str, told: str) -> None:
    """The entry is named, and what is wrong with it."""
    path = write(tmp_path, "a.json", content)
    assert faults(path, "messages")[-1].startswith(told)


def test_tables_that_are_none(tmp_path: Path) -> None:
    """The record is named by the line in which it begins."""
    path = write(tmp_path, "a.csv", 'prompt,response\na,b\nc\n"d\ne",f\n"g"h,i\n')
    told = faults(path)
    assert told[0] == "line 3: it has 1 fields, and the first line names 2"
    assert told[1].startswith("line 6: from here on this is no table with quoted fields")
    path = write(tmp_path, "b.csv", 'prompt,response\na,b\n"c,d\ne,f\n')
    assert faults(path)[-1].startswith("line 3: from here on this is no table")
    path = write(tmp_path, "c.csv", b"prompt\na\n\xff\n")
    assert faults(path) == ["line 3: this is no text in UTF-8. Save the file as UTF-8"]


def test_a_table_with_semicolons(tmp_path: Path) -> None:
    """Office programs in much of Europe write semicolons between fields."""
    path = write(tmp_path, "a.csv", '\ufeffprompt;response\r\n"Wie, bitte?";"So; genau."\r\n')
    assert [message.text for message in messages(path)] == ["Wie, bitte?", "So; genau."]


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "layout", "number"), [("04_pretty.txt", Layout.JSON_LIST, 2), ("06_seps.txt", Layout.LINES, 5)]
)
def test_the_shared_cases(name: str, layout: Layout, number: int) -> None:
    """JSON in a file called .txt is JSON, and only a line feed ends a line."""
    assert detected(CASES / name).layout is layout
    assert len(messages(CASES / name)) == number


@given(st.lists(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5), max_size=6), st.data())
def test_entries_come_out_whole_however_the_text_is_cut(values: list[object], data: st.DataObject) -> None:
    """What is read of a text in pieces does not depend on the pieces."""
    text = " ".join(json.dumps(value) for value in values)
    pieces = []
    while text:
        length = data.draw(st.integers(1, max(1, len(text))))
        pieces.append(text[:length])
        text = text[length:]
    entries = JsonEntries(iter(pieces))
    found = []
    while entries.next_character():
        found.append(entries.value())
    assert found == values
