"""What a report says of a run in words and tables: the laws, the main numbers, who gains and who loses, events."""
import html

import numpy as np

import plot_common as common
from comparison import mean
from country_names import name_of
from timeline import OF_PLANTS

MOST_ROWS = 12
MOST_LAWS = 8  # that are told one by one
MOST_EVENTS = 400
MOST_OTHERS = 5
LEAST_TOLD = 0.5e6  # USD: less is told as nothing
SIZES = (("rate", "of"), ("cut", "by"))  # fractions that say how much a law does
LEAST_MOVED = 1.0  # per cent of price: less of a mineral that no law names is not told
COUNTRY_COLUMNS = (("consumer", "users"), ("producer", "producers"), ("treasury", "treasury"),
                   ("licence", "licence holders"), ("welfare", "all together"), ("unmet", "output lost for want of it"))
PRICE_COLUMNS = (("base", "mean in the baseline, USD/t", "{:,.0f}"), ("run", "mean in this run, USD/t", "{:,.0f}"),
                 ("change", "change, %", "{:+.1f}"), ("peak", "largest difference, %", "{:+.1f}"),
                 ("months_to_peak", "months until then", "{:.0f}"),
                 ("months_to_recovery", "months from then to recovery", "{:.0f}"))


def dollars(amount):
    """As people say it."""
    size = abs(amount)
    return f"{size / 1e9:,.1f} billion USD" if size >= 1e9 else f"{size / 1e6:,.0f} million USD"


