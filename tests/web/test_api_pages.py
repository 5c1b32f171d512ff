"""What people read of the API: its page, and the document with commands, all of which work."""

import json
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gipfelbuch.web.problems import Sort

GUIDE = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(r"```sh\n(.*?)```\n(?:```json\n(.*?)```\n)?", re.DOTALL)


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.commands, self._in = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        self.ids += [got["id"]] if "id" in got else []
        self.links += [got["href"]] if tag == "a" else []
        if got.get("class") == "api-example":
            self._in = tag
            self.commands.append("")

    def handle_data(self, data):
        if self._in:
            self.commands[-1] += data

    def handle_endtag(self, tag):
        if tag == self._in:
            self._in = None


def sent(visitor, command):
    """What a curl command asks, asked."""
    words = shlex.split(command.replace("\\\n", " "))
    assert words.pop(0) == "curl"
    headers, body, address = {}, None, None
    while words:
        match words.pop(0):
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-d":
                body = words.pop(0)
            case word:
                assert address is None
                address = word
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}"
    return visitor.get(path, headers=headers) if body is None else visitor.post(path, content=body, headers=headers)


def lacks(shown, found, where=""):
    """Where an answer is not as it is shown; what is shown may leave fields out, not items of a list."""
    if isinstance(shown, dict) and isinstance(found, dict):
        return [line for key, value in shown.items() for line in lacks(value, found.get(key), f"{where}.{key}")]
    if isinstance(shown, list) and isinstance(found, list) and len(shown) == len(found):
        return [line for n, value in enumerate(shown) for line in lacks(value, found[n], f"{where}.{n}")]
    return [] if shown == found else [f"{where}: shown as {shown!r}, is {found!r}"]


def examples():
    found = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(found) >= 6
    return found


@pytest.mark.parametrize("commands, shown", examples())
def test_the_commands_of_the_guide_answer_as_it_shows(visitor, commands, shown):
    for command in commands.replace("\\\n", " ").strip().splitlines():
        answer = sent(visitor, command)
        assert answer.status_code in {200, 201} or "problem" in shown, answer.text
    if shown:
        assert lacks(json.loads(shown), answer.json()) == []


def test_the_guide_names_every_address_and_every_sort_of_problem(visitor):
    guide = GUIDE.read_text(encoding="utf-8")
    told = {(m.upper(), p.removeprefix("/api/v1")) for p, ms in document(visitor)["paths"].items() for m in ms}
    assert {f"{m} {p}" for m, p in told if f"`{m} {p}`" not in guide} == set()
    assert [sort for sort in Sort if f"`{sort}`" not in guide] == []


def document(visitor):
    return visitor.get("/api/openapi.json").json()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_tells_everything_that_the_document_has(visitor, language):
    page = Page(visitor.get("/api", params={"lang": language}).text)
    told = document(visitor)
    operations = {o["operationId"] for methods in told["paths"].values() for o in methods.values()}
    shapes = {f"shape-{name}" for name in told["components"]["schemas"]}
    problems = {f"problem-{sort}" for sort in Sort}
    assert operations | shapes | problems <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_every_link_of_the_page_leads_somewhere(visitor):
    page = Page(visitor.get("/api").text)
    assert {link for link in page.links if link.startswith("#") and link[1:] not in page.ids} == set()
    assert not [link for link in page.links if not link.startswith(("/", "#"))]


def test_the_commands_of_the_page_are_understood(visitor, register):
    """With something in the place of what stands in braces; what is asked need not be there."""
    commands = Page(visitor.get("/api").text).commands
    assert len(commands) == sum(len(methods) for methods in document(visitor)["paths"].values())
    for command in commands:
        answer = sent(visitor, re.sub(r"\{(\w+)\}(?=[/'])", "x", command))
        assert answer.status_code in {200, 404}, (command, answer.text)


def test_with_a_token_the_commands_carry_it(register, open_room):
    guarded = open_room(register, token="Geheim")
    page = guarded.get("/api", headers={"Authorization": "Bearer Geheim"}).text
    assert all("$TOKEN" in command for command in Page(page).commands)
    assert "Geheim" not in page


def test_every_parameter_and_field_is_explained(visitor):
    """Of what programs send; what they get is explained where the register says it."""
    told = document(visitor)
    sent_shapes = {
        o["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for methods in told["paths"].values()
        for o in methods.values()
        if "requestBody" in o
    }
    assert sent_shapes == {"Deciding", "Correcting", "Splitting", "Comparing", "Adding"}
    parameters = [p for methods in told["paths"].values() for o in methods.values() for p in o.get("parameters", ())]
    assert [p["name"] for p in parameters if not p["schema"].get("description")] == []
    fields = [(n, f) for n in sent_shapes for f in told["components"]["schemas"][n]["properties"].items()]
    assert [(n, f) for n, (f, schema) in fields if not schema.get("description")] == []


def test_the_shape_of_an_answer_is_described_by_the_answer_itself(visitor):
    record = document(visitor)["components"]["schemas"]["Record"]
    assert record["properties"]["others"]["description"] == (
        "Who has part in it only as a minority of the witnesses tells."
    )
    assert sorted(record["required"]) == sorted(record["properties"])
