import subprocess
import sys

import pytest

COUNT = """
import importlib, os
from devstack.forkserver import PRELOAD
for name in PRELOAD:
    importlib.import_module(name)
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the fork server is used on Linux alone")
def test_everything_preloaded_exists_and_starts_no_thread() -> None:
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1", done.stderr
