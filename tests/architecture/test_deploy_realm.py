"""The realm that the OIDC provider starts with gives tokens that the services accept."""

import json
from pathlib import Path
from typing import Any

import pytest
from risb_api.identity import Rol

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def realm() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / "deploy/keycloak/risb-realm.json").read_text())
    return loaded


def client(realm: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(client for client in realm["clients"] if client["clientId"] == name)
    return found


def test_the_roles_are_those_of_the_services_and_stand_apart_from_the_providers_own(realm: dict[str, Any]) -> None:
    assert {role["name"] for role in realm["roles"]["client"]["risb"]} == set(Rol)
    assert "realm" not in realm["roles"]


def test_a_token_carries_the_audience_and_the_claims_that_are_read(realm: dict[str, Any]) -> None:
    mappers = {mapper["name"]: mapper["config"] for mapper in client(realm, "risb-portaal")["protocolMappers"]}
    assert mappers.pop("doelgroep")["included.client.audience"] == "risb"
    assert {name: config["claim.name"] for name, config in mappers.items()} == {
        name: name for name in ("rollen", "agb", "gemeenten")
    }
    assert mappers["rollen"]["usermodel.clientRoleMapping.clientId"] == "risb"
    assert {config["multivalued"] for config in mappers.values()} == {"true"}


def test_the_portal_is_public_and_proves_itself_with_a_code(realm: dict[str, Any]) -> None:
    portal = client(realm, "risb-portaal")
    assert portal["publicClient"] is True
    assert portal["attributes"]["pkce.code.challenge.method"] == "S256"
    assert portal["attributes"]["access.token.header.type.rfc9068"] == "true"
    assert not portal["implicitFlowEnabled"]
    assert not portal["directAccessGrantsEnabled"]


def test_users_cannot_change_the_codes_they_are_bound_to(realm: dict[str, Any]) -> None:
    (provider,) = realm["components"]["org.keycloak.userprofile.UserProfileProvider"]
    profile = json.loads(provider["config"]["kc.user.profile.config"][0])
    editors = {attribute["name"]: attribute["permissions"]["edit"] for attribute in profile["attributes"]}
    assert editors["agb"] == editors["gemeenten"] == ["admin"]


def test_the_file_holds_no_user_and_no_secret(realm: dict[str, Any]) -> None:
    assert "users" not in realm
    assert [one["clientId"] for one in realm["clients"] if "secret" in one] == []
