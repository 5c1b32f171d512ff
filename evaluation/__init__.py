"""How well reports are read: scores against gold readings, and the gate that keeps them up."""
