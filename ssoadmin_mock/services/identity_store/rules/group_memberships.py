"""Memberships."""

from ssoadmin_mock.wire.rules import Evidence, rule

UNIQUE = rule(
    "membership.unique",
    Evidence.CLIENT,
    "A second membership of a user in a group: ConflictException 'Member and Group relationship already exists', "
    "Reason UNIQUENESS_CONSTRAINT_VIOLATION.",
    "Two independent public programs, in Go and Python, compare the text.",
)
MUST_EXIST = rule(
    "membership.must-exist",
    Evidence.DOCUMENTED,
    "CreateGroupMembership of a user or group that does not exist: ResourceNotFoundException 'Member does not exist' "
    "or 'Group does not exist', with the ResourceType.",
    "The model has the error for the operation. The texts are those of moto and not confirmed.",
)
NOT_FOUND = rule(
    "membership.not-found",
    Evidence.OBSERVED,
    "A membership that is gone: ResourceNotFoundException 'Group membership not found for given Pool/Group/Member.' "
    "with ResourceType GROUP_MEMBERSHIP.",
    "Public output of the service. That it is the same whether the membership is named by its id or by user and group "
    "is our reasoning.",
)
QUESTION = rule(
    "membership.question",
    Evidence.DOCUMENTED,
    "IsMemberInGroups answers once for each group of the request, in its order.",
    "The model and the API reference.",
)
QUESTION_MUST_EXIST = rule(
    "membership.question-must-exist",
    Evidence.UNKNOWN,
    "IsMemberInGroups about a user or group that does not exist is a ResourceNotFoundException.",
    "The model has the error. Answering false would hide a wrong id.",
)
LISTS_MUST_EXIST = rule(
    "membership.lists-must-exist",
    Evidence.INFERRED,
    "Memberships of a user or group that does not exist are a ResourceNotFoundException, not an empty list.",
    "The model has the error for both lists.",
)
