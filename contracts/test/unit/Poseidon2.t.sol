// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2} from "../../src/libraries/Poseidon2.sol";
import {HashDomain, HashDomains} from "../../src/types/HashDomain.sol";
import {PlainPoseidon2} from "../utils/PlainPoseidon2.sol";
import {Poseidon2Harness} from "../utils/Poseidon2Harness.sol";
import {Test} from "../utils/Test.sol";

/// @notice The generated Yul against known answers, against the plain twin, and its refusals.
contract Poseidon2Test is Test {
    uint256 private constant R = PlainPoseidon2.R;

    Poseidon2Harness private immutable hasher = new Poseidon2Harness();

    function test_permute2_countingInput_knownAnswer() external {
        (uint256 a, uint256 b) = hasher.permute2(0, 1);
        vm.snapshotGasLastCall("Poseidon2", "permute2");
        assertEq(a, 0x73c46dd530e248a87b61d19e67fa1b4ed30fc3d09f16531fe189fb945a15ce4e);
        assertEq(b, 0x1f0e305ee21c9366d5793b80251405032a3fee32b9dd0b5f4578262891b043b4);
    }

    function test_permute3_countingInput_knownAnswer() external {
        (uint256 a, uint256 b, uint256 c) = hasher.permute3(0, 1, 2);
        vm.snapshotGasLastCall("Poseidon2", "permute3");
        assertEq(a, 0x1b152349b1950b6a8ca75ee4407b6e26ca5cca5650534e56ef3fd45761fbf5f0);
        assertEq(b, 0x4c5793c87d51bdc2c08a32108437dc0000bd0275868f09ebc5f36919af5b3891);
        assertEq(c, 0x1fc8ed171e67902ca49863159fe5ba6325318843d13976143b8125f08b50dc6b);
    }

    function test_permute4_countingInput_knownAnswer() external {
        (uint256 a, uint256 b, uint256 c, uint256 d) = hasher.permute4(0, 1, 2, 3);
        vm.snapshotGasLastCall("Poseidon2", "permute4");
        assertEq(a, 0x28ff6c4edf9768c08ae26290487e93449cc8bc155fc2fad92a344adceb3ada6d);
        assertEq(b, 0x0e56f2b6fad25075aa93560185b70e2b180ed7e269159c507c288b6747a0db2d);
        assertEq(c, 0x6d8196f28da6006bb89b3df94600acdc03d0ba7c2b0f3f4409a54c1db6bf30d0);
        assertEq(d, 0x07cfb49540ee456cce38b8a7d1a930a57ffc6660737f6589ef184c5e15334e36);
    }

    function test_compress_ofSpecification_knownAnswer() external {
        uint256 leaf = hasher.compress4(HashDomain.unwrap(HashDomains.ACCOUNT_LEAF), 0, 1, 2, 3);
        vm.snapshotGasLastCall("Poseidon2", "compress4");
        assertEq(leaf, 0x542d01852c1321fde9ed787fdb304415f8ecbce6cf26258a60bafaaa6a3b999e);
        uint256 node = hasher.compress4(HashDomain.unwrap(HashDomains.node(12)), 0, 1, 2, 3);
        assertEq(node, 0x67f26934e7b15cf82cb6cb72315b4de4ea2a951292f93edaddff67913bae6b4c);
        uint256 link = hasher.compress2(HashDomain.unwrap(HashDomains.QUEUE_KEY), R - 1, R - 1);
        vm.snapshotGasLastCall("Poseidon2", "compress2");
        assertEq(link, 0x524f9d660cbdef6a46fdcc501046c5ce6c1e44d67461d667866b2bcf74b5d5da);
    }

    function test_sponge_ofSpecification_knownAnswer() external {
        uint256[6] memory lengths = [uint256(0), 1, 2, 3, 4, 7];
        uint256[6] memory answers = [
            0x5fcda267f4c1f1e7e2d0ebbbd871c8d1ab45f240cf763a2e0d2bb24ffb061455,
            0x71a4fea11ab4ff4a00d0b0d1efa302daac8d6d9cacb4e00867126e276d791243,
            0x213414319603d2fb96294949b863d76f6fdbb614e1b5735d5ec3781967164b72,
            0x0d6cad71a3631f2cb1ed51f21fd71417ac555bde12a8d548bf3ac750c0df1b32,
            0x0f95dacb218eb8dca7f8c86f8b2f2ca89e61f0df52ff44827b1e2b0e5e4245c5,
            0x3ec49c15dbabbe6453d6452dd149d34d6df55834fa12c9d3a426dfea99420837
        ];
        for (uint256 i = 0; i < lengths.length; i++) {
            uint256[] memory message = new uint256[](lengths[i]);
            for (uint256 j = 0; j < message.length; j++) {
                message[j] = j + 1;
            }
            uint256 hash = hasher.sponge(HashDomain.unwrap(HashDomains.MESSAGE), message);
            if (message.length == 7) vm.snapshotGasLastCall("Poseidon2", "sponge7");
            assertEq(hash, answers[i]);
        }
    }

    function testFuzz_permute_anyState_equalsPlainTwin(uint256 a, uint256 b, uint256 c, uint256 d) external view {
        (a, b, c, d) = (edge(a), edge(b), edge(c), edge(d));
        uint256[] memory x = new uint256[](2);
        (x[0], x[1]) = (a, b);
        uint256[] memory y = PlainPoseidon2.permute(x);
        (uint256 y0, uint256 y1) = hasher.permute2(a, b);
        assertTrue(y0 == y[0] && y1 == y[1], "width 2");

        x = new uint256[](3);
        (x[0], x[1], x[2]) = (a, b, c);
        y = PlainPoseidon2.permute(x);
        uint256 y2;
        (y0, y1, y2) = hasher.permute3(a, b, c);
        assertTrue(y0 == y[0] && y1 == y[1] && y2 == y[2], "width 3");

        x = new uint256[](4);
        (x[0], x[1], x[2], x[3]) = (a, b, c, d);
        y = PlainPoseidon2.permute(x);
        uint256 y3;
        (y0, y1, y2, y3) = hasher.permute4(a, b, c, d);
        assertTrue(y0 == y[0] && y1 == y[1] && y2 == y[2] && y3 == y[3], "width 4");
    }

    function testFuzz_compress_anyElements_feedsForward(uint16 domain, uint256 a, uint256 b, uint256 c, uint256 d)
        external
        view
    {
        (a, b, c, d) = (edge(a), edge(b), edge(c), edge(d));
        (uint256 y0,,,) = hasher.permute4(a, b, c, addmod(d, (uint256(domain) << 64) + 4, R));
        assertEq(hasher.compress4(domain, a, b, c, d), addmod(y0, a, R));
        (y0,) = hasher.permute2(a, addmod(b, (uint256(domain) << 64) + 2, R));
        assertEq(hasher.compress2(domain, a, b), addmod(y0, a, R));
    }

    function testFuzz_sponge_zeroAppended_differs(uint256[] memory message, uint256 length) external view {
        length = bound(length, 0, message.length < 7 ? message.length : 7);
        uint256[] memory shorter = new uint256[](length);
        uint256[] memory longer = new uint256[](length + 1);
        for (uint256 i = 0; i < length; i++) {
            longer[i] = shorter[i] = message[i] % R;
        }
        assertTrue(hasher.sponge(1, shorter) != hasher.sponge(1, longer), "padding");
    }

    function testFuzz_compress_notCanonical_reverts(uint256 element, uint256 position) external {
        element = bound(element, R, type(uint256).max);
        uint256[4] memory x;
        x[position % 4] = element;
        vm.expectRevert(abi.encodeWithSelector(Poseidon2.NotCanonical.selector, element));
        hasher.compress4(1, x[0], x[1], x[2], x[3]);
        vm.expectRevert(abi.encodeWithSelector(Poseidon2.NotCanonical.selector, element));
        hasher.compress2(1, x[0] | x[2], x[1] | x[3]);
    }

    function testFuzz_sponge_notCanonical_reverts(uint256 element, uint256 position, uint256 length) external {
        element = bound(element, R, type(uint256).max);
        uint256[] memory message = new uint256[](bound(length, 1, 8));
        message[position % message.length] = element;
        vm.expectRevert(abi.encodeWithSelector(Poseidon2.NotCanonical.selector, element));
        hasher.sponge(1, message);
    }

    function test_compress_order_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(Poseidon2.NotCanonical.selector, R));
        hasher.compress4(1, 0, 0, 0, R);
    }

    // A tenth of the draws are the elements next to r and to zero.
    function edge(uint256 x) private pure returns (uint256) {
        if (x % 10 == 0) return R - 1 - (x / 10) % 3;
        if (x % 10 == 1) return (x / 10) % 3;
        return x % R;
    }
}
