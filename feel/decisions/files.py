"""The files of one model: what each defines, and under which names it sees the files it imports (6.3.3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from feel.decisions.elements import Element, children, own_name, tag
from feel.decisions.item_types import ItemTypes
from feel.errors import FeelError, words

_MAX_FILES = 50
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
    written = {
        prefix + str(element.get("id")): element
        for element in children(root, "inputData", "decision", "businessKnowledgeModel", "decisionService")
    }
    names = {key: own_name(element) for key, element in written.items()}
    types = ItemTypes(root, {name: file.types for name, file in imported.items()})
    return File(root, prefix, imported, types, written, names)


def _collect_paths(file: File, path: tuple[str, ...], paths: dict[int, list[tuple[str, ...]]]) -> None:
    for name, inner in file.imported.items():
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
