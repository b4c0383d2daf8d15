// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The part of Aave V3's pool configurator that stops new business in a reserve.
interface IReserveFreezer {
    function setReserveFreeze(address asset, bool freeze) external;
}
