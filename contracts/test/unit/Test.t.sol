// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Test} from "../utils/Test.sol";

/// @dev The comparisons are called from outside, so that their reverts can be expected.
contract Comparisons is Test {
    function equal(uint256 a, uint256 b) external pure {
        assertEq(a, b);
    }

    function equal(bytes memory a, bytes memory b) external pure {
        assertEq(a, b);
    }

    function holds(bool statement) external pure {
        assertTrue(statement, "it");
    }
}

/// @notice A test that cannot fail proves nothing: each comparison says no when it has to.
contract TestTest is Test {
    Comparisons private immutable comparisons = new Comparisons();

    function testFuzz_assertEq_differentWords_reverts(uint256 a, uint256 b) external {
        vm.assume(a != b);
        vm.expectRevert(abi.encodeWithSelector(NotEqual.selector, a, b));
        comparisons.equal(a, b);
    }

    function testFuzz_assertEq_sameWord_succeeds(uint256 a) external view {
        comparisons.equal(a, a);
    }

    function testFuzz_assertEq_differentBytes_reverts(bytes memory a) external {
        bytes memory longer = bytes.concat(a, hex"00");
        vm.expectRevert(abi.encodeWithSelector(BytesNotEqual.selector, a, longer));
        comparisons.equal(a, longer);
    }

    function test_assertTrue_false_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(NotTrue.selector, "it"));
        comparisons.holds(false);
    }

    function testFuzz_bound_anyRange_staysInside(uint256 x, uint256 a, uint256 b) external pure {
        (uint256 least, uint256 most) = a < b ? (a, b) : (b, a);
        uint256 y = bound(x, least, most);
        assertTrue(least <= y && y <= most, "inside");
    }
}
