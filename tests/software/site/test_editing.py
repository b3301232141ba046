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
from tests.helpers.pages import Site, classes_of
from tests.helpers.projects import PROJECT


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a date is a text."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(name: str) -> Any:
    text = (PROJECT / "data" / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=AsEditorsRead) or []  # an editor finds nothing wrong with a file of comments


@pytest.mark.parametrize("name", FILES)
def test_the_schema_of_each_file_is_in_step_and_wired_up(name: str) -> None:
    file = PROJECT / "data" / "schema" / f"{name}.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert schema == schema_of(name), "run `python -m edition schemas`"
    first = (PROJECT / "data" / f"{name}.yml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{name}.json"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", FILES)
def test_each_file_fits_its_schema(name: str) -> None:
    records = needs_some(read(name), f"records in {name}.yml")
    assert list(Draft202012Validator(schema_of(name)).iter_errors(records)) == []


def test_a_schema_sees_a_misspelled_key_and_tells_what_fields_are() -> None:
    sessions = read("sessions")
    sessions[0]["short_titel"] = sessions[0].pop("short_title")
    assert len(list(Draft202012Validator(schema_of("sessions")).iter_errors(sessions))) == 2
    assert "docs/sessions/" in schema_of("sessions")["$defs"]["Session"]["properties"]["slug"]["description"]


def test_each_file_opens_with_a_guide_and_an_example() -> None:
    for name in FILES:
        text = (PROJECT / "data" / f"{name}.yml").read_text(encoding="utf-8")
        guide = [line for line in text.split("\n\n")[0].splitlines() if line.startswith("#")]
        assert len(guide) > 4, name
        assert any("Example" in line for line in guide), name


def test_edit_links_lead_to_the_very_line(site: Site, index: Index) -> None:
    pages = site.pages
    begins = {address_of(passage): re.findall(r"\w+", passage.words)[0] for passage in index.passages.values()}
    begins |= {address_of(ref): ref.id for ref in index.entries}
    for address, words in begins.items():
        page, _, id_ = address.partition("#")
        element = pages[page].by_id(id_)
        link = next(e.attrib["href"] for e in element.iter("a") if "edit" in classes_of(e))
        file, _, line = link.removeprefix("https://example.org/edit/").partition("#L")
        lines = (PROJECT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
        assert words in " ".join(lines[:2]), (address, link)
    edits = {e.get("href") for page in pages.values() for e in page.having("class") if e.get("class") == "edit"}
    assert len(edits) == len(index.addressed)


def test_there_are_no_edit_links_where_no_address_is_set(second_site: Site) -> None:
    assert [e for page in second_site.pages.values() for e in page.having("class") if e.get("class") == "edit"] == []
