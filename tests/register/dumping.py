"""A register as plain values, to compare two of them."""

import json

from sqlalchemy import select

from gipfelbuch.register import tables as t

UNEQUAL = {"added", "made"}  # instants differ from run to run
NUMBERED = {"passages": {"id"}, "hits": {"place", "passage"}}  # in the order in which they came
PASSED_OVER = {"builds"}


def dump_register(register, names=None):
    """Rows by table, in order; numbers that only count rows are left out."""
    out = {}
    with register.database.read() as connection:
        for name, table in t.metadata.tables.items():
            if name in PASSED_OVER or (names and name not in names):
                continue
            rows = connection.execute(select(table)).mappings()
            left_out = UNEQUAL | NUMBERED.get(name, set())
            kept = ({k: _in_order(k, v) for k, v in r.items() if k not in left_out} for r in rows)
            out[name] = sorted(json.dumps(r, sort_keys=True) for r in kept)
    return out


def _in_order(column, value):
    return " ".join(sorted(value.split())) if column == "sides" else value
