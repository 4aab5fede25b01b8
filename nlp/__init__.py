"""Sentences to meaning; the only room that imports spaCy."""
