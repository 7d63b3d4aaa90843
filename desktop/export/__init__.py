"""Answers as files for other programs: what to write, where to, and how far it is."""
