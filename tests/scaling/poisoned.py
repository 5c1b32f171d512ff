"""Build a register on a cluster whose workers read with rules alone, and die or fail at reports that say so.

Run as a program of its own: python poisoned.py ADDRESS REGISTER READINGS PATH...; tells each step as a line of JSON.
"""

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from ray import cloudpickle

from gipfelbuch.building import standard_tools
from gipfelbuch.pipeline import read_reports
from gipfelbuch.register import open_register
from gipfelbuch.scaling import Cluster, Standing, build_on_cluster


def read_poisoned(reports):
    """As rules read; one report ends its process, and one breaks the reader itself."""
    for report in reports:
        if "GIFT" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "BRUCH" in report.text:
            raise OSError(5, "the disk went away")
        yield from read_reports([report], workers=1, encoder=False)


def main(address, place, readings, *paths):
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    register = open_register(place, create=True)
    cluster = Cluster(readings=Path(readings), address=address)
    for step in build_on_cluster(paths, register, standard_tools(1), cluster, read=read_poisoned):
        if isinstance(step, Standing):
            sys.stdout.write(json.dumps(asdict(step) | {"error": str(step.error) if step.error else None}) + "\n")
    sys.stdout.write(json.dumps(asdict(register.counts())) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
