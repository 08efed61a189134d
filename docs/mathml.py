"""Formulas as MathML, which every browser draws by itself: no script, no font, no network."""

from docutils import nodes
from docutils.utils.math.latex2mathml import (
    tex2mathml,
)  # docutils calls it provisional: tests/test_site.py holds it


def within_a_line(translator, node):
    translator.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def on_its_own(translator, node):
    translator.body.append(f'<div class="formula">{tex2mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (within_a_line, None), (on_its_own, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
