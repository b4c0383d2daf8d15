// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAaveSentinel} from "../interfaces/IAaveSentinel.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";

/// @notice Borrowing against a rollup's claims stops in RED, in BLACK and in silence; liquidations go on as long as reports come.
contract AaveSentinelAdapter is IAaveSentinel {
    ISolvencyOracle public immutable oracle;
    bytes32 public immutable chainKey;
    address public immutable asset;

    /// @inheritdoc IAaveSentinel
    uint256 public immutable getGracePeriod;

    constructor(ISolvencyOracle oracle_, bytes32 chainKey_, address asset_, uint256 gracePeriod) {
        (oracle, chainKey, asset, getGracePeriod) = (oracle_, chainKey_, asset_, gracePeriod);
    }

    /// @inheritdoc IAaveSentinel
    function isBorrowAllowed() external view returns (bool) {
        (bool isUp, uint64 since) = oracle.status(chainKey, asset);
        return isUp && block.timestamp - since > getGracePeriod;
    }

    /// @inheritdoc IAaveSentinel
    function isLiquidationAllowed() external view returns (bool) {
        return !oracle.isStale(chainKey, asset);
    }

    /// @inheritdoc IAaveSentinel
    function latestAnswer() external view returns (bool isDown, uint256 timestampGotUp) {
        (bool isUp, uint64 since) = oracle.status(chainKey, asset);
        return (!isUp, since);
    }
}
