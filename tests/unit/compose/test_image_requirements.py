"""The images install what the embedded stack installs: the same releases, the same files."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[3] / "requirements"


def pins(name: str) -> Mapping[str, frozenset[str]]:
    """The hashes of each pinned release of a file."""
    text = (REQUIREMENTS / f"{name}.txt").read_text().replace("\\\n", " ")
    lines = (line.split("#")[0].split() for line in text.splitlines() if re.match(r"[a-z0-9]", line))
    return {line[0]: frozenset(part for part in line[1:] if part.startswith("--hash=")) for line in lines}


STACK = pins("stack")


@pytest.mark.parametrize("image", ["localstack", "query", "market", "build", "uv"])
def test_an_image_has_nothing_but_the_stack_s_packages(image: str) -> None:
    assert pins(image)
    assert pins(image).items() <= STACK.items()


def test_the_notebook_shares_its_releases_with_the_stack_and_with_the_tests() -> None:
    known = {release.split("==")[0]: (release, hashes) for release, hashes in {**pins("dev"), **STACK}.items()}
    for release, hashes in pins("notebook").items():
        assert known.get(release.split("==")[0], (release, hashes)) == (release, hashes)
    assert any(release.startswith("pandas==") for release in pins("notebook"))
