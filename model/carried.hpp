// What a world carries from one month to the next, listed once and used both ways: written to bytes and read back.
// A thing with state has `void carried(auto&& visit)` that calls `visit(member, ...)` with all that a month may change,
// whether or not the next one reads it: a list that is too long costs bytes, one that is too short makes a resumed run
// another run. Left out: what start-up makes of the scenario alone, so that the bytes are read into such a world;
// draws, which are keyed; events, which are recorded when they happen; what the solver works with and forgets. The
// bytes are this program's own, on this kind of machine: no other version needs to read them.
#pragma once
#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "model/ids.hpp"
#include "model/month.hpp"
#include "model/world.hpp"

namespace orepolitik {

// Values whose bytes say all and hold no padding.
template <class T>
inline constexpr bool is_plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <>
inline constexpr bool is_plain<Month> = true;
template <class Tag>
inline constexpr bool is_plain<Id<Tag>> = true;
template <class T, std::size_t n>
inline constexpr bool is_plain<std::array<T, n>> = is_plain<T>;

class BytesOut {
  public:
    void move(const void* from, std::size_t count) {
        const auto* first = static_cast<const std::byte*>(from);
        bytes_.insert(bytes_.end(), first, first + count);
    }
    std::size_t length(std::size_t count, std::size_t) {
        move(&count, sizeof count);
        return count;
    }
    std::vector<std::byte> take() { return std::move(bytes_); }

  private:
    std::vector<std::byte> bytes_;
};

class BytesIn {
  public:
    explicit BytesIn(std::span<const std::byte> bytes) : left_(bytes) {}
    void move(void* to, std::size_t count) {
        if (count > left_.size()) throw std::length_error("the bytes end too early");
        if (count > 0) std::memcpy(to, left_.data(), count);
        left_ = left_.subspan(count);
    }
    // How many things follow, each of at least so many bytes.
    std::size_t length(std::size_t count, std::size_t least_bytes) {
        move(&count, sizeof count);
        if (count > left_.size() / least_bytes) throw std::length_error("the bytes end too early");
        return count;
    }
    std::span<const std::byte> left() const { return left_; }

  private:
    std::span<const std::byte> left_;
};

// Visits members and moves them out of or into bytes, whatever `Mover` does.
template <class Mover>
class Carrier {
  public:
    explicit Carrier(Mover& mover) : mover_(mover) {}
    template <class... Members>
    void operator()(Members&... members) {
        (carry(members), ...);
    }

  private:
    template <class Member>
    void carry(Member& member) {
        if constexpr (is_plain<Member>) {
            mover_.move(&member, sizeof member);
        } else if constexpr (requires { member.carried(*this); }) {
            member.carried(*this);
        } else {
            carry_items(member);
        }
    }
    template <class Items>
    void carry_items(Items& items) {
        using Item = typename Items::value_type;
        if constexpr (requires { items.resize(std::size_t{}); })
            items.resize(mover_.length(items.size(), is_plain<Item> ? sizeof(Item) : 1));
        if constexpr (is_plain<Item>)
            mover_.move(items.data(), items.size() * sizeof(Item));
        else
            for (auto& item : items) carry(item);
    }

    Mover& mover_;
};

template <class Kinds, class Mover>
void carry_world(World<Kinds>& world, Mover& mover) {
    Carrier carrier(mover);
    carrier(world.economy);
    std::apply([&](auto&... kind) { carrier(kind...); }, world.kinds);
}

template <class Kinds>
std::vector<std::byte> state_of(World<Kinds>& world) {
    BytesOut out;
    carry_world(world, out);
    return out.take();
}

// Makes the world, begun from the same scenario, the one whose state the bytes are.
template <class Kinds>
void restore_state(World<Kinds>& world, std::span<const std::byte> state) {
    BytesIn in(state);
    carry_world(world, in);
    if (!in.left().empty()) throw std::length_error("bytes are left over");
}

}  // namespace orepolitik
