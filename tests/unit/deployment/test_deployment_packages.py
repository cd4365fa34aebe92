"""Packages: equal inputs give equal bytes, what is built is not built again, and Lambda's limits are kept."""

import stat
import zipfile
from pathlib import Path

import pytest

from tickstack.deployment import archive, packages
from tickstack.deployment.packages import PackageError, build_packages


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one function that has dependencies and one that has none."""
    for name in ("data_collector", "data_transformer"):
        folder = tmp_path / "lambdas" / name
        folder.mkdir(parents=True)
        (folder / "handler.py").write_text(f"NAME = '{name}'\n")
    (tmp_path / "lambdas" / "data_collector" / "requirements.txt").write_text("prices==1.0\n")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Dependencies as an installer leaves them; the requirements that were installed."""
    requirements: list[Path] = []

    def install(path: Path, target: Path) -> None:
        requirements.append(path)
        for name in ("prices/__init__.py", "prices/tests/test_prices.py", "prices/__pycache__/x.pyc", "bin/prices"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(name)
        (target / "prices-1.0.dist-info").mkdir()
        (target / "prices-1.0.dist-info" / "RECORD").write_text(str(target))
        (target / "prices-1.0.dist-info" / "METADATA").write_text("Name: prices")
        (target / ".lock").touch()

    monkeypatch.setattr(packages, "_install", install)
    return requirements


def contents(zipped: Path) -> list[str]:
    with zipfile.ZipFile(zipped) as opened:
        assert opened.testzip() is None
        return opened.namelist()


def test_a_package_holds_the_dependencies_and_the_sources_below_their_name(root: Path, installed: list[Path]) -> None:
    collector, transformer = build_packages(root)
    assert contents(collector.path) == [
        "prices-1.0.dist-info/METADATA",
        "prices/__init__.py",
        "data_collector/handler.py",
    ]
    assert contents(transformer.path) == ["data_transformer/handler.py"]
    assert installed == [root / "lambdas" / "data_collector" / "requirements.txt"]
    assert (collector.parameter, transformer.parameter) == ("DataCollectorKey", "DataTransformerKey")
    assert transformer.unzipped == len("NAME = 'data_transformer'\n")
    assert transformer.zipped == transformer.path.stat().st_size


def test_the_parameters_say_where_the_packages_are(root: Path, installed: list[Path]) -> None:
    built = build_packages(root)
    assert built.parameters("bucket") == {
        "ArtifactBucket": "bucket",
        "DataCollectorKey": f"packages/{built.packages[0].path.name}",
        "DataTransformerKey": f"packages/{built.packages[1].path.name}",
    }


def test_what_is_built_is_not_built_again(root: Path, installed: list[Path]) -> None:
    first = build_packages(root)
    steps: list[tuple[str, str]] = []
    assert build_packages(root, lambda name, step: steps.append((name, step))) == first
    assert steps == [("data_collector", "ready"), ("data_transformer", "ready")]
    assert len(installed) == 1


def test_a_change_of_the_sources_changes_the_name_and_keeps_the_dependencies(root: Path, installed: list[Path]) -> None:
    before = build_packages(root).packages[0]
    (root / "lambdas" / "data_collector" / "handler.py").write_text("NAME = 'changed'\n")
    after = build_packages(root).packages[0]
    assert after.key != before.key
    assert len(installed) == 1
    with zipfile.ZipFile(after.path) as opened:
        assert opened.read("data_collector/handler.py") == b"NAME = 'changed'\n"


def test_a_change_of_the_requirements_installs_anew(root: Path, installed: list[Path]) -> None:
    before = build_packages(root).packages[0]
    (root / "lambdas" / "data_collector" / "requirements.txt").write_text("prices==1.1\n")
    assert build_packages(root).packages[0].key != before.key
    assert len(installed) == 2


def test_equal_inputs_give_equal_bytes(root: Path, installed: list[Path]) -> None:
    first = [package.path.read_bytes() for package in build_packages(root)]
    for package in (root / "build" / "packages").iterdir():
        package.unlink()
    (root / "lambdas" / "data_collector" / "handler.py").touch()
    assert [package.path.read_bytes() for package in build_packages(root)] == first


def test_an_interrupted_build_leaves_nothing_that_is_used(
    root: Path, installed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "add", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_packages(root)
    assert list((root / "build" / "packages").iterdir()) == []


def test_a_package_beyond_the_limit_is_refused_with_its_size(
    root: Path, installed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MAX_UNZIPPED", 10)
    with pytest.raises(PackageError, match=r"data_collector is \d+ bytes unzipped; Lambda takes 10 "):
        build_packages(root)


def test_the_limit_is_lambda_s() -> None:
    assert packages.MAX_UNZIPPED == 250 * 1024 * 1024


def test_a_requirement_without_a_hash_is_refused(root: Path) -> None:
    with pytest.raises(PackageError, match="dependencies of data_collector cannot be installed") as failure:
        build_packages(root)
    assert "hash" in str(failure.value)


def test_a_project_without_functions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="holds no function"):
        build_packages(tmp_path)


def test_an_archive_keeps_no_dates_and_only_two_modes(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("x")
    (tmp_path / "run").chmod(0o700)
    (tmp_path / "text").write_text("x")
    (tmp_path / "text").chmod(0o600)
    archive.add(tmp_path / "a.zip", tmp_path, [Path("run"), Path("text")], below="f")
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        entries = opened.infolist()
    assert {entry.date_time for entry in entries} == {archive.DATE}
    assert {entry.filename: stat.S_IMODE(entry.external_attr >> 16) for entry in entries} == {
        "f/run": 0o755,
        "f/text": 0o644,
    }
    assert archive.unzipped_size(tmp_path / "a.zip") == 2
