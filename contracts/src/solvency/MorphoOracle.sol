// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IERC20} from "../interfaces/IERC20.sol";
import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";
import {ISolvencyFeed} from "../interfaces/ISolvencyFeed.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {SpotPrice} from "./SpotPrice.sol";

/// @notice The fair value of a claim token in a loan token, see `IMorphoOracle`; rounded down. Reverts when nobody says.
/// @dev `spot` quotes the token behind the claims in the loan token. Warning: a Morpho market's LLTV is fixed; this gives it a fair price and no
/// haircut, so it lends in RED as in GREEN, on the price alone. `MarginVault` reads the haircut.
contract MorphoOracle is IMorphoOracle {
    using SpotPrice for IAggregatorV3;

    ISolvencyOracle public immutable oracle;
    bytes32 public immutable chainKey;
    address public immutable asset;
    IAggregatorV3 public immutable spot;
    uint64 public immutable spotMaxAge;

    uint256 private immutable _factor;

    constructor(
        ISolvencyOracle oracle_,
        bytes32 chainKey_,
        address asset_,
        IAggregatorV3 spot_,
        uint64 spotMaxAge_,
        IERC20 claimToken,
        IERC20 loanToken
    ) {
        (oracle, chainKey, asset, spot, spotMaxAge) = (oracle_, chainKey_, asset_, spot_, spotMaxAge_);
        uint256 digits = 36 + uint256(loanToken.decimals());
        _factor = SpotPrice.factor(digits, uint256(claimToken.decimals()) + spot_.decimals());
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256 fair) {
        (ISolvencyOracle.Report memory r,) = oracle.latest(chainKey, asset);
        (uint256 spotPrice,) = spot.read(spotMaxAge);
        fair = spotPrice * _factor * (10_000 - r.discountBps) / 10_000;
        if (fair == 0) revert ISolvencyFeed.NoPrice();
    }
}
