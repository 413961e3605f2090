"""`python -m sanudo`."""

from sanudo.cli import main

main()
