"""The files of one model: what each defines, and under which names it sees the files it imports (6.3.3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from feel.decisions.elements import Element, children, name_of, own_name, tag
from feel.decisions.item_types import ItemTypes
from feel.errors import FeelError, words

_MAX_FILES = 50
_MAX_PATHS = 500
_ELEMENTS = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
_NAMES = "//@name | //@iteratorVariable"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a decision needs: the key of an element, and the import it is seen under, if any."""

    key: str
    under: str = ""


@dataclass
class File:
    """One DMN file. Keys of its elements are ids, with the namespace in front where the file is imported."""

    root: Element
    prefix: str
    imported: dict[str, "File"]
    types: ItemTypes
    written: Mapping[str, Element]
    names: Mapping[str, str]
    paths: tuple[tuple[str, ...], ...] = field(default=((),))
    """The names of imports that lead here from the main file: where a caller puts this file's input data."""

    def requirement(self, href: str) -> Requirement:
        """The element behind `#id` or `namespace#id`."""
        namespace, _, own_id = href.rpartition("#")
        if not namespace or namespace == namespace_of(self.root):
            return Requirement(self.prefix + own_id)
        for name, file in self.imported.items():
            if namespace_of(file.root) == namespace:
                return Requirement(file.prefix + own_id, name)
        return Requirement(href)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Every name an expression of this file may use, so that those of several words are read whole."""
        own = {" ".join(str(name).split()) for name in self.root.xpath(_NAMES)}
        return frozenset(own.union(self.imported, *(file.spoken for file in self.imported.values())))


def namespace_of(root: Element) -> str:
    """The namespace a file gives to its elements."""
    return str(root.get("namespace") or "").strip()


def imported_namespaces(root: Element) -> list[str]:
    """The namespaces of the DMN files that a file imports."""
    return [str(part.get("namespace", "")).strip() for part in _imports(root)]


def decision_names(root: Element) -> dict[str, str]:
    """What people call the decisions and decision services of a file, by their ids, without reading their logic."""
    return {
        key: name_of(element)
        for key, element in _written(root, "").items()
        if tag(element) in ("decision", "decisionService")
    }


def read_files(root: Element, imports: Iterable[Element]) -> list[File]:
    """The main file first, then all it imports, directly or through others. FeelError where one is missing."""
    known = {namespace_of(each): each for each in imports}
    found: dict[str, File] = {}
    main = _file(root, "", known, found, ())
    paths: dict[int, list[tuple[str, ...]]] = {}
    _collect_paths(main, (), paths)
    for file in found.values():
        file.paths = (*paths[id(file)], ())
    return [main, *found.values()]


def _file(
    root: Element, prefix: str, known: Mapping[str, Element], found: dict[str, File], path: tuple[str, ...]
) -> File:
    if tag(root) != "definitions":
        expected = words("phần tử gốc <definitions>", "the root element <definitions>")
        raise FeelError(words("Tệp không phải là DMN.", "The file is not DMN."), expected=expected)
    _refuse_other_languages(root)
    imported: dict[str, File] = {}
    for part in _imports(root):
        namespace, name = (
            str(part.get("namespace", "")).strip(),
            " ".join(str(part.get("name") or "").split()),
        )
        if namespace in (*path, namespace_of(root)) or len(path) > _MAX_FILES:
            raise FeelError(words("Các tệp nhập lẫn nhau.", "The files import each other."))
        if namespace not in found:
            if namespace not in known:
                raise _missing(name, namespace)
            inner = (*path, namespace_of(root))
            found[namespace] = _file(known[namespace], f"{namespace}#", known, found, inner)
        imported[name] = found[namespace]
    written = _written(root, prefix)
    names = {key: own_name(element) for key, element in written.items()}
    types = ItemTypes(root, {name: file.types for name, file in imported.items()})
    return File(root, prefix, imported, types, written, names)


def _written(root: Element, prefix: str) -> dict[str, Element]:
    """The elements by their keys; one without an id has its name for one. FeelError where two have the same."""
    found: dict[str, Element] = {}
    for element in children(root, *_ELEMENTS):
        own = element.get("id") or own_name(element)
        if prefix + own in found:
            message = words(f"Hai phần tử cùng có mã “{own}”.", f"Two elements have the id “{own}”.")
            raise FeelError(message)
        found[prefix + own] = element
    return found


def _refuse_other_languages(root: Element) -> None:
    for written in root.xpath("//@expressionLanguage"):
        if "feel" not in str(written).lower():
            message = words(
                f"Không đọc được ngôn ngữ “{written}”. Hãy viết bằng FEEL.",
                f"The language “{written}” cannot be read. Write it in FEEL.",
            )
            raise FeelError(message)


def _collect_paths(file: File, path: tuple[str, ...], paths: dict[int, list[tuple[str, ...]]]) -> None:
    for name, inner in file.imported.items():
        if sum(map(len, paths.values())) > _MAX_PATHS:
            raise FeelError(
                words("Các tệp nhập nhau quá rối.", "The files import each other in too many ways.")
            )
        here = (*path, name) if name else path
        paths.setdefault(id(inner), []).append(here)
        _collect_paths(inner, here, paths)


def _imports(root: Element) -> Iterator[Element]:
    for part in children(root, "import"):
        if "DMN" in str(part.get("importType") or "DMN"):
            yield part


def _missing(name: str, namespace: str) -> FeelError:
    return FeelError(
        words(
            f"Thiếu tệp “{name}” được nhập ({namespace}). Hãy đưa tệp đó vào cùng.",
            f"The imported file “{name}” ({namespace}) is missing. Add it.",
        )
    )
