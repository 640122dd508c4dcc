"""Changes the source of tests that were written with ``mock_aws`` or ``MagicMock``: ``ssoadmin-mock migrate``.

It needs libcst, from the extra ``migrate``, which keeps everything that is not changed as it is written.
"""
