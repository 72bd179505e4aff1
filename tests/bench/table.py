"""Writes the results as tables in Markdown."""

from cases import LRZSZ, OURS


def number(value, figure):
    return f"{value:,.{figure.digits}f}"


def cell(value, figure):
    if not value.values:
        return "failed" if value.failed else ""
    text = number(value.median, figure)
    if len(value.values) > 1:
        low, high = min(value.values), max(value.values)
        text += f" ({number(low, figure)}–{number(high, figure)})"
    if value.failed:
        text += f", {value.failed} failed"
    return text


def demand(row):
    if row.demand is None:
        return ""
    sign = "≤" if row.figure.less else "≥"
    return f"{sign} {number(row.demand, row.figure)}"


def named(figure):
    return figure.title + (f", {figure.unit}" if figure.unit else "")


def table_row(title, result, row, pairs):
    cells = [title]
    cells += [cell(result.value(row.figure, pair), row.figure) for pair in pairs]
    if LRZSZ in pairs:
        times = result.speed_up(row.figure, OURS, LRZSZ)
        cells.append(f"{times:.2f}" if times else "")
    verdict = result.verdict(row)
    cells += [demand(row), {None: "", True: "yes", False: "**no**"}[verdict]]
    return "| " + " | ".join(cells) + " |"


def section(name, results):
    """Returns the lines of a table, with a column for each pair."""
    pairs = list(dict.fromkeys(p for r in results for p in r.case.pairs))
    rows = [(result, row) for result in results for row in result.case.rows]
    # Print a figure that all rows share only once.
    shared = len({row.figure.title for _, row in rows}) == 1
    heads = [named(rows[0][1].figure) if shared else "case", *pairs]
    if LRZSZ in pairs:
        heads.append("times better")
    heads += ["demanded", "reached"]
    lines = [f"## {name}", "", "| " + " | ".join(heads) + " |"]
    lines.append("|---" + "|--:" * (len(heads) - 1) + "|")
    for result, row in rows:
        title = result.case.title
        if not shared:
            title += ": " + named(row.figure)
        lines.append(table_row(title, result, row, pairs))
    return lines + [""]


def markdown(head, results):
    lines = list(head)
    names = list(dict.fromkeys(r.case.section for r in results))
    for name in names:
        lines += section(name, [r for r in results if r.case.section == name])
    return "\n".join(lines)
