"""Make larger editions of the same shape, for measuring: `grow(folder, conclusions)`.

Everything is in proportion: for every 6 conclusions a session or two, 18 paragraphs, 30 mentions, 6 SDG links and
some entities of every kind. The same number always gives the same files.
"""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from edition.document.passages import MENTION
from edition.pages.page_files import about_this_document
from edition.site.new import menu_of
from edition.site.project import load_index

PROJECT = Path(__file__).parent.parent


@cache
def words() -> list[str]:
    """The document's own, so that they come as often as words do."""
    source = PROJECT / "data" / load_index(PROJECT).edition.document.source
    return re.findall(r"\b[a-z]{2,}\b", source.read_text(encoding="utf-8"))


def sentence(random: Random, mentions: list[str]) -> str:
    """About twenty words, with these mentions among them."""
    chosen = [random.choice(words()) for _ in range(20)]
    for mention in mentions:
        chosen.insert(random.randrange(1, len(chosen)), mention)
    chosen[0] = chosen[0].capitalize()
    return " ".join(chosen) + "."


def plain(marked: str) -> str:
    """A text without the references of its mentions."""
    return MENTION.sub(r"\g<text>", marked)


def parallel(number: int, conclusion: dict[str, Any]) -> dict[str, str]:
    """The record that a paragraph of a conclusion has much in common with a source."""
    words = plain(conclusion["paragraphs"][1]["text"])
    record = {"id": f"parallel-{number}", "passage": f"c{number}-p2", "source": "source-grown"}
    return record | {"quote": words[:60], "wording": words[:90], "note": "It is shorter."}


OUTCOME: dict[str, Any] = {"title": "What followed", "when": "2017", "date": "2017", "gist": "Something followed."}
OUTCOME |= {"connection": "same-subject", "sources": ["source-grown"]}


def grow(folder: Path, conclusions: int) -> None:
    """Write a whole project with so many conclusions into the empty `folder`."""
    random = Random(conclusions)
    sessions = max(1, conclusions // 5)
    some = max(2, conclusions // 6)
    kinds = {"organization": some * 2, "framework": some, "event": some, "person": some, "publication": 1}
    names = {
        f"{kind}:{kind}-{at}": f"Body{at} of {kind.title()}s" for kind, count in kinds.items() for at in range(count)
    }
    refs = list(names)
    source = ["Grown edition"]

    def text(size: int) -> str:
        two = (random.sample(refs, 2) for _ in range(size))
        return " ".join(sentence(random, [f"[{names[ref]}]({ref})" for ref in pair]) for pair in two)

    def added(marked: str, number: str = "") -> str:
        source.append(number + plain(marked))
        return marked

    introduction = [{"id": f"intro-{at}", "text": added(text(2))} for at in range(2)]
    session_records: list[dict[str, Any]] = []
    records: list[dict[str, Any]] = []
    links: list[dict[str, str]] = []
    for session in range(sessions):
        heading = added(f"HEADING {session}:")
        session_records.append(
            {"id": f"s{session}", "slug": f"session-{session}", "heading": heading, "short_title": f"Session {session}"}
        )
        first, last = session * conclusions // sessions, (session + 1) * conclusions // sessions
        for number in range(first + 1, last + 1):
            id_ = f"c{number}"
            record = {"id": id_, "number": str(number), "session": f"s{session}", "short_title": f"Conclusion {number}"}
            record["statement"] = added(text(1), f"{number}. ")
            paragraphs = [{"id": f"{id_}-p{at}", "text": added(text(2))} for at in range(1, 4)]
            records.append({**record, "paragraphs": paragraphs})
            target = f"target:{random.randrange(1, 18)}.{random.randrange(1, 3)}"
            links.append({"passage": f"{id_}-p1", "to": target, "basis": "editorial"})
            links[-1] |= {"strength": "interpretation", "rationale": "Words lead there."}
    closing = [{"id": "end-1", "text": added(text(1))}]

    def entities(kind: str, **more: str) -> list[dict[str, Any]]:
        fixed = {"gist": "What it is.", "sources": ["source-grown"], **more}
        ids = [f"{kind}-{at}" for at in range(kinds[kind])]
        return [{"id": id_, "name": names[f"{kind}:{id_}"], **fixed} for id_ in ids]

    quoted = {"passage": "intro-0", "quote": plain(introduction[0]["text"])[:9], "value": "1", "label": "grown"}
    data: dict[str, Any] = yaml.safe_load((PROJECT / "tools" / "grown.yml").read_text(encoding="utf-8"))
    data["document"] |= {
        "introduction": introduction,
        "closing": closing,
        "figures": [{"id": "figure-grown", **quoted}],
    }
    data["sdgs"]["goals"] = [
        {"id": str(at), "name": f"Goal name {at}", "wording": "A goal", "colour": "#0A586C"} for at in range(1, 18)
    ]
    data["sdgs"]["targets"] = [{"id": f"{goal}.{at}", "wording": "A target"} for goal in range(1, 18) for at in (1, 2)]
    data |= {
        "sessions": session_records,
        "conclusions": records,
        "speakers": entities("person"),
        "organizations": entities("organization"),
        "frameworks": entities("framework", title="Its official title", date="2016-01-01", date_label="Adopted"),
        "events": entities("event", start="2016-02-01"),
        "publications": entities("publication"),
        "sdg_links": links,
        "notes": [{"passage": f"c{number}", "quote": "of", "note": "A note."} for number in range(1, conclusions, 10)],
        "attributions": [
            {"passage": f"c{number}-p1", "quote": "of", "kind": "some"} for number in range(1, conclusions, 2)
        ],
        "parallels": [parallel(number, records[number - 1]) for number in range(1, conclusions, 6)],
        "outcomes": [
            OUTCOME | {"id": f"outcome-{number}", "passages": [f"c{number}"]} for number in range(1, conclusions, 2)
        ],
    }
    write(folder, data, source, [record["slug"] for record in session_records])


def write(folder: Path, data: dict[str, Any], source: list[str], slugs: list[str]) -> None:
    """Write the files: JSON is YAML, and quick to write."""
    shutil.copytree(PROJECT / "docs", folder / "docs", ignore=shutil.ignore_patterns("sessions"))
    for page in (folder / "docs").glob("*.md"):
        if about_this_document(page.read_text(encoding="utf-8")):
            page.unlink()
    (folder / "docs" / "sessions").mkdir()
    (folder / "data").mkdir()
    for slug in slugs:
        (folder / "docs" / "sessions" / f"{slug}.md").write_text("{{ session() }}\n")
    for name, records in data.items():
        (folder / "data" / f"{name}.yml").write_text(json.dumps(records, indent=1))
    (folder / "data" / "source.txt").write_text("\n".join(source))
    (folder / "data" / "ledger.txt").write_text("# Ledger of a grown edition\n")
    shutil.copy(PROJECT / "macros.py", folder)
    shutil.copytree(PROJECT / "edition", folder / "edition", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(menu_of(settings, folder, slugs), encoding="utf-8")
