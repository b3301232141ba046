"""Check a published edition against the document's text. This needs Python 3.11 or newer and nothing else.

Is every word there, to be seen, in order, and each file as in the manifest? It shares no code with the edition.
"""

import argparse
import json
import re
import struct
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import unescape
from io import BytesIO
from os.path import commonprefix
from pathlib import Path
from typing import IO
from urllib import parse, request
from zipfile import ZipFile

FULL, JSON, MARKDOWN, PLAIN = "full-text/index.html", "data/summary.json", "data/summary.md", "data/summary.txt"
EPUB, ZIP, MANIFEST = "take-along/summary.epub", "take-along/edition.zip", "data/manifest.txt"
LINE, PAGES, CHANGES = re.compile(r"([0-9a-f]{64})  (\S.*)\n"), "the pages of its parts", "changes/index.html"
SITE, FILE, TEXT, MANY = 1 << 30, 64 << 20, 8 << 20, 50_000  # bytes of a site, of a file, of one with words; files
# Elements that all browsers read alike. There are no comments, for instance, and no values without quotation marks.
HAS = r'(?:[ \t\n]+[A-Za-z:][A-Za-z0-9:-]*(?:="[^"<>]*")?)*[ \t\n]*'
ELEMENT = re.compile(rf"(<([a-z][a-z0-9]*){HAS}>)([^<]*)</\2>")
DRAWING = rf"<svg{HAS}>(?:<(?:path|rect){HAS}/>)*</svg>"
EMPTY = re.compile(rf"{DRAWING}|<(?:br|hr|img|input|link|meta){HAS}/?>|<(?:!doctype|!DOCTYPE|\?xml) [^<>]*>")
UNSAFE = re.compile(
    r"(?is)[\0-\10]|<[^<>]{9999}|<(?:base|frameset|plaintext|style)\b|<[^<>]*\s(?:style|on[a-z]+)=|<body\b.*<body\b"
    r'|\shttp-equiv="(?!Content-Security-Policy")|\scharset="(?!utf-8")|\s(?:href|rel)="[^"]*(?:script:|&(?!amp;|#39;))'
)
LOADS = re.compile(r'(?i)<script\b(?! type="application/ld\+json">)|<link[^<>]*stylesheet')
LOADED = re.compile(r'<(?:link rel="stylesheet" href|script(?: type="module"| defer)? src)="([^"?]*)[^"]*"')
# Words; the only elements around them; and what else is between: numbers, and what is marked as ours.
WORDS = re.compile(
    r'<(p|h[1-6]|(span)) class="verbatim" data-verbatim="([^"<>]*)">([^<]*(?:<(?:/a|/abbr|abbr title="[^"<>]*"'
    r'|a class="mention" href="[^"<>]*"(?: data-ref="[^"<>]*")?'
    r'|(?(2)(?!)|(?:/span|span class="attributed")))>[^<]*)*)</\1>'
)
AROUND = re.compile(
    r"<(?:article|body|div|header|html|li|main|ol|p|section|span|ul)(?: (?:aria-label|data-(?:md-component|name)|dir"
    r'|epub:type|id|lang|tabindex|xml:lang|xmlns|xmlns:epub)="[^"]*"| role="group"| class="(?:(?:chapter|conclusion'
    r"|content|document-part|edition|full-text|hero|md-[a-z_-]+|no-js|offline|opening|passage[a-z-]*|prose|reading|wide"
    r'|with-navigator)(?: |(?=")))*")*>'
)
PASSAGE = re.compile(r'<[a-z]+ class="(?:[^"]* )?passage [^"]*" id="([^"]*)"')
NUMBER, LABEL = re.compile(r'<[a-z]+ class="(?:permalink passage__)?number"'), re.compile(r'<h[1-6] class="label"')
OURS = r'<[a-z]+ class="(apparatus|beyond|conclusion__foot|hero__lead|key|mentions|outcomes|pointer|steps|tools)"'


