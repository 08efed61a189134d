"""Every lesson from its first cell to its last in JupyterLab, where COURSE_BROWSER=all asks for these minutes."""

import pytest

from setup_course.places import lessons
from tests.browser.chromium import WHOLE, missing

if missing():
    pytest.skip(missing(), allow_module_level=True)
if not WHOLE:
    pytest.skip("whole lessons take minutes: COURSE_BROWSER=all runs them", allow_module_level=True)

from tests.browser.audit import violations

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("lesson", lessons("notebooks")[1:], ids=lambda path: path.stem)
def test_the_untouched_lesson_runs_to_its_end_and_all_can_read_it_in_both_themes(opened, in_both_themes, lesson):
    notebook = opened(lesson)
    notebook.run_all()
    assert notebook.errors() == []
    assert all(cell["execution_count"] for cell in notebook.cells() if cell["cell_type"] == "code")
    statuses = notebook.page.locator(".jp-OutputArea [role=status]")
    assert statuses.count() > 5
    assert not [text for text in statuses.all_inner_texts() if text.startswith("✔ Passed")]
    for slider in notebook.page.get_by_role("slider").all():
        notebook.move(slider)
    for _ in in_both_themes(notebook, lesson.stem, whole=True):
        assert violations(notebook.page) == []
