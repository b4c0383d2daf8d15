// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {HashDomain, HashDomains} from "../../src/types/HashDomain.sol";
import {Test} from "../utils/Test.sol";

contract HashDomainTest is Test {
    function node(uint256 level) external pure returns (HashDomain) {
        return HashDomains.node(level);
    }

    function testFuzz_node_levelOfRegistry_isItsNumber(uint256 level) external pure {
        level = bound(level, 1, 32);
        assertEq(HashDomain.unwrap(HashDomains.node(level)), 0x0200 + level);
    }

    function testFuzz_node_otherLevel_reverts(uint256 level) external {
        vm.assume(level == 0 || level > 32);
        vm.expectRevert(abi.encodeWithSelector(HashDomains.NoSuchLevel.selector, level));
        this.node(level);
    }
}
