"""The parts of an OpenAPI document that are the same for every service, and the rewriting to what every tool reads."""

from html import escape
from typing import Any

CONTACT = {
    "name": "Regionaal Inkoop en Subsidie Bureau",
    "url": "https://risb.example.nl/contact",
    "email": "ketenbeheer@risb.example.nl",
}
PROBLEM = {
    "type": "object",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string", "description": "Korte aanduiding van het soort probleem."},
        "status": {"type": "integer", "description": "HTTP-status."},
        "detail": {"type": "string", "description": "Wat er mis is, waar, en wat u kunt doen."},
        "correlatieId": {"type": "string", "description": "Kenmerk van dit verzoek in de hele keten."},
        "fouten": {
            "type": "array",
            "description": "Alle fouten tegelijk.",
            "items": {
                "type": "object",
                "required": ["veld", "code", "melding"],
                "properties": {name: {"type": "string"} for name in ("veld", "code", "melding")},
            },
        },
    },
}
VERSION_HEADER = {
    "API-Version": {"description": "Volledige versie van deze API.", "schema": {"type": "string"}, "required": True}
}
RETRY_AFTER = {"Retry-After": {"description": "Na zoveel seconden kan het opnieuw.", "schema": {"type": "integer"}}}
_METHODS = {"get", "put", "post", "patch", "delete"}


def camel(name: str) -> str:
    """`Pagina_Aanbieder_` of a generic model becomes `PaginaAanbieder`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def as_openapi_3_0(node: Any) -> Any:
    """Rewrite pydantic's 3.1 ways ("or null", lists of examples, constants) to 3.0, so that every tool can read it."""
    if isinstance(node, list):
        return [as_openapi_3_0(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {name: as_openapi_3_0(value) for name, value in node.items()}
    options = node.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        rest = [one for one in options if one != {"type": "null"}]
        del node["anyOf"]
        node["nullable"] = True
        if len(rest) > 1:
            node["anyOf"] = rest
        else:
            node.update({"allOf": rest} if "$ref" in rest[0] else rest[0])
    if isinstance(node.get("$ref"), str):
        place, _, name = node["$ref"].rpartition("/")
        node["$ref"] = f"{place}/{camel(name)}"
    if isinstance(node.get("examples"), list):
        node["example"] = node.pop("examples")[0]
    if "const" in node:
        node["enum"] = [node.pop("const")]
    for bound in ("Minimum", "Maximum"):
        limit = node.get(f"exclusive{bound}")
        # What came out of an "or null" is rewritten already.
        if isinstance(limit, int | float) and limit is not True:
            node |= {bound.lower(): limit, f"exclusive{bound}": True}
    return node


def page(spec: dict[str, Any]) -> str:
    """A plain page of the API for people: no scripts, so that the strict content policy holds."""
    rows = "".join(
        f"<tr><td>{method.upper()}</td><td><code>/v1{escape(path)}</code></td>"
        f"<td>{escape(operation.get('summary', ''))}<br>{escape(operation.get('description', ''))}</td></tr>"
        for path, item in spec["paths"].items()
        for method, operation in item.items()
        if method in _METHODS
    )
    title = escape(spec["info"]["title"])
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<h1>{title}</h1>"
        f"<p>{escape(spec['info'].get('description', ''))}</p>"
        '<p>Volledige beschrijving: <a href="/v1/openapi.json">openapi.json</a></p>'
        f"<table><thead><tr><th>Methode</th><th>Pad</th><th>Wat het doet</th></tr></thead><tbody>{rows}</tbody></table>"
        "</body></html>"
    )
