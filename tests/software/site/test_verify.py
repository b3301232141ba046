"""The proof that anyone can repeat: `verify.py` passes what was published, and finds whatever was changed since."""

import importlib.util
import os
import random
import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import yaml

from edition.document import addresses
from edition.document.index import Index
from tests.helpers.browsing import Quiet, served
from tests.helpers.pages import Built, Site, files_of
from tests.helpers.projects import PROJECT, SECOND
from tests.helpers.publishing import MANIFEST, manifest_of, verified
from tests.helpers.sampling import Sample, some

FULL, JSON = "full-text/index.html", "data/summary.json"
DATA = [JSON, "data/summary.md", "data/summary.txt"]
TEXT = SECOND / "data" / "text.txt"
PAGE, PASSAGE = "sessions/first-watch/index.html", "k1-b"
"""Where somebody changes what is shown of a passage."""
CHANGES = 300
"""So many are tried with `--sweeps`."""
IN_HTML = re.compile(r'data-verbatim="[^"]+">(.+?)</(?:p|h\d|span)>')
WORDS_IN = {
    ".html": IN_HTML,
    ".xhtml": IN_HTML,
    ".json": re.compile(r'"words": "(.+?)",\n(?!\s*"language")'),  # not what another language is
    ".md": re.compile(r"^(?:#+ |\[[^\]]+\]\([^)]+\) )(.+)$", re.M),
    ".txt": re.compile(r"^(.+)$", re.M),
}
"""By the ending of a file, where the words of passages are."""
WORD = re.compile(r"<[^>]*>|&\w+;|(\w\w+)")
Files = dict[str, bytes]
Found = Callable[[Files], bool]
Change = Callable[[random.Random, Files], Files]
"""What somebody makes of the files of a site."""


