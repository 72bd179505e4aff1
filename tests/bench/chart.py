"""Draws a bar for each result that is a share of a bound, in SVG."""

import math
from xml.sax.saxutils import escape

import figures
from cases import LRZSZ, OURS

SHARES = (figures.DATA, figures.WHOLE, figures.NOISY, figures.SHARE, figures.BARE)
BARS = ((OURS, "ours"), (LRZSZ, "other"))

LABELS = 400  # width of the column of labels
PLOT = 420
RIGHT = 110  # width of the column of medians
TOP = 66
BAR = 8
ROW = 24
SECTION = 26
BOTTOM = 52

# Set a background: a dark page does not always tell the SVG that it is dark.
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.paper { fill: #fff }
.title { font-size: 15px; font-weight: 600 }
.section { font-weight: 600 }
.ours { fill: #0969da } .other { fill: #bf8700 }
.range, .demand, .axis, .bound { stroke: #24292f }
.demand { stroke-width: 2 } .axis { stroke-opacity: .2 }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117 }
text { fill: #e6edf3 }
.ours { fill: #58a6ff } .other { fill: #d29922 }
.range, .demand, .axis, .bound { stroke: #e6edf3 } }
"""


def text(x, y, words, kind="", anchor="start"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def line(x1, y1, x2, y2, kind):
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'class="{kind}"/>'
    )


def box(x, y, width, height, kind):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" '
        f'class="{kind}"/>'
    )


def share_rows(results):
    """Returns (result, row) of each share, in the order of the cases."""
    return [
        (result, row)
        for result in results
        for row in result.case.rows
        if row.figure in SHARES
    ]


def bars(result, row, y, scale):
    for i, (pair, kind) in enumerate(BARS):
        value = result.value(row.figure, pair)
        if not value.values:
            continue
        top = y + i * (BAR + 1)
        middle = top + BAR / 2
        low = LABELS + scale * min(value.values)
        high = LABELS + scale * max(value.values)
        yield box(LABELS, top, scale * value.median, BAR, kind)
        yield line(low, middle, high, middle, "range")
        column = LABELS + PLOT + RIGHT * (i + 1) / 2
        yield text(column - 10, y + 13, f"{value.median:.3f}", anchor="end")
    if row.demand is not None:
        x = LABELS + scale * row.demand
        yield line(x, y - 2, x, y + BAR + 2, "demand")


def axis(top, bottom, end, scale):
    for tenth in range(0, round(10 * end) + 1, 2):
        x = LABELS + scale * tenth / 10
        yield line(x, top, x, bottom, "bound" if tenth == 10 else "axis")
        yield text(x, bottom + 16, f"{tenth / 10:.1f}", anchor="middle")
    yield text(
        LABELS + PLOT / 2,
        bottom + 36,
        "share of the bound (1: the wire is never idle)",
        anchor="middle",
    )


def legend():
    x, y = LABELS, 44
    for i, (pair, kind) in enumerate(BARS):
        yield box(x, y - 9, 12, 9, kind)
        yield text(x + 18, y, pair)
        column = LABELS + PLOT + RIGHT * (i + 1) / 2
        yield text(column - 10, y, pair.split()[0], anchor="end")
        x += 130
    yield line(x, y - 11, x, y + 1, "demand")
    yield text(x + 8, y, "demanded")


def svg(results):
    rows = share_rows(results)
    values = [
        value
        for result, row in rows
        for pair, _ in BARS
        for value in result.value(row.figure, pair).values
    ]
    end = max(1, math.ceil(5 * max(values, default=1)) / 5)
    scale = PLOT / end
    parts = [text(12, 24, "xsend and xrecv beside lrzsz, medians", "title"), *legend()]
    y, section = TOP, None
    for result, row in rows:
        if result.case.section != section:
            section = result.case.section
            parts.append(text(12, y + 14, section, "section"))
            y += SECTION
        parts.append(text(LABELS - 10, y + 13, result.case.title, anchor="end"))
        parts += bars(result, row, y, scale)
        y += ROW
    width, height = LABELS + PLOT + RIGHT, y + BOTTOM
    paper = box(0, 0, width, height, "paper")
    parts = [paper, *axis(TOP, y, end, scale), *parts]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">\n<style>{STYLE}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )
