"""The one error of this package: what went wrong and what to do, both in plain Dutch."""


class DevstackError(Exception):
    """Something a developer can put right; `remedy` says how."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  Oplossing: {remedy}")
        self.problem = problem
        self.remedy = remedy
