"""Every kind of record that has a list in `data/`, a module each. `kind.py` says what a kind must have."""

from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules

from edition.kinds.kind import Addressed, Kind, Mentioned, NamedEntity


def _kind_in(name: str) -> type[Kind]:
    """The kind in a module: its concrete class, or the base of its variants.

    Raises:
        TypeError: there is none, or more than one.
    """
    module = import_module(f"{__name__}.{name}")
    own = [cls for cls in vars(module).values() if isinstance(cls, type) and cls.__module__ == module.__name__]
    concrete = [cls for cls in own if issubclass(cls, Kind) and not isabstract(cls)]
    match [cls for cls in concrete if not any(base in concrete for base in cls.__mro__[1:])]:
        case [kind]:
            return kind
    raise TypeError(f"{module.__name__} must have one kind of record: a concrete subclass of `Kind` or `Addressed`")


def _all_kinds() -> tuple[type[Kind], ...]:
    kinds = [_kind_in(module.name) for module in iter_modules(__path__) if module.name != "kind"]
    return tuple(sorted(kinds, key=lambda kind: kind.listed_at().turn))


KINDS = _all_kinds()
BY_NAME = {kind.listed_at().kind: kind for kind in KINDS}
ADDRESSED = {kind.listed_at().kind: kind for kind in KINDS if issubclass(kind, Addressed)}
MENTIONED = {kind.listed_at().kind: kind for kind in KINDS if issubclass(kind, Mentioned)}
NAMED = {name: kind for name, kind in MENTIONED.items() if issubclass(kind, NamedEntity)}
"""By their names, the kinds with an address; those that a passage can mention; and of these, those of entities."""
