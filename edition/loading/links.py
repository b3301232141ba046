"""Write the links that the check proposes: names in passages become mentions, and nothing else changes."""

from pathlib import Path

from edition.document.passages import parse_spans
from edition.loading.checks import check_names
from edition.loading.files import replace_text
from edition.loading.problems import DataError, ReportedError
from edition.loading.validation import validate
from edition.loading.yaml_file import YamlFile, parsed
from edition.records.records import DataPath, Finding, grouped


def write_links(project: Path, kind: str | None = None) -> dict[str, int]:
    """Link every name that a passage does not link where it first uses it, or those of a kind (`framework`) alone.

    What has quotation marks or backslashes in quotes is left as it is, for an editor.

    Returns:
        For each file that was written, how many links are new.

    Raises:
        DataError: the data cannot be read as an edition; nothing was written.
        ReportedError: a link cannot be written without changing more than it; nothing was written.
    """
    material, problems = validate(project)
    if not material:
        raise DataError(problems)
    found = (one for one in check_names(material) if one.link and kind in (None, one.link.kind))
    wanted = grouped((str(one.path[0]), one) for one in found)
    linked = {f"data/{stem}.yml": _linked(material.files[stem], names) for stem, names in wanted.items()}
    for name, (text, number) in linked.items():
        if number:
            replace_text(project / name, text)
    return {name: number for name, (_, number) in linked.items() if number}


def _linked(file: YamlFile, names: list[Finding]) -> tuple[str, int]:
    """The text of a file with these links, and how many there are."""
    text, number = file.text, 0
    in_values = grouped((one.path, (one.offset or 0, one.words, one.link)) for one in names)
    for path, unlinked in sorted(in_values.items(), key=lambda item: -file.values[item[0]][0]):
        start, end = file.values[path]
        value = text[start:end]
        for at, words, link in sorted(unlinked, reverse=True):
            first, last = file.place_in(path, at), file.place_in(path, at + len(words) - 1)
            if " ".join(text[first : last + 1].split()) == words:
                value = f"{value[: first - start]}[{text[first : last + 1]}]({link}){value[last + 1 - start :]}"
                number += 1
        if value.startswith("["):  # without quotation marks, YAML would take it for a list
            plain = '"' not in value and "\\" not in value
            value = f'"{value}"' if plain else "'" + value.replace("'", "''") + "'"
        text = text[:start] + value + text[end:]
    old, new = (parsed(file.name, one, file.root) for one in (file.text, text))
    if new.problems or _words(new) != _words(old):
        raise ReportedError(f"{file.name}: links cannot be written here without changing words; write them by hand")
    return text, number


def _words(file: YamlFile) -> dict[DataPath, str]:
    """Every text without links, by its place."""
    texts = {path: file.value(path) for path in file.values}
    return {path: "".join(span.text for span in parse_spans(it)) for path, it in texts.items() if isinstance(it, str)}
