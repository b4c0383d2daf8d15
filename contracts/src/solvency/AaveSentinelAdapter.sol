// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAaveSentinel} from "../interfaces/IAaveSentinel.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";

/// @notice Borrowing against a rollup's claims stops in RED, in BLACK, in silence and while the sequencer is down; liquidations go on as long as reports come.
/// @dev The market is on the base layer, where nobody needs the sequencer to repay or to liquidate. A market that stops liquidations in a halt, as Aave's own
/// sentinel does, sets that one on `latestAnswer` or on `SequencerStatusFeed`.
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
        (bool isSound, uint64 soundSince) = oracle.status(chainKey, asset);
        (bool isUp, uint64 upSince) = oracle.sequencerStatus(chainKey, asset);
        return isSound && isUp && block.timestamp - (soundSince > upSince ? soundSince : upSince) > getGracePeriod;
    }

    /// @inheritdoc IAaveSentinel
    function isLiquidationAllowed() external view returns (bool) {
        return !oracle.isStale(chainKey, asset);
    }

    /// @inheritdoc IAaveSentinel
    function latestAnswer() external view returns (bool isDown, uint256 timestampGotUp) {
        (bool isUp, uint64 since) = oracle.sequencerStatus(chainKey, asset);
        return (!isUp, since);
    }
}
