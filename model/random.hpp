// Keyed draws: the same (seed, purpose, agent, month) gives the same numbers in any order, on any thread, in both
// arms of a comparison. Counter-based Philox (Salmon et al. 2011, Random123) under Boost.Random distributions.
#pragma once
#include <Random123/philox.h>

#include <Random123/conventional/Engine.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cstdint>
#include <string_view>

namespace orepolitik {

// A name as the agent of a draw: what else is drawn for, and in which order, changes nothing. FNV-1a of 32 bits
// (Fowler, Noll and Vo), the same on every machine; `part` tells apart what one name draws for.
constexpr std::uint32_t draw_key(std::string_view name, std::uint32_t part = 0) {
    std::uint32_t hash = 2166136261U;
    const auto take = [&hash](std::uint32_t byte) { hash = (hash ^ byte) * 16777619U; };
    for (const char letter : name) take(static_cast<unsigned char>(letter));
    for (int shift = 0; part != 0 && shift < 32; shift += 8) take(part >> shift & 0xffU);
    return hash;
}

// What a draw is for. Add at the end only: the number is part of the key.
enum class Draw : std::uint32_t {
    shock,              // which one hits a plant, if any
    project_start = 3,  // one and two were of shocks by themselves
    project_cost,
    trade_noise,
    licence,
    law_decision,
    restriction,
    relaxation,
    leak,
    retaliation,
    nationalism,
    merger_bid,
    merger_premium,
    merger_review,
    design,  // points of a sweep's design
    law_leak,
    demand_cycle,
    synthetic,  // figures of a made-up world
    reshoring,
    package
};

using Philox = r123::Philox4x32;

// A short stream of numbers for one purpose of one agent in one month; cheap to make, nothing to keep.
class Stream {
  public:
    Stream(std::uint64_t seed, Draw purpose, std::uint32_t agent, std::uint32_t month)
        : engine_(key(seed), counter(purpose, agent, month)) {}

    double uniform() { return boost::random::uniform_01<double>{}(engine_); }
    double normal() { return boost::random::normal_distribution<double>{}(engine_); }
    bool happens(double probability) { return uniform() < probability; }

  private:
    class Engine {
      public:
        using result_type = std::uint32_t;
        Engine(Philox::key_type key, Philox::ctr_type counter) : key_(key), counter_(counter) {}
        static constexpr result_type min() { return 0; }
        static constexpr result_type max() { return ~result_type{0}; }
        result_type operator()() {
            if (next_ == 4) {
                block_ = Philox{}(counter_, key_);
                ++counter_[3];
                next_ = 0;
            }
            return block_[static_cast<std::size_t>(next_++)];
        }

      private:
        Philox::key_type key_;
        Philox::ctr_type counter_;
        Philox::ctr_type block_{};
        int next_ = 4;
    };

    static Philox::key_type key(std::uint64_t seed) {
        return {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
    }
    static Philox::ctr_type counter(Draw purpose, std::uint32_t agent, std::uint32_t month) {
        return {{static_cast<std::uint32_t>(purpose), agent, month, 0}};
    }
    Engine engine_;
};

// Months from one chance to the next where each month brings one with this probability: whole, one at least, made of a
// uniform number. What is rare is drawn once, not every month.
double months_to_next(double chance_per_month, double uniform);

}  // namespace orepolitik
