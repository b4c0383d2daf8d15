// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Permutation} from "../../src/generated/Poseidon2Permutation.sol";
import {Poseidon2} from "../../src/libraries/Poseidon2.sol";
import {HashDomain} from "../../src/types/HashDomain.sol";

/// @notice The hash library behind external functions, for tests on the chain and for gas.
contract Poseidon2Harness {
    function permute2(uint256 a, uint256 b) external pure returns (uint256, uint256) {
        return Poseidon2Permutation.permute2(a, b);
    }

    function permute3(uint256 a, uint256 b, uint256 c) external pure returns (uint256, uint256, uint256) {
        return Poseidon2Permutation.permute3(a, b, c);
    }

    function permute4(uint256 a, uint256 b, uint256 c, uint256 d)
        external
        pure
        returns (uint256, uint256, uint256, uint256)
    {
        return Poseidon2Permutation.permute4(a, b, c, d);
    }

    function compress2(uint256 domain, uint256 a, uint256 b) external pure returns (uint256) {
        return Poseidon2.compress(HashDomain.wrap(domain), a, b);
    }

    function compress4(uint256 domain, uint256 a, uint256 b, uint256 c, uint256 d) external pure returns (uint256) {
        return Poseidon2.compress(HashDomain.wrap(domain), a, b, c, d);
    }

    function sponge(uint256 domain, uint256[] memory message) external pure returns (uint256) {
        return Poseidon2.sponge(HashDomain.wrap(domain), message);
    }
}
