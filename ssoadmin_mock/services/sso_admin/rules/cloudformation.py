"""CloudFormation: the resource types of IAM Identity Center, and what their stacks do when one fails."""

from ssoadmin_mock.wire.rules import Evidence, rule

_HANDLERS = "The handlers' source, aws-cloudformation/aws-cloudformation-resource-providers-sso"
_STORE_HANDLERS = "The handlers' source, aws-cloudformation/aws-cloudformation-resource-providers-identitystore"

REF = rule(
    "cloudformation.ref",
    Evidence.CLIENT,
    "Ref gives the primary identifier: the ARN of an instance or an application, the instance's ARN for attributes for "
    "access control; the parts joined by | for the others, InstanceArn|PermissionSetArn for a permission set and "
    "GroupId|IdentityStoreId for a group.",
    "The primary identifiers in the registry's schemas; two public tools parse a permission set's in that order, which "
    "the documentation page's sample reverses.",
)
ATTRIBUTES = rule(
    "cloudformation.attributes",
    Evidence.DOCUMENTED,
    "Fn::GetAtt gives the read-only properties: InstanceArn, IdentityStoreId, OwnerAccountId and Status of an "
    "instance, PermissionSetArn of a permission set, ApplicationArn and IdentityStoreArn of an application, GroupId of "
    "a group, MembershipId of a membership.",
    "The read-only properties in the registry's schemas; the CloudFormation user guide.",
)
PROPERTIES = rule(
    "cloudformation.properties",
    Evidence.DOCUMENTED,
    "A property that the type does not have fails the resource. Everything else is for the operations to refuse, with "
    "their own texts. Numbers count as text, as YAML reads account ids as numbers.",
    "The registry's schemas allow no additional properties. The text is CloudFormation's for other types.",
)
REPLACEMENT = rule(
    "cloudformation.replacement",
    Evidence.DOCUMENTED,
    "A change of a create-only property makes another resource in the place of the old one. Resources that refer to it "
    "follow in the same update, and the old one is deleted when all of that is done.",
    "The create-only properties in the registry's schemas; the CloudFormation user guide, update behaviours.",
)
ROLLBACK = rule(
    "cloudformation.rollback",
    Evidence.DOCUMENTED,
    "When one of our resources fails, the stack goes back: ROLLBACK_COMPLETE after a creation, with nothing left; "
    "UPDATE_ROLLBACK_COMPLETE after an update, with everything as before; UPDATE_ROLLBACK_FAILED or ROLLBACK_FAILED "
    "when that fails, too; DELETE_FAILED after a deletion. An event of the resource and the stack's own status reason "
    "tell why. Options that keep CloudFormation from rolling back are not simulated.",
    "The CloudFormation user guide, stack status codes. That the stack's own reason repeats the resource's is ours.",
)
IMPORT = rule(
    "cloudformation.import",
    Evidence.OBSERVED,
    "A change set of type IMPORT takes resources that are there into a stack, new or not, by their primary "
    "identifiers: a permission set by InstanceArn and PermissionSetArn, an assignment by all of its properties. The "
    "stack ends in IMPORT_COMPLETE. Nothing of the resource changes, tags included, until the stack is updated.",
    "aws-cloudformation/cloudformation-coverage-roadmap issue 963, one report for permission sets and assignments; for "
    "the other types, the registry's schemas have a read handler, which is what importing needs.",
)
IMPORT_FAILED = rule(
    "cloudformation.import-failed",
    Evidence.INFERRED,
    "A resource to import that is not there, or whose template contradicts its identifier, fails the execution of the "
    "change set: IMPORT_ROLLBACK_COMPLETE, with the stack as it was before and every resource still there.",
    "The CloudFormation user guide, stack status codes. AWS may find out when the change set is made; the texts are "
    "ours.",
)
IMPORT_REFUSED = rule(
    "cloudformation.import-refused",
    Evidence.OBSERVED,
    "CreateChangeSet refuses imports of resources without a DeletionPolicy ('The following resources to import [<ids>] "
    "must have DeletionPolicy attribute specified in the template.') and with changed outputs ('As part of the import "
    "operation, you cannot modify or add [Outputs]'); with other changes, with other identifiers than the type has, of "
    "what is not in the template, and of what belongs to a stack.",
    "aws-quickstart/quickstart-awx issue 38 and awslabs/aws-security-assessment-solution issue 6 for the two texts. "
    "The other refusals are in the CloudFormation user guide, import considerations; their texts are ours.",
)
BACKWARDS = rule(
    "cloudformation.backwards",
    Evidence.DOCUMENTED,
    "Deleting a stack, or rolling one back, goes backwards through the order in which its resources were made, nested "
    "stacks and other services' resources included; what an update no longer needs goes in that order, too, after "
    "everything else. What has DeletionPolicy Retain stays.",
    "The CloudFormation user guide, DependsOn attribute and update behaviours: resources are deleted in the reverse of "
    "the order of their dependencies. Between resources that do not depend on each other, the order is ours.",
)
FAILURE_TEXT = rule(
    "cloudformation.failure-text",
    Evidence.OBSERVED,
    "The status reason of a failed resource: 'Resource handler returned message: \"<text of the operation> (Service: "
    "SsoAdmin, Status Code: 400)\" (RequestToken: <uuid>, HandlerErrorCode: <code>)'. The Service of groups is "
    "Identitystore.",
    "Seen with a request id after the status code, in aws-controllers-k8s/test-infra pull request 1063 and others. "
    "Identitystore is what AWS's SDK for Java makes of the API's name; no public output shows it.",
)
LONG_FAILURE_TEXT = rule(
    "cloudformation.long-failure-text",
    Evidence.OBSERVED,
    "A handler's message of more than 1,024 characters is refused by CloudFormation itself, and that is the status "
    "reason: \"1 validation error detected: Value '<message>' at 'statusMessage' failed to satisfy constraint: Member "
    'must have length less than or equal to 1024".',
    "aws-cloudformation/cloudformation-coverage-roadmap issues 1294 and 1986, both for the inline policy of a "
    "permission set, which the message repeats.",
)
REQUEST_FAILED = rule(
    "cloudformation.request-failed",
    Evidence.CLIENT,
    "A request that is accepted and then FAILED, of an assignment or a provisioning, fails the resource: 'Request <id> "
    "failed due to: <FailureReason>'.",
    f"{_HANDLERS}. The handler's error code, GeneralServiceException, is ours.",
)
WAITS = rule(
    "cloudformation.waits",
    Evidence.INFERRED,
    "A stack waits for what it starts, so that settles at once, whatever moto's state manager says; what others have "
    "started goes on as it is.",
    f"{_HANDLERS} polls until the end. Waiting for real would block the test.",
)
SYSTEM_TAGS = rule(
    "cloudformation.system-tags",
    Evidence.OBSERVED,
    "Permission sets get the tags aws:cloudformation:stack-name, :logical-id and :stack-id, which are listed with the "
    "others.",
    "awslabs/landing-zone-accelerator-on-aws issue 1111, of 2026: the console lists them among the tags of a new "
    "permission set, and complains of their names.",
)
SYSTEM_TAGS_OF_OTHERS = rule(
    "cloudformation.system-tags-of-others",
    Evidence.INFERRED,
    "So do instances and applications.",
    "The registry's schemas announce system tags for all three types; output shows them for permission sets only. "
    "awslabs/landing-zone-accelerator-on-aws issue 1116 says that CloudFormation puts them on every resource.",
)
STACK_TAGS = rule(
    "cloudformation.stack-tags",
    Evidence.OBSERVED,
    "Tags of the stack do not reach its resources.",
    "aws-cloudformation/cloudformation-coverage-roadmap issue 1359, of 2022; it may have changed with the system tags.",
)
TAGS_UPDATED = rule(
    "cloudformation.tags-updated",
    Evidence.CLIENT,
    "An update brings the tags to those of the template, those that were put on by others included; system tags stay.",
    f"{_HANDLERS} untags and tags the difference.",
)
CREATED_UNPROVISIONED = rule(
    "cloudformation.created-unprovisioned",
    Evidence.CLIENT,
    "A new permission set is made with all its policies and not provisioned.",
    f"{_HANDLERS}.",
)
UPDATE_PROVISIONS = rule(
    "cloudformation.update-provisions",
    Evidence.CLIENT,
    "Every update of a permission set ends with ProvisionPermissionSet for ALL_PROVISIONED_ACCOUNTS.",
    f"{_HANDLERS}. It retries conflicts and throttling; here they fail the update.",
)
EMPTY_MANAGED_POLICIES = rule(
    "cloudformation.empty-managed-policies",
    Evidence.CLIENT,
    "An update to no ManagedPolicies at all detaches none; to a shorter list it detaches what is missing.",
    f"{_HANDLERS}, as of 2021.",
)
INLINE_POLICY = rule(
    "cloudformation.inline-policy",
    Evidence.DOCUMENTED,
    "InlinePolicy is a JSON object or a string; an update without it deletes the policy.",
    f"The registry's schema; {_HANDLERS}.",
)
ASSIGNMENT_EXISTS = rule(
    "cloudformation.assignment-exists",
    Evidence.CLIENT,
    "An assignment that exists already fails the resource: 'Assignment already exists. Can't process creation.'",
    f"{_HANDLERS}.",
)
ALREADY_GONE = rule(
    "cloudformation.already-gone",
    Evidence.CLIENT,
    "A resource that is gone already counts as deleted.",
    f"{_HANDLERS} answers NotFound, for an assignment with 'Assignment not exist any more. Can't process deletion.'; "
    "those of groups and memberships describe them first, as their deletion would not tell, and answer so, too. That a "
    "stack goes on then is the contract of CloudFormation's handlers.",
)
DEPRECATED_WRAPPER = rule(
    "cloudformation.deprecated-wrapper",
    Evidence.DOCUMENTED,
    "The attributes for access control may stand in the property InstanceAccessControlAttributeConfiguration instead "
    "of AccessControlAttributes, which is taken where there are both.",
    "The registry's schema; which of the two is taken is ours.",
)
VISIBILITY = rule(
    "cloudformation.visibility",
    Evidence.INFERRED,
    "A changed Visibility in the PortalOptions of an application has no effect.",
    "UpdateApplication has no such member, and the registry's handlers have no right to another operation.",
)
GROUP_UPDATED = rule(
    "cloudformation.group-updated",
    Evidence.CLIENT,
    "An update of a group sets DisplayName and Description, and unsets a Description that the template does not have "
    "any more.",
    f"{_STORE_HANDLERS}: UpdateGroup with one operation for each, without a value where there is none.",
)
GROUP_EXISTS = rule(
    "cloudformation.group-exists",
    Evidence.CLIENT,
    "A group whose name is taken, or a membership that exists already, fails the resource with the operation's text "
    "and HandlerErrorCode: ResourceConflict.",
    f"{_STORE_HANDLERS} translate ConflictException so.",
)
