from pathlib import Path

from tickstack.settings import Settings
from tickstack.stack import localstack_environment


def test_the_environment_names_the_plugins_and_the_address(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path, port=4999)
    variables = localstack_environment.environment(settings)
    assert variables["GATEWAY_LISTEN"] == "127.0.0.1:4999"
    assert variables["GATEWAY_SERVER"] == "loopback"
    assert variables["LAMBDA_RUNTIME_EXECUTOR"] == "process"
    assert {"athena", "glue", "firehose", "kinesis"} <= set(variables["SERVICES"].split(","))
    assert Settings.from_environment(variables) == settings


def test_every_folder_is_below_the_state_folder(tmp_path: Path) -> None:
    variables = localstack_environment.environment(Settings(state_dir=tmp_path))
    folders = ("FILESYSTEM_ROOT", "LOCALSTACK_VOLUME_DIR", "CONFIG_DIR", "HOME", "TMPDIR", "XDG_CACHE_HOME")
    assert all(Path(variables[name]).is_relative_to(tmp_path) for name in folders)


def test_prepare_links_the_init_scripts_and_removes_what_was_left(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path / "state")
    scripts = tmp_path / "init"
    (scripts / "ready.d").mkdir(parents=True)
    leftover = localstack_environment.folder(settings) / "cache" / "plux" / "index"
    leftover.parent.mkdir(parents=True)
    leftover.touch()

    localstack_environment.prepare(settings, scripts)
    localstack_environment.prepare(settings, scripts)

    assert not leftover.exists()
    link = localstack_environment.folder(settings) / "etc" / "localstack" / "init"
    assert (link / "ready.d").is_dir()
    assert Path(localstack_environment.environment(settings)["TMPDIR"]).is_dir()

    localstack_environment.prepare(settings)
    assert not link.exists()
    assert (scripts / "ready.d").is_dir()
