"""The verb `export`: the course for nbgrader or for otter."""

import argparse
import sys
from pathlib import Path

from utils.classroom.exports import folders, nbgrader, otter

GRADERS = {"nbgrader": nbgrader.write, "otter": otter.write}


def main(words):
    """Write an export; return the exit status."""
    parser = argparse.ArgumentParser(prog="start.py export", description="Write the course for another grader.")
    parser.add_argument("grader", choices=GRADERS)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    options = parser.parse_args(words)
    folder = options.out.resolve()
    problem = folders.refusal(folder)
    if problem:
        print(problem)
        return 1
    try:
        print(*GRADERS[options.grader](folder), sep="\n")
    except OSError as error:
        print(f"{folder} cannot be written ({error.strerror or error}): name another folder.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
