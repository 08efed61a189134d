"""Say where the course is published: its page on GitHub, what Colab and Binder open, what the notebooks fetch.

python lessons/address.py OWNER/NAME   sets the address in pyproject.toml and in every link that has it
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lessons.build import main as build  # noqa: E402
from setup_course.address import ENTRY, repository  # noqa: E402

SHAPE = re.compile(r"[\w-]+/[\w.-]+")
FILES = ("README.md", "teaching/running_a_class.md")


def set_address(new, root=ROOT):
    """Put "owner/name" in the place of the old one, in pyproject.toml and in the links of the course's pages."""
    old = re.compile(rf"(?<![\w.-]){re.escape(repository(root))}(?![\w-])")
    for name in filter(lambda name: (root / name).exists(), FILES):
        text = (root / name).read_text(encoding="utf-8")
        (root / name).write_text(old.sub(new, text), encoding="utf-8", newline="\n")
    path = root / "pyproject.toml"
    entry = f'repository = "{new}"'
    path.write_text(ENTRY.sub(entry, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def main(words=None, root=ROOT):
    words = sys.argv[1:] if words is None else words
    if len(words) != 1 or not SHAPE.fullmatch(words[0]):
        print("Expected the course's place on GitHub, OWNER/NAME: `make address to=OWNER/NAME`.")
        return 2
    set_address(words[0], root)
    return build([], root)  # the notebooks fetch from there


if __name__ == "__main__":
    sys.exit(main())
