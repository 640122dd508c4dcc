"""What the site has beyond Sphinx's own extensions; `docs/conf.py` names it."""
