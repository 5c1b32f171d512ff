"""What the documents claim is true: commands exist, fields are explained, snippets run."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gipfelbuch
from gipfelbuch import errors
from gipfelbuch.cli.app import app
from gipfelbuch.model.entries import Kind

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/**/*.md")), "README.md", "CONTRIBUTING.md"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_snippet_of_the_readme_runs():
    (snippet,) = re.findall(r"```python\n(.*?)```", text("README.md"), re.DOTALL)
    values = {}
    exec(snippet, values)
    assert values["reading"].entries[0].kind is Kind.STATEMENT


def test_the_snippet_of_the_tutorial_runs():
    (snippet,) = re.findall(r"```python\n(.*?)```", text("docs/tutorial.md"), re.DOTALL)
    values = {}
    exec(snippet, values)
    assert [e.plover for e in values["reading"].entries] == ["SANCTION"]


def test_the_output_shown_in_the_tutorial_is_what_comes_out():
    shown = re.findall(r"```\n(Begegnungen\n.*?)```", text("docs/tutorial.md"), re.DOTALL)
    result = CliRunner().invoke(app, ["read", str(ROOT / "examples" / "gipfel-in-tromso.txt")])
    assert [part for part in shown if part not in result.output] == []


def test_the_example_of_the_package_docstring_holds():
    import doctest

    assert doctest.testmod(gipfelbuch).failed == 0


def _fields(schema):
    found = set()
    if isinstance(schema, dict):
        found |= set(schema.get("properties", {}))
        for value in schema.values():
            found |= _fields(value)
    elif isinstance(schema, list):
        for value in schema:
            found |= _fields(value)
    return found


def test_every_field_and_value_of_the_schema_is_explained():
    schema = json.loads(files("gipfelbuch").joinpath("exporting", "reading.schema.json").read_text(encoding="utf-8"))
    page = text("docs/data-format.md")
    values = {
        v for found in re.findall(r'"enum": \[([^\]]*)\]', json.dumps(schema)) for v in re.findall(r'"(\w+)"', found)
    }
    times = {"DATE", "TIME", "DURATION", "SET"}
    party_types = {"person", "country", "government_body", "organization", "company", "group"}
    missing = [name for name in sorted((_fields(schema) | values) - times - party_types) if name not in page]
    assert missing == ["schema"] or missing == []


@pytest.mark.parametrize("option", ["--format", "--published", "--language", "--output", "--jobs", "--rules-only"])
def test_every_option_is_in_the_reference(option):
    assert option in text("docs/cli.md")
    assert option in CliRunner().invoke(app, ["read", "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"}).output


def test_every_error_is_drawn_in_its_module():
    names = [n for n, v in vars(errors).items() if isinstance(v, type) and issubclass(v, errors.GipfelbuchError)]
    assert [n for n in names if n not in (errors.__doc__ or "")] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page):
    folder = (ROOT / page).parent
    for target in re.findall(r"\]\(([^)#:]+)\)", text(page)):
        assert (folder / target).exists(), target


def test_every_kind_is_in_the_readme():
    assert [k.value for k in Kind if f"**{k.value}**" not in text("README.md")] == []
