"""One function for each thing a person asks for: gather, decide, write. Start reading here.

===============  ===================================================================
inspecting       what is read from a book, and an agency.toml to settle what is doubtful
checking         findings, the Checks sheet, the page, what is new since a baseline
fixing           safe changes of single cells
burning          retainers: ledgers, pace and worth as text, page and sheet
closing          periods closed, alerts told: once each, by the history
reviewing        the recap of a review, what hours went into, the same hours by other policies
remembering      where earlier runs are kept, and the reading to compare today's with
reporting        status reports and contact reports
forecasting      the revenue forecast, bridges between two, how earlier ones came true
exporting        the files finance imports, and finance's actuals
demonstrating    the demo agency
installing       the ribbon add-in in Excel
examining        what the toolkit stands on, and what to do where something is missing
syncing          two books kept in step
chasing          who owes what
ordering         which run by night is meant
running          its steps, one after another; ``steps`` and ``errands`` are what each does
scheduling       what cron, systemd, Windows or launchd need to start it
writing          a table as a sheet, one guarded cell, the previous version back
===============  ===================================================================

Shells import the module they need, so that a button pays for nothing else.
"""
