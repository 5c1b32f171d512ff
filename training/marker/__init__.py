"""The encoder at run time: document and the rules' marks in, marks out. Not part of the reader yet."""
