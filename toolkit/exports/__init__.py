"""Files that finance imports, a format a module; each ties to the minor unit or is not written."""
