// The front door: hands the words of the command line to cli/ and returns its exit code.
#include "cli/commands.hpp"

int main(int argc, char** argv) {
    return orepolitik::cli::run_command_line(argc, argv);
}
