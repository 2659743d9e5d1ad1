"""What a rename is about: the thing that the name under the cursor stands for."""

from __future__ import annotations

import os
from dataclasses import dataclass

from protowright.ide.mentions import FILE, PACKAGE, REQUEST, VARIABLE, Mention, Role, mention_of
from protowright.ide.names import mentions_at
from protowright.ide.rename.outcome import Refused
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol, Symbol, join
from protowright.proto.syntax.nodes import Field
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing to rename.

    `span` is its name in the asked file, `name` the name it has. `mentions` are one for each declaration that gets a new
    name: a group is a message and a field. For a package, `name` is all of it.
    """

    span: Span
    name: str
    mentions: tuple[Mention, ...]

    @property
    def main(self) -> Mention:
        """The mention of what was asked for."""
        return self.mentions[0]

    @property
    def kind(self) -> str:
        """What it is, in the words of the language."""
        return self.main.kind

    @property
    def home(self) -> str:
        """The absolute path of the file that declares it."""
        return self.main.place.path

    @property
    def symbols(self) -> list[Symbol]:
        """The declarations of `.proto` files among it."""
        return [mention.symbol for mention in self.mentions if mention.symbol is not None]

    @property
    def is_group(self) -> bool:
        """Whether it is a group: a message, and a field of its name in lower case."""
        return len(self.mentions) > 1


def subject_at(snapshot: Snapshot, path: str, offset: int) -> Subject:
    """What the name at `offset` of the file at `path` stands for. Raises Refused."""
    found = mentions_at(snapshot, path, offset)
    if not found:
        raise Refused("there is no name here that can be renamed")
    mention = found[0]
    if mention.kind == FILE:
        raise Refused("a path changes when its file is renamed: rename the file")
    if mention.kind == PACKAGE:
        subject = _package(snapshot, mention)
    elif mention.symbol is not None:
        subject = _declared(mention, mention.symbol)
    else:
        subject = Subject(mention.span, mention.full_name, (mention,))
    _refuse_foreign(snapshot, path, subject)
    return subject


def _package(snapshot: Snapshot, mention: Mention) -> Subject:
    """All of a package has one name, whichever of its components is asked for."""
    symbols = snapshot.symbols(mention.place.path)
    assert symbols is not None and symbols.package_node is not None, "the mention comes from it"
    name = symbols.package_node.name
    is_statement = mention.role is Role.DECLARATION and name is not None
    span = symbols.tree.span(name) if is_statement and name is not None else mention.span
    return Subject(span, symbols.package, (mention,))


def _declared(mention: Mention, symbol: Symbol) -> Subject:
    if isinstance(symbol.parent, MessageSymbol) and symbol.parent.map_field is not None:
        raise Refused(f"the entries of every map have a `{symbol.name.text}`: it is no name of this file's")
    node = symbol.declaration
    if not (isinstance(node, Field) and node.is_group and node.name is not None):
        return Subject(mention.span, symbol.name.text, (mention,))
    other = join(symbol.scope, node.name.text if isinstance(symbol, FieldSymbol) else node.name.text.lower())
    twin = symbol.file.by_name.get(other)
    both = (mention,) if twin is None else (mention, mention_of(twin, mention.place.path, mention.span, mention.role))
    assert isinstance(symbol, (FieldSymbol, MessageSymbol)), "a group is a field and a message"
    return Subject(mention.span, node.name.text, both)


def _refuse_foreign(snapshot: Snapshot, path: str, subject: Subject) -> None:
    """Names of others stay as they are."""
    home = subject.home
    shown = os.path.basename(home)
    if subject.kind == VARIABLE and home != path:
        raise Refused(f"the variable `{subject.name}` is defined in `{shown}`: rename it there")
    if subject.kind == REQUEST and subject.main.place.span == subject.main.place.whole:
        raise Refused(f"the request `{subject.name}` has no name of its own: give it one with `# @name {subject.name}`")
    if subject.kind not in (VARIABLE, REQUEST) and not snapshot.is_own(home):
        raise Refused(f"`{subject.name}` is declared in `{shown}`, which is not a file of the workspace")
