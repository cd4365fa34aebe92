"""Code that stands in a template is packed where the command zip is not, as in the images."""

import os
import subprocess
import sys
from pathlib import Path

PACK = """
import io, sys, zipfile
from localstack.utils import testutil
from tickstack.localstack import hooks

testutil.is_debian = lambda: True  # where LocalStack prefers the command
hooks._packages_of_templates()
print(zipfile.ZipFile(io.BytesIO(testutil.create_zip_file(sys.argv[1], get_content=True))).namelist())
"""


def test_code_of_a_template_is_packed_without_zip(tmp_path: Path) -> None:
    (tmp_path / "index.py").write_text("def handler(event, context): ...")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | {"PATH": ""}
    packed = subprocess.run(  # LocalStack's module leaves sockets open where it is imported
        [sys.executable, "-c", PACK, tmp_path], env=environment, capture_output=True, text=True, check=False
    )
    assert packed.stdout.splitlines()[-1:] == ["['index.py']"], packed.stderr
