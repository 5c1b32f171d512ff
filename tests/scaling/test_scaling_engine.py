"""What stands around the cluster: shards and errors, what is told where there is no cluster, and the way back."""

import json
import re
import socket
import sys
from datetime import date
from functools import partial

import pytest
from making_shards import GERMAN
from typer.testing import CliRunner

from gipfelbuch.building import standard_tools
from gipfelbuch.cli.app import app
from gipfelbuch.errors import ClusterError
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_reports
from gipfelbuch.reading import Defaults, Place
from gipfelbuch.register import open_register
from gipfelbuch.scaling import Cluster, Standing, build_on_cluster, clusters, engine
from gipfelbuch.scaling.kept import Found, write_found
from gipfelbuch.scaling.shards import Job, work_on

read_by_rules = partial(read_reports, workers=1, encoder=False)


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps({"text": GERMAN}), encoding="utf-8")
    return folder


@pytest.fixture
def alone(monkeypatch):
    """The engine with this process in the place of a cluster: every shard is read, in turn."""

    def outcomes(job, jobs):
        return (work_on(job, n) for n in range(len(job.places)))

    class Connected:
        def __init__(self, *_):
            pass

        def __enter__(self):
            return None

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(engine, "connected", Connected)
    monkeypatch.setattr(engine, "check_nodes", lambda job: None)
    monkeypatch.setattr(engine, "outcomes", outcomes)


def run(*args):
    return CliRunner().invoke(app, ["build", *map(str, args)])


def build(paths, folder, **options):
    register = open_register(str(folder / "n.db"), create=True)
    steps = build_on_cluster(
        [str(p) for p in paths], register, standard_tools(1), Cluster(readings=folder / "readings"), **options
    )
    return list(steps), register


def test_what_to_install_is_told_where_ray_is_missing(news, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    done = run(news, "-r", tmp_path / "n.db", "--engine", "ray")
    assert done.exit_code == 1
    assert "needs Ray, which is not installed" in done.stderr
    assert "pip install 'gipfelbuch[ray]'" in done.stderr


@pytest.mark.parametrize(
    "address,hint",
    [("{free}", "no Ray cluster answers"), ("head", "write host:port"), ("ray://127.0.0.1:10001", "write host:port")],
)
def test_a_cluster_that_does_not_answer_is_told_at_once(news, tmp_path, address, hint):
    pytest.importorskip("ray")
    with socket.socket() as bound:  # and does not listen
        bound.bind(("127.0.0.1", 0))
        free = f"127.0.0.1:{bound.getsockname()[1]}"
        done = run(news, "-r", tmp_path / "n.db", "--engine", "ray", "--ray-address", address.format(free=free))
    assert done.exit_code == 1
    assert hint in done.stderr
    assert done.stderr.count("\n") == 1
    assert list((tmp_path / "n.db.readings").iterdir()) == []


def test_readings_that_cannot_be_kept_are_told(news, tmp_path):
    (tmp_path / "file").touch()
    done = run(news, "-r", tmp_path / "n.db", "--engine", "ray", "--readings", tmp_path / "file" / "x")
    assert done.exit_code == 1
    assert "readings cannot be kept there: Not a directory; name another folder with --readings" in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("--readings", "x"),
        ("--ray-address", "10.0.0.1:6379"),
        ("--engine", "ray", "-r", "postgresql://desk@127.0.0.1/news"),
        ("--engine", "spark"),
    ],
)
def test_options_that_do_not_fit_give_exit_two(news, args):
    assert run(news, *args).exit_code == 2


def test_nodes_that_could_not_read_as_we_do_are_told(tmp_path):
    shard = tmp_path / "a.jsonl"
    shard.touch()
    job = Job(
        places=(Place(name=str(shard)),),
        folder=tmp_path / "readings",
        run="a",
        version=standard_tools().version,
        defaults=Defaults(),
        read=read_by_rules,
    )
    look = partial(clusters._look_around, str(job.run_folder))
    with pytest.raises(ClusterError, match=r"node b: does not see the folder of readings .*; name one with --readings"):
        clusters._check_node("node b", look((str(shard),)), job)
    job.run_folder.mkdir(parents=True)
    with pytest.raises(ClusterError, match=r"node b: does not see the shard /away/b\.jsonl"):
        clusters._check_node("node b", look((str(shard), "/away/b.jsonl")), job)
    clusters._check_node("node b", look((str(shard),)), job)
    with pytest.raises(ClusterError, match=r"has the reader 0\.0, and this machine .*; install the same"):
        clusters._check_node("node b", clusters._View(version="0.0", sees_folder=True, missing=()), job)


