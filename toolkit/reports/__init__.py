"""Results → documents: a plain view, and templates that render it."""
