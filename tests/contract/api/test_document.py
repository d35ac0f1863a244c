"""What the documents of all APIs promise: names, language, versions, errors (NLGov REST API Design Rules 2.2)."""

import itertools
import re
from pathlib import Path

import pytest

from tests.builders.diensten import DIENSTEN

from .document import document_of, operations, properties, resolve

SEMVER = re.compile(r"\d+\.\d+\.\d+")
KEBAB = re.compile(r"_[a-z0-9]+|[a-z0-9]+(-[a-z0-9]+)*")
CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
PLACEHOLDER = re.compile(r"\{[a-z][A-Za-z_]*\}")
VERBS = [
    "aanmaken",
    "aanmelden",
    "aanvragen-doen",
    "beeindigen",
    "beoordelen",
    "betalen",
    "bewaren",
    "create",
    "declareren",
    "delete",
    "fetch",
    "get",
    "haal",
    "indienen",
    "insturen",
    "list",
    "maak",
    "maken",
    "ophalen",
    "opvragen",
    "post",
    "publiceren",
    "put",
    "registreren",
    "save",
    "search",
    "sluiten",
    "stuur",
    "sturen",
    "toevoegen",
    "update",
    "upload",
    "verwijderen",
    "verwerken",
    "wijzigen",
    "zoek",
    "zoeken",
]
# Plural nouns of collections, reviewed: a segment that stands before an id.
COLLECTIONS = set((Path(__file__).parent / "verzamelingen.txt").read_text().split())
# Words of properties, reviewed: Dutch, or a name that the standard or the law itself uses.
WORDS = set((Path(__file__).parent / "woorden.txt").read_text().split())
# Words that are not Dutch, each with the reason why it is there all the same.
EXCEPTIONS = {line.split()[0] for line in (Path(__file__).parent / "uitzonderingen.txt").read_text().splitlines()}
ENGLISH = frozenset(
    [
        "name",
        "date",
        "amount",
        "address",
        "created",
        "updated",
        "type",
        "value",
        "items",
        "page",
        "next",
        "user",
        "title",
        "data",
    ]
)
dutch = pytest.mark.parametrize("dienst", DIENSTEN)


@dutch
def test_version_contact_and_server_are_there(dienst: str) -> None:
    spec = document_of(dienst)
    assert spec["openapi"].startswith("3.")
    assert SEMVER.fullmatch(spec["info"]["version"])
    assert spec["info"]["contact"].keys() >= {"name", "email", "url"}
    assert [server["url"] for server in spec["servers"]] == ["/v1"]


@dutch
def test_paths_are_dutch_nouns_in_kebab_case_without_slash_at_the_end(dienst: str) -> None:
    for path in document_of(dienst)["paths"]:
        segments = path.strip("/").split("/")
        assert path == "/" + "/".join(segments), path
        for place, segment in enumerate(segments):
            if segment.startswith("{"):
                assert PLACEHOLDER.fullmatch(segment), f"{path}: {segment}"
                continue
            assert KEBAB.fullmatch(segment), path
            assert not segment.startswith("_") or place == len(segments) - 1, path
            assert segment.startswith("_") or segment not in VERBS, f"{path}: {segment} is a verb"


@dutch
def test_collections_have_reviewed_plural_names(dienst: str) -> None:
    for path in document_of(dienst)["paths"]:
        segments = path.strip("/").split("/")
        for before, segment in itertools.pairwise(segments):
            if segment.startswith("{") and not before.startswith("{"):
                assert before in COLLECTIONS, f"{path}: {before} is not in verzamelingen.txt"


@dutch
def test_names_of_properties_are_camel_case_and_in_the_reviewed_dictionary(dienst: str) -> None:
    unknown = set()
    for schema, name, _ in properties(document_of(dienst)):
        if schema == "Probleem":
            continue  # RFC 9457 names its fields
        assert CAMEL.fullmatch(name), f"{schema}.{name}"
        unknown |= {f"{word} ({schema}.{name})" for word in _words(name) if word not in WORDS | EXCEPTIONS}
    assert sorted(unknown) == []
    assert not ENGLISH & WORDS


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)]


@dutch
def test_query_keys_are_camel_case(dienst: str) -> None:
    for operation in operations(document_of(dienst)):
        for parameter in operation.spec.get("parameters", []):
            if parameter["in"] == "query":
                assert CAMEL.fullmatch(parameter["name"]), f"{operation.naam}: {parameter['name']}"


@dutch
def test_every_operation_has_a_unique_id_a_dutch_summary_and_a_description(dienst: str) -> None:
    found = operations(document_of(dienst))
    ids = [operation.spec["operationId"] for operation in found]
    assert len(set(ids)) == len(ids)
    for operation in found:
        assert operation.spec.get("summary"), operation.naam
        assert operation.spec.get("description"), f"{operation.naam}: no description"
        text = f" {operation.spec['summary']} {operation.spec['description']} ".lower()
        assert not re.search(r" (the|returns|of the|with|given|this) ", text), f"{operation.naam}: {text}"


@dutch
def test_no_operation_names_422_and_every_error_is_a_problem(dienst: str) -> None:
    for operation in operations(document_of(dienst)):
        responses = operation.spec["responses"]
        assert "422" not in responses, operation.naam
        assert "404" in responses, operation.naam
        for status, response in responses.items():
            if status.startswith(("4", "5")):
                assert list(response["content"]) == ["application/problem+json"], f"{operation.naam} {status}"


@dutch
def test_every_answer_of_success_names_the_version_header(dienst: str) -> None:
    for operation in operations(document_of(dienst)):
        good = [response for status, response in operation.spec["responses"].items() if status.startswith("2")]
        assert good, operation.naam
        assert all("API-Version" in response["headers"] for response in good), operation.naam


@dutch
def test_dates_are_dates_and_moments_are_date_times(dienst: str) -> None:
    spec = document_of(dienst)
    for schema, name, inner in properties(spec):
        kind = resolve(spec, inner)
        if re.search(r"(datum|Datum)$", name) and kind.get("type") == "string":
            assert kind.get("format") == "date", f"{schema}.{name}"


@dutch
def test_nothing_that_identifies_a_person_can_stand_in_an_address(dienst: str) -> None:
    for operation in operations(document_of(dienst)):
        for parameter in operation.spec.get("parameters", []):
            assert not re.search(r"bsn|iban|naam|geboorte", parameter["name"], re.IGNORECASE), operation.naam
        assert not re.search(r"bsn|iban", operation.pad, re.IGNORECASE)


def test_the_rules_can_fail() -> None:
    assert not CAMEL.fullmatch("agb_code")
    assert not KEBAB.fullmatch("regioDeelnames")
    assert _words("agbCodeVan") == ["agb", "code", "van"]
    assert "zoeken" in VERBS
