"""Pictures of the reading room: answers of the register enter, SVG and PNG files leave.

A question (``asked``) gives an answer of the register. Each kind of picture lays shapes upon a sheet (``sheets``) in a
manner (``manners``): language, colours, width, and where its marks lead. A sheet is then written as SVG (``svg``) or
drawn as PNG (``png``); ``drawing`` does all of it. Only ``asked`` reads the register, and nothing is kept from one
picture to the next but how wide words are and where people live.

Importing this package loads nothing: what draws loads matplotlib, which takes a moment.
"""
