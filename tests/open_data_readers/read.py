"""Files of open data in readers that others wrote: a folder of `tizilim open-data` is read by pyarrow and rdflib.

The three forms of a table must say the same, the checksums must be those of the files, and the catalogue must be RDF
that names each file. Exits with 1 at the first thing that is not so.
"""

import csv
import datetime
import hashlib
import json
import pathlib
import sys
from decimal import Decimal

try:
    import pyarrow
    import pyarrow.parquet
    import rdflib
except ImportError as missing:
    sys.exit(f"{missing}; install them: python3 -m pip install -r tests/open_data_readers/requirements.txt")

BASE = "https://register.example/open-data/"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


def as_in_csv(value, kind):
    """A value of Parquet as the CSV file writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def as_in_json(value, kind):
    """A value of Parquet as the file of JSON Lines writes it."""
    if value is None or isinstance(value, (bool, list, int)):
        return value
    if kind == "json":
        return json.loads(value)
    return as_in_csv(value, kind)


def unguarded(cell):
    """A cell without the mark that keeps a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in "=+-@" and cell.lstrip("'") else cell


def compare(path):
    table = pyarrow.parquet.read_table(path)
    metadata = pyarrow.parquet.read_metadata(path)
    said = metadata.metadata
    parts = path.stem.rsplit("-", 1)
    assert said[b"tizilim.sequence"].decode() == str(int(parts[1])), said
    assert said[b"tizilim.license"] == b"https://creativecommons.org/licenses/by/4.0/", said
    for group in range(metadata.num_row_groups):
        assert metadata.row_group(group).num_rows <= 4096, path
    kinds = ["json" if metadata.schema.column(i).logical_type.type == "JSON" else "" for i in range(len(metadata.schema))]
    rows = table.to_pylist()
    with open(path.with_suffix(".csv"), newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    objects = [json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(lines) == len(objects), path
    for row, line, one in zip(rows, lines, objects):
        assert list(row) == list(line) == list(one), path
        for (name, value), kind in zip(row.items(), kinds):
            assert unguarded(line[name]) == as_in_csv(value, kind), (path, name, line[name], value)
            assert one[name] == as_in_json(value, kind), (path, name, one[name], value)
    return len(rows)


def check_sums(folder):
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected, name
    return sums


def check_catalogue(folder, sums):
    graph = rdflib.Graph()
    graph.parse(data=(folder / "catalog.jsonld").read_text("utf-8"), format="json-ld", publicID=BASE)
    catalogue = rdflib.URIRef(BASE)
    assert (catalogue, rdflib.RDF.type, DCAT.Catalog) in graph
    # What DCAT-AP 3 calls mandatory, and what was promised beside it.
    for needed in (DCT.title, DCT.description, DCT.publisher, DCT.license, DCT.issued, DCT.modified):
        assert (catalogue, needed, None) in graph, needed
    named = {}
    for dataset in graph.objects(catalogue, DCAT.dataset):
        for needed in (DCT.title, DCT.description, DCT.publisher, DCT.temporal, DCAT.version, DCAT.theme):
            assert (dataset, needed, None) in graph, (dataset, needed)
        assert {title.language for title in graph.objects(dataset, DCT.title)} == {"kk", "ru", "en"}
        for file in graph.objects(dataset, DCAT.distribution):
            for needed in (DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCT.license):
                values = list(graph.objects(file, needed))
                assert len(values) == 1 and isinstance(values[0], rdflib.URIRef), (file, needed)
            assert str(graph.value(file, DCAT.downloadURL)).startswith(BASE)
            name = str(graph.value(file, DCT.title))
            assert int(graph.value(file, DCAT.byteSize)) == (folder / name).stat().st_size
            named[name] = graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue).value.hex()
    assert named == sums, (named, sums)


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sorted(folder.glob("*.parquet"))
    assert files, f"no files in {folder}"
    rows = sum(compare(path) for path in files)
    sums = check_sums(folder)
    check_catalogue(folder, sums)
    print(f"{len(sums)} files, {rows} rows of Parquet, CSV and JSON Lines alike; the catalogue names each file")


main()
