// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IMarginVault} from "../interfaces/IMarginVault.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {LoanBook} from "./LoanBook.sol";
import {ReportRange} from "./ReportRange.sol";
import {SpotPrice} from "./SpotPrice.sol";

/// @notice From what auditors say to what a lender asks.
library MarginRequirement {
    using ReportRange for ISolvencyOracle.Report;
    using SpotPrice for IAggregatorV3;

    uint256 internal constant ONE = 10_000;
    uint256 internal constant PRICE_UNIT = 1e36;

    /// @notice What holds now. `factor` turns the spot feed's answer into loan units per claim unit, times 1e36.
    /// @dev Silence is no reason to take anybody's collateral at once: until `silenceGrace` has passed only new debt stops.
    function current(IMarginVault.Terms storage t, uint256 factor)
        internal
        view
        returns (IMarginVault.Requirement memory q)
    {
        (ISolvencyOracle.Report memory r, uint64 seq) = t.oracle.published(t.chainKey, t.asset);
        bool isFresh = !t.oracle.isStale(t.chainKey, t.asset);
        if (seq == 0) r.worsen();
        uint256 silentAt = uint256(r.asOfTime) + t.oracle.maxStaleness() + t.silenceGrace;
        q.regime = r.regime < ReportRange.RED && block.timestamp > silentAt ? ReportRange.RED : r.regime;
        q.isOpen = isFresh && q.regime < ReportRange.RED;

        uint256 haircut = r.haircutBps > r.discountBps ? r.haircutBps : r.discountBps;
        if (q.regime >= ReportRange.RED && haircut < t.redHaircutBps) haircut = t.redHaircutBps;
        q.maintenanceBps = (ONE - haircut) * ONE / (ONE + t.bonusBps);
        if (q.isOpen) {
            q.initialBps = r.collateralFactorBps < q.maintenanceBps ? r.collateralFactorBps : q.maintenanceBps;
        }
        q.lgdBps = r.lgdBps;

        (uint256 spot,) = t.spot.read(t.spotMaxAge);
        q.spotPrice = spot * factor;
        // At least a basis point of spot: a position must stay one that can be closed.
        uint256 discount = r.discountBps < ONE ? r.discountBps : ONE - 1;
        q.claimPrice = q.spotPrice * (ONE - discount) / ONE;
        if (q.claimPrice == 0) revert SpotPrice.InvalidSpot(int256(spot), block.timestamp);
    }

    /// @notice The debt that collateral carries at a ratio to its spot value; rounded down.
    function limit(IMarginVault.Requirement memory q, uint256 collateral, uint256 ratioBps)
        internal
        pure
        returns (uint256)
    {
        return collateral * q.spotPrice / PRICE_UNIT * ratioBps / ONE;
    }

    /// @notice The loss if claims lost their LGD at once, with every position at its maintenance limit; rounded up.
    function jumpLoss(IMarginVault.Requirement memory q, uint256 debt) internal pure returns (uint256) {
        if (q.maintenanceBps + q.lgdBps <= ONE) return 0;
        return LoanBook.ceilDiv(debt * (q.maintenanceBps + q.lgdBps - ONE), q.maintenanceBps);
    }

    /// @notice What a liquidator gets for a debt, rounded down; if there is less, the debt that it pays for, rounded up.
    function seize(IMarginVault.Requirement memory q, uint256 debt, uint256 collateral, uint256 bonusBps)
        internal
        pure
        returns (uint256 repaid, uint256 seized)
    {
        seized = debt * (ONE + bonusBps) * PRICE_UNIT / (ONE * q.claimPrice);
        if (seized <= collateral) return (debt, seized);
        return (LoanBook.ceilDiv(collateral * q.claimPrice * ONE, (ONE + bonusBps) * PRICE_UNIT), collateral);
    }
}
