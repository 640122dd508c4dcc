"""The Regions that an instance can be replicated to."""

from __future__ import annotations

import pytest
from botocore.loaders import Loader

from ssoadmin_mock.model.regions import regions_enabled_by_default


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_the_regions_are_ones_that_botocore_knows(partition: str) -> None:
    known = next(p for p in Loader().load_data("partitions")["partitions"] if p["id"] == partition)["regions"]
    assert regions_enabled_by_default(partition) <= known.keys()
    assert len(regions_enabled_by_default(partition)) > 1


def test_no_opt_in_region_is_among_them() -> None:
    opt_in = {
        *(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-south-2",
            "ca-west-1",
            "eu-central-2",
            "eu-south-1",
            "eu-south-2",
        ),
        *("ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"),
        *("il-central-1", "me-central-1", "me-south-1", "mx-central-1"),
    }
    assert not opt_in & regions_enabled_by_default("aws")


def test_every_region_from_before_opting_in_is_among_them() -> None:
    assert len(regions_enabled_by_default("aws")) == 17
    assert {"us-east-1", "eu-north-1", "ap-northeast-3", "sa-east-1"} <= regions_enabled_by_default("aws")


def test_a_partition_that_is_not_known_has_none() -> None:
    assert regions_enabled_by_default("aws-iso") == frozenset()
