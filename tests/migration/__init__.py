"""Tests that were written with ``mock_aws`` or ``MagicMock``, in the shapes that suites have, and their new form."""
