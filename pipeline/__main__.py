"""`python -m pipeline` from a clone, where truceline is installed."""

from truceline.cli import main

main()
