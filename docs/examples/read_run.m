% Reads a price from a run in Octave or MATLAB: octave --no-gui read_run.m price.csv
% The CSV file is what the program writes (Octave's netcdf package cannot read the names in a run file):
%   orepolitik export run.h5 price --select material=antimony.refined --select country=CHN -o price.csv
words = argv();
file = fopen(words{end});
columns = textscan(file, "%s %s %s %f", "Delimiter", ",", "HeaderLines", 1);
fclose(file);
months = columns{1};
price_usd_per_t = columns{4};
[highest, place] = max(price_usd_per_t);
printf("%d months, highest %.6f USD/t in %s\n", numel(months), highest, months{place});
