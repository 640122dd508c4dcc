"""Makes the pages that are made from code: ``python -m docs.generate``, in the root of the repository.

:mod:`docs.generate.pages` has them all. A test fails while a page is not what this would write, and for a page that
nothing makes any more.
"""
