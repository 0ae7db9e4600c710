"""What is installed: pinned with hashes, named without a host, the same for running and for testing, and not GPL."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUNTIME = Path("requirements.lock")
DEVELOPMENT = Path("requirements-dev.lock")
#: a copyleft licence; for the tests alone the lesser one is accepted
COPYLEFT = re.compile(r"(?i)\b(?:A|L)?GPL|GNU (?:Affero |Lesser |Library )?General Public")
TESTS_ONLY = {"pyte"}


def _pins(lock: Path) -> dict[str, Requirement]:
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    found = [Requirement(line.partition("--hash=")[0].strip()) for line in text.splitlines() if line.strip()]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def _licences(package: str) -> list[str]:
    try:
        found = metadata(package)
    except PackageNotFoundError:
        return []  # for another platform
    said = [line.partition("\n")[0] for key in ("License-Expression", "License") for line in found.get_all(key) or []]
    return said + [line for line in found.get_all("Classifier") or [] if line.startswith("License ::")]


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_locks_name_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.findall(r"://|^\s*--(?!hash=)|#|@", text, re.MULTILINE)


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_tests_run_with_the_versions_that_people_run() -> None:
    development = _pins(DEVELOPMENT)
    different = [name for name, pin in _pins(RUNTIME).items() if str(development.get(name)) != str(pin)]
    assert different == []


def test_locks_satisfy_the_project() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        RUNTIME: [*project["project"]["dependencies"], *project["build-system"]["requires"]],
        DEVELOPMENT: project["project"]["optional-dependencies"]["dev"],
    }
    for lock, requirements in wanted.items():
        pins = _pins(lock)
        for requirement in map(Requirement, requirements):
            (pin,) = pins[canonicalize_name(requirement.name)].specifier
            assert requirement.specifier.contains(pin.version), f"{lock}: {requirement}; run `make lock`"


def test_no_package_is_under_the_gpl() -> None:
    for package in set(_pins(RUNTIME)) | set(_pins(DEVELOPMENT)) - TESTS_ONLY:
        assert not [said for said in _licences(package) if COPYLEFT.search(said)], package


def test_packages_for_tests_alone_are_not_needed_to_run() -> None:
    assert not TESTS_ONLY & set(_pins(RUNTIME))


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("GPL-3.0-only", True),
        ("LGPL-3.0", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("MPL-2.0", False),
        ("MIT", False),
    ],
)
def test_copyleft_is_recognised(licence: str, found: bool) -> None:
    assert bool(COPYLEFT.search(licence)) is found
