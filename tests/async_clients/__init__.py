"""aiobotocore: with aiomoto in process, against a server, and what is said when it has neither.

`tox -e async` runs them: aiomoto and aiobotocore want versions of moto and boto3 of their own.
"""
