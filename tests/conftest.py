"""What tests share: places, and the reading of cases."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", "cases(name): run with each `case` of tests/cases/<name>.toml")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `cases` takes one `case` after the other; a known failure must fail, so that a repair shows."""
    if marker := metafunc.definition.get_closest_marker("cases"):
        path = ROOT / "tests" / "cases" / f"{marker.args[0]}.toml"
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        fails = pytest.mark.xfail(strict=True, reason="known failure")
        params = [
            pytest.param(row, id=row.get("why") or row["text"], marks=[fails] if row.get("expect") == "fail" else [])
            for row in rows
        ]
        metafunc.parametrize("case", params)


@pytest.fixture(scope="session")
def root() -> Path:
    """The clone."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of hand-coded documents beside the clone; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no hand-coded documents here: {folder} is absent")
    return folder


@pytest.fixture(scope="session")
def module_at() -> Callable[[Path], ModuleType]:
    """A file that is no part of the package as a module."""

    def load(path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return load
