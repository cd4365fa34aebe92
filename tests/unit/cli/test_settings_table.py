"""The rows of ``Settings`` and the two files that repeat them: the README's table and docker-compose.yml's defaults."""

import dataclasses
import re
from pathlib import Path

import pytest

from tickstack.cli import settings
from tickstack.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
FIELDS = {PREFIX + field.name.upper(): field.metadata for field in dataclasses.fields(Settings)}
# Containers reach each other by name, so that Yahoo's names may mean the stand-in; processes cannot.
OTHER_DEFAULT = {"TICKSTACK_MARKET_ROUTE": "dns"}


@pytest.fixture(scope="module")
def compose_file() -> str:
    return (ROOT / "docker-compose.yml").read_text()


def test_the_readme_has_the_table_as_it_is_generated() -> None:
    told = (ROOT / "README.md").read_text()
    assert settings.table() in told, "'make readme' writes it anew"


def test_every_setting_has_a_row_once() -> None:
    assert sorted(row.variable for row in settings.rows(Settings())) == sorted(FIELDS)


def test_the_compose_file_reads_settings_only(compose_file: str) -> None:
    read = set(re.findall(rf"\$\{{({PREFIX}\w+)", compose_file))
    assert read == {name for name, meta in FIELDS.items() if meta["scope"] != "embedded"}


def test_the_compose_file_has_the_same_defaults(compose_file: str) -> None:
    defaults = set(re.findall(rf"\$\{{({PREFIX}\w+):-([^}}]+)\}}", compose_file))
    expected = {name: OTHER_DEFAULT.get(name, FIELDS[name]["default"]) for name, _ in defaults}
    assert dict(defaults) == expected
    assert len(defaults) == len(expected)
