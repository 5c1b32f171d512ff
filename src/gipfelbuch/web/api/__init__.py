"""The same room for programs: questions and reviews at addresses under ``/api/v1``, told in one document."""

from gipfelbuch.web.api.document import open_api

__all__ = ["open_api"]
