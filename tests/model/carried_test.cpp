// What is carried comes back as it was, and bytes that are not a state are no state.
#include "model/carried.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace orepolitik {
namespace {

struct Shelf {
    std::vector<double> tonnes;
    bool open = false;
    void carried(auto&& visit) { visit(tonnes, open); }
};

struct Store {
    std::vector<Shelf> shelves;
    std::array<Shelf, 2> doors;
    std::vector<std::array<double, 3>> triples;
    std::string label;
    Month month;
    MaterialId material;
    double fixed = 7;  // start-up sets it: not carried
    void carried(auto&& visit) { visit(shelves, doors, triples, label, month, material); }
};

template <class Thing>
std::vector<std::byte> bytes_of(Thing& thing) {
    BytesOut out;
    Carrier{out}(thing);
    return out.take();
}

Store full_store() {
    Store store;
    store.shelves = {{{1.5, -0.0, std::nan("")}, true}, {{}, false}, {{INFINITY}, true}};
    store.doors[1].tonnes = {3};
    store.triples = {{1, 2, 3}, {4, 5, 6}};
    store.label = "Ñuble";
    store.month = Month::of(2024, 5);
    store.material = MaterialId{9};
    store.fixed = 8;
    return store;
}

TEST(Carried, EveryMemberComesBackToTheBit) {
    Store saved = full_store();
    const auto bytes = bytes_of(saved);
    Store restored;
    restored.shelves.resize(17);  // what was there before gives way
    restored.label = "something much longer than what comes";
    BytesIn in(bytes);
    Carrier{in}(restored);
    EXPECT_TRUE(in.left().empty());
    EXPECT_EQ(bytes_of(restored), bytes);
    EXPECT_EQ(restored.shelves.size(), 3u);
    EXPECT_TRUE(std::signbit(restored.shelves[0].tonnes[1]));
    EXPECT_TRUE(std::isnan(restored.shelves[0].tonnes[2]));
    EXPECT_EQ(restored.doors[1].tonnes, std::vector<double>{3});
    EXPECT_EQ(restored.label, "Ñuble");
    EXPECT_EQ(restored.month, Month::of(2024, 5));
    EXPECT_EQ(restored.fixed, 7);
}

TEST(Carried, BytesCutAnywhereAreRefused) {
    Store saved = full_store();
    const auto bytes = bytes_of(saved);
    const std::span<const std::byte> all(bytes);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        Store restored;
        BytesIn in(all.first(length));
        EXPECT_THROW(Carrier{in}(restored), std::length_error) << length;
    }
}

TEST(Carried, ALengthBeyondTheBytesIsRefusedBeforeMemoryIsAsked) {
    std::vector<std::byte> bytes(8, std::byte{0x7f});
    std::vector<double> numbers;
    BytesIn in(bytes);
    EXPECT_THROW(Carrier{in}(numbers), std::length_error);
}

}  // namespace
}  // namespace orepolitik
