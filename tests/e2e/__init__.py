"""Real clients against a real server: the AWS CLI, Go, JavaScript, boto3 of January 2024, and tools that sign in.

`tox -e e2e` runs them; they install their clients from PyPI and npm, so that the other tests need no network. The AWS
SDK for Go is Debian's source package of it.
"""
