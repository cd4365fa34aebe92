"""``docs/functions.md`` is what the rows say."""

from pathlib import Path

from tickstack.sql.functions.page import markdown

PAGE = Path(__file__).parents[2] / "docs/functions.md"


def test_page_is_current() -> None:
    assert PAGE.read_text() == markdown(), "docs/functions.md is not what the rows say: run `make functions`"
