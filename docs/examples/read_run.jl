# Reads a price from a run file in Julia (] add NCDatasets). Not run in the tests, which run read_run.R.
using NCDatasets
run = NCDataset("run.h5")
material = findfirst(==("antimony.refined"), run["material"][:])
country = findfirst(==("CHN"), run["country"][:])
price = run["price"][country, material, :]  # Julia counts dimensions the other way round
println.(zip(run["time"][:], price))
