"""The one error of this package: what went wrong and what to do, both in plain Dutch."""

import errno
import re

_SYSTEM = {
    errno.EACCES: ("Er is geen toegang tot {}.", "Geef uzelf rechten op die plaats, of kies een andere map."),
    errno.EPERM: ("Dit mag niet: {}.", "Geef uzelf rechten op die plaats, of kies een andere map."),
    errno.EROFS: ("Hier kan niet worden geschreven: {}.", "Kies een map waar dat wel kan, met RISB_DEVSTACK_DIR."),
    errno.ENOENT: ("Dit bestaat niet: {}.", "Controleer de naam, of begin opnieuw met make clean."),
    errno.ENOSPC: ("De schijf is vol: {}.", "Maak ruimte vrij en probeer het opnieuw."),
    errno.EMFILE: ("Er zijn te veel bestanden tegelijk open.", "Verhoog de grens, bijvoorbeeld: ulimit -n 4096."),
    errno.EADDRINUSE: ("Een poort is net door een ander programma genomen.", "Voer de opdracht nog eens uit."),
    errno.ECONNREFUSED: ("Er luistert niemand op het adres van de omgeving.", "Draait make up nog? Start het opnieuw."),
}
_OTHER = ("Het systeem weigerde iets (fout {}).", "Probeer het opnieuw; blijft het, begin dan opnieuw met make clean.")
_DISTRUST = re.compile(r"certificate|UnknownIssuer", re.IGNORECASE)


class DevstackError(Exception):
    """Something a developer can put right; `remedy` says how."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  Oplossing: {remedy}")
        self.problem = problem
        self.remedy = remedy


def download_remedy(said: str) -> str:
    """What to do about a download that failed with these words of a tool."""
    if _DISTRUST.search(said):
        return (
            "Het certificaat van de verbinding wordt niet vertrouwd: dit netwerk kijkt waarschijnlijk mee in"
            " versleuteld verkeer (TLS-inspectie). Vraag beheer om het hoofdcertificaat als PEM-bestand en zet de"
            " omgevingsvariabele SSL_CERT_FILE op de plaats daarvan."
        )
    return (
        "Controleer de internetverbinding, eventuele proxy-instellingen (HTTPS_PROXY) en de vrije schijfruimte, en"
        " probeer het opnieuw. Wat al binnen is, blijft bewaard."
    )


def of_system(error: OSError) -> DevstackError:
    """What the operating system refused, in our own words."""
    problem, remedy = _SYSTEM.get(error.errno or 0, _OTHER)
    return DevstackError(problem.format(error.filename or error.errno or "onbekend"), remedy)
