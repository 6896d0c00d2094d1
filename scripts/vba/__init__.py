"""A vbaProject.bin from VBA source, the same bytes each time, without Office."""
