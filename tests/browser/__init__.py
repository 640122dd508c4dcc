"""The page of `ssoadmin-mock report` in a real browser: Debian's Chromium, without a window.

`tox -e browser` runs them. They need the packages `chromium` and `chromium-driver`, which the other tests do without.
"""
