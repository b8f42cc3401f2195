#include "config/yaml/parse.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <sstream>

#include "config/text_file.hpp"

namespace orepolitik::config::yaml {
namespace {

// Reading cannot go on.
struct Refused {
    Place place;
    std::string why;
};

std::size_t size_of(const Node& node) {
    std::size_t size = 1;
    for (const Node& item : node.items) size += size_of(item);
    for (const Entry& entry : node.entries) size += size_of(entry.value);
    return size;
}

// Builds the tree from the parser's events. Throwing from an event stops the parser at that depth.
class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(const std::string& file, Faults& faults) : file_(file), faults_(faults) {}

    std::optional<Node> root;

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (root) throw Refused{place(mark), "a file holds one document; this starts a second"};
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { finish(node_at(mark, Kind::null), anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto at = anchored_.find(anchor);
        if (at == anchored_.end()) throw Refused{place(mark), "an alias within its own anchor"};
        count(size_of(at->second), place(mark));
        deliver(at->second);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_tag(mark, tag);
        Node scalar = node_at(mark, Kind::scalar);
        scalar.text = value;
        scalar.quoted = tag == "!";
        finish(std::move(scalar), anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        begin(mark, tag, anchor, Kind::list);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        begin(mark, tag, anchor, Kind::map);
    }
    void OnMapEnd() override { end(); }

  private:
    struct Open {
        Node node;
        YAML::anchor_t anchor;
        std::optional<Node> key;  // of a map, waiting for its value
    };

    Place place(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }
    Node node_at(const YAML::Mark& mark, Kind kind) const {
        Node node;
        node.kind = kind;
        node.place = place(mark);
        return node;
    }

    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!") faults_.add(place(mark), tag, "tags mean nothing here");
    }
    void begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind) {
        if (open_.size() >= deepest_nesting)
            throw Refused{place(mark), fmt::format("nested deeper than {} levels", deepest_nesting)};
        refuse_tag(mark, tag);
        open_.push_back({node_at(mark, kind), anchor, std::nullopt});
    }
    void end() {
        Open done = std::move(open_.back());
        open_.pop_back();
        finish(std::move(done.node), done.anchor);
    }
    void count(std::size_t values, const Place& where) {
        values_ += values;
        if (values_ > most_values) throw Refused{where, fmt::format("more than {} values", most_values)};
    }
    void finish(Node node, YAML::anchor_t anchor) {
        count(1, node.place);
        if (anchor != YAML::NullAnchor) anchored_[anchor] = node;
        deliver(std::move(node));
    }
    void deliver(Node node) {
        if (open_.empty()) {
            root = std::move(node);
        } else if (open_.back().node.kind == Kind::list) {
            open_.back().node.items.push_back(std::move(node));
        } else if (!open_.back().key) {
            open_.back().key = std::move(node);
        } else {
            add_entry(open_.back(), std::move(node));
        }
    }
    void add_entry(Open& map, Node value) {
        const Node key = std::move(*map.key);
        map.key.reset();
        if (key.kind != Kind::scalar) return faults_.add(key.place, shown(key), "a key must be a word");
        const std::string what = key.text + "=" + shown(value);
        if (key.text == "<<") return faults_.add(key.place, what, "merge keys are not used", "meant base: FILE.yaml");
        if (const Entry* first = map.node.find(key.text))
            return faults_.add(key.place, what, fmt::format("duplicate key, first at line {}", first->place.line));
        map.node.entries.push_back({key.text, key.place, std::move(value)});
    }

    const std::string& file_;
    Faults& faults_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, Node> anchored_;
    std::size_t values_ = 0;
};

// What may have been meant where YAML's own words help nobody.
std::string meant_by(const std::string& text, const YAML::Exception& error) {
    std::istringstream stream(text);
    std::string line;
    for (int k = 0; k <= error.mark.line; ++k) std::getline(stream, line);
    if (line.substr(0, line.find_first_not_of(" \t")).find('\t') != line.npos) return "meant spaces for the tab";
    if (error.msg.find("flow") != error.msg.npos) return "is a comma, a ] or a } missing";
    return {};
}

}  // namespace

std::optional<Node> parse(const std::string& text, const std::string& file, Faults& faults) {
    TreeBuilder builder(file, faults);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        // The second call only looks for a second document; a loop over all would never end on some broken files.
        if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    } catch (const Refused& refused) {
        faults.add(refused.place, "", refused.why);
        return std::nullopt;
    } catch (const YAML::Exception& error) {
        faults.add({file, error.mark.line + 1, error.mark.column + 1}, "", "not YAML: " + error.msg,
                   meant_by(text, error));
        return std::nullopt;
    }
    if (!builder.root) faults.add({file, 1, 1}, "", "the file holds no value");
    return std::move(builder.root);
}

std::optional<Node> parse_file(const std::string& file, Faults& faults) {
    const std::optional<std::string> text = read_text(file, faults);
    return text ? parse(*text, file, faults) : std::nullopt;
}

}  // namespace orepolitik::config::yaml
