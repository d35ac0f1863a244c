"""What the C library does with memory that was freed."""

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_MEBIBYTE = 1024 * 1024


def give_back_freed_memory() -> None:
    """Large pieces go back to the system once they are freed; to be called before threads begin.

    By itself glibc raises its thresholds to the largest piece it has seen and then keeps as much in the heap of every
    thread: one message of 25 MB makes a process large for good. Another C library is left as it is.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, _MEBIBYTE)
    mallopt(_TRIM_THRESHOLD, 16 * _MEBIBYTE)
    mallopt(_ARENA_MAX, 2)
