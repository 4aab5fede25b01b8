"""Bytes to what is published: where it stands, what it says; nothing of what it means."""
