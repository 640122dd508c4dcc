"""What we ask of moto's CloudFormation: to make resources of our types, and to roll back when one of them fails.

Nothing here imports ``moto.cloudformation`` before the first CloudFormation request does: it loads some forty
services.
"""
