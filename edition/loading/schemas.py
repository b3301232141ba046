"""JSON Schemas of the data files, for completion and hover texts in an editor. Generated from the model."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from edition.document.edition import FILES
from edition.loading.files import replace_text


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of `data/<name>.yml`."""
    schema = TypeAdapter(FILES[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{name}.yml"} | schema


def write_schemas(project: Path) -> None:
    """Write `data/schema/<name>.json` for every data file."""
    folder = project / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for name in FILES:
        text = json.dumps(schema_of(name), indent=1, ensure_ascii=False)
        replace_text(folder / f"{name}.json", text + "\n")
