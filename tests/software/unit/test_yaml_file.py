"""Reading YAML: the place of every value and of each character in it, and the limits to what is read."""

from pathlib import Path

import pytest

from edition.loading import yaml_file
from edition.loading.problems import DataError
from edition.loading.yaml_file import YamlFile, read_text


def parse(text: str) -> YamlFile:
    return YamlFile("data/x.yml", text, "x")


def test_values_are_texts_lists_and_mappings_as_they_are_typed() -> None:
    file = parse('a: 10.10\nb: [no, 2016-02-29, "x: y"]\nc:\n  d: |\n    one\n    two\n  e:\nf: {}\ng: []\n')
    assert file.problems == []
    texts = {"a": "10.10", "b": ["no", "2016-02-29", "x: y"], "c": {"d": "one two", "e": ""}}
    assert file.data == {**texts, "f": {}, "g": []}


def test_what_the_source_has_is_not_warned_of() -> None:
    file = parse("- “Two words”\n- ‘one’\n- «Deux»\n- a’s and b’s\n- no\u200bne\n- “a” and “b”\n- cafe\u0301\n")
    advice = "typographic quotation marks are part of the text; write"
    assert [str(doubt) for doubt in file.doubts("")] == [
        "data/x.yml:5:5: U+200B (zero width space) is invisible; remove it",
        'data/x.yml:7:6: "é" is written as e U+0301 (combining acute accent); type it as one character',
        f'data/x.yml:1:3: {advice} "Two words"',
        f'data/x.yml:2:3: {advice} "one"',
        f'data/x.yml:3:3: {advice} "Deux"',
    ]
    source = "As it says: “Two\nwords”, ‘one’ or «Deux», \u200b and e\u0301."
    assert list(file.doubts(source)) == []


def test_every_value_has_the_place_where_it_begins_and_every_key_its_own() -> None:
    file = parse("- id: one\n  text: >-\n    Some\n- - x\n  - y\n")
    paths = ("x",), ("x", 0), ("x", 0, "id"), ("x", 0, "text"), ("x", 1, 0), ("x", 1, 1)
    places = "1:1", "1:3", "1:7", "2:9", "4:5", "5:5"
    assert [str(file.problem(path, "here")) for path in paths] == [f"data/x.yml:{place}: here" for place in places]
    assert str(file.problem(("x", 0, "text"), "here", key=True)) == "data/x.yml:2:3: here"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- one two", {"one": "1:3", "two": "1:7"}),
        ("- one\n  two\n\n  three", {"one": "1:3", "two": "2:3", "three": "4:3"}),
        ("- >-\n  one two\n  three\n", {"one": "2:3", "two": "2:7", "three": "3:3"}),
        ("- |\n  one\n\n   two\n", {"one": "2:3", "two": "4:4"}),
        ("- 'one two'", {"one": "1:4", "two": "1:8"}),
        ('- "one\n  two"', {"one": "1:4", "two": "2:3"}),
        ("- 'it''s one two'", {"it": "1:3", "two": "1:3"}),  # doubled quotes tell where the text opens
        ('- "a \\" one two"', {"one": "1:3", "two": "1:3"}),  # a backslash too
        ("- one  two", {"two": "1:8"}),
        ("- “öne” two", {"two": "1:9"}),
    ],
)
def test_a_place_inside_a_text_is_found_however_it_is_written(text: str, found: dict[str, str]) -> None:
    file = parse(text)
    assert isinstance(file.data, list)
    for word, place in found.items():
        offset = file.data[0].index(word)
        assert str(file.problem(("x", 0), word, offset=offset)) == f"data/x.yml:{place}: {word}"


def test_the_place_behind_the_last_character_is_the_end_of_the_value() -> None:
    assert str(parse("- one two\n- three\n").problem(("x", 0), "end", offset=7)) == "data/x.yml:1:10: end"
    assert str(parse("- 'one'\n").problem(("x", 0), "end", offset=3)) == "data/x.yml:1:7: end"


DEEP = "this is nested deeper than any record; if it is text, put it in quotes"


@pytest.mark.parametrize(
    ("limit", "most", "good", "bad", "line"),
    [
        ("MAX_DEPTH", 3, "- - x", "- - - x", f"1:7: {DEEP}"),
        ("MAX_TEXT", 9, f"a: {'x' * 9}", f"a: {'x' * 10}", "1:4: the text is longer than 9 characters"),
        ("MAX_UNREADABLE", 1, "a: b", "a: \a\n\a", "1:4: remove U+0007 (control character)"),
    ],
)
def test_what_is_read_is_limited(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, good: str, bad: str, line: str
) -> None:
    monkeypatch.setattr(yaml_file, limit, most)
    assert parse(good).problems == []
    assert [str(problem) for problem in parse(bad).problems] == [f"data/x.yml:{line}"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.yml").mkdir()
    with pytest.raises(DataError, match=r"/notes\.yml:1:1: the file cannot be read: Is a directory$"):
        read_text(tmp_path / "notes.yml")


def test_line_ends_of_every_system_are_one_and_count(tmp_path: Path) -> None:
    (tmp_path / "notes.yml").write_bytes("\ufeffone\r\ntwo\rthree\n".encode())
    assert read_text(tmp_path / "notes.yml") == "one\ntwo\nthree\n"
    (tmp_path / "notes.yml").write_bytes("one\r\ntwo\rthrée ".encode() + b"\xff")
    message = "the file is not UTF-8 from here on; save it with that encoding"
    with pytest.raises(DataError, match=rf"/notes\.yml:3:7: {message}$"):
        read_text(tmp_path / "notes.yml")
