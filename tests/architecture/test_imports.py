import subprocess
import sys

import pytest

HEAVY = (
    "onnxruntime", "torch", "tokenizers", "typer", "trafilatura", "py3langid", "fastapi", "uvicorn", "jinja2", "matplotlib",
    "ray", "pyarrow",
)  # fmt: skip


@pytest.mark.parametrize("module", HEAVY)
def test_importing_the_package_loads_nothing_heavy(module):
    code = f"import sys, gipfelbuch; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
