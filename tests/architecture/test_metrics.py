"""Labels of metrics come from closed lists: nothing that somebody sends may make a series of its own."""

import importlib
import pkgutil

import pytest
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
CLOSED = {
    "dienst": "the four services",
    "proces": "their processes",
    "versie": "of the package",
    "methode": "the methods of the APIs, else overig",
    "route": "the paths of the routes as they are declared, else onbekend",
    "status": "the statuses that we answer with",
    "topic": "the topics that a service reads or writes",
    "partitie": "the partitions of a topic",
    "uitkomst": "words in our code",
    "reden": "words in our code",
    "soort": "kinds of messages, appointments and kept things in our code",
    "wet": "the two laws",
    "code": "the codes of the standard",
    "variant": "the variants of an agreement in our code",
    "regel": "the rules of detection in our code",
    "regeling": "the schemes that staff published",
    "abonnement": "subscriptions that run, at most two hundred; those that ended are taken away",
}
OWN = ("risb_",)


def labels() -> dict[str, tuple[str, ...]]:
    for package in ("chassis", "risb_api", "risb_zaak", *SERVICES):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    metrics = {id(one): one for one in REGISTRY._names_to_collectors.values() if isinstance(one, MetricWrapperBase)}
    return {one._name: tuple(one._labelnames) for one in metrics.values() if one._name.startswith(OWN)}


def test_every_label_of_every_metric_has_a_list_that_it_comes_from() -> None:
    found = labels()
    assert len(found) > 20
    unknown = {f"{name}: {label}" for name, names in found.items() for label in names if label not in CLOSED}
    assert unknown == set()


@pytest.mark.parametrize("label", sorted(CLOSED))
def test_no_label_is_listed_that_no_metric_has(label: str) -> None:
    assert label == "versie" or any(label in names for names in labels().values())
