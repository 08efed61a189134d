"""Whatever keeps the course from running is one line, and that line says what to do."""

import http.server
import re
import socket
import threading

import pytest

from setup_course import doctor, facts, places
from setup_course.facts import Facts

GB = 10**9
EMPTY = Facts(state="missing")

FAULTS = {
    "old Python": (EMPTY._replace(python=(3, 8, 18)), "too old"),
    "new Python": (EMPTY._replace(python=(3, 14, 0)), "too new"),
    "old Python beside a good one": (
        EMPTY._replace(python=(3, 8, 18), other_python="python3.12"),
        "python3.12 start.py",
    ),
    "old Python and uv": (EMPTY._replace(python=(3, 8, 18), uv="uv"), "uv run --no-project --python 3.12"),
    "PyPy": (EMPTY._replace(implementation="PyPy"), "PyPy"),
    "Debian without venv": (EMPTY._replace(can_make_venv=False), "apt install python3-venv"),
    "32 bit": (EMPTY._replace(bits=32), "32 bit"),
    "Intel Mac": (EMPTY._replace(system="Darwin"), "Intel Macs"),
    "Windows on ARM": (EMPTY._replace(system="Windows", machine="ARM64"), "Windows on ARM"),
    "a processor without wheels": (EMPTY._replace(machine="riscv64"), "riscv64"),
    "Alpine": (EMPTY._replace(musl=True), "Alpine"),
    "disk": (EMPTY._replace(free=4.9 * GB), "4.9 GB are free"),
    "disk of a half-made .venv": (Facts(state="half-made", free=1 * GB), "1.0 GB are free"),
    "read-only folder": (EMPTY._replace(writable=False), "cannot be written"),
    "long Windows path": (EMPTY._replace(system="Windows", machine="AMD64", path_length=71), "too long"),
    "no network": (EMPTY._replace(unreachable="PyPI does not answer (timed out)"), "No network"),
}

WOUNDS = {
    "half-made": (Facts(state="half-made"), "stopped half-way"),
    "broken": (Facts(state="broken"), "does not run"),
    "foreign": (Facts(state="foreign"), "has not filled it"),
    "unpinned": (Facts(packages={"keras": "2.0"}), "keras is 2.0, not 3."),
}


@pytest.mark.parametrize(("machine", "words"), FAULTS.values(), ids=FAULTS)
def test_every_fault_of_a_machine_is_one_line_that_says_what_to_do(machine, words):
    (line,) = doctor.faults(machine)
    assert words in line and "\n" not in line
    assert re.search(r"[Ii]nstall|Run|Use|run|Free|Move|Copy|Connect|start\.py", line)


@pytest.mark.parametrize(("machine", "words"), WOUNDS.values(), ids=WOUNDS)
def test_every_wound_of_the_installation_is_one_line_that_names_the_cure(machine, words):
    (line,) = doctor.wounds(machine)
    assert words in line and places.START in line


@pytest.mark.parametrize(
    "system", [("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64"), ("Windows", "AMD64")]
)
@pytest.mark.parametrize("minor", [11, 12, 13])
def test_nothing_is_wrong_with_a_machine_that_the_course_supports(system, minor):
    machine = EMPTY._replace(system=system[0], machine=system[1], python=(3, minor, 0))
    assert doctor.faults(machine) == [] and list(doctor.wounds(machine)) == []


def test_an_installed_course_needs_no_disk_no_network_and_no_suitable_python_around_it():
    assert doctor.faults(Facts(free=0, python=(3, 14, 0), path_length=200, system="Windows", machine="AMD64")) == []


def test_a_taken_port_is_noted_and_stops_nothing():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert facts.port_taken(server.getsockname()[1])
    assert any("8888" in line for line in doctor.notes(Facts(port_taken=True)))
    assert doctor.faults(Facts(port_taken=True)) == []


def test_a_package_index_that_does_not_answer_is_told_from_one_that_answers_anything():
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    address = f"http://127.0.0.1:{server.server_port}/simple"
    threading.Thread(target=server.handle_request, daemon=True).start()
    assert facts.unreachable(address) is None
    server.server_close()
    assert address in facts.unreachable(address)


def test_packages_are_compared_with_their_pins():
    pins = (
        "keras==3.15.1\nnumpy==2.4 ; python_version < '3.12'\nnumpy==2.5 ; python_version >= '3.12'\nJinja_2==1\n"
    )
    assert doctor.unpinned({"keras": "3.15.1", "numpy": "2.5", "jinja-2": "1"}, pins) == []
    assert doctor.unpinned({"keras": "3.15.1"}, pins) == ["jinja-2 is missing"]
    assert doctor.unpinned({"keras": "3", "numpy": "1", "jinja-2": "1"}, pins) == [
        "keras is 3, not 3.15.1",
        "numpy is 1, not 2.4 or 2.5",
    ]
