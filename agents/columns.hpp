// Columns of plants that take little room where there are millions of them: values that only laws make differ, values
// that neighbours share, and names one behind the other.
#pragma once
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orepolitik {

// The same value for every row, in no room, until the rows are told apart; that is done once, before the first month,
// so that rows may be written at the same time.
template <class T>
class RareColumn {
  public:
    explicit RareColumn(T usual) : usual_(usual) {}

    const T& operator[](std::size_t i) const { return rows_.empty() ? usual_ : rows_[i]; }
    bool all_usual() const { return rows_.empty(); }
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

// Values that neighbours mostly share, as plants of one country and mineral do: once per run of equal ones where runs
// are long, else by row. Written by row while a world is made, then packed, and read alone from there on.
template <class T>
class AlikeColumn {
  public:
    AlikeColumn() = default;
    AlikeColumn(std::initializer_list<T> rows) : values_(rows) {}

    const T& operator[](std::size_t i) const {
        if (run_of_block_.empty()) return values_[i];
        std::size_t run = run_of_block_[i / rows_per_block];
        while (first_row_[run + 1] <= i) ++run;
        return values_[run];
    }
    std::size_t size() const { return run_of_block_.empty() ? values_.size() : first_row_.back(); }
    void push_back(const T& value) { values_.push_back(value); }
    void assign(std::size_t rows, const T& value) { values_.assign(rows, value); }
    void resize(std::size_t rows) { values_.resize(rows); }
    void set(std::size_t i, const T& value) { values_[i] = value; }  // before it is packed
    // Of all rows, some of which may share theirs.
    void change_values(auto&& change) {
        for (T& value : values_) change(value);
    }
    void pack() {
        std::vector<T> values;
        std::vector<std::uint32_t> first_row;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (i > 0 && values_[i] == values_[i - 1]) continue;
            if ((values.size() + 1) * rows_per_block > values_.size()) return;  // runs are too short
            values.push_back(values_[i]);
            first_row.push_back(static_cast<std::uint32_t>(i));
        }
        first_row.push_back(static_cast<std::uint32_t>(values_.size()));
        for (std::size_t i = 0, run = 0; i < values_.size(); i += rows_per_block) {
            while (first_row[run + 1] <= i) ++run;
            run_of_block_.push_back(static_cast<std::uint32_t>(run));
        }
        values_ = std::move(values);
        values_.shrink_to_fit();
        first_row_ = std::move(first_row);
    }

  private:
    static constexpr std::size_t rows_per_block = 64;
    std::vector<T> values_;                    // by row; by run once packed
    std::vector<std::uint32_t> first_row_;     // of each run; behind them the number of rows
    std::vector<std::uint32_t> run_of_block_;  // at its first row; empty until packed
};

// A list that nearly every row has empty, in the room of a pointer.
template <class T>
class RareList {
  public:
    RareList() = default;
    RareList(const RareList& other)
        : items_(other.items_ ? std::make_unique<std::vector<T>>(*other.items_) : nullptr) {}
    RareList(RareList&&) noexcept = default;
    RareList& operator=(RareList other) noexcept {
        items_ = std::move(other.items_);
        return *this;
    }
    ~RareList() = default;

    std::span<const T> items() const { return items_ ? std::span<const T>(*items_) : std::span<const T>{}; }
    std::span<T> items_to_change() { return items_ ? std::span<T>(*items_) : std::span<T>{}; }
    bool empty() const { return !items_ || items_->empty(); }
    void push_back(const T& item) {
        if (!items_) items_ = std::make_unique<std::vector<T>>();
        items_->push_back(item);
    }
    void erase_if(auto&& is_over) {
        if (items_) std::erase_if(*items_, is_over);
    }
    void clear() { items_.reset(); }
    void carried(auto&& visit) {
        std::vector<T> items(this->items().begin(), this->items().end());
        visit(items);
        clear();
        for (const T& item : items) push_back(item);
    }

  private:
    std::unique_ptr<std::vector<T>> items_;
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
