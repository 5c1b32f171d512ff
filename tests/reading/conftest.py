"""Reports of files that a test makes."""

import pytest

from gipfelbuch.reading import Defaults, find_reports


@pytest.fixture
def read(tmp_path):
    """What is found in a file of that name and content: reports and errors, in order."""

    def make(name, data, **defaults):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(find_reports([str(path)], Defaults(**defaults)))

    return make
