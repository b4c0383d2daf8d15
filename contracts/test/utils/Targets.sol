// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Test} from "./Test.sol";

/// @notice Tells forge which functions of one handler an invariant test calls.
abstract contract Targets is Test {
    /// @dev As forge reads it.
    struct Selectors {
        address addr;
        bytes4[] selectors;
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = _handler();
    }

    function targetSelectors() external view returns (Selectors[] memory targets) {
        targets = new Selectors[](1);
        targets[0] = Selectors(_handler(), _selectors());
    }

    function _handler() internal view virtual returns (address);

    function _selectors() internal pure virtual returns (bytes4[] memory);
}
