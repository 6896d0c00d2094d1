"""Two books that hold the same rows, kept in step without losing anybody's edit."""
