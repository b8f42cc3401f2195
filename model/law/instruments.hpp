// All instruments a law can use: the one place that lists them. Each is one header beside this one.
#pragma once
#include <variant>

#include "model/law/capacity_cap.hpp"
#include "model/law/capital_subsidy.hpp"
#include "model/law/carbon_border_charge.hpp"
#include "model/law/cooperation.hpp"
#include "model/law/deposit_bid.hpp"
#include "model/law/downstream_rnd.hpp"
#include "model/law/embargo.hpp"
#include "model/law/emergency_plan.hpp"
#include "model/law/entry_limit.hpp"
#include "model/law/export_ban.hpp"
#include "model/law/export_licence.hpp"
#include "model/law/export_quota.hpp"
#include "model/law/export_tax.hpp"
#include "model/law/friend_shoring.hpp"
#include "model/law/guidance.hpp"
#include "model/law/import_quota.hpp"
#include "model/law/import_tariff.hpp"
#include "model/law/joint_purchasing.hpp"
#include "model/law/merger_bid.hpp"
#include "model/law/mine_inspection.hpp"
#include "model/law/northern_route.hpp"
#include "model/law/offtake.hpp"
#include "model/law/output_quota.hpp"
#include "model/law/production_subsidy.hpp"
#include "model/law/recycling_target.hpp"
#include "model/law/strait_closure.hpp"
#include "model/law/strategic_reserve.hpp"
#include "model/law/territory_transfer.hpp"
#include "model/law/trade_agreement.hpp"
#include "model/law/trade_enforcement.hpp"

namespace orepolitik {

using Instrument =
    std::variant<ImportTariff, ExportTax, ExportBan, ExportQuota, Embargo, StraitClosure, ImportQuota, ExportLicence,
                 CarbonBorderCharge, TradeAgreement, TradeEnforcement, FriendShoring, StrategicReserve,
                 TerritoryTransfer, MergerBid, ProductionSubsidy, CapitalSubsidy, CapacityCap, OutputQuota,
                 RecyclingTarget, NorthernRoute, Offtake, Cooperation, DepositBid, JointPurchasing, DownstreamRnd,
                 Guidance, EntryLimit, EmergencyPlan, MineInspection>;

}  // namespace orepolitik
