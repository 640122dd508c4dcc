"""What type checkers make of the package, from outside: in a folder of their own, with the package as installed."""
