"""What the process keeps of AWS's descriptions of services, and that stock's patches of them still apply."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tickstack.localstack.service_models import build_index, document

SHARED = """
import botocore.session
from tickstack.localstack.service_models import share
share()
from localstack.aws.spec import load_service

def read():
    return botocore.session.Session().get_component("data_loader").load_service_model("athena", "service-2")

assert read() is read()
for service in {services}:
    model = load_service(service)
    for name in model.operation_names:
        model.operation_model(name).input_shape
    assert not model.documentation
print(botocore.session.Session().create_client("s3", "us-east-1").meta.partition)
"""


BUILD_ONE = """
import sys
from localstack.aws.spec import ServiceCatalogIndex, save_service_index_cache
save_service_index_cache(ServiceCatalogIndex(["s3"], {}, {}, {}, {}), sys.argv[1])
"""


def test_prose_is_left_out_and_a_member_of_that_name_stays(tmp_path: Path) -> None:
    written = {
        "documentation": "<p>Long.</p>",
        "members": {"documentation": {"shape": "S"}, "a": {"documentation": "x"}},
    }
    file = tmp_path / "service-2.json"
    file.write_text(json.dumps(written))
    kept = {"documentation": "", "members": {"documentation": {"shape": "S"}, "a": {"documentation": ""}}}
    assert document(str(file), open) == kept
    packed = tmp_path / "service-2.json.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert document(str(packed), gzip.open) == kept


@pytest.mark.parametrize("services", [("s3", "lambda", "logs", "cloudformation", "sqs-query", "apigateway")])
def test_sessions_share_what_was_read_and_patched_services_load(services: tuple[str, ...]) -> None:
    # in a process of its own: the mend lasts as long as the process
    script = SHARED.format(services=services)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "aws\n"


def test_the_index_of_services_is_built_once_by_another_process(tmp_path: Path) -> None:
    kept, first, second = tmp_path / "kept", tmp_path / "first" / "services.dill", tmp_path / "second" / "services.dill"
    for file, build in ((first, BUILD_ONE), (second, "import sys; sys.exit('built again')")):
        file.parent.mkdir()
        assert build_index(str(file), build, kept).service_names == ["s3"]
        assert list(file.parent.iterdir()) == [file]
    assert list(kept.iterdir()) == [kept / "services.dill"]


def test_an_installation_that_may_not_be_written_gets_its_index_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = tmp_path / "services.dill"
    assert build_index(str(file), BUILD_ONE, tmp_path / "file" / "below").service_names == ["s3"]


def test_an_index_that_could_not_be_built_is_not_left_half_written(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        build_index(
            str(tmp_path / "services.dill"),
            "import sys; open(sys.argv[1], 'w').close(); sys.exit(1)",
            tmp_path / "kept",
        )
    assert not (tmp_path / "services.dill").exists()
    assert not list((tmp_path / "kept").iterdir())
