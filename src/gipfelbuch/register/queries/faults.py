"""What is told when a question cannot be answered as it was asked."""

from __future__ import annotations

from gipfelbuch.errors import RegisterError


class QuestionError(RegisterError):
    """A question that names nothing in the register, more than one thing, or cannot be understood."""
