# Writes build_info.hpp: what a run file says about the program that made it. Run at every build; touches the header
# only when its text changes, so that nothing recompiles without need.
# Needs: SOURCE_DIR, HEADER, VERSION, COMPILER, FLAGS.
set(git_hash "unknown")
find_program(GIT git)
if(GIT AND EXISTS ${SOURCE_DIR}/.git)
  # A clone may belong to another user (containers); asking for its own revision is safe.
  set(git ${GIT} -c safe.directory=${SOURCE_DIR} -C ${SOURCE_DIR})
  execute_process(COMMAND ${git} rev-parse --short=12 HEAD OUTPUT_VARIABLE revision ERROR_QUIET
                  OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
  execute_process(COMMAND ${git} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes ERROR_QUIET)
  if(NOT failed)
    set(git_hash ${revision})
    if(changes)
      string(APPEND git_hash "-dirty")
    endif()
  endif()
endif()

string(STRIP "${FLAGS}" FLAGS)
file(CONFIGURE OUTPUT ${HEADER} @ONLY CONTENT [[
// What this program was built from and how; made by scripts/build_info.cmake at every build.
#pragma once

namespace orepolitik {

struct BuildInfo {
    const char* version;
    const char* git_hash;  // "-dirty" behind it if the tree had changes, "unknown" outside a git checkout
    const char* compiler;
    const char* flags;
};

inline constexpr BuildInfo build_info{
    .version = "@VERSION@",
    .git_hash = "@git_hash@",
    .compiler = "@COMPILER@",
    .flags = "@FLAGS@",
};

}  // namespace orepolitik
]])
