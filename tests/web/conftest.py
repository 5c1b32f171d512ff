"""A room on a small register, and a visitor."""

import shutil
import socket
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn

ROOT = Path(__file__).parents[1]
for room in ("register", "exporting"):  # where small registers are made
    sys.path.append(str(ROOT / room))

from fastapi.testclient import TestClient  # noqa: E402
from question_world import build_question_world  # noqa: E402
from small_register import english, fill, german, undated  # noqa: E402
from world import build_world  # noqa: E402

from gipfelbuch.register import open_register  # noqa: E402
from gipfelbuch.web.app import make_room  # noqa: E402
from gipfelbuch.web.settings import RoomSettings  # noqa: E402

HERE = "http://localhost"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PATIENCE_SECONDS = 30
WIDE = {"width": 1400, "height": 900}


MEMORY = Path("/dev/shm")
ROOM_BYTES = 200_000_000


@pytest.fixture
def tmp_path(tmp_path):
    """A folder in memory where there is one: reviews wait for the disk."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="gipfelbuch-") as folder:
        yield Path(folder)


def clock():
    return datetime(2025, 12, 24, tzinfo=UTC)


@pytest.fixture(scope="session")
def _world_file(tmp_path_factory):
    place = tmp_path_factory.mktemp("room") / "world.db"
    build_world(open_register(str(place), create=True, clock=clock))
    return place


@pytest.fixture(scope="session")
def _small_file(tmp_path_factory):
    place = tmp_path_factory.mktemp("room") / "small.db"
    fill(open_register(str(place), create=True, clock=clock), german(), english(), undated())
    return place


@pytest.fixture
def register(_world_file, tmp_path):
    """Brandt and Mori in Tokio: reports in both languages, one meeting told on two days (tests/register/world.py)."""
    shutil.copy(_world_file, tmp_path / "world.db")
    return open_register(str(tmp_path / "world.db"), clock=clock)


@pytest.fixture
def small_register(_small_file, tmp_path):
    """Lindqvist and Berger in Oslo: every kind, and characters that trip formats (tests/exporting/small_register.py)."""
    shutil.copy(_small_file, tmp_path / "small.db")
    return open_register(str(tmp_path / "small.db"), clock=clock)


@pytest.fixture(scope="session")
def _question_file(tmp_path_factory):
    place = tmp_path_factory.mktemp("room") / "questions.db"
    build_question_world(open_register(str(place), create=True, clock=clock))
    return place


@pytest.fixture
def question_register(_question_file, tmp_path):
    """Norway and Kenya: names that several have, an agreement that changes, many statements (question_world.py)."""
    shutil.copy(_question_file, tmp_path / "questions.db")
    return open_register(str(tmp_path / "questions.db"), clock=clock)


@pytest.fixture
def open_room():
    """Open a room on a register for a visitor: ``open_room(register, read_only=True, language="de")``."""

    def opened(register, *, language="en", base=HERE, **settings):
        room = make_room(register, RoomSettings(**({"author": "Ada", "place": "world.db"} | settings)))
        return TestClient(room, base_url=base, headers={"Accept-Language": language}, follow_redirects=False)

    return opened


@pytest.fixture
def visitor(register, open_room):
    """An English reader of the world's register."""
    return open_room(register)


@pytest.fixture
def leser(register, open_room):
    """A German reader of the world's register."""
    return open_room(register, language="de")


@pytest.fixture
def asker(question_register, open_room):
    """An English reader of the register of Norway and Kenya."""
    return open_room(question_register)


@pytest.fixture
def frager(question_register, open_room):
    """A German reader of the register of Norway and Kenya."""
    return open_room(question_register, language="de")


@pytest.fixture(scope="module")
def browser():
    """Chromium; tests that need it are skipped where it or Playwright (the extra "browser") is not installed."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def address(register):
    """A room that listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    room = make_room(register, RoomSettings(author="Ada", place="world.db"))
    server = uvicorn.Server(uvicorn.Config(room, host="127.0.0.1", port=port, log_level="error", ws="none"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    end = time.monotonic() + PATIENCE_SECONDS
    while not server.started:
        assert time.monotonic() < end
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    running.join(PATIENCE_SECONDS)


@pytest.fixture
def open_page(browser, address):
    """Open pages; what is asked of others, and what the browser refuses, is an error."""
    wrong, contexts = [], []

    def opened(path="/", size=WIDE, **options):
        contexts.append(browser.new_context(viewport=size, locale="en-GB", **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        page.on("request", lambda asked: asked.url.startswith(address) or wrong.append(asked.url))
        page.on("console", lambda told: told.type == "error" and wrong.append(told.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
