"""How fast reports are read: ratios against something known in the same run."""
