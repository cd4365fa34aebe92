"""Where LocalStack keeps the bytes of S3's objects: below the stack's own temporary folder, not in one for all."""

import os
import subprocess
import sys
from pathlib import Path

MAKE_A_BUCKET = """
from localstack.services.s3.provider import S3Provider
from tickstack.localstack import hooks

hooks._object_folder()
S3Provider()._storage_backend.create_bucket("a-bucket")
"""


def test_each_stack_keeps_its_objects_in_a_folder_of_its_own(tmp_path: Path) -> None:
    # a process of its own: importing LocalStack's S3 leaves an event loop open
    own = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", MAKE_A_BUCKET], env=own, check=True, timeout=60)
    assert [path.name for path in tmp_path.rglob("a-bucket")] == ["a-bucket"]
