"""Draws three plots in one SVG: over rate, delay and adapter latency."""

import subprocess

import figures
from cases import LRZSZ, OURS

COLOURS = {OURS: "#0969da", LRZSZ: "#bf8700"}
DASHES = {"1k": 1, "128": 2, "g": 3}
NAMES = {"1k": "1K blocks", "128": "128-byte blocks", "g": "YMODEM-g"}

# title, label of x, logarithmic, cases as (x, name), kinds, pairs, place of the key
PLOTS = (
    (
        "Line rate",
        "baud",
        True,
        [(b, f"clean-ptys-{b}") for b in (115200, 921600, 3000000)],
        ("1k", "128"),
        (OURS, LRZSZ),
        "bottom",
    ),
    (
        "Delay, 921,600 baud",
        "ms there and back",
        False,
        [(ms, f"long-{ms}") for ms in (50, 150, 600)],
        ("1k", "g"),
        (OURS,),
        "center",
    ),
    (
        "Adapter latency, 115,200 baud",
        "ms",
        False,
        [(0, "clean-ptys-115200")]
        + [(ms, f"adapter-{ms}-115200") for ms in (1, 16)],
        ("1k", "128"),
        (OURS, LRZSZ),
        "bottom",
    ),
)


def points(results, cases, kind, pair):
    """Yields (x, share of the line rate with file data) of measured cases."""
    by_name = {result.case.name: result for result in results}
    for x, name in cases:
        result = by_name.get(f"{name}-{kind}")
        value = result and result.value(figures.SHARE, pair)
        if value and value.values:
            yield x, value.median


def curves(results, plot):
    _, _, _, cases, kinds, pairs, _ = plot
    for pair in pairs:
        for kind in kinds:
            rows = list(points(results, cases, kind, pair))
            if rows:
                yield pair, kind, rows


def one_plot(results, plot):
    title, label, logarithmic, cases, _, _, key = plot
    found = list(curves(results, plot))
    if not found:
        return []
    lines = [
        f'set title "{title}"',
        f'set xlabel "{label}"',
        f"set key {key} left reverse Left samplen 2",
        "set logscale x" if logarithmic else "unset logscale x",
        "set xtics (" + ", ".join(f'"{x:,}" {x}' for x, _ in cases) + ")",
    ]
    parts = []
    for number, (pair, kind, rows) in enumerate(found):
        lines.append(f"$d{number} << EOD")
        lines += [f"{x} {y}" for x, y in rows]
        lines.append("EOD")
        parts.append(
            f"$d{number} with linespoints linewidth 2 pointtype 7 pointsize 0.5 "
            f'linecolor rgb "{COLOURS[pair]}" dashtype {DASHES[kind]} '
            f'title "{pair}, {NAMES[kind]}"'
        )
    return lines + ["plot " + ", ".join(parts)]


def svg(results):
    """Returns the SVG, or "" if no case of the plots was measured."""
    plots = [lines for lines in (one_plot(results, p) for p in PLOTS) if lines]
    if not plots:
        return ""
    head = [
        'set terminal svg size 1080,340 background rgb "white" font "sans-serif,11"',
        f"set multiplot layout 1,{len(plots)}",
        "set yrange [0:1]",
        "set grid ytics",
        'set ylabel "share of the line rate that carries the file"',
    ]
    script = "\n".join(head + [line for plot in plots for line in plot])
    return subprocess.run(
        ["gnuplot"], input=script, capture_output=True, text=True, check=True
    ).stdout
