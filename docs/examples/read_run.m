% Reads a price from a run file in Octave 7 or later with the netcdf package (pkg install -forge netcdf), or in MATLAB.
% Not run in the tests, which run read_run.R.
run = "run.h5";
materials = ncread(run, "material");
countries = ncread(run, "country");
price = ncread(run, "price");  % country x material x time
inside = squeeze(price(strcmp(countries, "CHN"), strcmp(materials, "antimony.refined"), :));
plot(inside); ylabel("USD/t");
