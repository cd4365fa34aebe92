import dataclasses
from pathlib import Path

import pytest

from tickstack.errors import NotSupportedError
from tickstack.localstack.executor import payloads, runtimes
from tickstack.localstack.executor.packages import Packages
from tickstack.localstack.executor.report import Report
from tickstack.localstack.executor.runtimes import Runtime
from tickstack.localstack.executor.variables import Places, variables
from tickstack.settings import Settings

RUNTIME = Runtime("python3.13", "/usr/bin/python3.13", Path("/runtime"))
PLACES = Places(Path("/task"), [Path("/first"), Path("/last")], Path("/scratch"))
GIVEN: dict[str, object] = {
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128,
    "AWS_LAMBDA_FUNCTION_TIMEOUT": 3,
    "LOCALSTACK_RUNTIME_ID": "x",
    "EDGE_PORT": "4566",
    "LAMBDA_TASK_ROOT": "/var/task",
}


def settings(market: str = "synthetic") -> Settings:
    return Settings(market=market, endpoint_url="http://aws.internal:4566", state_dir=Path("/state"))


def test_the_environment_is_that_of_aws() -> None:
    result = variables(GIVEN, {}, RUNTIME, PLACES, settings("yahoo"))
    assert result == {
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_ENDPOINT_URL": "http://aws.internal:4566",
        "LANG": "en_US.UTF-8",
        "HOME": "/scratch",
        "TMPDIR": "/scratch",
        "LAMBDA_TASK_ROOT": "/task",
        "LAMBDA_RUNTIME_DIR": "/runtime",
        "PATH": "/usr/local/bin:/usr/bin:/bin:/last/bin:/first/bin",
        "LD_LIBRARY_PATH": "/usr/lib:/task:/task/lib:/last/lib:/first/lib",
        "PYTHONPATH": "/task:/last/python/lib/python3.13/site-packages:/last/python"
        ":/first/python/lib/python3.13/site-packages:/first/python:/runtime",
    }


def test_the_market_stand_in_is_reached_through_a_proxy() -> None:
    result = variables({}, {}, RUNTIME, PLACES, settings())
    assert result["HTTPS_PROXY"] == settings().market_url
    assert result["NO_PROXY"] == "localhost,127.0.0.1,aws.internal"
    assert result["SSL_CERT_FILE"] == result["CURL_CA_BUNDLE"] == result["REQUESTS_CA_BUNDLE"]
    assert result["SSL_CERT_FILE"] == "/state/market/ca-bundle.pem"


def test_under_yahoo_s_names_the_stand_in_needs_no_proxy() -> None:
    proxied = variables({}, {}, RUNTIME, PLACES, settings())
    named = variables({}, {}, RUNTIME, PLACES, dataclasses.replace(settings(), market_route="dns"))
    assert proxied.keys() - named.keys() == {"HTTPS_PROXY", "NO_PROXY"}
    assert named.items() <= proxied.items()


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "AWS_ENDPOINT_URL", "PATH", "LOCALSTACK_MINE", "LD_LIBRARY_PATH"])
def test_the_function_s_own_variables_win(name: str) -> None:
    assert variables({name: "mine"}, {name: "mine"}, RUNTIME, PLACES, settings())[name] == "mine"


def test_the_function_s_search_path_comes_after_its_package() -> None:
    result = variables({}, {"PYTHONPATH": "/mine"}, RUNTIME, Places(Path("/task"), [], Path("/s")), settings())
    assert result["PYTHONPATH"] == "/task:/mine:/runtime"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nodejs22.x", "only Python functions"),
        (None, "only Python functions"),
        ("python3.9", "has no awslambdaric"),
        ("python3.7", "there is no python3.7 on the PATH"),
    ],
)
def test_a_runtime_that_is_not_here_is_refused_by_name(tmp_path: Path, name: str | None, message: str) -> None:
    (tmp_path / "python3.7" / "awslambdaric").mkdir(parents=True)
    with pytest.raises(NotSupportedError, match=message) as caught:
        runtimes.find(name, tmp_path, lambda _: None)
    assert str(name) in str(caught.value)


def test_another_python_is_taken_from_the_path(tmp_path: Path) -> None:
    (tmp_path / "python3.7" / "awslambdaric").mkdir(parents=True)
    assert runtimes.find("python3.7", tmp_path, lambda name: f"/bin/{name}").interpreter == "/bin/python3.7"


class Zip:
    """A package as LocalStack has it."""

    code_sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

    def __init__(self, location: Path) -> None:
        self.location = location
        self.unzipped = 0

    def is_hot_reloading(self) -> bool:
        return False

    def get_unzipped_code_location(self) -> Path:
        return self.location

    def prepare_for_execution(self) -> None:
        self.unzipped += 1
        self.location.mkdir()
        (self.location / "main.py").touch()


def test_a_package_is_unzipped_once(tmp_path: Path) -> None:
    code, packages = Zip(tmp_path / "unzipped"), Packages(tmp_path / "packages")
    folder = packages.folder(code)
    assert (folder / "main.py").is_file()
    assert Packages(tmp_path / "packages").folder(code) == folder
    assert code.unzipped == 1


def test_the_report_has_aws_s_form() -> None:
    report = Report(
        "id", "7", duration=1.234, memory_size=128, max_memory=40, init_duration=50.0, status="Status: timeout"
    )
    assert report.frame("hello\n") == (
        "START RequestId: id Version: 7\nhello\nEND RequestId: id\n"
        "REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 52 ms\tMemory Size: 128 MB\tMax Memory Used: 40 MB"
        "\tInit Duration: 50.00 ms\tStatus: timeout\t\n"
    )


@pytest.mark.parametrize(
    ("payload", "error_type"), [(b'{"errorType":"A"}', "A"), (b"{}", ""), (b"not JSON", ""), (b"[]", "")]
)
def test_the_error_type_of_any_payload(payload: bytes, error_type: str) -> None:
    assert payloads.error_type(payload) == error_type
