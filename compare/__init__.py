"""Beside whom: observations and reference rows to comparisons; the room that imports pandas."""
