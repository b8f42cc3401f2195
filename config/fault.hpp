// What can be wrong with the user's input, told so that he can mend it: where, what, why, and what he may have meant.
// Every message reads `file:line:column: key=value (why) suggestion?`.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace orepolitik::config {

// A place in a file. In a table the column is the cell's number, as a spreadsheet counts; in YAML the character.
// Line 0 means the whole file, or a word of the command line.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

struct Fault {
    Place place;
    std::string what;        // key=value
    std::string why;         // without brackets
    std::string suggestion;  // "meant seed", without the question mark; may be empty
};

std::string to_string(const Place& place);
std::string to_string(const Fault& fault);

// Collects every fault of the input, so that the user sees all of them at once.
class Faults {
  public:
    void add(Place place, std::string what, std::string why, std::string suggestion = {}) {
        list_.push_back({std::move(place), std::move(what), std::move(why), std::move(suggestion)});
    }
    bool any() const { return !list_.empty(); }
    const std::vector<Fault>& list() const { return list_; }
    void throw_if_any() const;  // InputError

  private:
    std::vector<Fault> list_;
};

// The input is wrong; what() holds one line per fault, in the order of files and lines. Exit code 2.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<Fault> found);
    std::vector<Fault> faults;
};

// A file could not be read. Exit code 3.
class FileError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

std::string lower_case(std::string_view text);  // of the letters A to Z

// The known word most like a mistyped one, as "meant WORD"; empty if none is close.
std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace orepolitik::config
