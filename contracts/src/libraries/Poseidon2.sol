// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Permutation} from "../generated/Poseidon2Permutation.sol";
import {HashDomain} from "../types/HashDomain.sol";

/// @notice The modes of Poseidon2: two tagged compressions and a tagged sponge.
/// @dev Spec: docs/spec/hashing.md#modes. A word that is not below r is refused, so no hash has two inputs.
library Poseidon2 {
    /// @notice `element` is not below the order of the field.
    error NotCanonical(uint256 element);

    uint256 private constant R = Poseidon2Permutation.R;

    /// @notice Hashes exactly two elements.
    function compress(HashDomain domain, uint256 a, uint256 b) internal pure returns (uint256 hash) {
        _requireCanonical(a);
        _requireCanonical(b);
        (hash,) = Poseidon2Permutation.permute2(a, addmod(b, _constant(domain, 2), R));
        hash = addmod(hash, a, R);
    }

    /// @notice Hashes exactly four elements.
    function compress(HashDomain domain, uint256 a, uint256 b, uint256 c, uint256 d)
        internal
        pure
        returns (uint256 hash)
    {
        _requireCanonical(a);
        _requireCanonical(b);
        _requireCanonical(c);
        _requireCanonical(d);
        (hash,,,) = Poseidon2Permutation.permute4(a, b, c, addmod(d, _constant(domain, 4), R));
        hash = addmod(hash, a, R);
    }

    /// @notice Hashes any number of elements, three to a permutation; the length is part of the hash.
    function sponge(HashDomain domain, uint256[] memory message) internal pure returns (uint256) {
        uint256 x0;
        uint256 x1;
        uint256 x2;
        uint256 x3 = _constant(domain, message.length);
        uint256 i = 0;
        do {
            x0 = addmod(x0, _elementOrZero(message, i), R);
            x1 = addmod(x1, _elementOrZero(message, i + 1), R);
            x2 = addmod(x2, _elementOrZero(message, i + 2), R);
            (x0, x1, x2, x3) = Poseidon2Permutation.permute4(x0, x1, x2, x3);
            i += 3;
        } while (i < message.length);
        return x0;
    }

    function _elementOrZero(uint256[] memory message, uint256 i) private pure returns (uint256 element) {
        if (i >= message.length) return 0;
        element = message[i];
        _requireCanonical(element);
    }

    function _constant(HashDomain domain, uint256 count) private pure returns (uint256) {
        return HashDomain.unwrap(domain) << 64 | count;
    }

    function _requireCanonical(uint256 element) private pure {
        if (element >= R) revert NotCanonical(element);
    }
}
