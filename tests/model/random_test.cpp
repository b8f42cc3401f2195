// Draws side by side are the draws one by one.
#include "model/random.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace orepolitik {
namespace {

TEST(FirstUniforms, AreThoseOfEachAgentsOwnStream) {
    for (const std::size_t count : {0U, 1U, 7U, 8U, 256U, 259U}) {
        std::vector<std::uint32_t> agents(count);
        for (std::uint32_t k = 0; k < count; ++k) agents[k] = 4294967291U - 77 * k * k;
        for (const std::uint64_t seed : {1ULL, 0xfedcba9876543210ULL}) {
            std::vector<double> numbers(count, -1);
            first_uniforms(seed, Draw::weather, agents, 17, numbers.data());
            for (std::size_t k = 0; k < count; ++k)
                ASSERT_EQ(numbers[k], Stream(seed, Draw::weather, agents[k], 17).uniform()) << count << ' ' << k;
        }
    }
}

}  // namespace
}  // namespace orepolitik
