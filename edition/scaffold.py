"""Begin what needs more than one file: a session has a record, a page and a line in the menu."""

import json
import re
from pathlib import Path

from pydantic import ValidationError

from edition.check import RESERVED
from edition.files import replace_text
from edition.ledger import read_ledger
from edition.messages import invalid_message
from edition.model import Edition, Session
from edition.problems import DataError, ReportedError
from edition.yaml_file import YamlFile, read_yaml

IN_MENU = re.compile(r"^( *- ).*\bsessions/.+\.md\b.*$", re.MULTILINE)
BEGUN = """\
Session {id} is begun, as the last: data/sessions.yml, docs/sessions/{slug}.md, mkdocs.yml. Left to do:
- the document's text: its heading and what follows, as the document has them
- data/conclusions.yml: its conclusions, each with "session: {id}\""""


class SessionError(ReportedError):
    """A session cannot begin; nothing was written. `str()` says why, a line for each reason."""


def add_session(project: Path, slug: str, short_title: str, heading: str, id_: str = "") -> str:
    """Begin a session behind the last one, with the next free id unless one is given; returns what is left to do.

    Raises:
        SessionError: what was given is no good, or taken.
        DataError: a data file cannot be read.
    """
    files = {name: read_yaml(project / "data" / f"{name}.yml") for name in Edition.model_fields}
    if problems := [problem for file in files.values() for problem in file.problems]:
        raise DataError(problems)
    ids = {address.partition("#")[2]: "data/ledger.txt" for address in read_ledger(project)}
    ids |= {id_: file.name for name, file in files.items() if name != "sdgs" for id_ in _values(file, "id")}
    slugs = _values(files["sessions"], "slug")
    id_ = id_ or next(id_ for at in range(len(slugs) + 1, 10**6) if (id_ := f"s{at}") not in ids)
    record = {"id": id_, "slug": slug, "heading": heading, "short_title": short_title}
    page, menu = project / "docs" / "sessions" / f"{slug}.md", project / "mkdocs.yml"
    listed = list(IN_MENU.finditer(menu.read_text(encoding="utf-8")))
    reasons = [] if listed else ["the menu in mkdocs.yml has no page of sessions/ to put the new one behind"]
    try:
        Session.model_validate(record)
    except ValidationError as error:
        reasons += [f"{details['loc'][0]}: {invalid_message(dict(details))}" for details in error.errors()]
    if id_ in ids:
        reasons.append(f'the id "{id_}" is taken; it stands in {ids[id_]} already')
    if id_.startswith(RESERVED):
        reasons.append(f"an id cannot begin with {' or '.join(RESERVED)}: pages use such anchors")
    if slug in slugs or page.exists():
        reasons.append(f'the slug "{slug}" is another session\'s already; see docs/sessions/{slug}.md')
    if reasons:
        raise SessionError("\n".join(reasons))
    texts = {key: json.dumps(record[key], ensure_ascii=False) for key in ("heading", "short_title")}
    new = "\n  ".join(f"{key}: {text}" for key, text in (record | texts).items())
    replace_text(project / "data" / "sessions.yml", f"{files['sessions'].text.rstrip()}\n\n- {new}\n")
    replace_text(page, '{{ view("session") }}\n')
    at, text = listed[-1].end(), listed[-1].string
    replace_text(menu, f"{text[:at]}\n{listed[-1][1]}sessions/{slug}.md{text[at:]}")
    return BEGUN.format(**record)


def _values(file: YamlFile, key: str) -> list[str]:
    """What stands behind this key, wherever in the file."""
    places = (place for path, place in file.values.items() if path[-1] == key)
    return [file.text[start.index : end.index].strip("\"'") for start, end in places]
