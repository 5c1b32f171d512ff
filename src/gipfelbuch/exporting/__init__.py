"""Eighth room: readings written in the forms that people and tools use."""
