#include "model/market/first_order.hpp"

#include <Eigen/Dense>
#include <cmath>

namespace orepolitik {
namespace {

class Response {
  public:
    explicit Response(const SmallChange& change)
        : c_(change), n_(change.countries), share_(n_ * n_), wedge_(n_ * n_), sold_(n_), spent_(n_) {
        std::vector<double> weight_of_buyer(n_);
        for (std::size_t r = 0; r < n_ * n_; ++r) {
            share_[r] = c_.flow_t[r] * (c_.shares == SourcingShare::value ? c_.factor_before[r] : 1.0);
            weight_of_buyer[r % n_] += share_[r];
            wedge_[r] = c_.factor_after[r] / c_.factor_before[r] - 1;
            sold_[r / n_] += c_.flow_t[r];
            spent_[r % n_] += c_.flow_t[r] * c_.factor_before[r];
        }
        for (std::size_t r = 0; r < n_ * n_; ++r)
            if (share_[r] > 0) share_[r] /= weight_of_buyer[r % n_];
    }

    // Supply elasticity times price change equals the change of what all buyers take.
    Eigen::VectorXd prices() const {
        const auto n = static_cast<Eigen::Index>(n_);
        Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
        for (std::size_t i = 0; i < n_; ++i) {
            const auto row = static_cast<Eigen::Index>(i);
            if (!(sold_[i] > 0)) {
                matrix(row, row) = 1;
                continue;
            }
            matrix(row, row) += c_.supply_elasticity[i];
            for (std::size_t j = 0; j < n_; ++j) {
                const double weight = c_.flow_t[i * n_ + j] / sold_[i];
                for (std::size_t k = 0; k < n_; ++k) {
                    const double elasticity = price_elasticity(i, k, j);
                    matrix(row, static_cast<Eigen::Index>(k)) -= weight * elasticity;
                    right(row) += weight * elasticity * wedge_[k * n_ + j];
                }
            }
        }
        return matrix.partialPivLu().solve(right);
    }

    FirstOrderResponse report(const Eigen::VectorXd& price) const {
        FirstOrderResponse out;
        out.trade.resize(n_ * n_);
        for (auto* column : {&out.producer_price, &out.output, &out.composite_price, &out.producer_surplus,
                             &out.consumer_surplus, &out.wedge_revenue})
            column->assign(n_, 0.0);
        for (std::size_t i = 0; i < n_; ++i) {
            const double change = price(static_cast<Eigen::Index>(i));
            out.producer_price[i] = change;
            out.output[i] = c_.supply_elasticity[i] * change;
            out.producer_surplus[i] = sold_[i] * (change + 0.5 * c_.supply_elasticity[i] * change * change);
        }
        for (std::size_t j = 0; j < n_; ++j) report_buyer(j, out);
        return out;
    }

  private:
    double price_elasticity(std::size_t seller, std::size_t other, std::size_t buyer) const {
        const double cross = share_[other * n_ + buyer] * (c_.sourcing_elasticity - c_.demand_elasticity[buyer]);
        return cross - (seller == other ? c_.sourcing_elasticity : 0.0);
    }

    void report_buyer(std::size_t j, FirstOrderResponse& out) const {
        double mean = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            const std::size_t r = i * n_ + j;
            mean += share_[r] * (out.producer_price[i] + wedge_[r]);
            out.composite_price[j] += share_[r] * ((1 + out.producer_price[i]) * (1 + wedge_[r]) - 1);
        }
        const double price = out.composite_price[j];
        out.consumer_surplus[j] = -spent_[j] * (price + 0.5 * c_.demand_elasticity[j] * price * std::abs(price));
        for (std::size_t i = 0; i < n_; ++i) {
            const std::size_t r = i * n_ + j;
            const double tonnes = (c_.sourcing_elasticity - c_.demand_elasticity[j]) * mean -
                                  c_.sourcing_elasticity * (out.producer_price[i] + wedge_[r]);
            out.trade[r] = c_.flow_t[r] * (1 + out.producer_price[i]) * (1 + tonnes);
            out.wedge_revenue[j] += (c_.factor_after[r] - 1) * out.trade[r] - (c_.factor_before[r] - 1) * c_.flow_t[r];
        }
    }

    const SmallChange& c_;
    std::size_t n_;
    std::vector<double> share_, wedge_;  // by route
    std::vector<double> sold_, spent_;   // by country
};

}  // namespace

FirstOrderResponse first_order_response(const SmallChange& change) {
    const Response response(change);
    return response.report(response.prices());
}

}  // namespace orepolitik
