"""The proof that anyone can repeat: `verify.py` passes what was published, and finds whatever was changed since."""

import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from edition.document import addresses
from edition.document.index import Index
from tests.helpers.browsing import served
from tests.helpers.pages import Site
from tests.helpers.projects import PROJECT, SECOND
from tests.helpers.sampling import Sample

MANIFEST = "data/manifest.txt"
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
    """The program as it was published; here it parses a page once, and again only if that has changed."""
    spec = importlib.util.spec_from_file_location("verify", site.folder / "verify.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.__dict__["Words"] = lru_cache(made.Words)
    return made


# --- what was published


def test_it_is_one_short_file_of_the_standard_library(site: Site) -> None:
    text = (site.folder / "verify.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
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
