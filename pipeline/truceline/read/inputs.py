"""Which files a run reads, in an order that does not depend on the file system."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.read.unreadable import Unreadable
from truceline.rejects import Reject

# Suffix (under ".gz", if the file has that) to how the file is read.
SUFFIXES = {
    ".txt": "article",
    ".text": "article",
    ".md": "article",
    ".markdown": "article",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "table",
    ".tsv": "table",
}
Failed = Callable[[Path, Unreadable], object]
"""Called with a path and why it is not read."""

_READ = ", ".join(sorted(SUFFIXES))


def list_inputs(sources: Sequence[str | Path]) -> tuple[list[Path], list[Reject]]:
    """The files to read, sorted by path, and what there is nothing to read of.

    Folders are searched to any depth; names that start with a full stop are passed over there. A file that is
    reached twice (given twice, inside a folder that is given too, or through a link) is read once.
    """
    found: dict[str, Path] = {}
    rejects: dict[str, Reject] = {}

    def failed(path: Path, error: Unreadable) -> None:
        rejects.setdefault(name(path), reject(name(path), error))

    for source in sorted({Path(source) for source in sources}, key=Path.as_posix):
        for path in _files(source, failed):
            try:
                _check(path)
                found.setdefault(os.path.realpath(path), path)
            except Unreadable as error:
                failed(path, error)
    return sorted(found.values(), key=Path.as_posix), [rejects[key] for key in sorted(rejects)]


def name(path: Path) -> str:
    """The path as the tables hold it: with "/", and readable where the file system's bytes are no UTF-8."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file's name tells: how it is read (None: not at all), its stem and ending, and whether it is gzipped."""

    form: str | None
    stem: str
    ending: str
    gzipped: bool


def kind(path: Path) -> Kind:
    """What the name of `path` tells of it."""
    gzipped = path.suffix.lower() == ".gz"
    inner = Path(path.stem) if gzipped else path
    return Kind(SUFFIXES.get(inner.suffix.lower()), inner.stem, inner.suffix, gzipped)


def reject(key: str, error: Unreadable) -> Reject:
    """The row of `rejects` that tells of `error`."""
    return Reject("sources", key, "", error.check, error.value, error.reason)


def explain(error: OSError) -> Unreadable:
    """What the system said, in words."""
    if isinstance(error, FileNotFoundError):
        return Unreadable("exists", "there is no such file or folder")
    if isinstance(error, PermissionError):
        return Unreadable("permission", "you may not read it (permission denied)")
    return Unreadable("system", f"it cannot be read: {error.strerror or error}")


def _files(source: Path, failed: Failed) -> Iterator[Path]:
    """The source itself, or the files below it."""
    if not _is_folder(source):
        yield source
        return
    seen_any = False
    for path in _walk(source, failed, set()):
        seen_any = True
        yield path
    if not seen_any:
        failed(source, Unreadable("empty_folder", "the folder has no files to read"))


def _walk(folder: Path, failed: Failed, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        failed(folder, explain(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            yield from _walk(entry, failed, seen)
        else:
            yield entry


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _check(path: Path) -> None:
    """Raise Unreadable for a file that is not there or is none that can be read."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise explain(error) from error
    except ValueError as error:
        raise Unreadable("exists", f"it cannot be the name of a file ({error})") from error
    ending = kind(path).ending
    if kind(path).form is None:
        what = f"files that end in {ending}" if ending else "files without an ending"
        raise Unreadable("format", f"{what} are not read, only {_READ}, and these gzipped (.gz)", ending)
    if not stat.S_ISREG(mode):
        raise Unreadable("format", "it is no ordinary file")
