"""One dialect in four services (docs/adr/0022): which room, which name, which word."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
LARGEST_SUBJECT = {"declaraties": 4_500}
KINDS = {
    "errors", "events", "mapping", "metrics", "models", "modellen", "poorten", "ports", "queries", "repositories",
    "repository", "rows", "rijen", "tables",
}  # fmt: skip
VERBS = {
    "add", "append", "book", "cancel", "check", "claim", "complete", "copy", "count", "deliver", "drop", "emit", "end", "exists",
    "fail", "find", "finish", "free", "get", "has", "is", "keep", "link", "list", "lock", "mark", "move", "next",
    "note", "open", "postpone", "put", "queue", "read", "release", "remove", "replace", "reserve", "retry", "save",
    "seal", "serialize", "set", "start", "store", "sum", "take", "total", "uses", "was", "withdraw", "write",
}  # fmt: skip
DUTCH = {
    "begin_poging", "bewaar", "bewaren", "doe", "eenheid", "gooi_weg", "haal", "klok", "koppel", "lees", "lijst",
    "maak", "meet", "metrieken", "neem", "pak", "poorten", "schrijf", "stuur", "verwijder", "verzamel",
    "vergrendel", "voeg_toe", "vraag", "wacht", "werk", "werk_bij", "zet", "zoek",
}  # fmt: skip


def source_of(service: str) -> Path:
    return ROOT / "services" / service / "src" / service


def files(service: str, *floors: str) -> list[Path]:
    root = source_of(service)
    found = [path for floor in floors for path in sorted((root / floor).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "services").as_posix()


def classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef))


def bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(one).split("[")[0].split(".")[-1] for one in node.bases}


def functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (one for one in ast.walk(node) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("service", SERVICES)
def test_no_file_at_the_top_of_a_floor_is_named_by_its_kind(service: str) -> None:
    floors = ("domain", "application", "adapters", "entrypoints", "entrypoints/api")
    found = [path for floor in floors for path in (source_of(service) / floor).glob("*.py") if path.stem in KINDS]
    assert not [name_of(path) for path in found]


def test_no_folder_holds_more_than_twelve_loose_files() -> None:
    full = Counter(
        path.parent
        for path in (ROOT / "services").rglob("*.py")
        if path.name != "__init__.py" and "versions" not in path.parts
    )
    assert len(full) > 100
    assert not {name_of(folder): count for folder, count in full.items() if count > 12}


@pytest.mark.parametrize("service", SERVICES)
def test_a_subject_stays_small_over_all_floors(service: str) -> None:
    sizes: Counter[str] = Counter()
    for floor in ("domain", "application", "adapters", "entrypoints/api"):
        for subject in (one for one in (source_of(service) / floor).iterdir() if one.is_dir()):
            for path in subject.rglob("*.py"):
                sizes[subject.name] += sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    cap = LARGEST_SUBJECT.get(service, 2_500)
    assert not {subject: size for subject, size in sizes.items() if size > cap}


@pytest.mark.parametrize("service", SERVICES)
def test_a_use_case_is_named_as_its_file(service: str) -> None:
    """Whatever is public in a subject and takes the unit of work first stands in a file of its own name."""
    found = [
        f"{name_of(path)}: {one.name}"
        for path in files(service, "application")
        for one in tree_of(path).body
        if path.parent.name != "application"
        and isinstance(one, ast.AsyncFunctionDef | ast.FunctionDef)
        and not one.name.startswith("_")
        and one.args.args
        and one.args.args[0].arg == "uow"
        and one.name != path.stem
    ]
    assert not found


@pytest.mark.parametrize("service", SERVICES)
def test_ports_have_plain_names_and_english_verbs(service: str) -> None:
    wrong: list[str] = []
    for path in files(service, "application"):
        for node in classes(path):
            if "Protocol" not in bases(node):
                continue
            wrong += [f"{name_of(path)}: {node.name}"] if re.search(r"(Repository|eenheid|poort)$", node.name) else []
            if path.stem in {"ports", "queries"}:
                wrong += [
                    f"{name_of(path)}: {node.name}.{one.name}"
                    for one in functions(node)
                    if not one.name.startswith("__") and one.name.split("_")[0] not in VERBS
                ]
    assert not wrong


@pytest.mark.parametrize("service", SERVICES)
def test_one_unit_of_work_has_one_name(service: str) -> None:
    root = source_of(service)
    port = next(node for node in classes(root / "application/uow.py") if node.name == "Uow")
    assert {"UnitOfWork", "Protocol"} <= bases(port)
    assert [node.name for node in classes(root / "adapters/uow.py") if "SqlUnitOfWork" in bases(node)] == ["SqlUow"]
    others = [name_of(path) for path in files(service, "") for node in classes(path) if "UnitOfWork" in bases(node)]
    assert others == [name_of(root / "application/uow.py")]


@pytest.mark.parametrize("service", SERVICES)
def test_the_models_of_an_api_say_in_or_out(service: str) -> None:
    models: dict[str, str] = {}
    for path in files(service, "entrypoints/api"):
        models |= {node.name: name_of(path) for node in classes(path) if bases(node) & ({"ApiModel"} | models.keys())}
    assert models
    assert not [
        f"{path}: {name}" for name, path in models.items() if not name.removeprefix("_").endswith(("In", "Uit"))
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_where_a_thing_stands_is_called_status(service: str) -> None:
    found = [
        f"{name_of(path)}: {node.name}.{field.target.id}"
        for path in files(service, "domain", "application", "adapters", "entrypoints")
        for node in classes(path)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and field.target.id in {"staat", "stand"}
    ]
    allowed = {"AnomalieGesignaleerd.stand"}
    assert not [one for one in found if one.split(": ")[1] not in allowed]


@pytest.mark.parametrize("service", SERVICES)
def test_routes_are_named_by_their_functions(service: str) -> None:
    text = {path: path.read_text(encoding="utf-8") for path in files(service, "entrypoints")}
    assert not [name_of(path) for path, source in text.items() if re.search(r"\boperation_id=|\bAPIRouter\b", source)]
    names: dict[str, list[str]] = defaultdict(list)
    for path in files(service, "entrypoints/api"):
        for one in functions(tree_of(path)):
            if any(
                re.search(r"\.(get|post|put|delete|patch)\($", ast.unparse(deco).split("(")[0] + "(")
                for deco in one.decorator_list
            ):
                names[one.name].append(name_of(path))
    assert len(names) > 5
    assert not {name: paths for name, paths in names.items() if len(paths) > 1 or "_" not in name}


@pytest.mark.parametrize("service", SERVICES)
def test_a_route_that_writes_is_named_as_its_use_case(service: str) -> None:
    use_cases = {path.stem for path in files(service, "application")}
    writes = [
        one.name
        for path in files(service, "entrypoints/api")
        for one in functions(tree_of(path))
        if any(re.match(r"\w+\.(post|put|patch|delete)\(", ast.unparse(deco)) for deco in one.decorator_list)
    ]
    assert writes
    # A search by number is a read that travels in a body; every message in a package is a write of its own.
    beside = {one for one in writes if one.endswith("_zoeken")} | {"zending_indienen"}
    assert not set(writes) - use_cases - beside


@pytest.mark.parametrize("service", SERVICES)
def test_the_edge_is_typed(service: str) -> None:
    wrong: list[str] = []
    for path in files(service, "application", "entrypoints"):
        source = path.read_text(encoding="utf-8")
        wrong += [f"{name_of(path)}: app.state"] if re.search(r"\bapp\.state\b|\brequest\.state\b", source) else []
        wrong += [
            f"{name_of(path)}: {one.name}({argument.arg})"
            for one in functions(tree_of(path))
            for argument in [*one.args.args, *one.args.kwonlyargs]
            if argument.annotation is not None
            and ast.unparse(argument.annotation) == "Any"
            and argument.arg in {"uow", "edge", "schrijf"}
        ]
    assert not wrong


@pytest.mark.parametrize("service", SERVICES)
def test_identifiers_are_typed_once(service: str) -> None:
    """AGB, KvK, gemeente, BSN and IBAN come from `risb_api.fields`."""
    pattern = re.compile(r"\[0-9\]\{[489]\}\$|\\d\{[489]\}\$")
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in files(service, "entrypoints/api")}
    assert not [name for name, source in texts.items() if pattern.search(source)]


@pytest.mark.parametrize("service", SERVICES)
def test_routes_do_not_commit_and_run_one_use_case(service: str) -> None:
    wrong = [
        f"{name_of(path)}: {one.name}"
        for path in files(service, "entrypoints/api", "entrypoints/handlers")
        for one in functions(tree_of(path))
        if re.search(r"\.commit\(", ast.unparse(one)) or ast.unparse(one).count("schrijf.doe(") > 1
    ]
    assert not wrong


@pytest.mark.parametrize("service", SERVICES)
def test_handlers_are_a_table_and_call_use_cases(service: str) -> None:
    consumer = tree_of(source_of(service) / "entrypoints/consumer.py")
    assert not [one.name for one in functions(consumer)]


@pytest.mark.parametrize("service", SERVICES)
def test_the_machinery_is_english(service: str) -> None:
    wrong: list[str] = []
    for path in files(service, ""):
        wrong += [name_of(path)] if path.stem in DUTCH else []
        tree = tree_of(path)
        wrong += [f"{name_of(path)}: {one.name}" for one in functions(tree) if one.name.strip("_") in DUTCH]
        wrong += [
            f"{name_of(path)}:{one.lineno}: {one.id}"
            for one in ast.walk(tree)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one.id == "een"
        ]
    assert not wrong


def test_money_leaves_by_one_door() -> None:
    """docs/adr/0028."""
    others = [path for service in SERVICES if service != "declaraties" for path in files(service, "")]
    assert not [
        name_of(path)
        for path in others
        if re.search(r"pain\.001|sepaxml|Betaalregister", path.read_text(encoding="utf-8"))
    ]


def test_one_word_has_one_meaning() -> None:
    rows: dict[str, set[tuple[str, str]]] = defaultdict(set)
    text = (ROOT / "docs/begrippen.md").read_text(encoding="utf-8")
    for term, gloss, source in re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| ([^|]+?) \|$", text, re.MULTILINE):
        if term not in {"term", "---"}:
            rows[term].add((gloss, source))
    assert not {term: meanings for term, meanings in rows.items() if len(meanings) > 1}
    sections = [re.findall(r"^\| ([^|]+?) \|", part, re.MULTILINE) for part in text.split("\n## ")[1:]]
    assert not [term for terms in sections for term, count in Counter(terms).items() if count > 1 and term != "---"]
