// Parting of worlds: one that differs from another only by laws and events that nobody knew of before a month takes
// over the state that the other has reached by then, and goes on as if it had lived those months itself. Leaves out:
// which scenarios may part so (config/design/stem.hpp).
#pragma once
#include "agents/kinds.hpp"

namespace orepolitik {

// `world` is as made from its scenario, `lived` has come to the month of parting. Laws known before stand at the same
// places in both law books, and every smuggler of `world` is one of `lived` too. Throws std::logic_error if not.
void take_over_state(OreWorld& world, OreWorld& lived);

}  // namespace orepolitik
