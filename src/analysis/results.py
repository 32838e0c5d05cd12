"""Headline figures of each notebook under stable keys, as it writes them beside its page (`<notebook>.results.json`)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

import analysis
from analysis import coresponsibility, fulfilment, networks, workload
from analysis.across import Pooled
from analysis.exports import write_whole
from analysis.networks import Circles, Core

Value = int | float | str | list[str] | None
Results = dict[str, Value]
Tables = Mapping[str, pd.DataFrame]

# What each key means. Shares and rates are of 1; what cannot be computed is null.
KEYS: dict[str, str] = {
    "ledgers": "ledgers that were read",
    "places": "places that they are of",
    "years": "years that they report on",
    "items": "items of the ledger",
    "categories": "categories",
    "leaders": "leaders named",
    "units": "units named, a collective being one",
    "persons": "responsible persons named",
    "claimed_done": "items that claim to be done",
    "claimed_ongoing": "items that claim to be under way",
    "claimed_late": "items that say they are late",
    "claimed_none": "items that claim nothing",
    "items_without_number": "items that promise no countable number",
    "targets": "countable numbers promised, optional ones left out",
    "optional": "numbers left out as optional",
    "exceeded": "targets exceeded",
    "met": "targets met exactly",
    "short": "targets not met",
    "not_due": "of these, those reported before the year was over",
    "unverified": "targets for which the text gives no number",
    "verifiable": "targets with evidence",
    "share_kept": "targets met or exceeded, of the verifiable",
    "share_kept_low": "of all, every unverified one counted as not kept",
    "share_kept_high": "of all, every unverified one counted as kept",
    "share_exceeded": "targets exceeded, of the verifiable",
    "share_exceeded_low": "of all, every unverified one counted as not exceeded",
    "share_exceeded_high": "of all, every unverified one counted as exceeded",
    "median": "median rate",
    "geometric_mean": "geometric mean of the rates",
    "geometric_mean_by_item": "geometric mean of the items' own geometric means",
    "capped_mean": "mean of rates cut off at 1",
    "set_too_low": "targets whose rate is 1.5 or more",
    "ceiling": "targets that cannot be exceeded (100 %, or at most 0)",
    "grade_a": "targets whose evidence is stated",
    "grade_b": "targets whose evidence is derived",
    "grade_c": "targets whose evidence is a bound or a claim about all",
    "grade_d": "targets without evidence",
    "items_proven": "items all of whose numbers are proven and kept",
    "items_claim_only": "items with numbers of which none is proven",
    "items_contradicted": "items that claim to be done and have a number that is short",
    "heaviest": "leaders with most items",
    "most_items": "items of the heaviest leader",
    "gini": "Gini coefficient of items over leaders, small-n corrected",
    "gini_low": "lowest Gini of the ledgers that lack one item",
    "gini_high": "highest Gini of the ledgers that lack one item",
    "effective_leaders": "number of leaders who, with equal loads, would give the same concentration",
    "chance_most_by_area": "how often dealing out whole areas gives as heavy a load",
    "chance_gini_by_area": "how often dealing out whole areas gives as high a Gini",
    "chance_most_by_item": "how often dealing out single items gives as heavy a load (the naive comparison)",
    "categories_of_one_leader": "categories that belong to one leader alone",
    "duties": "pairs of an item and a unit",
    "never_leading": "units that lead no item",
    "pairs": "pairs of units that share an item",
    "pairs_repeated": "pairs that share two items or more",
    "density": "pairs that share an item, of all pairs",
    "circles": "circles of units",
    "modularity": "modularity of the division into circles",
    "modularity_by_chance": "97.5th percentile of the modularity of networks of the same degrees",
    "brokers": "units between the two largest circles",
    "core_fit": "fit of the best core",
    "core_fit_by_chance": "97.5th percentile of the fit in networks of the same degrees",
    "pairs_beyond_chance": "pairs that share more items than chance gives, at a false discovery rate of 5 % among those that meet",
    "exactly_met": "verified targets whose rate is exactly 1",
    "just_met_z": "standardised difference of rates just at or above 1 from their neighbours; null below 150 targets",
    "just_missed_z": "standardised difference of rates just below 1 from their neighbours; null below 150 targets",
}


def overview(tables: Tables) -> Results:
    """Headline figures of 0_start_here."""
    items, duties = tables["items"], tables["responsibilities"]
    s = fulfilment.summary(tables["fulfilment"])
    named = {role: int(duties.loc[duties["role"] == role, "name"].nunique()) for role in ("leader", "unit", "person")}
    return {
        "items": len(items),
        "categories": int(items.loc[items["category"] != "", "category"].nunique()),
        "leaders": named["leader"],
        "units": named["unit"],
        "persons": named["person"],
        **{f"claimed_{s}": int((items["status"] == s).sum()) for s in ("done", "ongoing", "late", "none")},
        "items_without_number": len(items) - int(s["items_with_number"]),
        **_counts(s),
    }


def over_fulfilment(tables: Tables) -> Results:
    """Headline figures of 1_over_fulfilment."""
    frame = fulfilment.measured(tables["fulfilment"])
    standing = fulfilment.claims(tables)["standing"]
    return {
        **_summary(fulfilment.summary(tables["fulfilment"])),
        "not_due": int(fulfilment.flagged(frame, "not_due").sum()),
        "optional": len(tables["fulfilment"]) - len(frame),
        "geometric_mean_by_item": fulfilment.item_first(tables["fulfilment"]),
        "set_too_low": int(frame["set_too_low"].sum()),
        "ceiling": int(frame["ceiling"].sum()),
        **{f"grade_{g.lower()}": int((frame["grade"] == g).sum()) for g in "ABCD"},
        **{f"items_{s}": int((standing == s).sum()) for s in ("proven", "claim_only", "contradicted")},
    }


def workload_per_leader(tables: Tables) -> Results:
    """Headline figures of 2_workload_per_leader."""
    frame = workload.per_leader(dict(tables))
    if frame.empty:
        return {"leaders": 0}
    null, most = workload.chance(tables), int(frame["items"].max())
    spread = {str(k): float(v) for k, v in workload.concentration_of(tables).loc["items"].to_dict().items()}
    grid = workload.leader_categories(tables)
    return {
        "leaders": len(frame),
        "heaviest": [str(n) for n in frame.index[frame["items"] == most]],
        "most_items": most,
        "gini": spread["gini"],
        "gini_low": spread["gini_low"],
        "gini_high": spread["gini_high"],
        "effective_leaders": spread["effective"],
        "chance_most_by_area": null["blocks"].most if null else None,
        "chance_gini_by_area": null["blocks"].gini if null else None,
        "chance_most_by_item": null["items"].most if null else None,
        "categories_of_one_leader": int(((grid > 0).sum() == 1).sum()),
    }


def co_responsibility(tables: Tables, found: Circles, core: Core, tests: pd.DataFrame) -> Results:
    """Headline figures of 3_co_responsibility, from what it has worked out."""
    units, ties = coresponsibility.per_unit(dict(tables)), coresponsibility.pairs(dict(tables))
    return {
        "units": len(units),
        "duties": int(units["items"].sum()),
        "never_leading": int((units["leads"] == 0).sum()),
        "pairs": len(ties),
        "pairs_repeated": int((ties["shared"] >= 2).sum()),
        "density": networks.density(tables),
        "circles": len(found.members),
        "modularity": found.modularity,
        "modularity_by_chance": found.null_high,
        "brokers": networks.brokers(found),
        "core_fit": core.fit,
        "core_fit_by_chance": core.null_high,
        "pairs_beyond_chance": len(networks.beyond_chance(tests)),
    }


def across_ledgers(pooled: Pooled) -> Results:
    """Headline figures of 4_across_ledgers."""
    return {
        "ledgers": pooled.ledgers,
        "places": pooled.places,
        "years": pooled.years,
        **_summary(pooled.summary),
        "exactly_met": pooled.exact,
        "just_met_z": None if pooled.bunching is None else pooled.bunching.z_above,
        "just_missed_z": None if pooled.bunching is None else pooled.bunching.z_below,
    }


def _counts(s: pd.Series) -> Results:
    return {k: int(s[k]) for k in ("targets", "exceeded", "met", "short", "unverified", "verifiable")}


def _summary(s: pd.Series) -> Results:
    rates = ("median", "geometric_mean", "capped_mean")
    shares = [f"share_{what}{end}" for what in ("kept", "exceeded") for end in ("", "_low", "_high")]
    return {**_counts(s), **{k: float(s[k]) for k in (*shares, *rates)}}


def write(folder: Path, notebook: str, ledger: str, values: Results) -> Path:
    """Write the headline figures of a notebook as ``<notebook>.results.json``; what is undefined is null.

    Shares and rates are rounded to six places, which any machine computes alike.
    """
    clean: Results = {
        k: (None if math.isnan(v) else round(v, 6)) if isinstance(v, float) else v for k, v in values.items()
    }
    made = {"ledger": ledger, "notebook": notebook, "version": analysis.__version__, "results": clean}
    path = folder / f"{notebook}.results.json"
    write_whole(path, (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode())
    return path
