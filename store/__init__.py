"""The only room that writes SQLite."""
