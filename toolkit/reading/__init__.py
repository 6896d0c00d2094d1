"""A sheet's cells → records: where the tables are, what their columns hold, what the cells say."""
