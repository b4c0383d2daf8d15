// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A price as Morpho Blue's markets read it.
interface IMorphoOracle {
    /// @notice One unit of collateral in units of the loan token, times 1e36 (36 + loan decimals − collateral decimals digits).
    function price() external view returns (uint256);
}
