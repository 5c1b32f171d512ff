"""Fills in and sends the forms of a page as a browser without JavaScript does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str
    values: dict = field(default_factory=dict)
    names: set = field(default_factory=set)
    other_actions: list = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self._open = None
        self._area = None
        self._select = None

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        if tag == "form":
            self._open = Form(got.get("action", ""), got.get("method", "get"))
            self.forms.append(self._open)
        if self._open is None:
            return
        if tag == "button" and "formaction" in got:
            self._open.other_actions.append(got["formaction"])
        name = got.get("name")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and "selected" in got:
            self._open.values[self._select] = got.get("value")
        if not name:
            return
        self._open.names.add(name)
        if tag == "textarea":
            self._area = name
            self._open.values[name] = ""
        elif tag == "input" and (got.get("type") not in {"radio", "checkbox"} or "checked" in got):
            self._open.values[name] = got.get("value") or ""

    def handle_data(self, data):
        if self._area:
            self._open.values[self._area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


def forms_of(page):
    reader = _Reader()
    reader.feed(page.text)
    return reader.forms


def form_to(page, ending):
    """The form of a page whose address ends so."""
    found = [f for f in forms_of(page) if f.action.endswith(ending)]
    assert found, f"no form to {ending}; there are {[f.action for f in forms_of(page)]}"
    return found[0]


def send(visitor, page, ending, action=None, **values):
    """Send that form with some values typed in."""
    form = form_to(page, ending)
    unknown = values.keys() - form.names
    assert not unknown, f"the form has no {unknown}"
    return visitor.post(action or form.action, data=form.values | values)


def follow(visitor, answer):
    """The page to which an answer leads."""
    assert answer.status_code == 303, answer.text
    return visitor.get(answer.headers["location"])
