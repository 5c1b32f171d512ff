"""Ray: a job enters, the outcome of each of its shards leaves, as they come. The only module that knows Ray.

The shards are rows of a Ray data set, one a block, mapped by a pool of actors, each a process that has loaded the
encoder once. Ray restarts an actor that is lost, on any node that has room, and gives the new one the rows that the
old one had not told an outcome of; so a lost worker costs the shard that it was at.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gipfelbuch.building import reader_version
from gipfelbuch.errors import ClusterError
from gipfelbuch.marking.encoder import load_encoder
from gipfelbuch.scaling.shards import Job, Outcome, work_on

REACHED_SECONDS = 5.0  # for a head node to answer: one within a cluster answers in milliseconds
PROBE_SECONDS = 120.0  # for a node to start a process and load the package, with room for a slow network disk
STORE_BYTES = 100_000_000  # of Ray's object store where we start it; outcomes have some hundred bytes
_NO_LIMIT = -1
_KEPT = "readings that were finished are kept"


@contextmanager
def connected(address: str | None, jobs: int | None) -> Iterator[None]:
    """A connection to a cluster.

    Args:
        address: host and port of the head node, or "auto" for the cluster that this machine belongs to; None to start
            Ray on this machine alone, and end it afterwards.
        jobs: processors of this machine that are used, where Ray is started; None for all.

    Raises:
        ClusterError: if Ray is not installed, or nobody answers.
    """
    ray = _library()
    if address and address != "auto":
        _check_address(address)
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    alone = {
        "address": "local",
        "num_cpus": jobs,
        "include_dashboard": False,
        "object_store_memory": STORE_BYTES,
    }
    try:
        with _aside():
            ray.init(**quiet, **({"address": address} if address else alone))
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise ClusterError(_unreached(address, error)) from error
    try:
        yield
    finally:
        with _aside():
            ray.shutdown()


def check_nodes(job: Job) -> None:
    """See that every node that could read has the same reader, and sees the shards and the folder of readings.

    Args:
        job: what is to be done; its folders are there.

    Raises:
        ClusterError: with the node, what it lacks and what to do.
    """
    ray = _library()
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    a_shard_of_each_folder = tuple({Path(p.name).parent: p.name for p in job.places}.values())
    look = ray.remote(num_cpus=0, max_retries=0)(_look_around)
    asked = {}
    for node in ray.nodes():
        if node["Alive"] and node["Resources"].get("CPU"):
            there = look.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False))
            name = f"node {node['NodeManagerHostname']} ({node['NodeManagerAddress']})"
            asked[there.remote(str(job.run_folder), a_shard_of_each_folder)] = name
    for answer, name in asked.items():
        try:
            with _aside():
                seen = ray.get(answer, timeout=PROBE_SECONDS)
        except ray.exceptions.RayError as error:
            raise ClusterError(
                f"{name}: gipfelbuch does not start there ({_last_line(error)}); "
                f"pip install 'gipfelbuch[ray]' on every node, of version {job.version}; nothing was read"
            ) from error
        _check_node(name, seen, job)


def outcomes(job: Job, jobs: int | None) -> Iterator[Outcome]:
    """Have all shards read by the cluster that we are connected to.

    Args:
        job: what is to be done.
        jobs: processes in the whole cluster; None for one a processor.

    Yields:
        The outcome of each shard, in the order in which they end.

    Raises:
        ClusterError: if the cluster breaks down.
    """
    ray = _library()
    size = min(jobs or int(ray.cluster_resources().get("CPU", 1)), len(job.places))
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.execution_no_progress_timeout_s = _NO_LIMIT  # a shard may take hours, and Ray's own limit is half an hour
    rows = [{"shard": number} for number in range(len(job.places))]
    told = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Reader,
        fn_constructor_kwargs={"job": job},
        batch_size=1,
        num_cpus=1,
        compute=ray.data.ActorPoolStrategy(size=max(size, 1), max_tasks_in_flight_per_actor=1),
    )  # Ray Data restarts its actors without limit; how often a shard may be begun is counted by ourselves
    try:
        source = iter(told.iter_rows())
        while (row := _next(source)) is not None:
            yield Outcome(**row)
    except Exception as error:  # Ray and Ray Data have many kinds of their own
        raise ClusterError(
            f"the cluster broke down ({_last_line(error)}); {_KEPT}: run the same command again"
        ) from error


def _next(source: Iterator[dict[str, Any]]) -> dict[str, Any] | None:
    with _aside():
        return next(source, None)


def _aside() -> AbstractContextManager[Any]:
    """What Ray says of lost nodes and workers is no result: it goes to standard error, though Ray prints it as output."""
    return redirect_stdout(sys.stderr)


class _Reader:
    """An actor: loads what reading needs once, then reads the shards that it is given."""

    def __init__(self, job: Job) -> None:
        if reader_version() != job.version:
            raise ClusterError(_other_version(f"node {socket.gethostname()}", reader_version(), job.version))
        load_encoder()
        self._job = job

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        (number,) = batch["shard"]
        outcome = work_on(self._job, int(number))
        return {name: [getattr(outcome, name)] for name in Outcome.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What a node has: version of the reader, whether it sees the folder of the run, shards that it does not see."""

    version: str
    sees_folder: bool
    missing: tuple[str, ...]


def _look_around(run_folder: str, shards: tuple[str, ...]) -> _View:
    return _View(
        version=reader_version(),
        sees_folder=Path(run_folder).is_dir(),
        missing=tuple(s for s in shards if not Path(s).is_file()),
    )


def _check_node(name: str, seen: _View, job: Job) -> None:
    if seen.version != job.version:
        raise ClusterError(f"{_other_version(name, seen.version, job.version)}; nothing was read")
    if not seen.sees_folder:
        raise ClusterError(
            f"{name}: does not see the folder of readings {job.folder}; name one with --readings that all nodes share "
            "under the same path; nothing was read"
        )
    if seen.missing:
        raise ClusterError(
            f"{name}: does not see the shard {seen.missing[0]}; put the shards where all nodes see them under the same "
            "path; nothing was read"
        )


def _other_version(name: str, found: str, wanted: str) -> str:
    return f"{name}: has the reader {found}, and this machine {wanted}; install the same gipfelbuch on every node"


def _library() -> Any:
    """Ray, told not to report to its makers, and to keep its inner doings in its own log files."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    os.environ.setdefault("RAY_worker_niceness", "0")  # where we start it: as other programs, not behind them all
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ClusterError(
            f"--engine ray needs Ray, which is not installed ({error}); pip install 'gipfelbuch[ray]'"
        ) from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray


def _check_address(address: str) -> None:
    """See that somebody listens there: Ray itself would go on trying for many minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or "/" in host:
        raise ClusterError(
            f"--ray-address {address}: no address of a head node; write host:port, as 'ray start --head' tells it"
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=REACHED_SECONDS).close()
    except (OSError, OverflowError, UnicodeError) as error:
        raise ClusterError(_unreached(address, error)) from error


def _unreached(address: str | None, error: Exception) -> str:
    if address is None:
        return f"Ray could not be started on this machine ({_last_line(error)}); nothing was read"
    return (
        f"no Ray cluster answers at {address} ({_last_line(error)}); start one with 'ray start --head', let this "
        f"machine join it with 'ray start --address={address}', or leave out --ray-address to use this machine alone; "
        "nothing was read"
    )


def _last_line(error: BaseException) -> str:
    """What an error says in the end: Ray puts whole tracebacks into its messages."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:300] if lines else type(error).__name__
