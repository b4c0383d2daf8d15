// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2} from "../../src/libraries/Poseidon2.sol";
import {HashDomains} from "../../src/types/HashDomain.sol";

/// @notice Jubjub by its affine law, bit by bit, and signatures as their definition reads: the oracle of the verifier.
library PlainJubjub {
    struct Point {
        uint256 x;
        uint256 y;
    }

    uint256 internal constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;
    uint256 internal constant L = 0x0e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7;

    function generator() internal pure returns (Point memory) {
        return Point(
            0x11dafe5d23e1218086a365b99fbf3d3be72f6afd7d1f72623e6b071492d1122b,
            0x1d523cf1ddab1a1793132e78c866c0c33e26ba5cc220fed7cc3f870e59d292aa
        );
    }

    /// @notice The signature (e, s) over `m` by the key a·B with the nonce `k`; also the key.
    function sign(uint256 a, uint256 k, uint256 m) internal view returns (Point memory key, uint256 e, uint256 s) {
        key = multiply(generator(), a);
        e = challenge(multiply(generator(), k), key, m);
        s = addmod(k, mulmod(e, a, L), L);
    }

    function verify(Point memory key, uint256 m, uint256 e, uint256 s) internal view returns (bool) {
        Point memory negative = Point(R - key.x, key.y);
        return challenge(add(multiply(generator(), s), multiply(negative, e)), key, m) == e;
    }

    function challenge(Point memory r, Point memory key, uint256 m) internal pure returns (uint256) {
        uint256[] memory input = new uint256[](5);
        (input[0], input[1], input[2], input[3], input[4]) = (r.x, r.y, key.x, key.y, m);
        return Poseidon2.sponge(HashDomains.CHALLENGE, input) % 2 ** 128;
    }

    function multiply(Point memory p, uint256 scalar) internal view returns (Point memory result) {
        result = Point(0, 1);
        for (uint256 bit = 1 << 252; bit != 0; bit >>= 1) {
            result = add(result, result);
            if (scalar & bit != 0) result = add(result, p);
        }
    }

    function add(Point memory p, Point memory q) internal view returns (Point memory) {
        uint256 d = mulmod(R - 10240, inverse(10241), R);
        uint256 product = mulmod(d, mulmod(mulmod(p.x, q.x, R), mulmod(p.y, q.y, R), R), R);
        return Point(
            mulmod(addmod(mulmod(p.x, q.y, R), mulmod(p.y, q.x, R), R), inverse(addmod(1, product, R)), R),
            mulmod(addmod(mulmod(p.y, q.y, R), mulmod(p.x, q.x, R), R), inverse(addmod(1, R - product, R)), R)
        );
    }

    function inverse(uint256 a) internal view returns (uint256) {
        (bool success, bytes memory result) =
            address(5).staticcall(abi.encode(uint256(32), uint256(32), uint256(32), a, R - 2, R));
        require(success);
        return abi.decode(result, (uint256));
    }
}
