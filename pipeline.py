"""One document's way, path to Reading: calls the rooms in order, decides nothing."""
