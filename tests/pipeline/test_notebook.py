"""The notebook runs from top to bottom against the stack, and is stored without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from analyst import Stack

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "analysis.ipynb"


@pytest.mark.stack
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # of the kernel's own libraries
def test_it_draws_the_answer(collected: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", collected.endpoint_url)
    notebook = nbformat.reads(NOTEBOOK.read_text(), as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    assert any("BYND" in output.get("data", {}).get("text/plain", "") for output in outputs)


def test_it_is_stored_without_outputs() -> None:
    notebook = nbformat.reads(NOTEBOOK.read_text(), as_version=4)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
