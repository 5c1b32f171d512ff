"""Shards of reports, in the formats that shards have."""

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq

GERMAN = "Der Präsident {} reiste am Montag nach Paris und traf dort den Minister. „Wir bleiben dabei“, sagte er."
ENGLISH = "President {} met Minister Anna Berg in Oslo on Monday. “We will sign the treaty,” he said."
NAMES = ("Adler", "Bruck", "Castell", "Dorn", "Eider", "Falk", "Gerber", "Holm")


def records(shard, number):
    """Reports as plain fields; each shard also has the text that all have, with a date of its own."""
    for i in range(number):
        text = (GERMAN if i % 2 else ENGLISH).format(NAMES[(shard + i) % len(NAMES)])
        yield {"id": f"r{shard}-{i}", "text": f"{text} Nr. {shard}.{i}.", "published": f"2025-11-{3 + i % 20:02}"}
    yield {"id": f"copy{shard}", "text": ENGLISH.format("Copy"), "published": f"2025-10-{28 - shard:02}"}


def as_lines(items):
    return "\n".join(json.dumps(item) for item in items).encode()


def as_parquet(items):
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(items)), sink)
    return sink.getvalue().to_pybytes()


def as_archive(items):
    return b"".join(gzip.compress(_response(item)) for item in items)


def _response(item):
    page = f"<html><head><title>{item['id']}</title></head><body><article><p>{item['text'] * 5}</p></article></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: {item['published']}T10:00:00Z\r\nWARC-Target-URI: https://t.example/{item['id']}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


WRITERS = {".jsonl": as_lines, ".parquet": as_parquet, ".warc.gz": as_archive}


def write_shards(place, shards, reports):
    """Shards of all three formats in turn, with one bad line in the first."""
    place.mkdir()
    for n in range(shards):
        ending = list(WRITERS)[n % len(WRITERS)]
        (place / f"s{n}{ending}").write_bytes(WRITERS[ending](records(n, reports)))
    with (place / "s0.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "bad"}')
    return place
