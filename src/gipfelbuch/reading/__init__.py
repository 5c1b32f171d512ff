"""First room: files, folders, JSON Lines and standard input become reports, or errors that say why not."""

from gipfelbuch.reading.files import Place, expand_paths
from gipfelbuch.reading.reports import Defaults, find_reports, read_place

__all__ = ["Defaults", "Place", "expand_paths", "find_reports", "read_place"]
