"""Mentions of actors: noun phrases linked with what owns them, follows them or stands in apposition to them."""

from .actor_tables import ActorTables
from .elements import PEOPLES, PLACES
from .parsing import Parsed
from .phrases import ARMED, Mention, Phrases

REGIONS = frozenset({"region", "continent", "west"})
_BEFORE = frozenset({"compound", "amod", "nmod", "det", "nummod", "poss"})


class Finder(Phrases):
    """Finds the mentions of one article and links them with each other."""

    def __init__(self, parsed: Parsed, tables: ActorTables) -> None:
        super().__init__(parsed, tables)
        self.found: list[Mention] = []
        self._at: dict[int, Mention] = {}
        self._around: dict[int, Mention] = {}
        self._ending: dict[int, Mention] = {}

    def mentions(self) -> list[Mention]:
        """Every mention in the order of the text, owners, of-phrases and appositions linked."""
        self.found = sorted(self.phrases(), key=lambda m: (m.start, m.end))
        for mention in self.found:
            self._at.setdefault(mention.start, mention)
        self._ending = {m.end: m for m in self.found if m.form == "name"}
        self._around = {i: m for m in self.found for i in range(m.start, m.end)}
        for mention in self.found:
            self._bracket(mention)
        for mention in reversed(self.found):
            self._follow(mention)
            self._attached(mention)
        for mention in self.found:
            self._settle(mention)
            self._share(mention)
        self._appose()
        return self.found

    def _follow(self, mention: Mention) -> None:
        """Link the of-phrase (or the place) after a role noun."""
        if mention.form == "name" and mention.kind != "organisation":
            self._from(mention)
            return
        i = mention.end if mention.aliases else mention.head + 1
        if i + 1 >= len(self.texts) or self.lower[i] not in self.tables.words["of"]:
            return
        inner = self._at.get(i + 1)
        if inner is None or self.sentence[inner.start] != self.sentence[i] or inner is mention:
            return
        inner = self._outermost(inner)
        preposition = self.lower[i]
        if mention.form == "name" and not (inner.entries and inner.entries[0].kind in PLACES):
            return
        if (preposition == "of" and mention.owner is None) or (
            preposition == "from" and mention.owner is None and mention.plural and inner.plural and not inner.entries
        ):
            mention.owner = inner
        elif preposition in ("in", "from", "at", "near") and inner.entries:
            entry = inner.entries[0]
            if entry.country and entry.kind in PLACES and mention.country is None and mention.owner is None:
                mention.country, mention.reason = entry.country, ("place", f"{preposition} {inner.name}")
            elif entry.noun in REGIONS:
                mention.affiliation = entry
        elif preposition in ("for", "at", "with") and mention.owner is None and inner.kind != "person":
            organ = inner.entries and inner.entries[0].kind in ("organisation", "seat")
            if organ or inner.kind in ("group", "organisation"):
                mention.owner = inner
        elif mention.kind != "person" or (preposition != "for" and (preposition != "to" or mention.noun != "diplomat")):
            return
        if mention.form == "nominal":
            mention.end = max(mention.end, inner.end)
            if mention.title and mention.kind == "person":
                mention.title = f"{mention.title} {preposition} {self._words(i + 1, inner.end)}"

    def _from(self, mention: Mention) -> None:
        """Take the state of "Xu Lan of China" as the person's."""
        i = mention.end
        inner = self._at.get(i + 1) if self.lower[i : i + 1] in (["of"], ["from"]) else None
        if inner is None or mention.country is not None or any(e.kind != "person" for e in mention.entries):
            return
        entry = inner.entries[0] if inner.entries else None
        if entry is not None and entry.country and entry.kind in PLACES and inner.form == "name":
            mention.country, mention.reason = entry.country, ("place", f"{self.lower[i]} {inner.name}")

    def _attached(self, mention: Mention) -> None:
        """Link a later prepositional phrase by the parse ("director for Asia at the National Security Council")."""
        if mention.form != "nominal" or mention.owner is not None or mention.affiliation is not None:
            return
        for child in self.tokens[mention.head].rights:
            if child.dep_ != "prep" or child.lower_ not in ("of", "at", "for", "with", "in") or child.i < mention.end:
                continue
            for inner in child.rights:
                found = self._around.get(inner.i) if inner.dep_ == "pobj" else None
                if found is not None and found.kind != "person" and found.start > mention.head:
                    mention.owner, mention.end = found, max(mention.end, found.end)
                    return

    def _outermost(self, mention: Mention) -> Mention:
        """The phrase whose possessor the mention is ("the Syrian opposition's committee"), else itself."""
        while mention.end < len(self.tags) and self.tags[mention.end] == "POS":
            owned = next((m for m in self.found if m.owner is mention and m.start == mention.end + 1), None)
            if owned is None:
                break
            mention = owned
        return mention

    def _settle(self, mention: Mention) -> None:
        """Colour a neutral role noun by its owner ("member of the Taliban")."""
        owner = mention.owner
        if owner is None or "n" not in mention.flags:
            return
        entry = owner.entries[0] if owner.entries else None
        armed = mention.roles[:1] == ("MIL",)
        if entry is not None and entry.kind in ("organisation", "seat"):
            if not armed or set(entry.roles[:1]) & ARMED:
                mention.roles = entry.roles or mention.roles
            mention.affiliation = mention.affiliation or entry
        elif owner.roles and owner.kind in ("organisation", "group") and not armed:
            mention.roles = owner.roles

    def _share(self, mention: Mention) -> None:
        """Find the other states of "the US and Chinese presidents", "the leaders of France, Italy and Spain"."""
        if mention.form != "nominal" or not mention.plural:
            return
        i = mention.start
        core = mention.core or self._after_capitals(mention)
        while core and i > 0 and self.lower[i - 1] in ("and", ",", "or", "the"):
            before = self._ending.get(i - 1)
            if before is None:
                i -= 1
                continue
            if (
                not ((self._adjective(before, i) and mention.core) or self._modifies(before, mention))
                or self.sentence[before.start] != self.sentence[mention.start]
            ):
                break
            mention.shared.insert(0, before)
            mention.core = core
            i = before.start
        of = self.lower[mention.head + 1 : mention.head + 2] in (["of"], ["from"])
        inner = self._at.get(mention.head + 2) if of else None
        if inner is None or mention.core or not (inner.entries and inner.entries[0].kind in PLACES):
            return
        i = inner.end
        while i + 1 < len(self.texts) and self.lower[i] in (",", "and"):
            following = self._at.get(i + 1)
            if following is not None:
                subject = self.tokens[following.head].dep_ in ("nsubj", "nsubjpass")
                if subject or not following.entries or following.entries[0].kind not in PLACES:
                    break
                mention.shared.append(following)
                i = following.end
            else:
                i += 1

    def _adjective(self, name: Mention, end: int) -> bool:
        """Whether a name before "and" or a comma can stand as an adjective does: "EU and British envoys"."""
        kind = name.entries[0].kind if name.entries else ""
        return (
            kind in PEOPLES
            or (bool(kind) and name.name.isupper())
            or (kind == "organisation" and self.lower[end - 1] == "and")
        )

    def _after_capitals(self, mention: Mention) -> int:
        """Where the words after the capitalised ones before a noun begin, 0 where there are none: "Senate aides"."""
        i = mention.start
        while i < mention.head and self.texts[i][0].isupper() and self.tags[i] in ("NNP", "NNPS", "JJ"):
            i += 1
        return i if i > mention.start else 0

    def _modifies(self, name: Mention, mention: Mention) -> bool:
        """Whether the parser hangs a name that stands before "and" on the noun: "House and Senate aides"."""
        token = self.tokens[name.head]
        return token.dep_ in _BEFORE and token.head.i == mention.head and token.tag_ in ("NNP", "NNPS", "JJ")

    def _appose(self) -> None:
        """Link "X, the minister," and "the minister, X," and acronyms in brackets."""
        for mention in self.found:
            i = mention.end
            if i + 1 >= len(self.texts) or self.sentence[i] != self.sentence[mention.start]:
                continue
            if self.tags[i + 1 : i + 2] == ["CD"] and self.texts[i + 2 : i + 3] == [","]:
                i += 2
            if mention.form == "nominal" and mention.kind == "person" and self.tags[i : i + 1] == ["IN"]:
                i = self._comma(i)
            if i + 1 >= len(self.texts) or self.texts[i] != ",":
                continue
            other = self._at.get(i + 1)
            if other is None or self.sentence[other.start] != self.sentence[i]:
                continue
            other = self._outermost(other)
            if self._apposed(mention, other):
                other.same = mention

    def _comma(self, i: int) -> int:
        """The comma that ends a short phrase after a title: "the head of mission in the country, X"."""
        for end in range(i, min(i + 6, len(self.texts))):
            if self.texts[end] == "," or self.tags[end][0] in "VM" or self.texts[end] in (".", '"'):
                return end
        return i

    def _bracket(self, mention: Mention) -> None:
        """Take "(HTC)" after the phrase as another name; "(R)" only as part of it."""
        i = mention.end
        if self.texts[i : i + 1] != ["("] or self.texts[i + 2 : i + 3] != [")"]:
            return
        if mention.entries and mention.entries[0].kind in PLACES:
            return
        text = self.texts[i + 1]
        if len(text) > 1 and text[0].isupper() and sum(c.isupper() for c in text) >= 2:
            mention.aliases.append(text)
            mention.end = i + 3

    def _apposed(self, a: Mention, b: Mention) -> bool:
        if a.plural or b.plural or a.kind not in ("person", "other") or "person" not in (a.kind, b.kind):
            return False
        after, tag = (self.lower[b.end], self.tags[b.end]) if b.end < len(self.texts) else (".", ".")
        if a.country and b.country and a.country != b.country:
            return False
        if a.form == "name" and b.form == "nominal":
            return after in (",", ".", ")", ";", ":", "-", "(") or tag in ("WP", "IN")
        if a.form == "nominal" and b.form == "name":
            listed = after == "and" or (after == "," and self.lower[b.end + 1 : b.end + 2] == ["and"])
            person = b.entries == () or b.entries[0].kind == "person"
            return person and not (b.title and listed)
        return False
