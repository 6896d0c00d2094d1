"""A fictional advertising agency on one fixed day: its people, jobs and workbooks."""
