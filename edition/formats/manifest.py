"""The list of files by which anyone can check that a site, or a zip of one, is what was published."""

from collections.abc import Mapping

MANIFEST = "data/manifest.txt"


def manifest_of(digests: Mapping[str, str]) -> str:
    """A line for each file, in the order of their names, as `sha256sum --check` reads it.

    Args:
        digests: the SHA-256 of each file, in hexadecimal digits, by its name from the root of the site.
    """
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
