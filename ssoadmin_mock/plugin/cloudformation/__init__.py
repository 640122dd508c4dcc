"""Our resources in moto's CloudFormation: their types, and stacks that roll back when one of them fails."""
