"""JSON Schemas of the data files, for completion and hover texts in an editor. Generated from the model."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import TypeAdapter

from edition.loading.files import replace_text
from edition.model.edition import Edition


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of `data/<name>.yml`."""
    field = Edition.model_fields[name]
    annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    schema = TypeAdapter(annotation).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{name}.yml"} | schema


def write_schemas(project: Path) -> None:
    """Write `data/schema/<name>.json` for every data file."""
    folder = project / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for name in Edition.model_fields:
        text = json.dumps(schema_of(name), indent=1, ensure_ascii=False)
        replace_text(folder / f"{name}.json", text + "\n")
