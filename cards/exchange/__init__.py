"""Attempts and transcripts in the forms other programs read. Values in, text out: who writes files is elsewhere."""
