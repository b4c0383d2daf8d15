// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Constants} from "./Poseidon2Constants.sol";

/// @notice Poseidon2 as its definition reads, with full matrices and loops: the oracle of the generated Yul.
library PlainPoseidon2 {
    uint256 internal constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    function permute(uint256[] memory x) internal pure returns (uint256[] memory) {
        uint256 t = x.length;
        bytes memory constants =
            t == 2 ? Poseidon2Constants.ROUNDS_2 : t == 3 ? Poseidon2Constants.ROUNDS_3 : Poseidon2Constants.ROUNDS_4;
        uint256[] memory external_ = externalMatrix(t);
        uint256[] memory internal_ = internalMatrix(t);
        uint256 next = 0;
        x = multiply(external_, x);
        for (uint256 round = 0; round < 64; round++) {
            bool full = round < 4 || round >= 60;
            for (uint256 i = 0; i < (full ? t : 1); i++) {
                x[i] = power5(addmod(x[i], wordAt(constants, next++), R));
            }
            x = multiply(full ? external_ : internal_, x);
        }
        return x;
    }

    function externalMatrix(uint256 t) internal pure returns (uint256[] memory m) {
        m = new uint256[](t * t);
        if (t == 4) {
            uint8[16] memory rows = [5, 7, 1, 3, 4, 6, 1, 1, 1, 3, 5, 7, 1, 1, 4, 6];
            for (uint256 i = 0; i < 16; i++) {
                m[i] = rows[i];
            }
        } else {
            for (uint256 i = 0; i < t * t; i++) {
                m[i] = i % (t + 1) == 0 ? 2 : 1;
            }
        }
    }

    function internalMatrix(uint256 t) internal pure returns (uint256[] memory m) {
        m = new uint256[](t * t);
        for (uint256 i = 0; i < t * t; i++) {
            m[i] = 1;
        }
        for (uint256 i = 0; i < t; i++) {
            uint256 extra = t == 4 ? wordAt(Poseidon2Constants.DIAGONAL_4, i) : i == t - 1 ? 2 : 1;
            m[i * (t + 1)] = addmod(1, extra, R);
        }
    }

    function multiply(uint256[] memory m, uint256[] memory x) internal pure returns (uint256[] memory y) {
        y = new uint256[](x.length);
        for (uint256 i = 0; i < x.length; i++) {
            for (uint256 j = 0; j < x.length; j++) {
                y[i] = addmod(y[i], mulmod(m[i * x.length + j], x[j], R), R);
            }
        }
    }

    function power5(uint256 x) internal pure returns (uint256) {
        uint256 square = mulmod(x, x, R);
        return mulmod(mulmod(square, square, R), x, R);
    }

    function wordAt(bytes memory data, uint256 index) internal pure returns (uint256 word) {
        for (uint256 i = 0; i < 32; i++) {
            word = word << 8 | uint8(data[32 * index + i]);
        }
    }
}
