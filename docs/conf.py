"""How Sphinx builds the site: ``python -m sphinx -b html docs build/site``."""

from ssoadmin_mock import __version__

project = "ssoadmin-mock"
version = release = __version__
copyright = "the authors of ssoadmin-mock"

extensions = ["myst_parser"]
# The anchors that GitHub gives to headings, so that links work in both places.
myst_heading_anchors = 3
html_theme = "furo"