def table_of(head, rows, kind="", last=""):
    """`last`: class of the last row."""
    cells = ["<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows]
    if last and cells:
        cells[-1] = cells[-1].replace("<tr>", f'<tr class="{last}">', 1)
    names = "".join(f"<th>{html.escape(name)}</th>" for name in head)
    return (f'<div class="wide"><table class="{kind}"><thead><tr>{names}</tr></thead>'
            f"<tbody>{''.join(cells)}</tbody></table></div>")


def things_in_words(run, things):
    """Materials, plants or companies as an event lists them."""
    words = things.replace(",", " ").split()
    if not all(word in run.materials for word in words):
        return common.plain(things)
    return ", ".join(map(run.words, words))


def terms_in_words(law):
    """What the scenario says of a law beyond who, what and when: (rate and partners, what was known before)."""
    size = next((f" {word} {100 * float(law[key]):g} %" for key, word in SIZES if key in law), "")
    partners = ", ".join(map(name_of, law.get("targets") or []))
    known = [f"announced {law['announced']}"] if law.get("announced") else []
    known += [f"with a chance of {100 * float(law['probability']):g} %"] if law.get("probability", 1) != 1 else []
    return size + (f" (partners: {partners})" if partners else ""), "".join(f"; {words}" for words in known)


def period(month, law):
    last = law.get("until") and np.datetime64(str(law["until"]), "M") - 1  # until: the first month without it
    return f"From {str(month)[:7]}" + (f" to {last}" if last else "")


def laws_in_words(run, keys):
    """What is done, when and by whom, a line a law; where laws are many, how many each state made. `keys`: those of
    the scenario, which hold the terms of its own laws."""
    told = {}
    columns = (run.events[key].values for key in ("month", "kind", "actor", "object", "reason"))
    for month, kind, actor, thing, reason in zip(*columns):
        reason = str(reason)
        if kind == "law" and not reason.endswith(("leaked", "announced", "ended")):
            law = common.plain(reason.rsplit(": ", 1)[-1].removesuffix(" in force"))
            things = things_in_words(run, str(thing))
            stated = (keys.get("laws") or {}).get(reason.split(": ")[0]) or {}
            terms, known = terms_in_words(stated)
            told[f"{period(month, stated)}: {name_of(str(actor))}, {law}{terms}{f' on {things}' if things else ''}"
                 f"{known}.".replace(": , ", ": ")] = name_of(str(actor))
    if not told:
        return ["No law begins; what happens follows from the scenario's paths and the agents' own moves."]
    if len(told) <= MOST_LAWS:
        return list(told)
    counts = {}
    for actor in told.values():
        counts[actor] = counts.get(actor, 0) + 1
    most = sorted(counts.items(), key=lambda pair: -pair[1])[:MOST_LAWS]
    who = ", ".join(f"{actor} ({count})" for actor, count in most)
    return [f"{len(told)} laws begin, most of them by {who}."]


def price_sentence(run, base, mineral, said):
    material = run.main_material(mineral)
    row = next((row for row in said["tables"]["price"] if row["material"] == material), {})
    peak, at, back = (mean(row, name) for name in ("peak", "months_to_peak", "months_to_recovery"))
    if peak is None or abs(peak) < 0.5:
        return f"The world price of {run.words(material)} hardly differs from the baseline's."
    way = "above" if peak > 0 else "below"
    after = (f"after {back:.0f} more months nine tenths of that are gone" if back is not None else
             "the run ends before nine tenths of that are gone")
    return (f"The world price of {run.words(material)} is at most {abs(peak):.0f} % {way} the baseline's, {at:.0f} "
            f"months after the two part; {after}.{swing_back(run, base, mineral, peak)}")


def swing_back(run, base, mineral, peak):
    """Where prices later lie on the other side of the baseline: why users can gain by a law that made things dearer."""
    ratio = 100 * (run.price_ratio(base, mineral) - 1)
    later = ratio[int(np.nanargmax(np.sign(peak) * ratio)):] * -np.sign(peak)
    if not np.nanmax(later) > max(2, abs(peak) / 10):
        return ""
    month = str(run.months()[len(ratio) - len(later) + int(np.nanargmax(later))])[:7]
    return f" Later it lies {'below' if peak > 0 else 'above'}, by up to {np.nanmax(later):.0f} % ({month})."


def other_minerals(run, minerals, said):
    """A sentence on minerals that no law names and that move all the same, those with most at stake first."""
    price = {row["material"]: mean(row, "peak") or 0 for row in said["tables"]["price"]}
    moved = [(row["mineral"], price.get(run.main_material(row["mineral"]), 0), mean(row, "consumer") or 0,
              mean(row, "producer") or 0) for row in said["tables"]["mineral"] if row["mineral"] not in minerals]
    moved = sorted((row for row in moved if abs(row[1]) >= LEAST_MOVED and max(map(abs, row[2:])) > LEAST_TOLD),
                   key=lambda row: -max(map(abs, row[2:])))
    told = [f"{common.plain(mineral)} (price by {peak:+.0f} % at most, users {won(users)}, producers {won(makers)})"
            for mineral, peak, users, makers in moved[:MOST_OTHERS]]
    return f"<p><strong>Other minerals</strong> move, too: {html.escape('; '.join(told))}.</p>" if told else ""


def won(amount):
    return f"{'gain' if amount > 0 else 'lose'} {dollars(amount)}"


def named(rows, sign):
    """The three who gain (+1) or lose (-1) most, with how much."""
    rows = sorted((row for row in rows if sign * (mean(row, "welfare") or 0) > LEAST_TOLD),
                  key=lambda row: -sign * mean(row, "welfare"))[:3]
    return ", ".join(f"{name_of(row['country'])} ({dollars(mean(row, 'welfare'))})" for row in rows)


def gains_sentences(said):
    world = said["tables"]["mineral"][0] if said["tables"]["mineral"] else {}
    parts = [(who, mean(world, name) or 0) for name, who in (("consumer", "its users"), ("producer", "its producers"))]
    words = " and ".join(f"{who} {won(amount)}" for who, amount in parts
                         if abs(amount) > LEAST_TOLD)
    sentences = [f"Over {said['months']} months {words} worldwide." if words else
                 f"Over {said['months']} months neither its users nor its producers gain or lose a million USD."]
    countries = said["tables"]["country"]
    for sign, verb in ((-1, "Losing"), (1, "Gaining")):
        who = named(countries, sign)
        if who:
            sentences.append(f"{verb} most, users, producers and treasury of a country taken together: {who}.")
    lost = mean(world, "unmet") or 0
    sentences.append(f"Users go without some of it and lose output worth {dollars(lost)}." if lost > LEAST_TOLD else
                     "Nobody has to go without it for long enough to lose output.")
    return sentences


def in_short(run, base, mineral, said):
    sentences = [price_sentence(run, base, mineral, said), *gains_sentences(said)]
    items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
    return f"<p><strong>{common.plain(mineral).capitalize()}</strong></p><ul>{items}</ul>"


def millions(value):
    """No decimals where they say nothing, and a dash for nothing."""
    if value is None or abs(value) < 0.05e6:
        return "–"
    return f"{value / 1e6:+,.0f}" if abs(value) >= 9.5e6 else f"{value / 1e6:+,.1f}"


def price_table(run, said):
    rows = [[run.words(row["material"])] + ["–" if mean(row, name) is None else form.format(mean(row, name))
                                            for name, _, form in PRICE_COLUMNS] for row in said["tables"]["price"]]
    return table_of(["world price", *(words for _, words, _ in PRICE_COLUMNS)], rows)


def country_table(said):
    rows = sorted(said["tables"]["country"], key=lambda row: mean(row, "welfare"))
    shown = rows if len(rows) <= MOST_ROWS else sorted(
        sorted(rows, key=lambda row: -abs(mean(row, "welfare")))[:MOST_ROWS], key=lambda row: mean(row, "welfare"))
    cells = [[name_of(row["country"]), *(millions(mean(row, name)) for name, _ in COUNTRY_COLUMNS)] for row in shown]
    world = [sum(mean(row, name) or 0 for row in rows) for name, _ in COUNTRY_COLUMNS]
    note = f"<p class='note'>The {len(shown)} largest of {len(rows)} countries; the last row holds all.</p>"
    return table_of(["country, million USD", *(words for _, words in COUNTRY_COLUMNS)],
                    [*cells, ["world", *map(millions, world)]], last="sum") + (note if len(shown) < len(rows) else "")


def sector_table(said):
    rows = sorted(said["tables"]["sector"], key=lambda row: mean(row, "consumer"))[:MOST_ROWS]
    cells = [[common.plain(row["sector"]), millions(mean(row, "consumer")), f"{mean(row, 'use'):+,.0f}",
              millions(mean(row, "lost"))] for row in rows]
    return table_of(["sector that uses it", "gain or loss by price, million USD", "change of use, t",
                     "output lost, million USD"], cells)


def company_table(said):
    """Companies that the tables name, by profit; owners lumped by country stand for nobody in particular."""
    rows = [row for row in said["tables"]["company"] if not row["company"].startswith("other_")
            and abs(mean(row, "profit") or 0) > LEAST_TOLD]
    rows = sorted(sorted(rows, key=lambda row: -abs(mean(row, "profit")))[:8], key=lambda row: mean(row, "profit"))
    if not rows:
        return ""
    columns = ("revenue", "profit", "investment")
    cells = [[common.plain(row["company"]), *(millions(mean(row, name)) for name in columns)] for row in rows]
    return "<h3>Companies, all their minerals together</h3>" + table_of(["company, million USD", *columns], cells)


def numbers(run, mineral, said):
    title = common.plain(mineral).capitalize()
    return (f"<h3>{title}: prices</h3>{price_table(run, said)}"
            f"<h3>{title}: who gains and who loses in {said['months']} months</h3>{country_table(said)}"
            f"<h3>{title}: users by sector</h3>{sector_table(said)}")


def codes_in_words(run, minerals):
    """The countries that figures name by their codes: who makes or buys a hundredth of any form of these minerals."""
    materials = [name for name in run.materials if name.split(".")[0] in minerals]
    moved = common.total((run["supply"] + run["demand"]).sel(material=materials).fillna(0), "time")
    share = (moved / np.maximum(moved.sum("country"), 1e-300)).max("material")
    return ", ".join(f"{code} {name_of(code)}" for code in sorted(map(str, run.countries))
                     if float(share.sel(country=code)) >= 0.01 and name_of(code) != code)


def events_of(run, minerals):
    """Moves of states and companies, and what happens at plants of these minerals, in their order."""
    columns = [run.events[key].values for key in ("month", "kind", "actor", "object", "reason", "value")]
    rows = [(str(month)[:7], *map(str, words), str(why).replace("t/month in value", f"{value:,.4g} t/month"))
            for month, *words, why, value in zip(*columns)]
    near = [row for row in rows if row[1] not in OF_PLANTS or row[3].split(".")[0] in minerals]
    near.sort(key=lambda row: row[1] in OF_PLANTS)  # moves first, so that they are never cut off
    told = [(month, common.plain(kind), name_of(actor) if len(actor) == 3 and actor.isupper() else common.plain(actor),
             things_in_words(run, thing), why)
            for month, kind, actor, thing, why in sorted(near[:MOST_EVENTS])]
    note = (f"<p class='note'>{len(told)} of {len(rows)} events: moves of states and companies first, then plants of "
            f"{', '.join(map(common.plain, minerals))}. All: <code>orepolitik export {html.escape(run.path.name)} "
            "events</code>.</p>")
    return note + table_of(["month", "what", "who", "on what", "why"], told, "events words")
