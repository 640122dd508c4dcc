"""Where sso-admin is reached, in moto's notation: every host that botocore has for it, in every partition."""

from __future__ import annotations

import re

from ssoadmin_mock.plugin.responses import SSOAdminResponse
from ssoadmin_mock.wire.partitions import partitions


def _dns_suffixes() -> list[str]:
    outputs = [partition["outputs"] for partition in partitions()]
    return sorted({output[kind] for output in outputs for kind in ("dnsSuffix", "dualStackDnsSuffix")})


dns_suffixes = _dns_suffixes()
"""The domains that AWS APIs live under, standard and dual-stack."""

_domain = "|".join(re.escape(suffix) for suffix in dns_suffixes)

url_bases = [rf"https?://sso(?:-fips)?\.([^./]+)\.(?:{_domain})"]
url_paths = {"{0}/$": SSOAdminResponse.dispatch}

aws_host = re.compile(rf"https?://(?:[^/@]+\.)?(?:{_domain})(?::\d+)?(?:/|$)")
"""Any AWS API host."""
