"""Sanudo from Python: code a text, look at the records, write them, ask the graph a question.

python examples/quickstart.py
"""

import datetime
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import sanudo
from sanudo.formats import FORMATS
from sanudo.store import ask
from sanudo_schema import Allegation, Denial

TEXT = """\
Norwegian and Icelandic ministers to meet in Bergen
Norwegian Fisheries Minister Astrid Lunde will meet her Icelandic counterpart, Jon Hallsson, in Bergen on Friday.
Hallsson last visited Norway in October. Iceland accused Norway of breaking a herring accord in January; Oslo denied it.
"""

records = sanudo.convert(TEXT, date=datetime.date(2026, 3, 10))

for record in records:
    who = ", ".join(actor.name for actor in record.sources)
    whom = ", ".join(actor.name for actor in record.targets)
    when = record.time.edtf if record.time else "unknown"
    print(f"{record.type:<11} {record.status:<10} {when:<11} {who} > {whom}")

by_id = {record.id: record for record in records}
for record in records:
    if isinstance(record, Denial) and record.denies and isinstance(denied := by_id[record.denies], Allegation):
        print(f"{record.deniers[0].name} denied what {denied.accusers[0].name} alleged")

for reason in records[0].reasons:
    print(f"  {reason.field}: {reason.rule}" + (f" ({reason.text})" if reason.text else ""))

stream = io.BytesIO()
FORMATS["turtle"].write(records, stream)
with TemporaryDirectory() as folder:
    graph = Path(folder) / FORMATS["turtle"].filename
    graph.write_bytes(stream.getvalue())
    facts = ask(graph, "SELECT ?fact { ?fact a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> }")
    print(f"{len(facts.rows)} of {len(records)} events are told as facts")
