"""Check a published edition against the document's text. This needs Python 3.11 or newer and nothing else.

Is every word there, in order and with nothing between? Is each file what the manifest says? Someone who changes notes,
scripts or the PDF, and the manifest with them, is found only with --manifest. This shares no code with the edition.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from os.path import commonprefix
from pathlib import Path
from urllib import parse, request
from xml.etree import ElementTree
from zipfile import ZipFile

FULL, JSON, MARKDOWN, PLAIN = "full-text/index.html", "data/summary.json", "data/summary.md", "data/summary.txt"
EPUB, ZIP, MANIFEST = "take-along/summary.epub", "take-along/edition.zip", "data/manifest.txt"
LINE, PAGES = re.compile(r"([0-9a-f]{64})  (\S.*)\n"), "the pages of its parts"


class Site:
    """The files of a site by their `names` from its root. Of a web address, these are the ones in its manifest."""

    def __init__(self, place: str | BytesIO) -> None:
        if isinstance(place, str) and re.match("https?://", place):
            root = place.removesuffix("index.html").rstrip("/") + "/"
            self.read = cache(lambda name: request.urlopen(root + parse.quote(name), timeout=60).read())
            self.names = {name for _, name in LINE.findall(self.read(MANIFEST).decode())} | {MANIFEST}
        elif isinstance(place, str) and Path(place).is_dir():
            self.read = cache(lambda name: Path(place, name).read_bytes())
            self.names = {file.relative_to(place).as_posix() for file in Path(place).rglob("*") if file.is_file()}
        else:
            archive = ZipFile(place)
            files = [name for name in archive.namelist() if not name.endswith("/")]
            top = min((name for name in files if name.endswith(JSON)), key=len, default=JSON).removesuffix(JSON)
            self.read = cache(lambda name: archive.read(top + name))
            self.names = {name.removeprefix(top) for name in files}


class Words(HTMLParser):
    """The `passages` of a page: the id of each, and its words, after the number if it is a conclusion."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.passages: list[tuple[str, str]] = []
        self.number, self.depth, self.id, self.text = "", 0, "", ""
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A passage begins, or its number, or its words, or something within one of the last two."""
        has = dict(attrs)
        if self.depth:
            self.depth += tag not in ("br", "wbr", "img", "input")
        elif "data-verbatim" in has or re.search(r"(^| )(passage__)?number$", has.get("class") or ""):
            self.depth, self.id, self.text = 1, has.get("data-verbatim") or "", ""

    def handle_data(self, data: str) -> None:
        """Text, of which only that of numbers and words is kept."""
        self.text += data if self.depth else ""

    def handle_endtag(self, tag: str) -> None:
        """What began last ends."""
        ends, self.depth = self.depth == 1, max(0, self.depth - 1)
        if ends and self.id:
            self.passages.append((self.id, self.number + self.text))
        if ends:  # only the numbers of conclusions are the document's
            self.number = f"{self.text} " if not self.id and re.fullmatch(r"\d+\.", self.text) else ""


def passages(site: Site, name: str) -> list[str]:
    """The passages in the order in which a file or the pages have them; a conclusion with its number."""
    if name == JSON:
        listed = json.loads(site.read(JSON))["passages"]
        return [f"{one['label']}. " * (one["kind"] == "statement") + one["words"] for one in listed]
    if name == PAGES:  # each from the page of its permalink; then whatever else these pages take for the document's
        edition = json.loads(site.read(JSON))
        places = {one["id"]: one["permalink"][len(edition["site"]) :].split("#")[0] for one in edition["passages"]}
        pages = {path: Words(site.read(f"{path}index.html")).passages for path in places.values()}
        own = {path: [words for id_, words in page if places.get(id_, path) == path] for path, page in pages.items()}
        right = {one["id"]: (one["words"], f"{one['label']}. {one['words']}") for one in edition["passages"]}
        other = [words for page in pages.values() for id_, words in page if words not in right.get(id_, ())]
        found = [own[path].pop(0) if own[path] else "" for path in places.values()]
        return [*found, *other, *(words for page in own.values() for words in page)]
    if name == EPUB:
        book = Site(BytesIO(site.read(EPUB)))
        package = ElementTree.fromstring(book.read("EPUB/package.opf"))
        files = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}item")}
        read = [book.read(f"EPUB/{files[item.get('idref')]}") for item in package.iterfind(".//{*}itemref")]
        return [words for page in read for _, words in Words(page).passages]
    if name == FULL:
        return [words for _, words in Words(site.read(FULL)).passages]
    blocks: list[str] = site.read(name).decode().removesuffix("\n").split("\n\n")
    if name == MARKDOWN:  # without notes, marks, and links before or after the words
        bare = [re.sub(r"^(#+ |>.*|\[(\\.|[^\]\\])*\]\([^)\s]*\)( |$))", "", one, flags=re.S) for one in blocks]
        blocks = [re.sub(r"\\([^A-Za-z0-9\s])", r"\1", words) for words in bare if words]
    return blocks


def faults(site: Site, text: str, known: str | None) -> Iterator[tuple[str, str]]:
    """What is checked, and what is wrong with it: nothing, if that is empty."""
    manifest = site.read(MANIFEST) if MANIFEST in site.names else b""
    whole, sums = hashlib.sha256(manifest).hexdigest(), {name: sum_ for sum_, name in LINE.findall(manifest.decode())}
    as_written = manifest == "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode() != b""
    wrong = "not the one given" if known not in (None, whole) else "" if as_written else "not as an edition writes it"
    yield f"{MANIFEST}, SHA-256 {whole}{'' if known else ' (not compared)'}", wrong
    for name in [FULL, PAGES, JSON, MARKDOWN, PLAIN, *([EPUB] if EPUB in site.names else [])]:
        try:
            found = " ".join(passages(site, name))
            at = max(0, len(commonprefix([found, text])) - 20)  # noqa: RUF071 - of texts, not of paths
            wrong = f"“{found[at : at + 60]}” where the text has “{text[at : at + 60]}”" if found != text else ""
        except Exception as error:  # what was tampered with can fail in any way
            wrong = f"cannot be read: {error!r}"
        yield f"words in {name}", wrong
    for name in sorted(sums.keys() | site.names - {MANIFEST}):
        try:
            same = hashlib.sha256(site.read(name)).hexdigest() == sums.get(name)
            yield f"file {name}", "" if same else "not as in the manifest"
            inner = faults(Site(BytesIO(site.read(ZIP))), text, None) if name == ZIP else ()
            yield from ((f"{what}, in {ZIP}", wrong) for what, wrong in inner)
        except Exception as error:
            yield f"file {name}", f"cannot be read: {error!r}"


def main(arguments: list[str] | None = None) -> bool:
    """Print what was checked, and tell whether something is wrong: as an exit code, 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", help="folder, zip or web address of a published site")
    parser.add_argument("text", help="file with a copy of the document's text")
    parser.add_argument("--manifest", metavar="SHA256", type=str.lower, help=f"of {MANIFEST}, from elsewhere")
    given = parser.parse_args(arguments)
    try:
        text = " ".join(re.sub(r"-[ \t]*\n\s*", "-", Path(given.text).read_text(encoding="utf-8-sig")).split())
        found = list(faults(Site(given.site), text, given.manifest))
    except Exception as error:
        parser.exit(1, f"{given.site} or {given.text} cannot be read: {error!r}\n")
    shown = [one for one in found if one[1] or not one[0].startswith("file ")]
    print(*(f"WRONG {what}: {wrong}" if wrong else f"ok    {what}" for what, wrong in shown), sep="\n")
    bad, files = sum(bool(wrong) for _, wrong in found), sum(what.startswith("file ") for what, _ in found)
    print(f"\n{len(text.split()):,} words and {files} files checked: {f'{bad} WRONG' if bad else 'nothing is wrong'}.")
    return bad > 0


if __name__ == "__main__":
    raise SystemExit(main())
