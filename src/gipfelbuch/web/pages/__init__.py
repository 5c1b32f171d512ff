"""The pages of the room: each module has a ``router`` with its addresses, and all of them are in the room."""
