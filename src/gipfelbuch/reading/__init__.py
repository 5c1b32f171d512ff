"""First room: files, folders, JSON Lines and standard input become reports, or errors that say why not."""

from gipfelbuch.reading.reports import Defaults, find_reports

__all__ = ["Defaults", "find_reports"]
