// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Aave's proof of reserve: the aggregator's question about any reserves, and the executor's about its own.
interface IProofOfReserve {
    event AssetIsNotBacked(address indexed asset);
    event EmergencyActionExecuted();

    /// @notice Reserves, rollups and tokens do not pair up, or a reserve is listed twice.
    error InvalidReserves();

    /// @return allBacked Whether all are.
    /// @return unbacked Which are not. A reserve that is not listed here is not backed as far as anybody knows.
    function areAllReservesBacked(address[] calldata assets)
        external
        view
        returns (bool allBacked, bool[] memory unbacked);

    function areAllReservesBacked() external view returns (bool);

    /// @notice Whether `executeEmergencyAction` would freeze something.
    function isEmergencyActionPossible() external view returns (bool);

    /// @notice Freezes each listed reserve that is not backed, once until it is backed again. Anyone may call.
    function executeEmergencyAction() external;
}
