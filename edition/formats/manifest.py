"""The list of files by which anyone can check that a site, or a zip of one, is what was published."""

from collections.abc import Mapping

MANIFEST = "data/manifest.txt"


def manifest_of(digests: Mapping[str, str]) -> str:
    """A line for each file, by its name from the root of the site, with its digest, as `sha256sum --check` has it."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
