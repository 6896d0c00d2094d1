"""Results → plans: what is to be written, where; touches nothing."""
