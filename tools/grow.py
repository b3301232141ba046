"""Make larger editions of the same shape, for measuring: `grow(folder, conclusions)`.

Everything is in proportion: for every 6 conclusions a session or two, 18 paragraphs, 30 mentions, 6 SDG links and
some entities of every kind. The same number always gives the same files.
"""

import json
import re
import shutil
from pathlib import Path
from random import Random
from typing import Any

import yaml

from edition.document.passages import MENTION
from edition.pages.page_files import about_this_document
from edition.site.new import menu_of
from edition.site.project import load_index

PROJECT = Path(__file__).parent.parent


def plain(marked: str) -> str:
    """A text without the references of its mentions."""
    return MENTION.sub(r"\g<text>", marked)


OUTCOME: dict[str, Any] = {"title": "What followed", "when": "2017", "date": "2017", "gist": "Something followed."}
OUTCOME |= {"connection": "same-subject", "sources": ["source-grown"]}
LINK = {"basis": "editorial", "strength": "interpretation", "rationale": "Words lead there."}
PARALLEL = {"source": "source-grown", "note": "It is shorter."}


def grow(folder: Path, conclusions: int) -> None:
    """Write a whole project with so many conclusions into the empty `folder`."""
    random = Random(conclusions)
    document = PROJECT / "data" / load_index(PROJECT).edition.document.source
    words = re.findall(r"\b[a-z]{2,}\b", document.read_text(encoding="utf-8"))  # each as often as there
    some = max(2, conclusions // 6)
    counts = {"organization": some * 2, "framework": some, "event": some, "person": some, "publication": 1}
    names = {
        f"{kind}:{kind}-{at}": f"Body{at} of {kind.title()}s" for kind, count in counts.items() for at in range(count)
    }
    refs = list(names)
    source = ["Grown edition"]

    def sentence() -> str:
        """About twenty words, with two mentions among them."""
        two = random.sample(refs, 2)
        chosen = [random.choice(words) for _ in range(20)]
        for ref in two:
            chosen.insert(random.randrange(1, len(chosen)), f"[{names[ref]}]({ref})")
        return " ".join([chosen[0].capitalize(), *chosen[1:]]) + "."

    def text(size: int, number: str = "") -> str:
        """So many sentences; the source has them, too."""
        marked = " ".join(sentence() for _ in range(size))
        source.append(number + plain(marked))
        return marked

    def entities(kind: str, **more: str) -> list[dict[str, Any]]:
        fixed = {"gist": "What it is.", "sources": ["source-grown"], **more}
        return [{"id": f"{kind}-{at}", "name": names[f"{kind}:{kind}-{at}"], **fixed} for at in range(counts[kind])]

    data: dict[str, Any] = yaml.safe_load((PROJECT / "tools" / "grown.yml").read_text(encoding="utf-8"))
    data |= {"sessions": [], "conclusions": [], "sdg_links": [], "parallels": []}
    data["document"]["introduction"] = [{"id": f"intro-{at}", "text": text(2)} for at in range(2)]
    sessions = max(1, conclusions // 5)
    for session in range(sessions):
        heading = f"HEADING {session}:"
        source.append(heading)
        titles = {"slug": f"session-{session}", "heading": heading, "short_title": f"Session {session}"}
        data["sessions"].append({"id": f"s{session}", **titles})
        first, last = session * conclusions // sessions, (session + 1) * conclusions // sessions
        for number in range(first + 1, last + 1):
            record = {"id": f"c{number}", "number": str(number), "session": f"s{session}"}
            record |= {"short_title": f"Conclusion {number}", "statement": text(1, f"{number}. ")}
            paragraphs = [{"id": f"c{number}-p{at}", "text": text(2)} for at in range(1, 4)]
            data["conclusions"].append({**record, "paragraphs": paragraphs})
            if number % 6 == 1:
                quoted = plain(paragraphs[1]["text"])[:90]
                ids = {"id": f"parallel-{number}", "passage": f"c{number}-p2"}
                data["parallels"].append({**ids, "quote": quoted[:60], "wording": quoted, **PARALLEL})
            target = f"target:{random.randrange(1, 18)}.{random.randrange(1, 3)}"
            data["sdg_links"].append({"passage": f"c{number}-p1", "to": target, **LINK})
    data["document"]["closing"] = [{"id": "end-1", "text": text(1)}]
    figure = {"id": "figure-grown", "passage": "intro-0", "value": "1", "label": "grown"}
    data["document"]["figures"] = [figure | {"quote": plain(data["document"]["introduction"][0]["text"])[:9]}]
    data["sdgs"]["goals"] = [
        {"id": str(at), "name": f"Goal name {at}", "wording": "A goal", "colour": "#0A586C"} for at in range(1, 18)
    ]
    data["sdgs"]["targets"] = [{"id": f"{goal}.{at}", "wording": "A target"} for goal in range(1, 18) for at in (1, 2)]
    data |= {
        "speakers": entities("person"),
        "organizations": entities("organization"),
        "frameworks": entities("framework", title="Its official title", date="2016-01-01", date_label="Adopted"),
        "events": entities("event", start="2016-02-01"),
        "publications": entities("publication"),
        "notes": [{"passage": f"c{at}", "quote": "of", "note": "A note."} for at in range(1, conclusions, 10)],
        "attributions": [{"passage": f"c{at}-p1", "quote": "of", "kind": "some"} for at in range(1, conclusions, 2)],
        "outcomes": [{"id": f"outcome-{at}", "passages": [f"c{at}"], **OUTCOME} for at in range(1, conclusions, 2)],
    }
    write(folder, data, source)


def write(folder: Path, data: dict[str, Any], source: list[str]) -> None:
    """Write the files: JSON is YAML, and quick to write."""
    slugs = [session["slug"] for session in data["sessions"]]
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
