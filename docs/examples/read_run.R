# Reads the price of a material inside a country from a run file: Rscript read_run.R RUN.h5 antimony.refined CHN
# Needs the package ncdf4 (Debian: r-cran-ncdf4).
library(ncdf4)
words <- commandArgs(trailingOnly = TRUE)
run <- nc_open(words[1])
material <- which(ncvar_get(run, "material") == words[2])
country <- which(ncvar_get(run, "country") == words[3])
stopifnot(length(material) == 1, length(country) == 1)
# R counts dimensions the other way round: country, material, time.
price <- ncvar_get(run, "price", start = c(country, material, 1), count = c(1, 1, -1))
first_day <- sub("days since ", "", ncatt_get(run, "time", "units")$value)
month <- as.Date(first_day) + ncvar_get(run, "time")
write.csv(data.frame(month = format(month, "%Y-%m"), price_usd_per_t = price), row.names = FALSE)