def test_missing_files_and_standard_input_are_told_and_the_rest_is_read(alone, news, tmp_path):
    steps, register = build([tmp_path / "gone.jsonl", "-", news], tmp_path, read=read_by_rules)
    errors = [str(s.error) for s in steps if s.error]
    assert [e.split(":")[0].rpartition("/")[2] for e in errors] == ["gone.jsonl", "standard input"]
    assert register.counts().readings == 1


def test_no_shard_at_all_needs_no_cluster(tmp_path):
    steps, register = build([tmp_path / "gone.jsonl"], tmp_path)
    assert [str(s.error) for s in steps if s.error]
    assert register.counts().reports == 0


def test_readings_kept_beside_the_news_are_no_shards(alone, news):
    for expected in ((1, 0), (0, 1)):
        steps, _ = build([news], news, read=read_by_rules)
        last = [s for s in steps if isinstance(s, Standing)][-1]
        assert (last.read, last.skipped) == expected


def test_a_shard_that_was_given_up_is_told_and_read_by_the_next_run(alone, news, tmp_path):
    def fail(reports):
        raise OSError(5, "the disk went away")

    steps, register = build([news], tmp_path, read=fail)
    (error,) = [str(s.error) for s in steps if s.error]
    assert re.search(r"a\.jsonl: not read, in 2 attempts: .*the disk went away; the other shards went on", error)
    assert register.counts().reports == 0
    steps, register = build([news], tmp_path, read=read_by_rules)
    assert not any(s.error for s in steps)
    assert register.counts().readings == 1


def test_shards_that_the_cluster_says_nothing_of_are_told_and_none_counts_twice(alone, news, tmp_path, monkeypatch):
    (news / "b.jsonl").write_text(json.dumps({"text": GERMAN.format("Berg")}), encoding="utf-8")
    monkeypatch.setattr(engine, "outcomes", lambda job, jobs: [work_on(job, 0)] * 2)
    steps, register = build([news], tmp_path, read=read_by_rules)
    (error,) = [str(s.error) for s in steps if s.error]
    assert re.search(r"b\.jsonl: not read.*the cluster told nothing of it", error)
    assert [s.read for s in steps if isinstance(s, Standing)] == [0, 1, 1]
    assert register.counts().readings == 1


def test_a_damaged_file_of_readings_is_told_with_what_to_do(alone, news, tmp_path):
    build([news], tmp_path, read=read_by_rules)
    (file,) = (tmp_path / "readings").glob("*.parquet")
    file.write_bytes(file.read_bytes()[:-20])
    steps, _ = build([news], tmp_path, read=read_by_rules)
    (error,) = [str(s.error) for s in steps if s.error]
    assert f"{file}: broken file of readings" in error
    assert "remove it, and run the same command again" in error


def test_what_a_killed_run_left_behind_goes_after_a_week(alone, news, tmp_path, monkeypatch):
    build([news], tmp_path, read=read_by_rules)
    (tmp_path / "readings" / ".run-old").mkdir()
    build([news], tmp_path, read=read_by_rules)
    assert (tmp_path / "readings" / ".run-old").exists()
    monkeypatch.setattr(engine, "STALE_SECONDS", -1)
    build([news], tmp_path, read=read_by_rules)
    assert not (tmp_path / "readings" / ".run-old").exists()


def test_a_text_that_the_register_wants_with_an_earlier_copys_day_is_read_for_it(tmp_path):
    late, early = (Report(id="r", text=GERMAN, language="de", published=date(2025, 11, d)) for d in (9, 2))
    (reading,) = read_by_rules([late])
    write_found(tmp_path / "a.parquet", [Found.of(reading)], {})
    asked = []
    shelf = engine.Shelf(lambda reports: read_by_rules(asked.extend(reports) or asked))
    assert list(shelf.reports([tmp_path / "a.parquet"])) == [late]
    (kept, anew) = shelf.readings([late, early])
    assert kept.entries == reading.entries
    assert asked == [early]
    assert [t.value for t in kept.times] == ["2025-11-03"]
    assert [t.value for t in anew.times] == ["2025-10-27"]


def test_the_shelf_does_not_grow_with_the_shards(tmp_path):
    def found():
        for n in range(400):
            yield Found(report=Report(id=f"r{n}", text=f"{GERMAN} {n}", language="de"), error="none")

    write_found(tmp_path / "a.parquet", found(), {})
    shelf = engine.Shelf(read_by_rules)
    assert sum(1 for _ in shelf.reports([tmp_path / "a.parquet"])) == 400
    assert len(shelf._found) == engine._AHEAD_REPORTS
