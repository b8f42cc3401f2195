// config/worlds/FORMAT.md as the field lists say it; `orepolitik describe FORMAT.md` prints it.
#pragma once
#include <string>

namespace orepolitik::config {

std::string world_format();

}  // namespace orepolitik::config
