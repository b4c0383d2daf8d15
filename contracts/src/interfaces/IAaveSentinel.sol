// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What an Aave V3 pool asks its price oracle sentinel, and what that asks its sequencer oracle.
interface IAaveSentinel {
    function isBorrowAllowed() external view returns (bool);
    function isLiquidationAllowed() external view returns (bool);

    /// @return isDown Whether reports are silent, or say that the sequencer is down.
    /// @return timestampGotUp When that last changed.
    function latestAnswer() external view returns (bool isDown, uint256 timestampGotUp);

    function getGracePeriod() external view returns (uint256);
}
