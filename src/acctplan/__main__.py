"""`python -m acctplan`."""

from acctplan.cli.main import run

run()
