"""Entry points for schedules and for building what is shipped."""
