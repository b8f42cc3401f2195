"""Names of countries by their ISO 3166 code, of Natural Earth's offline outlines; a code that it lacks stays a code."""
import functools
import warnings

import geopandas

UNIONS = {"EUU": "European Union", "ROW": "rest of the world", "SGP": "Singapore", "HKG": "Hong Kong", "BHR": "Bahrain",
          "MUS": "Mauritius", "USA": "United States", "COD": "DR Congo", "CAF": "Central African Republic",
          "DOM": "Dominican Republic", "BIH": "Bosnia and Herzegovina", "MKD": "North Macedonia", "FRA": "France",
          "NOR": "Norway"}


@functools.cache
def outlines():
    """Outlines of countries as a table of geopandas, without Antarctica."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the bundled map is announced to leave in geopandas 1.0
        world = geopandas.read_file(geopandas.datasets.get_path("naturalearth_lowres"))
    return world[world.name != "Antarctica"]


@functools.cache
def names():
    world = outlines()
    return dict(zip(world.iso_a3, world.name)) | UNIONS


def name_of(code):
    return names().get(code, code)
