"""Run files as scripts see them: variables, events, agents, and how people call what stands in them."""
import functools
import re
from pathlib import Path

import numpy as np
import xarray

from faults import UserError, nearest

FORM_WORDS = {"ore": "mined", "refined": "refined"}
MOST_MINERALS = 4  # that are of interest when nobody says which


def plain(name):
    return name.replace("ree_light", "light rare earths").replace("ree_heavy", "heavy rare earths").replace("_", " ")


def total(values, dimension="country"):
    """Sum over countries; missing only where every country is."""
    return values.sum(dimension, min_count=1)


def known(name, names, what):
    if name not in names:
        near = nearest(name, list(names))
        if near:
            raise UserError(f"no {what} is called {name}, meant {near}?")
        raise UserError(f"no {what} is called {name}; the file has {', '.join(sorted(names))}")
    return name


class Run:
    """One run file: its root variables and its events."""

    def __init__(self, path):
        self.path, self.groups = Path(path), {}
        try:
            self.data = xarray.open_dataset(self.path, engine="h5netcdf")
            self.events = xarray.open_dataset(self.path, group="events", engine="h5netcdf")
            self.data["material"], self.data["country"]
            months = self.data["time"]  # dates of cftime after the year 2262
            if months.dtype.kind not in "MO" or months.isnull().any() or (months.values[1:] <= months.values[:-1]).any():
                raise ValueError("its months are missing or out of order")
        except (OSError, KeyError, ValueError) as error:
            raise OSError(f"{path}: not a run file ({error})") from error
        self.title = self.data.attrs.get("title", self.path.stem)
        self.materials = [str(name) for name in self.data["material"].values]
        self.countries = [str(code) for code in self.data["country"].values]
        self.minerals = list(dict.fromkeys(name.split(".")[0] for name in self.materials))

    def __getitem__(self, name):
        if name not in self.data:
            raise UserError(f"{self.path} has no variable {name}")
        return self.data[name]

    def agents(self, kind):
        """The group of one kind of agents, such as "mine"; a missing one says so."""
        if kind not in self.groups:
            try:
                self.groups[kind] = xarray.open_dataset(self.path, group=f"agents/{kind}", engine="h5netcdf")
            except (OSError, KeyError, ValueError) as error:
                raise UserError(f"{self.path} records no {kind} (record: {{plants: true}} in the scenario?)") from error
        return self.groups[kind].sel(time=slice(None, self.months()[-1]))  # no longer than what is drawn

    def months(self):
        return self.data["time"].values

    def forms(self, mineral):
        return [name.split(".")[1] for name in self.materials if name.split(".")[0] == mineral]

    def needed(self, material):
        """Tonnes a month by country, and the word for them: what goes into products; where smelters buy most of it, as
        they do alumina, what is bought."""
        use, bought = (self[name].sel(material=material).fillna(0) for name in ("use", "demand"))
        return (use, "use") if 2 * use.sum() >= bought.sum() else (bought, "bought")

    def traded_material(self, mineral, form=None):
        """The form that was asked for; else of those that laws name the one that their makers trade most, in value
        before any law; else the main one."""
        if form or not self.laws(mineral):
            return self.material(mineral, form)
        law = self.events["kind"].values == "law"
        objects = " ".join(map(str, self.events["object"].values[law])).replace(",", " ").split()
        named = [f"{mineral}.{form}" for form in self.forms(mineral) if f"{mineral}.{form}" in objects]
        actors = [actor for _, actor in self.laws(mineral) if actor in self.countries]
        first = {"time": slice(0, 12)}

        def traded(material):
            place = {"material": material, "country": actors}
            tonnes = (self["imports"] + self["exports"]).sel(place).isel(first).sum("country")
            return float((tonnes * self["world_price"].sel(material=material).isel(first)).sum())

        return max(named, key=traded) if named and actors else self.main_material(mineral)

    def main_material(self, mineral):
        """The form that people mean by the mineral's name: refined, or ore where nothing is refined."""
        forms = self.forms(mineral)
        return f"{mineral}.{'refined' if 'refined' in forms else forms[0]}"

    def words(self, material):
        """The material as people say it: "refined antimony", "coal"."""
        mineral, form = material.split(".")
        others = [name for name in self.forms(mineral) if name != form and "scrap" not in (name, form)]
        if form == "scrap":
            return f"{plain(mineral)} scrap"
        return f"{FORM_WORDS.get(form, form)} {plain(mineral)}" if others else plain(mineral)

    def material(self, mineral, form):
        """The mineral's form that was asked for, or the main one."""
        return known(f"{mineral}.{form}", self.materials, "material") if form else self.main_material(mineral)

    @functools.cached_property
    def beginnings(self):
        """(month, actor, minerals named) of each law that comes into force: thousands where states react."""
        # A mineral's name may stand within another word: "antimony.refined", "antimony_ban".
        patterns = {name: re.compile(rf"(?<![a-z]){name}(?![a-z])") for name in self.minerals}
        named = functools.cache(lambda thing: [name for name, pattern in patterns.items() if pattern.search(thing)])
        columns = (self.events[key].values for key in ("month", "kind", "actor", "object", "reason"))
        return sorted((np.datetime64(month, "M"), str(actor), named(str(thing)))
                      for month, kind, actor, thing, reason in zip(*columns)
                      if kind == "law" and not str(reason).endswith(("leaked", "announced", "ended")))

    def laws(self, mineral=None):
        """(month, actor) of each law that comes into force on the mineral; laws that name no mineral touch all."""
        return list(dict.fromkeys((month, actor) for month, actor, named in self.beginnings
                                  if mineral is None or not named or mineral in named))

    def named_minerals(self):
        """The minerals that laws name; none where laws touch all or there is no law."""
        named = [name for name in self.minerals if self.laws(name)]
        return named if len(named) < len(self.minerals) else []

    def minerals_of_interest(self, base=None, most=None):
        """What to draw when nobody says: the minerals that laws name. Where none does, those whose price moves most
        against the baseline; without one, the first."""
        named = self.named_minerals()
        if base is None:
            return (named or self.minerals[:1])[:most]
        moved = {mineral: float(np.nanmax(np.abs(np.log(self.price_ratio(base, mineral))))) for mineral in
                 named or self.minerals}
        return sorted(moved, key=lambda mineral: -moved[mineral])[:most or (None if named else MOST_MINERALS)]

    def price_ratio(self, base, mineral):
        """World price over that of the baseline, by month, of what people mean by the mineral's name."""
        material = self.main_material(mineral)
        months = min(len(self.months()), len(base.months()))
        return (self["world_price"].sel(material=material).values[:months] /
                base["world_price"].sel(material=material).values[:months])

    def acting_country(self, mineral):
        """Who acts first on the mineral; the largest supplier where nobody does."""
        actors = [actor for _, actor in self.laws(mineral) if actor in self.countries]
        if actors:
            return actors[0]
        sold = self["supply"].sel(material=self.main_material(mineral)).sum("time")
        return str(sold["country"].values[int(np.nanargmax(sold.values))])
