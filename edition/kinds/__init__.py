"""Every kind of record that has a list in `data/`, a module each. `kind.py` says what a kind must have."""

from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules

from edition.kinds.kind import Addressed, Kind, Mentioned, NamedEntity, evidence_in
from edition.records.records import Outside, RefTo


def _kind_in(name: str) -> type[Kind]:
    """The kind in a module: its concrete class, or the base of its variants."""
    module = import_module(f"{__name__}.{name}")
    own = [cls for cls in vars(module).values() if isinstance(cls, type) and cls.__module__ == module.__name__]
    concrete = [cls for cls in own if issubclass(cls, Kind) and not isabstract(cls)]
    match [cls for cls in concrete if not any(base in concrete for base in cls.__mro__[1:])]:
        case [kind]:
            return kind
    raise TypeError(f"{module.__name__} must have one kind of record: a concrete subclass of `Kind` or `Addressed`")


def check_marks(kind: type[Kind]) -> None:
    """Raise a `TypeError` where a mark of a field would not do what it says."""
    for name, info in kind.model_fields.items():
        where = f"{kind.__name__}.{name}"
        if any(mark in repr(info.annotation) for mark in ("RefTo(", "Outside(")):
            raise TypeError(f"{where}: a mark goes round the whole type, as in Annotated[str | None, RefTo(…)]")
        for mark in info.metadata:
            if isinstance(mark, RefTo) and not BY_NAME.keys() | {"passage"} >= {*mark.kinds}:
                raise TypeError(f"{where}: {' or '.join(mark.kinds)} is none of passage, {', '.join(BY_NAME)}")
            if isinstance(mark, Outside) and not evidence_in(kind):
                raise TypeError(f"{where} is from outside: {kind.__name__} needs sources; derive it from Sourced, too")


_found = [_kind_in(module.name) for module in iter_modules(__path__) if module.name != "kind"]
KINDS = tuple(sorted(_found, key=lambda kind: kind.listed_at().turn))
BY_NAME = {kind.listed_at().kind: kind for kind in KINDS}
for _kind in KINDS:
    check_marks(_kind)
ADDRESSED = {kind.listed_at().kind: kind for kind in KINDS if issubclass(kind, Addressed)}
MENTIONED = {kind.listed_at().kind: kind for kind in KINDS if issubclass(kind, Mentioned)}
NAMED = {name: kind for name, kind in MENTIONED.items() if issubclass(kind, NamedEntity)}
"""By their names, the kinds with an address; those that a passage can mention; and of these, those of entities."""
