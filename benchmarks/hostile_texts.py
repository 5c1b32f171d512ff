"""Whether reading stays linear on texts that no newspaper prints: one endless line of the same few characters.

    python -m benchmarks.hostile_texts

Printed for each: seconds for 20,000 and for 80,000 characters, and their ratio; 4 is linear, 16 quadratic.
"""

from __future__ import annotations

import time

from gipfelbuch import Report, read_report

PIECES = {
    "sentences": "Der Präsident sagte, er komme. ",
    "empty quotes": "„“",
    "one word": "a",
    "brackets": "(",
    "coordination": "Xi und ",
    "relative clauses": ", der",
    "combining marks": "\u0301",
    "ordinals": "1. ",
    "clauses": "Lee traf Xi, ",
    "open quotes": "„Ja, ",
    "straight quotes": '"',
    "frames": "sagte Lee, ",
    "amounts": "3 Milliarden Dollar ",
    "dates": "am 3. Mai ",
}
SMALL, LARGE = 20_000, 80_000


def seconds(piece: str, size: int) -> float:
    """Seconds to read a line of ``size`` characters made of the piece."""
    report = Report(id="r", text=piece * (size // len(piece)), language="de")
    start = time.perf_counter()
    read_report(report)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    read_report(Report(id="r", text="Der Minister kam.", language="de"))
    for name, piece in PIECES.items():
        small, large = seconds(piece, SMALL), seconds(piece, LARGE)
        print(f"{name:18}{small:8.2f} s{large:8.2f} s   ratio {large / small:5.1f}")


if __name__ == "__main__":
    main()
