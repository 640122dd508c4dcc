"""The registry of operations, the prepared model, the errors and the rules, held against the model and each other."""

from __future__ import annotations

import inspect

import pytest
from botocore import xform_name

from ssoadmin_mock.services.discovery import declared_rules, services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire import errors
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import RULES, Evidence, rule

# Codes that the service or its framework answers with and that the model does not list, and our own one.
UNMODELLED = {
    "IdempotentParameterMismatch",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "NotImplementedInMock",
    "UnknownOperationException",
    "UnrecognizedClientException",
}

ERRORS = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, ServiceError)]


def test_the_errors_are_those_of_the_model_and_the_few_that_are_named_here() -> None:
    # The last one is sent under another code: test_error_bodies.py.
    kinds = {"ServiceError", "ModelledError", "ConstraintViolation"}
    assert {error.__name__ for error in ERRORS} - kinds == (
        {shape.name for shape in SSO_ADMIN.model.error_shapes} | UNMODELLED
    )


def test_only_a_failure_of_the_service_and_what_we_lack_are_not_http_400() -> None:
    statuses = {error.__name__: int(error.status) for error in ERRORS}
    assert {name: status for name, status in statuses.items() if status != 400} == {
        "InternalServerException": 500,
        "NotImplementedInMock": 501,
    }


def test_an_error_has_a_reason_only_where_it_was_given_one() -> None:
    assert errors.ConflictException("text").members() == {"Message": "text"}
    assert errors.ValidationException("text", "KMS_DisabledException").members() == {
        "Message": "text",
        "Reason": "KMS_DisabledException",
    }


def test_an_error_reads_as_its_message() -> None:
    assert str(errors.ValidationException("text", "KMS_DisabledException")) == "text"


IMPLEMENTED = [(service, name) for service in services().values() for name in sorted(service.operations)]


@pytest.mark.parametrize("service", services().values(), ids=repr)
def test_the_names_of_all_operations_can_be_told_from_their_functions(service: Service) -> None:
    for name in service.model.operation_names:
        assert service.operations[name].handler.__name__ == xform_name(name)


def check_members(service: Service, name: str) -> None:
    spec = service.spec(name)
    assert spec is not None
    paged = (spec.paging.input_token, spec.paging.limit_key) if spec.paging else ()
    members = {member: argument for member, argument in spec.members.items() if member not in paged}
    consumed = {*service.instance_members, spec.token_member}
    expected = {
        service.resources[member].argument if member in service.resources else argument
        for member, argument in members.items()
        if member not in consumed
    }
    call, *parameters = inspect.signature(service.operations[name].handler).parameters.values()
    assert call.name.lstrip("_") in ("call", "")
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        # It takes whatever attributes the model has.
        return
    assert {parameter.name for parameter in parameters} == expected
    optional = {parameter.name for parameter in parameters if parameter.default is not parameter.empty}
    required = {members[member] for member in spec.input_shape.required_members if member not in consumed}
    assert not optional & required


@pytest.mark.parametrize(("service", "name"), IMPLEMENTED)
def test_an_operation_takes_exactly_the_members_that_the_model_has(service: Service, name: str) -> None:
    check_members(service, name)


def check_described(service: Service, name: str) -> None:
    declared = service.operations[name]
    assert (declared.handler.__doc__ or "").strip().endswith(".")
    assert all(RULES[rule.id] is rule for rule in declared.rules)
    assert len(set(declared.rules)) == len(declared.rules)


@pytest.mark.parametrize(("service", "name"), IMPLEMENTED)
def test_an_operation_says_what_it_does_and_refers_to_declared_rules(service: Service, name: str) -> None:
    check_described(service, name)


def test_an_operation_knows_its_family() -> None:
    assert SSO_ADMIN.operations["CreateInstance"].family == "instances"
    assert SSO_ADMIN.operations["CreateInstance"].access is Access.ANYONE


def test_an_operation_is_registered_once() -> None:
    def create_instance() -> None: ...

    with pytest.raises(
        ValueError, match=r"^CreateInstance is registered already, by ssoadmin_mock\.services\.sso_admin\.operations"
    ):
        SSO_ADMIN.registry.operation()(create_instance)


def test_a_rule_is_declared_once() -> None:
    with pytest.raises(ValueError, match=r"^There is already a rule 'instance\.not-here'; give this one another id\.$"):
        rule("instance.not-here", Evidence.UNKNOWN, "", "")


@pytest.mark.parametrize("id", declared_rules())
def test_a_rule_is_whole(id: str) -> None:
    declared = RULES[id]
    family, _, what = id.partition(".")
    assert family
    assert what
    # Some end with a text of the service.
    assert declared.behaviour.endswith((".", "'", '"'))
    assert declared.source.endswith(".")
    assert all(character >= " " for character in declared.behaviour + declared.source)


@pytest.mark.parametrize(
    ("name", "is_read", "is_about_applications"),
    [
        ("CreateApplication", False, True),
        ("DescribePermissionSet", True, False),
        ("GetInlinePolicyForPermissionSet", True, False),
        ("ListApplicationGrants", True, True),
        ("TagResource", False, False),
    ],
)
def test_an_operation_says_in_its_name_what_it_is_about(name: str, is_read: bool, is_about_applications: bool) -> None:
    spec = SSO_ADMIN.spec(name)
    assert spec is not None
    assert (spec.is_read, spec.is_about_applications) == (is_read, is_about_applications)


def test_an_operation_that_the_model_lacks_has_no_specification() -> None:
    assert SSO_ADMIN.spec("CreateEverything") is None