class Site:
    """The files of a site, or in a folder of it, by their `names`. At a web address they are those in its manifest."""

    def __init__(self, place: str | IO[bytes], folder: str = "") -> None:
        self.place, self.top, self.left = place, "", SITE
        self.open: Callable[[str], IO[bytes]]
        if isinstance(place, str) and re.match("https?://", place):
            self.top = re.split("[?#]", place)[0].removesuffix("index.html").rstrip("/") + "/"
            self.open = lambda name: request.urlopen(parse.quote(name, safe=":/@%~[]"), timeout=60)
            self.names = [MANIFEST, *(name for _, name in LINE.findall(self.read(MANIFEST).decode(errors="replace")))]
        elif isinstance(place, str) and Path(place).is_dir():
            self.open = lambda name: Path(place, name).open("rb")  # noqa: SIM115
            files = [one for one in Path(place).rglob("*") if one.is_symlink() or not one.is_dir()]
            odd = {one for one in files if not one.is_file() or one.is_symlink()}
            self.names = [one.relative_to(place).as_posix() + "/" * (one in odd) for one in files]
        else:
            archive = zip_file(open(place, "rb") if isinstance(place, str) else place)  # noqa: PTH123, SIM115
            names = [entry.orig_filename for entry in archive.infolist() if not entry.is_dir()]
            self.top = min((name for name in names if name.endswith(JSON)), key=len, default=JSON).removesuffix(JSON)
            self.open = archive.open
            self.names = [name.removeprefix(self.top) if name.startswith(self.top) else f"../{name}" for name in names]
        outside = [name for name in self.names if re.search(r"[\0-\x1f\\:]|(^|/)\.{0,2}(/|$)", name)]
        if outside or len({name.casefold() for name in self.names}) < len(self.names) or len(self.names) > MANY:
            raise ValueError(f"it has names that lead out of it, or are the same, or are too many: {outside[:1]}")
        self.top, self.names = self.top + folder, [one[len(folder) :] for one in self.names if one.startswith(folder)]

    def read(self, name: str, most: int = FILE) -> bytes:
        """What is in a file, if that is not too much."""
        with self.open(self.top + name) as file:
            content: bytes = file.read(most + 1)
        self.left -= len(content)
        if len(content) > most or self.left < 0:
            raise ValueError(f"{name} has more than {most >> 20} MB, or all files have more than {SITE >> 20} MB")
        return content


def zip_file(file: IO[bytes]) -> ZipFile:
    """A ZIP file that has only the files that it lists, one after the other, so that all programs find the same."""
    size, at, listing = file.seek(-42, 2) + 42, 0, 22
    large, end, length = struct.unpack("<4s16x4s8xL6x", file.read())
    archive = ZipFile(file) if large != b"PK\6\7" and end == b"PK\5\6" and length < 100 * MANY else None
    for entry in archive.infolist() if archive else []:
        file.seek(at + 14)
        sizes, name = struct.pack("<3L", entry.CRC, entry.compress_size, entry.file_size), entry.orig_filename.encode()
        if entry.header_offset == at and file.read(12) == sizes and entry.external_attr >> 28 != 10:  # 10 is a link
            at, listing = at + 30 + len(name) + entry.compress_size, listing + 46 + len(name)
    if not archive or at + listing != size:
        raise ValueError("it has more than what it lists, or links, or was not written by an edition; check its folder")
    return archive


def seen(page: str) -> str:
    """What readers see of a page, reduced element by element from the innermost, without what is marked as ours."""
    places, count = iter(range(len(page))), 1
    page = WORDS.sub(lambda words: f"\1{next(places)} {words[3]}\1", EMPTY.sub("\5", page))

    def reduced(element: re.Match[str]) -> str:
        start, _, text = element.groups()
        if NUMBER.match(start):
            return "\2" + text.strip(" \n\5") + "\2"
        if re.match(OURS, start) or LABEL.match(start):
            return "\4" * bool(LABEL.match(start))
        if not AROUND.fullmatch(start):
            return "\5" + re.sub("[\1-\4\6]", "", text)  # whatever else there is; if words, they may be hidden
        text = re.sub("\4[^\2\6]*", "", text)  # what is between a label and the next passage is ours
        own = PASSAGE.match(start)  # words with its id are at home, and after them it ends
        return re.sub(f"\1(\\d+) {re.escape(own[1])}\1", "\6\\1\6", text) + "\3" if own else text

    while count:
        page, count = ELEMENT.subn(reduced, page)
    return page


