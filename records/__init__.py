"""What travels between the rooms: frozen records and enums. Reads nothing, writes nothing."""

VERSION = "0.1.0"
"""Of Scrutineer, as in pyproject.toml."""
