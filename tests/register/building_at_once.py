"""Build a register at a place from all reports, or from every second one. Run as a program of its own."""

import sys

from killing import build, texts

if __name__ == "__main__":
    place, half = sys.argv[1:]
    reports = list(texts(60))
    build(place, reports if half == "all" else reports[int(half) :: 2])
