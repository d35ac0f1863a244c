"""Why a file is refused before any rule is asked: level 1."""

from dataclasses import dataclass

from risb_kern.errors import DomainError, Fout, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Leesfout:
    """One fault in a file. `melding` is plain Dutch and never repeats a value: values may be personal data.

    `regel` is the line number in the file (first line is 1), None when the fault has no place.
    """

    code: str
    melding: str
    regel: int | None = None
    element: str = ""

    def als_fout(self) -> Fout:
        """Form in which the edge shows it."""
        plaats = f"regel {self.regel}" if self.regel else "bestand"
        return Fout(f"{plaats}, {self.element}" if self.element else plaats, self.code, self.melding)


class BerichtGeweigerdError(DomainError):
    """The file is not a message that this service can take in; there is no 325 for it (level 1)."""

    def __init__(self, kind: Kind, slug: str, *leesfouten: Leesfout) -> None:
        super().__init__(kind, slug, leesfouten[0].melding, *(fout.als_fout() for fout in leesfouten))
        self.leesfouten = leesfouten
