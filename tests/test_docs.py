"""The code of the guide runs as it stands there, page by page, from a folder with the clone's seeds and output."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OPTIONAL = ("duckdb", "matplotlib", "polars")
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks(page: str) -> list[tuple[str, str]]:
    return _BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


@pytest.fixture
def clone(tmp_path: Path, root: Path) -> Path:
    """A folder with what the guide's code reads, so that it writes nothing into the clone."""
    for name in ("seeds", "output", "docs"):
        shutil.copytree(root / name, tmp_path / name)
    return tmp_path


def run(language: str, code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "MPLBACKEND": "agg"}
    command = (
        [sys.executable, "-W", "error", "-c", code]
        if language == "python"
        else ["bash", "-euo", "pipefail", "-c", code]
    )
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)])
def test_the_code_of_a_page_runs(page: str, clone: Path) -> None:
    """Shell blocks in their order, then the Python blocks as one program: they share their names."""
    shell = "\n".join(code for language, code in blocks(page) if language == "bash")
    program = "\n".join(code for language, code in blocks(page) if language == "python")
    assert {language for language, _ in blocks(page)} <= {"bash", "python"}
    for module in _OPTIONAL:
        if f"import {module}" in program:
            pytest.importorskip(module, reason=f"{module} is not installed: {page} was not run")
    for language, code in (("bash", shell), ("python", program)):
        done = run(language, code, clone)
        assert done.returncode == 0, f"{page}, {language}: {done.stdout}{done.stderr}"


def test_pages_are_linked_and_their_links_lead_somewhere(root: Path) -> None:
    guide = (DOCS / "README.md").read_text(encoding="utf-8")
    assert "(docs/README.md)" in (root / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert page == "README.md" or f"({page})" in guide
        for target in _LINK.findall((DOCS / page).read_text(encoding="utf-8")):
            assert (DOCS / target).exists(), f"{page}: {target}"


def test_a_traced_event_prints_its_sentence(clone: Path) -> None:
    code = next(code for language, code in blocks("trace.md") if language == "python")
    assert "signed a ceasefire" in run("python", code, clone).stdout


def test_the_join_of_the_guide_finds_its_records(clone: Path) -> None:
    """The made records are of seven events; a protest, a riot and another battle are of none."""
    done = run("bash", "truceline match output/ docs/acled.csv --out matches.csv && cut -d, -f2,4 matches.csv", clone)
    found = {line.partition(",")[0] for line in done.stdout.splitlines() if line.endswith(",matched")}
    assert found == {"LKA1", "COL1", "UKR1", "UKR2", "SYR1", "AZE1", "SDN1"}


def test_the_guide_tells_the_weights_that_hold() -> None:
    from truceline.matching.lexicon import weights

    told = dict(re.findall(r"^\| (\w+) \| (0\.\d+) \|", (DOCS / "join.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {part: float(weight) for part, weight in told.items()} == dict(weights()["weights"])
    assert sum(weights()["weights"].values()) == pytest.approx(1)
    assert f"A pair needs {weights()['accept']}" in (DOCS / "join.md").read_text(encoding="utf-8")
