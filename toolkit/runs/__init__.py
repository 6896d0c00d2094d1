"""What a scheduled run stands on: its lock, its log, its patience and its mail."""
