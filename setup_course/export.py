"""The verb `export`: the course for nbgrader or otter, where a class uses one of them."""

from setup_course.grade import classroom


def export(arguments):
    """Write the course for another grader: export nbgrader --out COURSE, or export otter --out FOLDER."""
    return classroom("utils.classroom.exports", arguments)
