"""The training corpus: reports that this project wrote, with their readings, and the tools that check them."""
