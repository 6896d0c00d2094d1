"""Account Services Toolkit: the functions behind an agency's own workbooks.

Start at :mod:`toolkit.actions`: one function for each thing a person asks for.
"""

__version__ = "0.1.0"
