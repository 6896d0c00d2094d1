"""The monthly revenue forecast: from rows to layers, what changed, and how well it came true."""
