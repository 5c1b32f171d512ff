# Every target makes its own virtual environment in .venv if there is none.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help demo test lint gate bench train train-test wheel-test clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-11s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	touch $@

demo: $(STAMP)  ## read the reports in examples/, print the register, write out/demo.html and out/demo.db
	mkdir -p out
	$(BIN)/gipfelbuch read examples --format text
	$(BIN)/gipfelbuch read examples --format html --output out/demo.html
	$(BIN)/gipfelbuch build examples --register out/demo.db
	@echo "The same with the evidence marked in the reports: open out/demo.html in a browser."
	@echo "To read, check and correct the register of them: $(BIN)/gipfelbuch serve --register out/demo.db"

test: $(STAMP)  ## run all tests
	$(BIN)/python -m pytest -q

lint: $(STAMP)  ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(STAMP)  ## quality on our own corpus against the floors
	$(BIN)/python -m evaluation.gate

bench: $(STAMP)  ## words a second, beside spaCy's small English pipeline in the same run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks.reading_speed

train: $(STAMP)  ## train the encoder on the corpus (about two hours), weights into build/training/weights
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	$(BIN)/python -m training.recipe --out build/training $(if $(TEXTS),--texts $(TEXTS))

train-test: $(STAMP)  ## tests of the training room, with torch and ONNX Runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	$(BIN)/python -m pytest -q training/tests

wheel-test:  ## build the wheel and run the tests against it, in an environment of its own
	rm -rf build/wheel && mkdir -p build/wheel
	$(PYTHON) -m venv build/wheel/venv
	$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel .
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check "$$(ls build/wheel/*.whl)[test]"
	build/wheel/venv/bin/python -m pytest -q

clean:  ## remove what was made
	rm -rf .venv build dist out .pytest_cache .mypy_cache .ruff_cache
