# For those who make the course; learners need only start.py.
python = .venv/bin/python

start:     ; python3 start.py
test:      ; python3 start.py test
proof:     ; COURSE_SEEDS=4 python3 start.py test
quick:     ; python3 start.py test --quick
handout:   ; python3 start.py handout --out handout
site:      ; python3 start.py site
slides:    ; $(foreach lesson,$(wildcard notebooks/*.ipynb),python3 start.py slides $(basename $(notdir $(lesson))) &&) true
notebooks: ; $(python) lessons/build.py
run:       ; $(python) lessons/build.py --run
sync:      ; $(python) lessons/build.py --check
address:   ; $(python) lessons/address.py $(to)
cover:     ; $(python) lessons/cover.py
lint:      ; $(python) -m ruff check . && $(python) -m ruff format --check .
bench:     ; $(python) benchmarks/training.py && $(python) benchmarks/study.py
lock:      ; $(foreach name,requirements requirements-dev,uv pip compile -q --universal --python-version 3.11 --no-annotate --custom-compile-command "make lock" $(name).in -o $(name).txt &&) true

.PHONY: start test proof quick handout site slides notebooks run sync address cover lint bench lock
