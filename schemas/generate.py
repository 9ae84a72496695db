"""Write schemas/codebook.md and schemas/datapackage.json from the models; --check only compares.

python schemas/generate.py [--check]
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

from truceline_schemas import MODELS, codebook, data_package

HERE = Path(__file__).parent


def generated() -> dict[Path, str]:
    """Each generated file with its content."""
    package = data_package(version("truceline"), {f"{name}.csv": {} for name in MODELS})
    return {
        HERE / "codebook.md": codebook(),
        HERE / "datapackage.json": json.dumps(package, ensure_ascii=False, indent=2) + "\n",
    }


def main(arguments: list[str]) -> int:
    """Exit status: 0, or 1 where --check finds a stale file."""
    files = generated()
    if arguments != ["--check"]:
        for path, content in files.items():
            path.write_text(content, encoding="utf-8", newline="\n")
        return 0
    stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content.encode()]
    for path in stale:
        print(f"{path} is stale: run python schemas/generate.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
