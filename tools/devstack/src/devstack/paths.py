"""Where things are kept: the repository, the data of a running stack, the cache of downloads."""

import os
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[4]


def data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Data of the development stack: RISB_DEVSTACK_DIR, else `.devstack` in the repository."""
    return Path(environ.get("RISB_DEVSTACK_DIR") or REPOSITORY / ".devstack").absolute()


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Downloads that survive a clean: RISB_CACHE, else `.cache` in the repository."""
    return Path(environ.get("RISB_CACHE") or REPOSITORY / ".cache").absolute()
