"""What travels between the rooms: frozen records and enums. Reads nothing, writes nothing."""
