"""The API keeps to its own document: thousands of requests made of it, valid and not, and sequences of them."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.core.failures import Failure
from schemathesis.generation.modes import GenerationMode
from small_register import english, fill, german, undated

from gipfelbuch.register import open_register
from gipfelbuch.register.queries import listing, timeline
from gipfelbuch.web.app import make_room
from gipfelbuch.web.settings import RoomSettings

# what is well-formed may still be refused: a period that ends before it begins, a value that a field does not take, a
# record that has changed; but never for its form (``well_formed_is_understood``)
REFUSED = ["412", "422"]
ACCEPTED = ["2xx", "404", "409"]
EXAMPLES = 12  # a method of an address, beside the corner cases that are always tried
SEQUENCES, STEPS = 25, 8
HOSTILE = ["%", "_", "' OR 1=1 --", '"', "*", "a AND b", "NEAR(a b)", "Ärger-Straße", "\u202e", "🕊️", "../..", "{{7*7}}"]


def quickly(most):
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(
        max_examples=most, deadline=None, derandomize=True, database=None, suppress_health_check=checks,
        stateful_step_count=STEPS,
    )  # fmt: skip


def config(register):
    """Half of the requests ask for what there is."""
    records = list(timeline(register))
    values = {
        "records": [r.id for r in records],
        "reports": [w.ref.report for r in records for w in r.witnesses],
        "names": [p.id for p in listing(register).parties] + ["Deutschland", "SWE", "Berger"],
        "fields": ["date", "type", "quote", "place"],
        "values": ["2024-05-14", "meeting", "Oslo"],
        "words": ["Strittig bleibt", "Unklar", "worth 1.4 billion"],
        "entries": [w.ref.entry for r in records for w in r.witnesses],
        "marks": ["*"],
        "hostile": HOSTILE,
    }
    known = {
        "records": ("path.record", "query.record", "body.other"),
        "reports": ("path.key", "body.witnesses[*].report"),
        "entries": ("body.witnesses[*].entry",),
        "values": ("body.value",),
        "words": ("body.words[*]",),
        "names": ("path.name", *(f"query.{n}" for n in ("of", "one", "other", "giver", "speaker"))),
        "fields": ("body.field",),
        "marks": ("header.If-Match",),
        "hostile": ("query.q", "query.about"),
    }
    return schemathesis.Config.from_dict(
        {
            "dictionaries": {name: {"values": sorted(set(told))} for name, told in values.items()},
            "parameters": {at: {"dictionary": name, "probability": 0.6} for name, ats in known.items() for at in ats},
            "checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, *REFUSED]}},
        }
    )


@schemathesis.check
def well_formed_is_understood(context, response, case):
    """A request that is as the document has it is never refused for its form."""
    of_form = response.status_code == 422 and response.json()["type"].endswith("#problem-request")
    if of_form and case.meta and case.meta.generation.mode == GenerationMode.POSITIVE:
        raise Failure(
            operation=case.operation.label, title="Refused for its form", message=response.json()["detail"]
        )  # fmt: skip


FOLDER = TemporaryDirectory(prefix="gipfelbuch-")  # requests are made while tests are collected, before fixtures
PLACE, UNTOUCHED = Path(FOLDER.name) / "small.db", Path(FOLDER.name) / "untouched.db"
REGISTER = open_register(str(PLACE), create=True)
fill(REGISTER, german(), english(), undated())
shutil.copy(PLACE, UNTOUCHED)
ROOM = make_room(REGISTER, RoomSettings(author="Ada", hosts=frozenset({"testserver"})))
document = schemathesis.openapi.from_asgi("/api/openapi.json", ROOM, config=config(REGISTER))


@document.parametrize()
@quickly(EXAMPLES)
def test_every_answer_is_as_the_document_has_it(case):
    case.call_and_validate(additional_checks=[well_formed_is_understood])


def test_answers_stay_so_whatever_was_decided_before():
    class Sequences(document.as_state_machine()):
        def setup(self):
            shutil.copy(UNTOUCHED, PLACE)

        def validate_response(self, response, case, **more):
            case.validate_response(response, additional_checks=[well_formed_is_understood], **more)

    run_state_machine_as_test(Sequences, settings=settings(quickly(SEQUENCES), phases=[Phase.generate]))
