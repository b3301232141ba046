"""What the project depends on: each package below the version that would break it, and locked by hash, from no host."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.conftest import PROJECT

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    *SETTINGS["build-system"]["requires"],
    *SETTINGS["project"]["dependencies"],
    *SETTINGS["dependency-groups"]["dev"],
]
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = re.findall(r"^([a-z0-9.-]+)==([^ ]+) .*\\\n +--hash=sha256:", LOCK, re.M)


@pytest.mark.parametrize("wanted", WANTED)
def test_every_dependency_is_locked_below_its_breaking_version(wanted: str) -> None:
    requirement = Requirement(wanted)
    locked = Version(dict(LOCKED)[requirement.name.lower()])
    breaking = Version(f"{locked.major + 1}" if locked.major else f"0.{locked.minor + 1}")
    caps = [Version(part.version) for part in requirement.specifier if part.operator == "<"]
    assert locked in requirement.specifier
    assert caps and min(caps) <= breaking


def test_every_package_has_a_hash_and_none_a_host() -> None:
    assert len(LOCKED) == len(re.findall("^[a-z]", LOCK, re.M))
    assert "://" not in LOCK
