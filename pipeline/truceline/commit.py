"""Replacing several files of a folder as one step, so that a run killed at any moment leaves whole tables."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# Files are written here first ...
_STAGING = ".truceline-staging"
# ... and from the moment that the folder has this name they count as written: the commit point.
_COMMITTED = ".truceline-committed"
# In that folder: the names of files of an earlier run that go, one a line.
_STALE = ".stale"


class OutputError(Exception):
    """The output folder cannot be written or read; the message is one line for the user."""


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Yield an empty folder; in the end its files replace those of the same names in `out`, all or none.

    Other files of `out` stay as they are, but for those given to `discard`. An exception inside leaves `out`
    as it was. Raises OutputError where `out` cannot be written.
    """
    try:
        if out.exists() and not out.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder")
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            _recover(out)
            yield from _staged(out)
    except OSError as error:
        raise _unwritable(out, error) from error


def _staged(out: Path) -> Iterator[Path]:
    staging = out / _STAGING
    staging.mkdir()
    try:
        yield staging
        for path in staging.iterdir():
            if (out / path.name).is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{path.name} in it is a folder")
        _sync(staging)
        staging.rename(out / _COMMITTED)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    _sync_folder(out)
    _finish(out)


def discard(staging: Path, names: Iterable[str]) -> None:
    """Have files of these names removed from the output folder in the same step."""
    (staging / _STALE).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def prepare(out: Path) -> None:
    """Make the folder ready, so that one which cannot be written is known before the work and not after it.

    Raises OutputError.
    """
    with replacing(out):
        pass


def recover(out: Path) -> None:
    """Finish a commit that was cut short, and clear away what was never committed.

    Raises OutputError where the folder cannot be written; one that does not exist has nothing to recover.
    """
    if not out.is_dir():
        return
    try:
        with _alone(out):
            _recover(out)
    except OSError as error:
        raise _unwritable(out, error) from error


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder against other processes that would write or recover it; they wait.

    The lock goes with the process that holds it, however that ends. Windows and some network drives have none.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _recover(out: Path) -> None:
    _finish(out)
    if (out / _STAGING).is_dir():
        shutil.rmtree(out / _STAGING)


def _finish(out: Path) -> None:
    """Move what is committed into place; can be cut short at any point and called again."""
    committed = out / _COMMITTED
    if not committed.is_dir():
        return
    stale = committed / _STALE
    for path in sorted(committed.iterdir()):
        if path != stale:
            path.replace(out / path.name)
    if stale.exists():
        for name in stale.read_text(encoding="utf-8").splitlines():
            (out / name).unlink(missing_ok=True)
    shutil.rmtree(committed)
    _sync_folder(out)


def _sync(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    # Windows has no handles for folders, and needs none: its file system logs renames.
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(f"{out} cannot be written: {error.strerror or error}")
