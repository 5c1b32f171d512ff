"""A Ray cluster of two nodes on this machine, one processor each.

Run as a program of its own, so that nothing of Ray is loaded where tests run. It tells the address of the head node, then
obeys lines of standard input: "kill" ends the second node at once, as a power cut would; the end of input ends all.
"""

import os
import sys
import tempfile

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112 (Ray spells it so)
STORE_BYTES = 80_000_000
HEALTH = {  # a node that does not answer is taken for dead after some seconds, not after half a minute
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 2000,
    "health_check_timeout_ms": 10000,
    "health_check_failure_threshold": 2,
}


def main():
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": STORE_BYTES, "include_dashboard": False}
    with tempfile.TemporaryDirectory(prefix="gb-", dir="/tmp") as folder:  # short: paths of sockets have a limit
        cluster = Cluster(initialize_head=True, head_node_args={**node, "temp_dir": folder, "_system_config": HEALTH})
        second = cluster.add_node(**node)
        sys.stdout.write(f"address {cluster.address}\n")
        sys.stdout.flush()
        for line in sys.stdin:
            if line.strip() == "kill":
                cluster.remove_node(second, allow_graceful=False)
                sys.stdout.write("killed\n")
                sys.stdout.flush()
        cluster.shutdown()


if __name__ == "__main__":
    main()
