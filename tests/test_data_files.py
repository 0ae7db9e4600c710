from pathlib import Path

import pytest

from deskconsole import data_files
from deskconsole.data_files import data_folder, site_folder, store_file
from deskconsole.errors import DeskError, StoreUnusable


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DESKCONSOLE_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_the_data_of_a_source_checkout_is_found() -> None:
    assert (data_folder() / "calendars" / "cn.toml").is_file()


def test_the_data_of_an_installed_package_is_found_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "lib" / "deskconsole"
    (package / "data" / "calendars").mkdir(parents=True)
    monkeypatch.setattr(data_files, "__file__", str(package / "data_files.py"))
    assert data_folder() == package / "data"


def test_a_missing_data_folder_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(data_files, "__file__", str(tmp_path / "a" / "b" / "data_files.py"))
    with pytest.raises(DeskError, match="data folder is missing"):
        data_folder()


@pytest.mark.parametrize(
    ("store", "file"),
    [
        ("/srv/desk/sz.db", "/srv/desk/sz.db"),
        ("sqlite:////srv/desk/sz.db", "/srv/desk/sz.db"),
        ("sqlite:////srv/desk/sz.db?mode=ro", "/srv/desk/sz.db"),
        ("sqlite:///sz.db", "sz.db"),
        ("sz.db", "sz.db"),
    ],
)
def test_the_sites_folder_is_that_of_the_store(store: str, file: str) -> None:
    assert store_file(store) == Path(file)
    assert site_folder(store) == Path(file).parent


def test_a_folder_means_the_store_inside_it(tmp_path: Path) -> None:
    assert store_file(str(tmp_path)) == tmp_path / "desk.db"
    assert site_folder(str(tmp_path)) == tmp_path


def test_the_environment_names_the_store_when_the_option_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKCONSOLE_STORE", "/srv/env/desk.db")
    assert site_folder() == Path("/srv/env")
    assert site_folder("/srv/option/desk.db") == Path("/srv/option")
    assert store_file("~/a.db") == Path("~/a.db").expanduser()


def test_the_default_folder_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert store_file() == tmp_path / "xdg" / "deskconsole" / "desk.db"
    for unusable in ("", "relative/path"):
        monkeypatch.setenv("XDG_DATA_HOME", unusable)
        assert site_folder() == tmp_path / "home" / ".local" / "share" / "deskconsole"


@pytest.mark.parametrize(
    "store", ["postgresql://host/desk", "mysql+pymysql://host/desk", "sqlite://", "sqlite:///:memory:"]
)
def test_a_store_that_is_no_file_is_refused_by_its_name(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for ask in (store_file, site_folder):
        with pytest.raises(StoreUnusable, match="keeps its store in a file") as refused:
            ask(store)
        assert store in str(refused.value)
    monkeypatch.setenv("DESKCONSOLE_STORE", store)
    with pytest.raises(StoreUnusable):
        store_file()
