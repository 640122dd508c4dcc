"""``ssoadmin-mock demo``: a short guided tour on real boto3 clients."""

from __future__ import annotations

import argparse
from pprint import pformat
from textwrap import indent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from ssoadmin_mock.handle import IdentityCenter

STANDALONE, MANAGEMENT = "111122223333", "123456789012"


def add_parser(subparsers: _SubParsersAction[Any]) -> None:
    """Add the subcommand to the parser of ``ssoadmin-mock``."""
    subparsers.add_parser(
        "demo",
        help="show in a few seconds what the mock does",
        description="Run a short tour on real boto3 clients, and print every call with its answer. Nothing leaves "
        "this process, and no AWS account is needed.",
    )


def run(_args: argparse.Namespace) -> int:
    """Run the tour.

    :returns: the exit code, 0.
    """
    from ssoadmin_mock import mock_ssoadmin

    print("Every line that starts with >>> is a call of a real boto3 client, answered in this process.")
    with mock_ssoadmin() as idc:
        _account_instance(idc)
        _refusals(idc)
        member = _organization_instance(idc)
        _assignment(idc, member)
    print("\nLeaving mock_ssoadmin put moto, boto3 and the environment back as they were.")
    return 0


def _account_instance(idc: IdentityCenter) -> None:
    _say(f"The standalone account {STANDALONE} has no instance until it creates one.")
    sso = idc.session(account_id=STANDALONE, region_name="us-east-1").client("sso-admin")
    _call(sso, "list_instances")
    arn = _call(sso, "create_instance", Name="dev", Tags=[{"Key": "team", "Value": "platform"}])["InstanceArn"]
    _call(sso, "describe_instance", InstanceArn=arn)
    _call(sso, "list_tags_for_resource", ResourceArn=arn)


def _refusals(idc: IdentityCenter) -> None:
    _say("What AWS refuses is refused, with the error that client.exceptions knows.")
    sso = idc.session(account_id=STANDALONE, region_name="eu-west-1").client("sso-admin")
    _call(sso, "create_instance", Name="second")
    _call(sso, "create_instance", Name="a name with spaces")
    _call(sso, "describe_instance", InstanceArn="arn:aws:sso:::instance/ssoins-0123456789abcdef")


def _organization_instance(idc: IdentityCenter) -> str:
    _say(f"The account {MANAGEMENT} manages an organization. Only the console enables its instance; idc stands for it.")
    session = idc.session(account_id=MANAGEMENT, region_name="us-east-1")
    organizations = session.client("organizations")
    _call(organizations, "create_organization", FeatureSet="ALL")
    created = _call(organizations, "create_account", AccountName="dev", Email="dev@example.com")
    print(">>> idc.enable_organization_instance()")
    _show(idc.enable_organization_instance())
    _call(session.client("sso-admin"), "create_instance")

    member = created["CreateAccountStatus"]["AccountId"]
    _say(f"The member account {member} sees that instance, but does not administer it.")
    sso = idc.session(account_id=member, region_name="us-east-1").client("sso-admin")
    (instance,) = _call(sso, "list_instances")["Instances"]
    _call(sso, "describe_instance", InstanceArn=instance["InstanceArn"])
    return str(member)


def _assignment(idc: IdentityCenter, member: str) -> None:
    _say("Access is given as in AWS: a user of the identity store, a permission set, and an assignment of both.")
    session = idc.session(account_id=MANAGEMENT, region_name="us-east-1")
    sso = session.client("sso-admin")
    (instance,) = sso.list_instances()["Instances"]
    arn = instance["InstanceArn"]
    user = _call(
        session.client("identitystore"),
        "create_user",
        IdentityStoreId=instance["IdentityStoreId"],
        UserName="ada",
        DisplayName="Ada",
        Name={"GivenName": "Ada", "FamilyName": "Lovelace"},
    )
    permission_set = _call(sso, "create_permission_set", InstanceArn=arn, Name="ReadOnly")["PermissionSet"]
    assignment = _call(
        sso,
        "create_account_assignment",
        InstanceArn=arn,
        PermissionSetArn=permission_set["PermissionSetArn"],
        TargetType="AWS_ACCOUNT",
        TargetId=member,
        PrincipalType="USER",
        PrincipalId=user["UserId"],
    )["AccountAssignmentCreationStatus"]
    _call(
        sso,
        "describe_account_assignment_creation_status",
        InstanceArn=arn,
        AccountAssignmentCreationRequestId=assignment["RequestId"],
    )
    _say(f"Provisioning made a role in the account {member}.")
    _call(idc.session(account_id=member).client("iam"), "list_roles", PathPrefix="/aws-reserved/sso.amazonaws.com/")


def _say(text: str) -> None:
    print(f"\n# {text}")


def _call(client: Any, operation: str, **params: Any) -> Any:
    """Make a call and print it with its answer, or with the error that the client raises."""
    from botocore.exceptions import ClientError

    arguments = ", ".join(f"{name}={value!r}" for name, value in params.items())
    print(f">>> {client.meta.service_model.service_name.replace('-', '_')}.{operation}({arguments})")
    try:
        answer = getattr(client, operation)(**params)
    except ClientError as error:
        print(f"    {type(error).__name__}: {error.response['Error']['Message']}")
        return None
    answer.pop("ResponseMetadata")
    _show(answer)
    return answer


def _show(answer: Any) -> None:
    print(indent(pformat(answer, width=112, sort_dicts=False), "    "))
