"""A linter for the agency's workbooks: coded rules over all records."""
