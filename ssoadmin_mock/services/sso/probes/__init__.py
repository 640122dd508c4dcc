"""How the rules are held against the real service, by family. Importing this package declares all probes."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