def passages_on(site: Site, name: str, listed: dict[str, dict[str, str]]) -> tuple[list[str], list[str]]:
    """The passages of a page to which citations lead; and other words that it takes, wrongly, for the document's."""
    page = site.read(name, TEXT).decode()
    words = [(id_, unescape(re.sub("<[^<>]*>", "", html))) for _, _, id_, html in WORDS.findall(page)]
    other = [said for id_, said in words if said != listed[id_]["words"]]
    if not re.search(r'class="([^"]* )?passage[ "]', page) and page.count("data-verbatim") == len(words):
        return [], other
    ids, rest, files = re.findall(r'\sid="([^"]*)"', page), seen(page), LOADED.findall(page)
    unsafe = UNSAFE.search(page) or re.search(r'class="[^"]*\bverbatim\b', WORDS.sub("", page)) or re.search("<", rest)
    more = {file.removeprefix("../" * name.count("/")) for file in files} - set(site.names)
    if unsafe or more or len(ids) > len(set(ids)) or len(LOADS.findall(page)) > len(files):
        raise ValueError(f"{name} has a comment, or else what can be shown in another way: {unsafe or more or ids}")
    *pieces, end = rest.split("\6")  # what is before words, and the place of words, in turn
    between = re.sub("\2[^\2]*\2|\3", "", "".join(pieces[2::2]) + end.rpartition("\3")[0]).strip()
    if pieces and between:
        raise ValueError(f"{name} has “{between[:60]}” between passages, not marked as ours")
    numbers = ["".join(re.findall("\2([^\2]*)\2", before)) for before in pieces[::2]]
    found = [(number, *words[int(at)]) for number, at in zip(numbers, pieces[1::2], strict=True)]
    return [said if no in ("", "¶", listed[id_]["label"]) else f"{no} {said}" for no, id_, said in found], other


def passages(site: Site, name: str) -> list[str]:
    """The passages in the order in which a file or the pages have them; a conclusion with its number."""
    if name in (MARKDOWN, PLAIN):
        blocks = site.read(name, TEXT).decode().removesuffix("\n").split("\n\n")
        if name == MARKDOWN:  # without notes, marks, and links before or after the words
            without = [re.sub(r"^(#+ |>.*|\[(\\.|[^\]\\])*\]\([^)\s]*\)( |$))", "", one, flags=re.S) for one in blocks]
            blocks = [re.sub(r"\\([^A-Za-z0-9\s])", r"\1", words) for words in without if words]
        return blocks
    edition = json.loads(site.read(JSON, TEXT))
    listed = {one["id"]: one for one in edition["passages"]}
    if name == JSON:
        return [f"{one['label']}. " * (one["kind"] == "statement") + one["words"] for one in edition["passages"]]
    book, pages, places = site, [FULL], list[str]()
    if name == PAGES:
        pages = [one for one in site.names if one.endswith((".html", ".htm")) and one != FULL and one[:2] != "v/"]
        places = [one["permalink"].removeprefix(edition["site"]).split("#")[0] for one in edition["passages"]]
    if name == EPUB:
        book = Site(BytesIO(site.read(EPUB)), "EPUB/")
        package = book.read("package.opf", TEXT).decode()
        files = dict(re.findall(r'<item id="([^"]*)" href="([^"]*)"', package))
        pages = [files[id_] for id_ in re.findall(r'<itemref idref="([^"]*)"', package)]
        if package.count("<item") != len(files) + len(pages) or "<!" in package:
            raise ValueError("its list of files is not as an edition writes it")
    read = {one: passages_on(book, one, listed) for one in pages if b"data-verbatim" in book.read(one, TEXT)}
    ordered = [(read[f"{place}index.html"][0] or [""]).pop(0) for place in places]
    return ordered + [said for found, other in read.values() for said in found + other]