@pytest.fixture(scope="module")
def verify(second_site: Site) -> ModuleType:
    """The program as it was published; here it reads a page once, and again only if that has changed."""
    spec = importlib.util.spec_from_file_location("verify", second_site.folder / "verify.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.__dict__["seen"] = lru_cache(made.seen)
    return made


@pytest.fixture
def wrong(verify: ModuleType, tmp_path: Path) -> Found:
    """Whether the program finds something wrong with a site of these files."""

    def told(files: Files) -> bool:
        (tmp_path / "site.zip").write_bytes(packed(files))
        return bool(verify.main([str(tmp_path / "site.zip"), str(TEXT)]))

    return told


@pytest.fixture(scope="module")
def small(second_site: Site) -> Files:
    """The files of the second site without those that are not looked into, with a manifest of their own."""
    kept = ("index.html", ".css", ".js", ".json", ".md", ".txt")
    files = files_of(second_site.folder).items()
    return listed({name: it for name, it in files if name.endswith(kept) and not name.startswith("cite/")})


@pytest.fixture
def folder(small: Files, tmp_path: Path) -> Path:
    """The same as a folder that a test may spoil."""
    ZipFile(BytesIO(packed(small))).extractall(tmp_path / "web" / "site")
    return tmp_path / "web" / "site"


def listed(files: Files) -> Files:
    """The same with the manifest brought up to date."""
    return files | {MANIFEST: manifest_of(files)}


def unpacked(content: bytes) -> Files:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# --- what was published


def test_it_is_one_short_file(second_site: Site) -> None:
    lines = (second_site.folder / "verify.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 245 and max(map(len, lines)) <= 120


def test_what_was_published_passes(built: Built, index: Index, tmp_path: Path) -> None:
    site, text = built[1], PROJECT / "data" / index.edition.document.source if built[0] is index else TEXT
    known = sha256((site.folder / MANIFEST).read_bytes()).hexdigest()
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", site.root, site.folder.name)
    with served(site.root) as address:
        home = f"{address}{site.folder.name}/"
        for place in (site.folder, packed, home.rstrip("/"), f"{home}index.html"):
            done = verified(place, text, "--manifest", known.upper())
            assert (done.returncode, done.stderr) == (0, ""), done.stdout
            assert "nothing is wrong" in done.stdout and "WRONG" not in done.stdout
    assert verified(site.folder / addresses.OFFLINE, text).returncode == 0


def test_another_text_or_manifest_does_not_pass(second_site: Site, tmp_path: Path) -> None:
    text = TEXT.read_text(encoding="utf-8")
    word = re.findall(r"\w{7,}", text)[-4]
    (tmp_path / "text.txt").write_text(text.replace(word, word[::-1], 1), encoding="utf-8")
    done = verified(second_site.folder, tmp_path / "text.txt")
    assert done.returncode == 1
    assert word[::-1] in done.stdout and "WRONG words in data/summary.json: " in done.stdout
    done = verified(second_site.folder, TEXT, "--manifest", "0" * 64)
    assert done.returncode == 1 and "not the one given" in done.stdout


def test_what_cannot_be_read_is_said_in_a_line(second_site: Site, tmp_path: Path) -> None:
    with served(tmp_path) as address:
        for place, text in ((address, TEXT), (second_site.folder, tmp_path / "none.txt")):
            done = verified(place, text)
            assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and "cannot be read" in done.stderr
    text = tmp_path / "text.txt"
    for encoding in ("cp1252", "utf-16"):
        text.write_bytes(f"Déjà vu. {TEXT.read_text(encoding='utf-8')}".encode(encoding, "replace"))
        done = verified(second_site.folder, text)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{text} cannot be read: it is not in UTF-8; save it as plain text in UTF-8\n"


# --- what was changed


def words_in_a_file(chance: random.Random, files: Files) -> Files:
    """Words, wherever the document is, by someone who also brings every manifest up to date."""
    places = [name for name in files if name.endswith("index.html") and IN_HTML.search(files[name].decode())]
    places += [name for name in (*DATA, addresses.EPUB, addresses.OFFLINE) if name in files]
    name = chance.choice(sorted(places))
    if name != addresses.OFFLINE:
        return listed(files | {name: with_other_words(chance, name, files[name])})
    inner = {key.removeprefix("edition/"): content for key, content in unpacked(files[name]).items()}
    forged = words_in_a_file(chance, inner)
    return listed(files | {name: packed({f"edition/{key}": content for key, content in forged.items()})})


def with_other_words(chance: random.Random, name: str, content: bytes) -> bytes:
    """A file in which a letter is another, or a word is missing, denied or repeated."""
    if name == addresses.EPUB:
        book = unpacked(content)
        chapter = chance.choice([one for one in book if IN_HTML.search(book[one].decode(errors="replace"))])
        return packed(book | {chapter: with_other_words(chance, chapter, book[chapter])})
    text = content.decode()
    passages = [[*words_of(text, found)] for found in WORDS_IN[Path(name).suffix].finditer(text)]
    word = chance.choice(chance.choice([words for words in passages if len({one[1] for one in words}) > 1]))
    at, old = chance.randrange(len(word[1])), word[1]
    letter = chance.choice([one for one in "abcdefghijklmnopqrstuvwxyzé" if one != old[at]])
    other = chance.choice([f"{old[:at]}{letter}{old[at + 1 :]}", chance.choice(["", f"not {old}", f"{old} {old}"])])
    return f"{text[: word.start()]}{other}{text[word.end() :]}".encode()


def words_of(text: str, passage: re.Match[str]) -> Iterator[re.Match[str]]:
    return (found for found in WORD.finditer(text, *passage.span(1)) if found[1])


def passages_in_another_order(chance: random.Random, files: Files) -> Files:
    """Two passages change places, by someone who also brings the manifest up to date."""
    name = chance.choice([FULL, *DATA])
    text = files[name].decode()
    found = chance.sample([*WORDS_IN[Path(name).suffix].finditer(text)], 2)
    one, other = sorted(found, key=lambda found: found.start())
    changed = text[: one.start(1)] + other[1] + text[one.end(1) : other.start(1)] + one[1] + text[other.end(1) :]
    return listed(files | {name: changed.encode()})


def a_file(chance: random.Random, files: Files) -> Files:
    """A byte more or less, a file more or less, or two that change places; the manifest says what was."""
    name, other = chance.sample(sorted({*files} - {MANIFEST}), 2)
    content, at = files[name], chance.randrange(len(files[name]))
    more = (Path(name).parent / f"more{Path(name).suffix}").as_posix()
    flipped = bytes([content[at] ^ (1 << chance.randrange(8))])
    changes: list[Files] = [
        {name: content[:at] + flipped + content[at + 1 :]},
        {name: content[:at]},
        {more: content},
        {name: files[other], other: content if files[other] != content else b""},
    ]
    without = {one: files[one] for one in files if one != name}
    return chance.choice([without, *(files | change for change in changes)])


def a_line(chance: random.Random, files: Files) -> Files:
    """A line of the manifest."""
    lines = files[MANIFEST].decode().splitlines(keepends=True)
    at = chance.randrange(len(lines) - 1)
    line, following = lines[at : at + 2]
    place = chance.randrange(len(line) - 1)
    changed = line[:place] + ("1" if line[place] != "1" else "2") + line[place + 1 :]
    more = chance.choice([line, "\n", f"# {line}", line.upper()])
    changes = [[changed, following], [following], [following, line], [more, line, following]]
    lines[at : at + 2] = chance.choice(changes)
    return files | {MANIFEST: "".join(lines).encode()}


KINDS: list[Change] = [words_in_a_file, words_in_a_file, passages_in_another_order, a_file, a_line]
"""Words twice as often, for there are most ways."""


def test_whatever_is_changed_is_found(second_site: Site, wrong: Found, sample: Sample) -> None:
    untouched, missed = files_of(second_site.folder), []
    seeds = sample(range(CHANGES), 17)
    assert {seed % len(KINDS) for seed in seeds} == {*range(len(KINDS))}
    for seed in seeds:
        files = KINDS[seed % len(KINDS)](random.Random(seed), untouched)
        assert files != untouched
        if not wrong(files):
            missed.append(seed)
    assert not wrong(untouched)  # what is found was the change
    assert missed == []


# --- what a browser would show in another way


FALSE = "This was never agreed."
INSTEAD = f"<p>{FALSE}</p>"
HIDDEN: dict[str, dict[str, Any]] = yaml.safe_load((PROJECT / "tests" / "hidden.yml").read_text(encoding="utf-8"))


def with_words(page: bytes, change: Callable[[str], str]) -> bytes:
    """A page with something else in the place of the element that has the words of the passage."""
    html = page.decode()
    (element,) = re.findall(rf'<p class="verbatim" data-verbatim="{PASSAGE}">.*?</p>', html)
    return html.replace(element, change(element)).encode()


@pytest.fixture
def found(small: Files, wrong: Found) -> Found:
    """Whether the program finds a change that is in the manifest, too."""

    def told(changed: Files) -> bool:
        assert small | changed != small
        return wrong(listed(small | changed))

    return told


HIDINGS = some([(where, how) for where, ways in HIDDEN.items() for how in ways.items()], every=4)


@pytest.mark.parametrize("hiding", HIDINGS, ids=lambda hiding: f"{hiding[0]}, {hiding[1][0]}")
def test_nothing_is_hidden_or_added(hiding: tuple[str, tuple[str, Any]], small: Files, found: Found) -> None:
    where, (_, how) = hiding
    change: dict[str, Callable[[bytes], bytes]] = {
        "in_words": lambda page: with_words(page, lambda element: element.replace(how[0], how[1], 1)),
        "around": lambda page: with_words(page, lambda element: how.format(element)),
        "heads": lambda page: page.replace(b"</head>", how.encode() + b"</head>"),
    }
    for name in (PAGE,) if where == "heads" else (PAGE, FULL):
        assert found({name: change[where](small[name])})


def test_permalinks_that_lead_to_the_full_text_hide_no_page(small: Files, found: Found) -> None:
    """Whoever changes the page of a session can have the data point elsewhere."""
    elsewhere = small[JSON].replace(f"/{Path(PAGE).parent}/#".encode(), b"/full-text/#")
    assert found({PAGE: with_words(small[PAGE], lambda _: INSTEAD), JSON: elsewhere})


def test_numbers_are_the_documents_and_addresses_lead_to_their_passages(small: Files, found: Found) -> None:
    page = small[PAGE]
    number = re.sub(rb'(passage__number"[^>]*>)(\d+)\.<', rb"\g<1>9\2.<", page, count=1)
    before = page.replace(b'<main class="', f'<main id="{PASSAGE}" class="'.encode())
    assert found({PAGE: number}) and found({PAGE: before})


# --- what is not a site


UNLISTED = packed({"site/index.html": FALSE.encode()}).partition(b"PK\1\2")[0]
"""An entry of a ZIP file that only programs find that do not read its list."""


def with_another_list(content: bytes) -> bytes:
    """A ZIP file with such an entry after the others, and the list where it says it is."""
    at = int.from_bytes(content[-6:-2], "little")
    return content[:at] + UNLISTED + content[at:-6] + (at + len(UNLISTED)).to_bytes(4, "little") + content[-2:]


def with_entry(name: str, attributes: int = 0) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        buffer, info = BytesIO(content), ZipInfo()
        info.filename, info.external_attr = name, attributes
        with warnings.catch_warnings(action="ignore"), ZipFile(buffer, "a") as archive:
            archive.writestr(info, FALSE)
        return buffer.getvalue()

    return change


ARCHIVES: dict[str, Callable[[bytes], bytes]] = {
    "an entry twice": with_entry("site/index.html"),
    "an entry before those that are listed": lambda content: UNLISTED + content,
    "an entry after those that are listed": with_another_list,
    "something after it": lambda content: content[:-2] + b"\7\0PK\5\6abc",
    "a file outside of its folder": with_entry("index.html"),
    "a name that leads out": with_entry("site/../index.html"),
    "a name for Windows": with_entry("site\\index.html"),
    "a name in capitals": with_entry("site/INDEX.html"),
    "a name that is the same for some": with_entry("site/index.html\0.txt"),
    "a link": with_entry("site/data/more.txt", 0o120777 << 16),
    "text": lambda content: b"PK\3\4 is not all",
    "nothing": lambda content: b"",
}


def test_an_archive_has_what_it_lists_and_nothing_else(small: Files, verify: ModuleType, tmp_path: Path) -> None:
    content = packed({f"site/{name}": content for name, content in small.items()})
    archive = tmp_path / "site.zip"
    archive.write_bytes(content)
    assert not verify.main([str(archive), str(TEXT)])
    for kind, change in ARCHIVES.items():
        archive.write_bytes(change(content))
        try:
            assert verify.main([str(archive), str(TEXT)]), kind
        except SystemExit as end:
            assert end.code == 1, kind


def test_a_manifest_leads_nowhere_else(
    small: Files, folder: Path, verify: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    for name in ("../../secret.txt", "/etc/hostname", "C:/secret.txt", "..\\secret.txt", "a//b"):
        lines = [f"{sha256(b'secret').hexdigest()}  {name}", *small[MANIFEST].decode().splitlines()]
        (folder / MANIFEST).write_text("".join(f"{line}\n" for line in sorted(lines, key=lambda line: line[66:])))
        assert verify.main([str(folder), str(TEXT)])
        assert f"WRONG file {name}: not as in the manifest" in capsys.readouterr().out
        with served(folder.parent) as address, pytest.raises(SystemExit):
            verify.main([f"{address}site/", str(TEXT)])


@pytest.mark.parametrize("what", ["a page", "a folder", "the data", "a pipe"])
def test_links_and_devices_in_a_folder_are_refused(what: str, folder: Path, tmp_path: Path) -> None:
    elsewhere, more = tmp_path / "elsewhere", folder / "more"
    if what == "a pipe":
        os.mkfifo(more)
    elif what == "a folder":
        more.symlink_to(shutil.copytree(folder / "full-text", elsewhere), target_is_directory=True)
    else:
        page_or_data = folder / {"a page": FULL, "the data": "data"}[what]
        page_or_data.symlink_to(page_or_data.rename(elsewhere))
    done = verified(folder, TEXT)
    assert done.returncode == 1 and "cannot be read" in done.stderr


class Lying(Quiet):
    """A server that has another page at the address of a folder."""

    def send_head(self) -> Any:
        if not self.path.endswith("full-text/"):
            return super().send_head()
        self.send_response(200)
        self.end_headers()
        return BytesIO(INSTEAD.encode())


def test_a_server_has_the_same_page_at_the_address_of_its_folder(folder: Path) -> None:
    with served(folder, Lying) as address:
        done = verified(address, TEXT)
    assert done.returncode == 1 and "WRONG file full-text/index.html" in done.stdout and "1 WRONG" in done.stdout


# --- what is too much


LIMIT = 300 << 20
"""So many bytes of memory the program may take."""


def zeros(inner: str) -> bytes:
    """A ZIP file with a file of 320 MB."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive, archive.open(inner, "w") as file:
        for _ in range(320):
            file.write(bytes(1 << 20))
    return buffer.getvalue()


@pytest.mark.parametrize("name", some([MANIFEST, JSON, FULL, addresses.EPUB, addresses.OFFLINE], 5))
def test_a_bomb_takes_little_memory(name: str, small: Files, tmp_path: Path) -> None:
    archive = tmp_path / "bomb.zip"
    if name.endswith((".epub", ".zip")):
        inner = "EPUB/package.opf" if name.endswith(".epub") else "edition/data/summary.json"
        archive.write_bytes(packed(small | {name: zeros(inner)}))
    else:
        archive.write_bytes(zeros(name))
    resource = pytest.importorskip("resource", reason="Windows limits no memory so")
    limit = partial(resource.setrlimit, resource.RLIMIT_AS, (LIMIT, LIMIT))
    done = verified(archive, TEXT, preexec_fn=limit)
    assert done.returncode == 1 and "Memory" not in done.stdout + done.stderr
