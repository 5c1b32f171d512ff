"""The reading room: pages on which people read a register, check it against its sources and correct it.

A register and settings enter ``make_room``; an application that a web server runs leaves. Nothing here is loaded unless
the room is opened.
"""
