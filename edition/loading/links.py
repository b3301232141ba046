"""Write the links that the check proposes: names in passages become mentions, and nothing else changes."""

from collections import Counter, defaultdict
from pathlib import Path

from edition.document.passages import parse_spans, passages_of
from edition.loading.checks import Material, Unlinked, names_in_passages
from edition.loading.data import read_files
from edition.loading.files import replace_text
from edition.loading.problems import DataError, ReportedError
from edition.loading.validation import validate
from edition.loading.yaml_file import YamlFile
from edition.records.findings import DataPath


class LinkError(ReportedError):
    """A link cannot be written without changing more than it. `str()` says where."""


def write_links(project: Path, kind: str | None = None) -> dict[str, int]:
    """Link every name that a passage does not link where it first uses it.

    What has quotation marks or backslashes in quotes is left as it is, for an editor.

    Args:
        project: the folder with `data/`.
        kind: as in references, `framework`; names of other kinds stay as they are.

    Returns:
        For each file that was written, how many links are new.

    Raises:
        DataError: the data cannot be read as an edition; nothing was written.
        LinkError: nothing was written.
    """
    files, problems = read_files(project / "data")
    validated = validate(files)
    if not validated.edition:
        raise DataError([*problems, *validated.problems])
    material = Material(validated.edition, tuple(passages_of(validated.edition)), project, validated.incomplete)
    wanted: dict[str, dict[DataPath, list[Unlinked]]] = defaultdict(lambda: defaultdict(list))
    for found in names_in_passages(material):
        if isinstance(found, Unlinked) and kind in (None, found.ref.kind):
            path = validated.locations.in_file(found.passage.path)
            wanted[str(path[0])][path].append(found)
    linked, texts = Counter[str](), dict[str, str]()
    for stem, values in wanted.items():
        file = files[stem]
        text, number = _linked(file, values)
        if number:
            linked[file.name], texts[file.name] = number, text
    for name, text in texts.items():
        replace_text(project / name, text)
    return dict(linked)


def _linked(file: YamlFile, values: dict[DataPath, list[Unlinked]]) -> tuple[str, int]:
    """The text of a file with links in these values, and how many there are."""
    text, number = file.text, 0
    for path, unlinked in sorted(values.items(), key=lambda item: -file.range_of(item[0])[0]):
        start, end = file.range_of(path)
        value = text[start:end]
        for one in sorted(unlinked, key=lambda one: -one.at):
            first, after = file.range_of(path, one.at, one.at + len(one.words))
            if " ".join(text[first:after].split()) == one.words:
                value = f"{value[: first - start]}[{text[first:after]}]({one.ref}){value[after - start :]}"
                number += 1
        text = text[:start] + (_in_quotes(value) if value.startswith("[") else value) + text[end:]
    new = YamlFile(file.name, text, file.root)
    new.parse()
    if new.problems or _words(new) != _words(file):
        raise LinkError(f"{file.name}: links cannot be written here without changing words; write them by hand")
    return text, number


def _in_quotes(value: str) -> str:
    """A text that begins with a link and was in no quotes: without, YAML would take it for a list."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _words(file: YamlFile) -> dict[DataPath, str]:
    """Every text without links, by its place."""
    texts = {path: file.value(path) for path in file.values}
    return {path: "".join(span.text for span in parse_spans(it)) for path, it in texts.items() if isinstance(it, str)}
