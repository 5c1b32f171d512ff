"""Training a small encoder that proposes marks: outside the wheel, an experiment so far (see docs/experiments.md)."""
