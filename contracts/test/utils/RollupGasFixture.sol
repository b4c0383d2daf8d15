// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Profile} from "../../src/types/Profile.sol";
import {RollupFixture} from "./RollupFixture.sol";

/// @notice A rollup of depth 12, and what a whole transaction to it takes: execution with cold storage, 21,000, and the data.
/// @dev One call in each test: what `setUp` touched is cold again.
abstract contract RollupGasFixture is RollupFixture {
    function _profile() internal view override returns (Profile memory p) {
        p = super._profile();
        (p.depth, p.maxOpenItems) = (12, 1024);
    }

    function _measure(string memory name, address sender, uint256 value, bytes memory data) internal {
        vm.prank(sender);
        (bool ok,) = address(rollup).call{value: value}(data);
        uint256 gas = vm.lastCallGas().gasTotalUsed + 21_000;
        for (uint256 i = 0; i < data.length; i++) {
            gas += data[i] == 0 ? 4 : 16;
        }
        assertTrue(ok, name);
        vm.snapshotValue("Rollup", name, gas);
    }
}
