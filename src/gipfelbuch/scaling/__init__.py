"""Past one machine: shards of reports enter, are read on a cluster, and a register leaves.

A shard is a file. A worker reads it as one machine would (``shards``) into a Parquet file of readings (``kept``); Ray
spreads the shards over the cluster (``clusters``, the only module that knows Ray); when all are read, the register is
built from the files (``engine``), nothing being read anew.
"""

from gipfelbuch.scaling.engine import Cluster, Standing, build_on_cluster

__all__ = ["Cluster", "Standing", "build_on_cluster"]
