"""What the rooms hand on to each other: spans, reports, documents, marks, parties, entries, readings."""
