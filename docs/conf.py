"""How Sphinx builds the site: ``python -m sphinx -b html docs build/site``."""

import os
import sys
from pathlib import Path

from ssoadmin_mock import __version__

# For the extensions in docs/site, wherever Sphinx is started.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docs.generate.repository import repository

project = "ssoadmin-mock"
version = release = __version__
copyright = "the authors of ssoadmin-mock"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_copybutton", "docs.site.source_pages"]
# The anchors that GitHub gives to headings, so that links work in both places.
myst_heading_anchors = 3
# Docstrings name code in single backticks: a link where the site has it, and code anyway.
default_role = "py:obj"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
python_maximum_signature_line_length = 88
html_theme = "furo"
# Links to edit and to view each page, where it is known where; else the text that a page is built from is shown.
if (address := repository()) is not None:
    html_theme_options = {
        "source_repository": address,
        "source_branch": os.environ.get("READTHEDOCS_GIT_IDENTIFIER", "main"),
        "source_directory": "docs/",
        "top_of_page_buttons": ["view", "edit"],
    }
else:
    html_theme_options = {"top_of_page_buttons": ["view"]}
html_title = f"ssoadmin-mock {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("evidence-filter.js", {"defer": "defer"})]
# For those who follow the text to the schema.
html_extra_path = ["world.schema.json"]
