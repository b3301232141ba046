"""Help for editors: schemas that are in step with the model, edit links to the very line, warnings."""

import json
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from edition.document.addresses import address_of
from edition.document.edition import FILES
from edition.document.index import Index
from edition.loading.validation import schema_of
from tests.helpers.needs import needs_some
from tests.helpers.pages import Site, having_class
from tests.helpers.projects import PROJECT


def read(name: str) -> Any:
    """As editors read it, to whom a date is a text, and nothing is wrong with a file of comments."""
    records = yaml.safe_load((PROJECT / "data" / f"{name}.yml").read_text(encoding="utf-8"))
    return json.loads(json.dumps(records or [], default=str))


@pytest.mark.parametrize("name", FILES)
def test_each_file_opens_with_its_schema_and_a_guide_and_fits_the_schema(name: str) -> None:
    schema = json.loads((PROJECT / "data" / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    assert schema == schema_of(name), "run `python -m edition schemas`"
    Draft202012Validator.check_schema(schema)
    opening = (PROJECT / "data" / f"{name}.yml").read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    first, *guide = (line for line in opening if line.startswith("#"))
    assert first == opening[0] == f"# yaml-language-server: $schema=schema/{name}.json"
    assert len(guide) >= 4 and any("Example" in line for line in guide)
    records = needs_some(read(name), f"records in {name}.yml")
    assert list(Draft202012Validator(schema).iter_errors(records)) == []


def test_a_schema_sees_a_misspelled_key_and_tells_what_fields_are() -> None:
    sessions = read("sessions")
    sessions[0]["short_titel"] = sessions[0].pop("short_title")
    assert len(list(Draft202012Validator(schema_of("sessions")).iter_errors(sessions))) == 2
    assert "docs/sessions/" in schema_of("sessions")["$defs"]["Session"]["properties"]["slug"]["description"]


def test_edit_links_lead_to_the_very_line(site: Site, index: Index) -> None:
    pages = site.pages
    begins = {address_of(passage): re.findall(r"\w+", passage.words)[0] for passage in index.passages.values()}
    begins |= {address_of(ref): ref.id for ref in index.entries}
    for address, words in begins.items():
        page, _, id_ = address.partition("#")
        link = having_class(pages[page].by_id(id_), "edit")[0].attrib["href"]
        file, _, line = link.removeprefix("https://example.org/edit/").partition("#L")
        lines = (PROJECT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
        assert words in " ".join(lines[:2]), (address, link)
    edits = {link.get("href") for page in pages.values() for link in having_class(page.root, "edit")}
    assert len(edits) == len(index.addressed)


def test_there_are_no_edit_links_where_no_address_is_set(second_site: Site) -> None:
    assert [link for page in second_site.pages.values() for link in having_class(page.root, "edit")] == []
