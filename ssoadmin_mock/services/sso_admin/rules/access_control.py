"""Attributes for access control."""

from ssoadmin_mock.wire.rules import Evidence, rule

WHERE = rule(
    "access-control.where",
    Evidence.INFERRED,
    "Attributes for access control belong to instances with permission sets; an account instance refuses them with the "
    "texts of permission-set.account-instance.",
    "The attributes serve the policies of permission sets. No public output shows them on an account instance.",
)
EXISTS = rule(
    "access-control.exists",
    Evidence.CLIENT,
    "Creating the configuration where there is one is a ConflictException.",
    "CloudFormation's handler takes it for 'already exists'. The text is ours.",
)
ABSENT = rule(
    "access-control.absent",
    Evidence.CLIENT,
    "Describing, updating or deleting the configuration where there is none is a ResourceNotFoundException.",
    "CloudFormation's handler and Terraform's provider rely on it. The text is ours.",
)
IN_PROGRESS = rule(
    "access-control.in-progress",
    Evidence.CLIENT,
    "The configuration is CREATION_IN_PROGRESS until it settles "
    "(ssoadmin::instance_access_control_attribute_configuration; a Describe call is a poll), then ENABLED. By default "
    "that is at once.",
    "CloudFormation's handler polls for it; the states are in the model.",
)
SOURCES = rule(
    "access-control.sources",
    Evidence.CLIENT,
    "The source of an attribute is a path such as ${path:name.givenName} or ${path:name.familyName}. Whether the "
    "identity store knows the attribute is not looked at.",
    "Acceptance tests of Terraform's provider, instance_access_control_attributes_test.go, for the two paths. That "
    "others are accepted is our reasoning: the model has a pattern for them and no list.",
)
AT_ONCE = rule(
    "access-control.at-once",
    Evidence.CLIENT,
    "An update replaces all attributes and is readable at once; a deletion is effective at once.",
    "CloudFormation's handler fails the stack otherwise.",
)
