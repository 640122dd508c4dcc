"""Worlds: a whole organization with its Identity Center in one document, loaded, dumped and captured from real ones."""
