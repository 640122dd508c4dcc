"""What boto3 of January 2024 does with the server; runs where only that boto3 is installed."""

from __future__ import annotations

import datetime
import json
import sys

import boto3
from botocore.exceptions import ClientError

client = boto3.client("sso-admin")
(instance,) = client.list_instances()["Instances"]
arn = instance["InstanceArn"]

sets = [
    client.create_permission_set(InstanceArn=arn, Name=f"set-{number}")["PermissionSet"]["PermissionSetArn"]
    for number in range(5)
]
pages = list(client.get_paginator("list_permission_sets").paginate(InstanceArn=arn, PaginationConfig={"PageSize": 2}))

try:
    client.describe_permission_set(InstanceArn=arn, PermissionSetArn=sets[0][:-16] + "0123456789abcdef")
except client.exceptions.ResourceNotFoundException as error:
    not_found = error.response["Error"]["Code"]
try:
    client.create_instance()
except ClientError as error:
    refused = error.response["Error"]["Code"]

application = {
    "InstanceArn": arn,
    "ApplicationProviderArn": "arn:aws:sso::aws:applicationProvider/custom",
    "Name": "wiki",
    "ClientToken": "9a6f0a4e-1111-4222-8333-444455556666",
}
applications = {client.create_application(**application)["ApplicationArn"] for _ in range(2)}

json.dump(
    {
        "boto3": boto3.__version__,
        "created": isinstance(instance["CreatedDate"], datetime.datetime),
        "pages": [len(page["PermissionSets"]) for page in pages],
        "in order": [set_arn for page in pages for set_arn in page["PermissionSets"]] == sets,
        "not found": not_found,
        "refused": refused,
        "applications": len(applications),
        "described": client.describe_instance(InstanceArn=arn)["Status"],
    },
    sys.stdout,
)
