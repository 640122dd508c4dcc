"""How Sphinx builds the site: ``python -m sphinx -b html docs build/site``."""

from ssoadmin_mock import __version__

project = "ssoadmin-mock"
version = release = __version__
copyright = "the authors of ssoadmin-mock"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
# The anchors that GitHub gives to headings, so that links work in both places.
myst_heading_anchors = 3
# Docstrings name code in single backticks: a link where the site has it, and code anyway.
default_role = "py:obj"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
python_maximum_signature_line_length = 88
html_theme = "furo"
html_title = f"ssoadmin-mock {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
# For those who follow the text to the schema.
html_extra_path = ["world.schema.json"]
