"""A valid value for each string in a request that has a pattern, by the name of the shape."""

UUID = "12345678-1231-7012-1234-123456789012"

SAMPLES = {
    "AttributePath": "userName",
    "ExtensionName": "aws:identitystore:enterprise",
    "ExternalIdIdentifier": "00u1",
    "ExternalIdIssuer": "https://scim.aws.com/x",
    "GroupDisplayName": "platform",
    "IdentityStoreId": "d-1234567890",
    "IpCidrType": "192.0.2.0/24",
    "NextToken": "bm90IGEgdG9rZW4=",
    "ResourceId": UUID,
    "ResourceRevision": "7",
    "SensitiveStringType": "Ada",
    "UserName": "ada",
    "VpcArn": "vpc-12345678",
}
