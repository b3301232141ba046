"""The proof that anyone can repeat: `verify.py` passes what was published, and finds whatever was changed since."""

import gzip
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from edition.document import addresses
from edition.document.index import Index
from tests.helpers.browsing import served
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT, SECOND
from tests.helpers.sampling import Sample

FULL, MANIFEST = "full-text/index.html", "data/manifest.txt"
CHANGES = 300
"""So many are tried with `--sweeps`."""
IN_HTML = re.compile(r'data-verbatim="[^"]+">(.+?)</(?:p|h\d|span)>')
WORDS_IN = {
    ".html": IN_HTML,
    ".xhtml": IN_HTML,
    ".json": re.compile(r'"words": "(.+?)",\n'),
    ".md": re.compile(r"^(?:#+ |\[[^\]]+\]\([^)]+\) )(.+)$", re.M),
    ".txt": re.compile(r"^(.+)$", re.M),
}
"""By the ending of a file, where the words of passages are."""
WORD = re.compile(r"<[^>]*>|&\w+;|(\w\w+)")
Files = dict[str, bytes]
Change = Callable[[random.Random, Files, Index], None]


def source_of(content: Path, index: Index) -> Path:
    return content / "data" / index.edition.document.source


@pytest.fixture(scope="module")
def verify(site: Site) -> ModuleType:
    """The program as it was published; here it reads a page once, and again only if that has changed."""
    spec = importlib.util.spec_from_file_location("verify", site.folder / "verify.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.__dict__["seen"] = lru_cache(made.seen)
    return made


# --- what was published


def test_it_is_one_short_file_of_the_standard_library(site: Site) -> None:
    lines = (site.folder / "verify.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 240 and max(map(len, lines)) <= 120
    text = "\n".join(lines)
    imported = {name.partition(".")[0] for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", text, re.M)}
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("which", ["site", "second_site"])
def test_what_was_published_passes(
    request: pytest.FixtureRequest, index: Index, second_index: Index, which: str, tmp_path: Path
) -> None:
    site: Site = request.getfixturevalue(which)
    text = source_of(PROJECT, index) if which == "site" else source_of(SECOND, second_index)
    known = sha256((site.folder / MANIFEST).read_bytes()).hexdigest()
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", site.root, site.folder.name)
    with served(site.root) as address:
        for place in (
            str(site.folder),
            packed,
            f"{address}{site.folder.name}",
            f"{address}{site.folder.name}/index.html",
        ):
            done = run(place, text, "--manifest", known.upper())
            assert (done.returncode, done.stderr) == (0, ""), done.stdout
            assert "nothing is wrong" in done.stdout and "WRONG" not in done.stdout
    assert run(str(site.folder / addresses.OFFLINE), text).returncode == 0


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process that sees no other module, as readers do."""
    command: list[str | Path] = [sys.executable, "-I", PROJECT / "docs" / "verify.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_manifest_lists_every_other_file(site: Site) -> None:
    files = {file.relative_to(site.folder).as_posix(): file for file in site.folder.rglob("*") if file.is_file()}
    lines = (site.folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert lines == [
        f"{sha256(files[name].read_bytes()).hexdigest()}  {name}" for name in sorted({*files} - {MANIFEST})
    ]
    with ZipFile(site.folder / addresses.OFFLINE) as archive:
        packed = {name.removeprefix("edition/"): archive.read(name) for name in archive.namelist()}
    assert packed.pop(MANIFEST).decode().splitlines() == manifest_of(packed).decode().splitlines()


def test_another_text_does_not_pass(index: Index, site: Site, tmp_path: Path) -> None:
    text = source_of(PROJECT, index).read_text(encoding="utf-8")
    word = re.findall(r"\w{7,}", text)[40]
    (tmp_path / "text.txt").write_text(text.replace(word, word[::-1], 1), encoding="utf-8")
    done = run(site.folder, tmp_path / "text.txt")
    assert done.returncode == 1
    assert f"{word[::-1]}" in done.stdout and "WRONG words in data/summary.json: " in done.stdout


def test_another_manifest_does_not_pass(index: Index, site: Site) -> None:
    done = run(site.folder, source_of(PROJECT, index), "--manifest", "0" * 64)
    assert done.returncode == 1 and "not the one given" in done.stdout


def test_what_cannot_be_read_is_said_in_a_line(index: Index, site: Site, tmp_path: Path) -> None:
    with served(tmp_path) as address:
        for place, text in ((address, source_of(PROJECT, index)), (site.folder, tmp_path / "none.txt")):
            done = run(place, text)
            assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and "cannot be read" in done.stderr


# --- what was changed


@dataclass
class Copy:
    """A copy of a site whose files can be changed, and put back as they were."""

    folder: Path
    files: Files

    def holding(self, files: Files) -> None:
        """Make these its files."""
        for name in {*self.files, *files}:
            file = self.folder / name
            if self.files.get(name) != files.get(name):
                file.unlink(missing_ok=True)
                if name in files:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(files[name])
        self.files = files


@pytest.fixture(scope="module")
def copy(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    folder = tmp_path_factory.mktemp("copy") / "site"
    shutil.copytree(site.folder, folder, copy_function=os.link)
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    yield Copy(folder, files)


def manifest_of(files: Files) -> bytes:
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted({*files} - {MANIFEST})).encode()


def unpacked(content: bytes) -> Files:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def in_words(change: Callable[[random.Random, str, str], str]) -> Change:
    """A change of words, wherever the document is, by someone who also brings every manifest up to date."""

    def forge(chance: random.Random, files: Files, index: Index) -> None:
        pages = {addresses.page_of(passage) for passage in index.passages.values()} | {addresses.FULL_TEXT}
        places = [f"{page}index.html" for page in pages]
        places += ["data/summary.json", "data/summary.md", "data/summary.txt", addresses.EPUB, addresses.OFFLINE]
        name = chance.choice(sorted(places))
        if name == addresses.OFFLINE:
            inner = {key.removeprefix("edition/"): content for key, content in unpacked(files[name]).items()}
            place = chance.choice(sorted({*places} - {name}))
            inner[place] = forged(chance, place, inner[place])
            inner[MANIFEST] = manifest_of(inner)
            files[name] = packed({f"edition/{key}": content for key, content in inner.items()})
        else:
            files[name] = forged(chance, name, files[name])
        files[MANIFEST] = manifest_of(files)

    def forged(chance: random.Random, name: str, content: bytes) -> bytes:
        if name == addresses.EPUB:
            book = unpacked(content)
            chapter = chance.choice([one for one in book if IN_HTML.search(book[one].decode(errors="replace"))])
            return packed(book | {chapter: forged(chance, chapter, book[chapter])})
        text = content.decode()
        found = list(WORDS_IN[Path(name).suffix].finditer(text))
        where = chance.choice([one for one in found if len(set(filter(None, WORD.findall(one[1])))) > 1])
        return f"{text[: where.start(1)]}{change(chance, where[1], name)}{text[where.end(1) :]}".encode()

    return forge


def words_of(text: str) -> list[re.Match[str]]:
    return [found for found in WORD.finditer(text) if found[1]]


def a_letter(chance: random.Random, text: str, name: str) -> str:
    word = chance.choice(words_of(text))
    at = chance.randrange(word.start(), word.end())
    return text[:at] + chance.choice([one for one in "abcdefghijklmnopqrstuvwxyzé" if one != text[at]]) + text[at + 1 :]


def a_word(chance: random.Random, text: str, name: str) -> str:
    word = chance.choice(words_of(text))
    return text[: word.start()] + chance.choice(["", f"not {word[1]}", f"{word[1]} {word[1]}"]) + text[word.end() :]


def an_order(chance: random.Random, text: str, name: str) -> str:
    one, other = chance.sample(words_of(text), 2)
    while one[1] == other[1]:
        one, other = chance.sample(words_of(text), 2)
    first, second = sorted((one, other), key=lambda word: word.start())
    return text[: first.start()] + second[1] + text[first.end() : second.start()] + first[1] + text[second.end() :]


def passages_in_another_order(chance: random.Random, files: Files, index: Index) -> None:
    """Two passages change places, by someone who also brings the manifest up to date."""
    name = chance.choice(["full-text/index.html", "data/summary.json", "data/summary.md", "data/summary.txt"])
    text = files[name].decode()
    one, other = sorted(
        chance.sample([*WORDS_IN[Path(name).suffix].finditer(text)], 2), key=lambda found: found.start()
    )
    changed = text[: one.start(1)] + other[1] + text[one.end(1) : other.start(1)] + one[1] + text[other.end(1) :]
    files[name] = changed.encode()
    files[MANIFEST] = manifest_of(files)


def a_file(chance: random.Random, files: Files, index: Index) -> None:
    """A byte more or less, a file more or less, or two that change places; the manifest says what was."""
    name, other = chance.sample(sorted({*files} - {MANIFEST}), 2)
    at, content = chance.randrange(len(files[name])), files[name]
    match chance.randrange(5):
        case 0:
            files[name] = content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
        case 1:
            files[name] = content[:at]
        case 2:
            del files[name]
        case 3:
            files[f"{Path(name).parent.as_posix()}/more{Path(name).suffix}".removeprefix("./")] = content
        case _:
            files[name], files[other] = files[other], content if files[other] != content else b""


def a_line(chance: random.Random, files: Files, index: Index) -> None:
    """A line of the manifest."""
    lines = files[MANIFEST].decode().splitlines(keepends=True)
    at = chance.randrange(len(lines) - 1)
    line = lines[at]
    place = chance.randrange(len(line) - 1)
    match chance.randrange(5):
        case 0:
            lines[at] = line[:place] + ("1" if line[place] != "1" else "2") + line[place + 1 :]
        case 1:
            del lines[at]
        case 2:
            lines.insert(at, line)
        case 3:
            lines[at : at + 2] = lines[at + 1], line
        case _:
            lines.insert(at, chance.choice(["\n", f"# {line}", line.upper()]))
    files[MANIFEST] = "".join(lines).encode()


KINDS: list[Change] = [
    in_words(a_letter),
    in_words(a_word),
    in_words(an_order),
    passages_in_another_order,
    a_file,
    a_line,
]


def test_whatever_is_changed_is_found(
    copy: Copy, verify: ModuleType, index: Index, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    untouched, missed = copy.files, []
    seeds = sample(range(CHANGES), 17)
    assert {seed % len(KINDS) for seed in seeds} == {*range(len(KINDS))}
    for seed in seeds:
        chance, files = random.Random(seed), {**untouched}
        KINDS[seed % len(KINDS)](chance, files, index)
        assert files != untouched
        copy.holding(files)
        if not verify.main([str(copy.folder), str(source_of(PROJECT, index))]):
            missed.append(seed)
    copy.holding(untouched)
    assert not verify.main([str(copy.folder), str(source_of(PROJECT, index))])  # what is found was the change
    assert missed == []


# --- what a browser would show in another way


@pytest.fixture(scope="module")
def small(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy without the files that are not looked into and without versions, with a manifest of its own."""
    kept = ("index.html", ".css", ".js", ".json", ".md", ".txt")
    left_out = re.compile(rf"(^|/)cite/|^{addresses.VERSIONS}")
    found = {file.relative_to(site.folder).as_posix(): file for file in site.folder.rglob("*") if file.is_file()}
    files = {
        name: file.read_bytes() for name, file in found.items() if name.endswith(kept) and not left_out.search(name)
    }
    files[MANIFEST] = manifest_of(files)
    copy = Copy(tmp_path_factory.mktemp("small"), {})
    copy.holding(files)
    return copy


def found_in(verify: ModuleType, copy: Copy, index: Index, changed: Files) -> bool:
    """Whether the program finds a change that is in the manifest, too; afterwards all is as it was."""
    untouched = copy.files
    files = {**untouched, **changed}
    assert files != untouched
    copy.holding(files | {MANIFEST: manifest_of(files)})
    try:
        return bool(verify.main([str(copy.folder), str(source_of(PROJECT, index))]))
    finally:
        copy.holding(untouched)


FALSE = "This was never agreed."
INSTEAD = f"<p>{FALSE}</p>"
ELEMENTS = (
    {
        "a comment that HTML ends early": lambda it: it.replace("</p>", f"<!--> {FALSE} <!-- --></p>"),
        "a comment that HTML ends with !": lambda it: it.replace("</p>", f"<!-- --!> {FALSE} <!-- --></p>"),
        "a comment": lambda it: it.replace("</p>", "<!-- --></p>"),
        "CDATA": lambda it: it.replace("</p>", f"<![CDATA[> {FALSE} ]]></p>"),
        "a processing instruction": lambda it: it.replace("</p>", f"<?php > {FALSE} ?></p>"),
        "a stray end": lambda it: it.replace("</p>", f"</p>{FALSE}</p>"),
        "an end that is none": lambda it: it.replace("</p>", f"</p {FALSE}></p>"),
        "an end in the middle": lambda it: it.replace(" ", "</div> ", 3),
        "an open element": lambda it: it.replace("</p>", "<b></p>"),
        "an element that closes itself": lambda it: it.replace("</p>", f"<div/>{FALSE}</p>"),
        "capitals": lambda it: it.replace("</p>", f"<B>{FALSE}</B></p>"),
        "no quotation marks": lambda it: it.replace("<p class", "<p hidden=x class"),
        "text beside": lambda it: it + FALSE,
        "text before": lambda it: FALSE + it,
        "a paragraph beside": lambda it: it + INSTEAD,
        "a paragraph that looks like words": lambda it: f'{it}<p class="verbatim">{FALSE}</p>',
        "false words in what is ours": lambda it: f'{it}<p class="beyond"><b class="verbatim">{FALSE}</b></p>',
        "the words of another passage": lambda it: f'{it}<p class="verbatim" data-verbatim="title">{FALSE}</p>',
        "the same passage once more": lambda it: it + it,
        "a picture": lambda it: f'{it}<img alt="{FALSE}" src="x.png">',
        "a field": lambda it: f'{it}<input value="{FALSE}">',
        "a text field": lambda it: f"{it}<textarea>{FALSE}</textarea>",
        "a choice": lambda it: f"{it}<select><option>{FALSE}</option></select>",
        "a drawing": lambda it: f"{it}<svg><text>{FALSE}</text></svg>",
        "a frame": lambda it: f'{it}<iframe srcdoc="{FALSE}"></iframe>',
        "an object": lambda it: f"{it}<object>{FALSE}</object>",
        "a table": lambda it: f"{it}<table><tr><td>{FALSE}</td></tr></table>",
        "plain text": lambda it: f"<plaintext>{it}</plaintext>",
        "a class of a number": lambda it: f'<a class="permalink passage__number" href="#x">{FALSE}</a>{it}',
        "hidden": lambda it: it.replace("<p ", "<p hidden ") + INSTEAD,
        "HIDDEN": lambda it: it.replace("<p ", "<p HIDDEN ") + INSTEAD,
        "style": lambda it: it.replace("<p ", '<p style="display:none" '),
        "aria-hidden": lambda it: it.replace("<p ", '<p aria-hidden="true" '),
        "another name for screen readers": lambda it: it.replace("<p ", f'<p aria-label="{FALSE}" '),
        "inert": lambda it: it.replace("<p ", "<p inert "),
        "popover": lambda it: it.replace("<p ", "<p popover "),
        "contenteditable": lambda it: it.replace("<p ", "<p contenteditable "),
        "a direction": lambda it: it.replace("<p ", '<p dir="rtl" '),
        "a class that hides": lambda it: it.replace('"verbatim"', '"verbatim visually-hidden"'),
        "two classes": lambda it: it.replace("<p ", '<p class="visually-hidden" '),
        "an entity in a class": lambda it: it.replace('"verbatim"', '"v&#101;rbatim"'),
        "around: hidden": lambda it: f"<div hidden>{it}</div>{INSTEAD}",
        "around: style": lambda it: f'<div style="opacity:0">{it}</div>',
        "around: aria-hidden": lambda it: f'<div aria-hidden="true">{it}</div>',
        "around: a picture for screen readers": lambda it: f'<div role="img" aria-label="{FALSE}">{it}</div>',
        "around: a class that hides": lambda it: f'<div class="visually-hidden">{it}</div>',
        "around: a class for print": lambda it: f'<div class="print-only">{it}</div>',
        "around: what is ours": lambda it: f'<div class="tools">{it}</div>',
        "in words: a class that hides": lambda it: it.replace("</p>", '<a class="visually-hidden" href="#x"></a></p>'),
        "in words: an attribute": lambda it: it.replace("</p>", '<a hidden href="#x"></a></p>'),
        "in words: a script": lambda it: it.replace("</p>", '<a class="mention" href="javascript:x()"></a></p>'),
        "&shy;": lambda it: it.replace("e ", "e&shy; ", 1),
        "&nbsp;": lambda it: it.replace("e ", "e&nbsp;", 1),
        "&zwnj;": lambda it: it.replace("e ", "e&zwnj; ", 1),
        "a bidi override": lambda it: it.replace("e ", "e&#x202e; ", 1),
        "a homoglyph": lambda it: it.replace("e ", "\u0435 ", 1),
        "nothing to see": lambda it: it.replace("e ", "e\0 ", 1),
        "a mark of the program itself": lambda it: it.replace("e ", "e\6 ", 1),
    }
    | {
        f"in words: {tag}": lambda it, tag=tag: it.replace("</p>", f"<{tag}></{tag}></p>")
        for tag in (
            "b",
            "bdo",
            "button",
            "canvas",
            "del",
            "font",
            "ruby",
            "script",
            "span",
            "style",
            "svg",
            "u",
            "video",
        )
    }
    | {
        f"around: {tag}": lambda it, tag=tag: f"<{tag}>{it}</{tag}>{INSTEAD}"
        for tag in ("template", "noscript", "details", "dialog", "select", "textarea", "object", "table", "svg", "math")
    }
)
HEADS = {
    "a base": '<base href="https://example.org/">',
    "a refresh": '<meta http-equiv="refresh" content="0;url=https://example.org/">',
    "a style": "<style>.verbatim { display: none }</style>",
    "a style from elsewhere": '<link rel="stylesheet" href="https://example.org/x.css">',
    "a style that is not in the manifest": '<link rel="stylesheet" href="../../assets/none.css">',
    "a style in the address": '<link rel="stylesheet" href="data:text/css,*{display:none}">',
    "a style by another name": '<link href="https://example.org/x.css" rel="alternate StyleSheet">',
    "a style by an entity": '<link rel="style&#115;heet" href="https://example.org/x.css">',
    "a script": "<script>document.body.remove()</script>",
    "a script as data": '<script type="text/javascript">document.body.remove()</script>',
    "a script from elsewhere": '<script src="https://example.org/x.js"></script>',
    "a script that is not in the manifest": '<script src="../../../assets/edition.js"></script>',
    "a script that hides what follows": '<script type="application/ld+json"><!--<script></script>',
    "another encoding": '<meta charset="iso-2022-jp">',
    "a frameset": "<frameset></frameset>",
    "a drawing that does not end": "<path hidden/>",
    "a body before the body": "<body hidden></body>",
    "an event": '<link rel="x" href="x" onload="document.body.remove()">',
    "an end in a title": "<title></title hidden></title>",
}


def some_of(kinds: Iterable[str]) -> list[object]:
    """Every fourth kind; the others with `--sweeps`."""
    return [pytest.param(kind, marks=[pytest.mark.sweep] * (at % 4 > 0)) for at, kind in enumerate(kinds)]


def a_passage(index: Index) -> tuple[str, str]:
    """The page of a paragraph, and its id; it is neither first nor last on it."""
    (_, passage, *_, _) = (one for one in index.passages.values() if one.kind == "paragraph")
    return f"{addresses.page_of(passage)}index.html", passage.id


def with_words(page: bytes, id_: str, change: Callable[[str], str]) -> bytes:
    """A page with something else in the place of the element that has the words of a passage."""
    html = page.decode()
    (element,) = re.findall(rf'<p class="verbatim" data-verbatim="{id_}">.*?</p>', html)
    return html.replace(element, change(element)).encode()


@pytest.mark.parametrize("kind", some_of(ELEMENTS))
def test_nothing_is_hidden_or_added_where_words_are(kind: str, small: Copy, verify: ModuleType, index: Index) -> None:
    name, id_ = a_passage(index)
    assert found_in(verify, small, index, {name: with_words(small.files[name], id_, ELEMENTS[kind])})
    assert found_in(verify, small, index, {FULL: with_words(small.files[FULL], id_, ELEMENTS[kind])})


@pytest.mark.parametrize("kind", some_of(HEADS))
def test_nothing_in_a_head_changes_what_is_shown(kind: str, small: Copy, verify: ModuleType, index: Index) -> None:
    name, _ = a_passage(index)
    assert found_in(
        verify, small, index, {name: small.files[name].replace(b"</head>", HEADS[kind].encode() + b"</head>")}
    )


def test_what_is_not_changed_passes(small: Copy, verify: ModuleType, index: Index) -> None:
    assert not verify.main([str(small.folder), str(source_of(PROJECT, index))])


def test_permalinks_that_lead_to_the_full_text_hide_no_page(small: Copy, verify: ModuleType, index: Index) -> None:
    """Whoever changes the page of a session can have the data point elsewhere."""
    name, id_ = a_passage(index)
    data = small.files["data/summary.json"].decode()
    page = name.removesuffix("index.html")
    changed = {name: with_words(small.files[name], id_, lambda it: INSTEAD)}
    changed["data/summary.json"] = data.replace(f"/{page}#", "/full-text/#").encode()
    assert found_in(verify, small, index, changed)


def test_a_number_of_a_conclusion_is_the_documents(small: Copy, verify: ModuleType, index: Index) -> None:
    name, _ = a_passage(index)
    changed = re.sub(rb'(passage__number"[^>]*>)(\d+)\.<', rb"\g<1>9\2.<", small.files[name], count=1)
    assert found_in(verify, small, index, {name: changed})


def test_an_address_leads_to_the_passage_and_to_nothing_before_it(
    small: Copy, verify: ModuleType, index: Index
) -> None:
    name, id_ = a_passage(index)
    before = small.files[name].replace(b'<main class="', f'<main id="{id_}" class="'.encode())
    assert found_in(verify, small, index, {name: before})


# --- what is not a site


def archive_of(files: Files) -> bytes:
    return packed({f"site/{name}": content for name, content in files.items()})


def with_a_hidden_entry(content: bytes) -> bytes:
    """A ZIP file with an entry that only programs find that do not read its list."""
    more = packed({"site/index.html": FALSE.encode()})
    entry = more[: more.index(b"PK\1\2")]
    return entry + content


def with_another_list(content: bytes) -> bytes:
    """The same with an entry after the others, and the list where it says it is."""
    at = int.from_bytes(content[-6:-2], "little")
    more = packed({"site/index.html": FALSE.encode()})
    entry = more[: more.index(b"PK\1\2")]
    return content[:at] + entry + content[at:-6] + (at + len(entry)).to_bytes(4, "little") + content[-2:]


def twice(content: bytes) -> bytes:
    buffer = BytesIO(content)
    with warnings.catch_warnings(), ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("site/index.html", FALSE)
    return buffer.getvalue()


def with_entry(name: str, attributes: int = 0) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        buffer = BytesIO(content)
        info = ZipInfo("x")
        info.filename = name
        info.external_attr = attributes
        with ZipFile(buffer, "a") as archive:
            archive.writestr(info, FALSE)
        return buffer.getvalue()

    return change


ARCHIVES: dict[str, Callable[[bytes], bytes]] = {
    "an entry twice": twice,
    "an entry before those that are listed": with_a_hidden_entry,
    "an entry after those that are listed": with_another_list,
    "something after it": lambda content: content[:-2] + b"\7\0PK\5\6abc",
    "a file outside of its folder": with_entry("index.html"),
    "a name that leads out": with_entry("site/../index.html"),
    "a name from the root": with_entry("/site/index.html"),
    "a name for Windows": with_entry("site\\index.html"),
    "a drive of Windows": with_entry("C:/site/index.html"),
    "a name in capitals": with_entry("site/INDEX.html"),
    "a name that is the same for some": with_entry("site/index.html\0.txt"),
    "a link": with_entry("site/data/more.txt", 0o120777 << 16),
    "text": lambda content: b"PK\3\4 is not all",
    "nothing": lambda content: b"",
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_has_what_it_lists_and_nothing_else(
    kind: str, small: Copy, verify: ModuleType, index: Index, tmp_path: Path
) -> None:
    files = {name: content for name, content in small.files.items() if not name.startswith("cite/")}
    archive = tmp_path / "site.zip"
    archive.write_bytes(archive_of(files))
    arguments = [str(archive), str(source_of(PROJECT, index))]
    assert not verify.main(arguments)
    archive.write_bytes(ARCHIVES[kind](archive.read_bytes()))
    try:
        assert verify.main(arguments)
    except SystemExit as end:
        assert end.code == 1


NAMES = [
    "../../secret.txt",
    "/etc/hostname",
    "data/../../secret.txt",
    "C:/secret.txt",
    "..\\secret.txt",
    "./index.html",
    "a//b",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_leads_nowhere_else(
    name: str, small: Copy, verify: ModuleType, index: Index, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site = tmp_path / "a" / "site"
    shutil.copytree(small.folder, site)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    lines = [f"{sha256(b'secret').hexdigest()}  {name}\n", *(site / MANIFEST).read_text().splitlines(keepends=True)]
    (site / MANIFEST).write_text("".join(sorted(lines, key=lambda line: line[66:])))
    assert verify.main([str(site), str(source_of(PROJECT, index))])
    assert f"WRONG file {name}: not as in the manifest" in capsys.readouterr().out
    with served(tmp_path / "a") as address, pytest.raises(SystemExit):
        verify.main([f"{address}site/", str(source_of(PROJECT, index))])


@pytest.mark.parametrize("what", ["a page", "a folder", "the data", "a pipe"])
def test_links_and_devices_in_a_folder_are_refused(
    what: str, small: Copy, verify: ModuleType, index: Index, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(small.folder, site)
    moved, kept = tmp_path / "elsewhere", site / {"a page": FULL, "the data": "data"}.get(what, "more")
    match what:
        case "a pipe":
            os.mkfifo(kept)
        case "a folder":
            shutil.copytree(small.folder / "full-text", moved)
            kept.symlink_to(moved, target_is_directory=True)
        case _:
            kept.rename(moved)
            kept.symlink_to(moved)
    done = run(site, source_of(PROJECT, index))
    assert done.returncode == 1 and "cannot be read" in done.stderr


@lru_cache
def gzipped() -> bytes:
    return gzip.compress(bytes(320 << 20), 1)


class Lying(SimpleHTTPRequestHandler):
    """A server that has another page at the address of a folder, or packs what it sends."""

    def do_GET(self) -> None:
        folder, packs = self.directory.endswith("lying"), self.directory.endswith("packing")
        if packs or (folder and self.path.endswith("full-text/")):
            content = gzipped() if packs else f"<p>{FALSE}</p>".encode()
            self.send_response(200)
            if packs:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def lying(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Lying, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_has_the_same_page_at_the_address_of_its_folder(small: Copy, index: Index, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "lying")
    with lying(tmp_path / "lying") as address:
        done = run(address, source_of(PROJECT, index))
    assert done.returncode == 1 and "WRONG file full-text/index.html" in done.stdout and "1 WRONG" in done.stdout


def test_what_follows_an_address_is_cut(small: Copy, index: Index) -> None:
    with served(small.folder) as address:
        for place in ("?x=y#title", "index.html#a/b"):
            done = run(address + place, source_of(PROJECT, index))
            assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-be", "latin-1"])
def test_a_text_in_another_encoding_is_named_in_a_line(
    encoding: str, small: Copy, index: Index, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes(source_of(PROJECT, index).read_text(encoding="utf-8").encode(encoding, "replace"))
    done = run(small.folder, text)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{text} cannot be read: it is not in UTF-8; save it as plain text in UTF-8\n"


# --- what is too much


LIMIT = 300 << 20
"""So many bytes of memory the program may take."""


def zeros(inner: str, outer: str | None = None) -> bytes:
    """A ZIP file with a file of 320 MB, or with a ZIP file that has it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive, archive.open(inner, "w") as file:
        for _ in range(320):
            file.write(bytes(1 << 20))
    return packed({outer: buffer.getvalue()}) if outer else buffer.getvalue()


def limited(place: Path | str, text: Path) -> subprocess.CompletedProcess[str]:
    """Run the program where it has no more memory."""
    code = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, ({LIMIT}, {LIMIT}))"
    program = f"{code}; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, "-I", "-c", program, str(PROJECT / "docs" / "verify.py"), str(place), str(text)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


SLOW = [pytest.param(one, marks=pytest.mark.sweep) for one in (FULL, MANIFEST, addresses.EPUB, addresses.OFFLINE)]


@pytest.mark.parametrize("name", ["data/summary.json", *SLOW])
def test_a_bomb_takes_little_memory(name: str, small: Copy, index: Index, tmp_path: Path) -> None:
    archive = tmp_path / "bomb.zip"
    if name.endswith((".epub", ".zip")):
        inner = "EPUB/package.opf" if name.endswith(".epub") else "edition/data/summary.json"
        archive.write_bytes(packed(small.files | {name: zeros(inner)}))
    else:
        archive.write_bytes(zeros(name))
    done = limited(archive, source_of(PROJECT, index))
    assert done.returncode == 1 and "Memory" not in done.stdout + done.stderr


@pytest.mark.parametrize("content", [b"<a><b>", b"<a></a>", b"{},", b"[", b"A" * 76 + b"\n"])
def test_much_of_something_takes_little_memory(content: bytes, small: Copy, index: Index, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "site")
    head = b'<p class="passage data-verbatim">'
    (tmp_path / "site" / FULL).write_bytes(head + content * ((7 << 20) // len(content)))
    (tmp_path / "site" / "data/summary.json").write_bytes(b"[" + content * ((7 << 20) // len(content)))
    done = limited(tmp_path / "site", source_of(PROJECT, index))
    assert done.returncode == 1 and "Memory" not in done.stdout + done.stderr


@pytest.mark.sweep
def test_what_a_server_packs_takes_little_memory(small: Copy, index: Index, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "packing")
    with lying(tmp_path / "packing") as address:
        done = limited(address, source_of(PROJECT, index))
    assert done.returncode == 1 and "Memory" not in done.stdout + done.stderr
