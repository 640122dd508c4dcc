"""Applications: making, finding, changing and deleting them."""

from ssoadmin_mock.wire.rules import Evidence, rule

IDENTIFIERS = rule(
    "application.identifiers",
    Evidence.OBSERVED,
    "An application's ARN is arn:<partition>:sso::<account>:application/ssoins-<16 hex>/apl-<16 hex>, with the account "
    "that created it. CreateApplication answers with the ARNs of the instance and of the identity store as well.",
    "Several public outputs; AWS's CLI tutorial shows another form, which is not real. The two ARNs beside it came to "
    "the API reference in April 2026.",
)
PROVIDER_REFUSED = rule(
    "application.provider-refused",
    Evidence.OBSERVED,
    "CreateApplication accepts the provider custom alone. For custom-saml and the catalogue it is a "
    "ValidationException 'The application provider with arn '...' is not supported for this action.' that names the "
    "provider's internal id.",
    "terraform-provider-aws issue 34813 shows it for custom-saml and catalog/ExternalAWSAccount. Where no internal id "
    "is public the text has the ARN of the request.",
)
MANAGED_PROVIDER_REFUSED = rule(
    "application.managed-provider-refused",
    Evidence.DOCUMENTED,
    "AWS managed providers (Redshift, qbusiness ...) are refused with the same text: only the AWS services themselves "
    "create such applications.",
    "CreateApplication in the model: the API does not support AWS managed applications. The text for them is ours.",
)
PROVIDER_UNKNOWN = rule(
    "application.provider-unknown",
    Evidence.INFERRED,
    "A provider that is not in the catalogue is a ResourceNotFoundException, for CreateApplication and "
    "DescribeApplicationProvider.",
    "Both operations have the error in the model, and nothing else of the request could be missing. The text is ours.",
)
DEFAULTS = rule(
    "application.defaults",
    Evidence.CLIENT,
    "A new application is ENABLED and visible in the portal, has no sign-in options, and requires assignments.",
    "Terraform's provider expects the first three; the last is in the model and was observed.",
)
APPLICATION_URL = rule(
    "application.application-url",
    Evidence.DOCUMENTED,
    "SignInOptions with the origin APPLICATION need an ApplicationUrl; without it they are a ValidationException.",
    "SignInOptions in the model. The text is ours.",
)
SAME_NAME = rule(
    "application.same-name",
    Evidence.INFERRED,
    "Two applications may have the same name.",
    "No refusal was ever reported, and operators' scripts look for collisions themselves. CreateApplication does have "
    "ConflictException in the model, without saying what for.",
)
QUOTA = rule(
    "application.quota",
    Evidence.DOCUMENTED,
    "An instance holds up to 7,000 applications, those of all accounts together; one more is a "
    "ServiceQuotaExceededException.",
    "User guide, quotas. The text follows the one observed for instances.",
)
OWN_APPLICATIONS = rule(
    "application.own-applications",
    Evidence.INFERRED,
    "A member account may make applications in the organization instance and use every application operation on its "
    "own. Another account's application is an AccessDeniedException that names the application, whether it exists or "
    "not. The owner of the instance and the delegated administrator may use all of them.",
    "ListApplications and ListApplicationAssignmentsForPrincipal in the model speak of member accounts and their "
    "applications; that the other operations follow is our reasoning. The text is the one observed for resources of "
    "others.",
)
NOT_FOUND = rule(
    "application.not-found",
    Evidence.INFERRED,
    "An application that does not exist is a ResourceNotFoundException.",
    "The operations have the error in the model; no text is public.",
)
DESCRIBE = rule(
    "application.describe",
    Evidence.DOCUMENTED,
    "DescribeApplication and ListApplications give every member: the account and the Region that the application was "
    "created from, and the identity store's ARN among them. A description or sign-in options that were never given "
    "are left out.",
    "DescribeApplication in the model.",
)
UPDATE_MERGES = rule(
    "application.update-merges",
    Evidence.CLIENT,
    "UpdateApplication changes what it is given and keeps the rest. New SignInOptions replace the earlier ones as a "
    "whole; Visibility cannot be changed.",
    "The model's update shape has no Visibility; Terraform's provider sends it only on creation.",
)
DELETE_CASCADES = rule(
    "application.delete-cascades",
    Evidence.CLIENT,
    "Deleting an application deletes its assignments, access scopes, authentication methods, grants and tags. Access "
    "scopes of other applications go on naming it as a target.",
    "Terraform's tests for the first sentence; nothing public says what happens to targets.",
)
LIST_FILTER = rule(
    "application.list-filter",
    Evidence.DOCUMENTED,
    "ListApplications can be narrowed to an account, a provider, or both.",
    "ListApplicationsFilter in the model.",
)
MEMBERS_FILTER = rule(
    "application.members-filter",
    Evidence.DOCUMENTED,
    "A member account that lists the applications of the organization instance must filter by ApplicationAccount, and "
    "by its own; anything else is an AccessDeniedException. In its own account instance it needs no filter.",
    "ListApplications in the model. The error is the one observed for ListApplications on an instance of others.",
)
PAGE_OF_FIFTY = rule(
    "application.page-of-fifty",
    Evidence.DOCUMENTED,
    "A page of ListApplications holds up to 50 applications, also when MaxResults asks for up to 100.",
    "The model: ApplicationList has at most 50 members, and the page may be shorter than MaxResults.",
)

OF_AN_APPLICATION = (NOT_FOUND, OWN_APPLICATIONS)
"""What every operation follows that names an application."""
