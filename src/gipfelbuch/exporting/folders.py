"""Output folders whose files appear together, each whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gipfelbuch.errors import OutputError

_FOLDER_MODE = 0o777  # before the umask, as for any new folder


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder that is filled somewhere else and takes its name only when everything has been written.

    Args:
        path: where it shall appear. In a folder that is there already files of the same names are replaced, each as a
            whole, and others stay.

    Yields:
        An empty folder beside it, to write into.

    Raises:
        OutputError: if it cannot be written; nothing half-written stays.
    """
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: a file is there, and this format writes a folder; nothing was changed there")
        temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        yield temporary
        if path.is_dir():
            for file in sorted(temporary.iterdir()):
                file.replace(path / file.name)
        else:
            _open_to_others(temporary)
            temporary.rename(path)
            temporary = None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; nothing was changed there") from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _open_to_others(folder: Path) -> None:
    """Give a folder the rights that a new one has; temporary ones are for their owner alone."""
    probe = folder / ".rights"
    probe.mkdir(mode=_FOLDER_MODE)
    folder.chmod(probe.stat().st_mode & _FOLDER_MODE)
    probe.rmdir()
