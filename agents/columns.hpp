// Columns of plants that take little room where there are millions of them: values that only laws make differ, and
// names one behind the other.
#pragma once
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace orepolitik {

// The same value for every row, in no room, until the rows are told apart; that is done once, before the first month,
// so that rows may be written at the same time.
template <class T>
class RareColumn {
  public:
    explicit RareColumn(T usual) : usual_(usual) {}

    const T& operator[](std::size_t i) const { return rows_.empty() ? usual_ : rows_[i]; }
    void tell_apart(std::size_t rows) { rows_.assign(rows, usual_); }
    void make_usual() { std::vector<T>().swap(rows_); }
    T& change(std::size_t i) { return rows_[i]; }  // of rows told apart
    // Where rows are not told apart, the value is the usual one: only what laws do makes it another.
    void set(std::size_t i, const T& value) {
        if (!rows_.empty()) rows_[i] = value;
    }
    void set_all_usual() { std::fill(rows_.begin(), rows_.end(), usual_); }
    void carried(auto&& visit) { visit(rows_); }

  private:
    T usual_;
    std::vector<T> rows_;
};

// Texts that do not change, in one block.
class TextColumn {
  public:
    TextColumn() = default;
    TextColumn(std::initializer_list<std::string_view> texts) {
        for (const std::string_view text : texts) push_back(text);
    }
    void push_back(std::string_view text) {
        letters_ += text;
        ends_.push_back(static_cast<std::uint32_t>(letters_.size()));
        assert(ends_.back() == letters_.size());
    }
    std::string_view operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(letters_).substr(begin, ends_[i] - begin);
    }
    std::size_t size() const { return ends_.size(); }
    std::vector<std::string> list() const {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < size(); ++i) texts.emplace_back((*this)[i]);
        return texts;
    }

  private:
    std::string letters_;
    std::vector<std::uint32_t> ends_;
};

}  // namespace orepolitik
