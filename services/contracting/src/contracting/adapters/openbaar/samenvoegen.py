"""The releases of a procedure merged into one record, as the standard prescribes it."""

from collections.abc import Sequence
from types import MappingProxyType

from ocdsmerge import Merger

from contracting.domain.openbaar.releases import Release

# What the schema of the standard says about merging; given, so that nothing is fetched.
REGELS = MappingProxyType(
    {
        ("id",): "omitWhenMerged",
        ("date",): "omitWhenMerged",
        ("tag",): "omitWhenMerged",
        ("parties", "roles"): "wholeListMerge",
        ("awards", "relatedLots"): "wholeListMerge",
    }
)


def compiled_release(releases: Sequence[Release]) -> Release:
    """The state after all of them."""
    merged: Release = Merger(merge_rules=dict(REGELS)).create_compiled_release(list(releases))
    return merged