def earlier(site: Site, version: Site, text: str) -> str:
    """The text of an earlier version: where the page Changes says that the source had been misread, as it was read."""
    changed = re.findall(r'<dd class="verbatim">(.*?)</dd>', site.read(CHANGES, TEXT).decode(), re.S)
    misread = {" ".join(unescape(re.sub("<ins>.*?</ins>|<[^<>]*>", "", one)).split()) for one in changed}
    now, then = ([one["words"] for one in json.loads(of.read(JSON, TEXT))["passages"]] for of in (site, version))
    for new, old in zip(now, then, strict=True):
        if old in misread:
            text = text.replace(new, old, 1)
    return text


def faults(site: Site, text: str, known: str | None, whole: bool = True) -> Iterator[tuple[str, str]]:
    """What is checked, and what is wrong with it: nothing, if that is empty. A whole site has others in it."""
    manifest = site.read(MANIFEST) if MANIFEST in site.names else b""
    sum_ = sha256(manifest).hexdigest()
    sums = {name: one for one, name in LINE.findall(manifest.decode(errors="replace"))}
    as_written = manifest == "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode() != b""
    wrong = "not the one given" if known not in (None, sum_) else "" if as_written else "not as an edition writes it"
    yield f"{MANIFEST}, SHA-256 {sum_}{'' if known else ' (not compared)'}", wrong
    words = [FULL, PAGES, JSON, MARKDOWN, PLAIN, *([EPUB] if EPUB in site.names else [])]
    files = sorted(sums.keys() | set(site.names) - {MANIFEST})
    versions = sorted({re.sub(r"(/.*|\.zip)$", "", name[2:]) for name in site.names if name.startswith("v/")})
    parts = [ZIP] * (ZIP in site.names) + [f"v/{version}{end}" for version in versions for end in ("/", ".zip")]
    checks = [("words in", words), ("file", files), ("edition in", parts if whole else [])]
    for kind, name in [(kind, name) for kind, names in checks for name in names]:
        try:
            if kind == "file":
                folder = [name[:-10]] if site.top.startswith("http") and name.endswith("index.html") else []
                sums_now = {sha256(site.read(one)).hexdigest() for one in [name, *folder] if name in site.names}
                wrong = "" if sums_now == {sums.get(name)} else "not as in the manifest"
            elif kind == "words in":
                found = " ".join(passages(site, name))
                at = max(0, len(commonprefix([found, text])) - 20)  # noqa: RUF071 - of texts, not of paths
                wrong = f"“{found[at:][:60]}” where the text has “{text[at:][:60]}”" if found != text else ""
            else:
                part = Site(site.place, name) if name.endswith("/") else Site(BytesIO(site.read(name)))
                known = sha256(site.read(name.replace(".zip", "/") + MANIFEST)).hexdigest() if name != ZIP else None
                inner = faults(part, earlier(site, part, text) if known else text, known, whole=False)
                yield from ((f"{what}, in {name}", wrong) for what, wrong in inner)
                wrong = ""
        except Exception as error:  # what was tampered with can fail in any way
            wrong = f"cannot be read: {error!r}"
        yield f"{kind} {name}", wrong


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
    except UnicodeError:
        parser.exit(1, f"{given.text} cannot be read: it is not in UTF-8; save it as plain text in UTF-8\n")
    except Exception as error:
        parser.exit(1, f"{given.site} or {given.text} cannot be read: {error!r}\n")
    shown = [one for one in found if one[1] or not one[0].startswith("file ")]
    print(*(f"WRONG {what}: {wrong}" if wrong else f"ok    {what}" for what, wrong in shown), sep="\n")
    bad, files = sum(bool(wrong) for _, wrong in found), sum(what.startswith("file ") for what, _ in found)
    print(f"\n{len(text.split()):,} words and {files} files checked: {f'{bad} WRONG' if bad else 'nothing is wrong'}.")
    return bad > 0


if __name__ == "__main__":
    raise SystemExit(main())
