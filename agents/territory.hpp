// A state that came to hold a territory opens the deposits there at its own cost; they yield after their lead time.
// Source: lead times of known deposits, five to nine years (S&P Global, mine projects).
#pragma once
#include "agents/state.hpp"

namespace orepolitik {

void develop_territories(Economy& economy, Mines& mines, States& states);

}  // namespace orepolitik
