"""The table in Markdown."""

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


def title(result, row):
    unit = f", {row.figure.unit}" if row.figure.unit else ""
    return f"{result.case.title}: {row.figure.title}{unit}"


def table_row(result, row, pairs):
    cells = [title(result, row)]
    cells += [cell(result.value(row.figure, pair), row.figure) for pair in pairs]
    if LRZSZ in pairs:
        times = result.speed_up(row.figure, OURS, LRZSZ)
        cells.append(f"{times:.2f}" if times else "")
    verdict = result.verdict(row)
    cells += [demand(row), {None: "", True: "yes", False: "**no**"}[verdict]]
    return "| " + " | ".join(cells) + " |"


def section(name, results):
    """One table, with a column for each pair that occurs."""
    pairs = list(dict.fromkeys(p for r in results for p in r.case.pairs))
    heads = ["case", *pairs]
    if LRZSZ in pairs:
        heads.append("times better")
    heads += ["demanded", "reached"]
    lines = [f"## {name}", "", "| " + " | ".join(heads) + " |"]
    lines.append("|---" + "|--:" * (len(heads) - 1) + "|")
    for result in results:
        lines += [table_row(result, row, pairs) for row in result.case.rows]
    return lines + [""]


def markdown(head, results):
    lines = list(head)
    names = list(dict.fromkeys(r.case.section for r in results))
    for name in names:
        lines += section(name, [r for r in results if r.case.section == name])
    return "\n".join(lines)
