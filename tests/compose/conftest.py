"""The containers that these tests look at, brought up once; each test finds them healthy, whatever came before it."""

import os
from collections.abc import Iterator

import pytest

from containers import Project, own_project


@pytest.fixture(scope="session")
def project() -> Iterator[Project]:
    """The tests' own project, built from the sources at hand; a test may leave it in any state."""
    with own_project("compose", os.environ) as project:
        project.run("up", "--build", "--wait")
        yield project


@pytest.fixture
def containers(project: Project) -> Project:
    """The project, all of whose services are healthy."""
    project.up("--remove-orphans")
    return project
