// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BlobElement} from "../types/FraudProof.sol";
import {ScalarField} from "./ScalarField.sol";

/// @notice Shows elements of a blob by the point evaluation precompile (EIP-4844): one by one call, more by two, however many they are.
/// @dev Spec: docs/spec/fraud-proofs.md#elements.
library BlobOpening {
    /// @notice Commitment, proof and value do not show these elements, of which this is the first, of the blob that was committed.
    error WrongOpening(uint32 position);

    /// @dev 7^((r − 1) / 4096): the blob's polynomial has element k as its value at ω^brp(k).
    uint256 private constant OMEGA = 0x564c0a11a0f704f4fc3e8acfe0f8245f0ad1347b378fbf96e206da11a5d36306;

    uint256 private constant R = ScalarField.R;
    uint256 private constant POINT_LENGTH = 48;

    /// @dev Commitment to the quotient, opening of the blob, opening of the quotient, value of the quotient.
    uint256 private constant MANY_LENGTH = 3 * POINT_LENGTH + 32;

    /// @notice Reverts unless elements are in the blob of this hash, at their positions modulo 4,096.
    /// @param start The first of them, with commitment and proof. All are of the same blob, at different positions.
    /// @param end Behind the last of them.
    function check(BlobElement[] calldata elements, uint256 start, uint256 end, bytes32 versionedHash) internal view {
        BlobElement calldata first = elements[start];
        bool shown = first.commitment.length == POINT_LENGTH;
        for (uint256 i = start; i < end; i++) {
            shown = shown && elements[i].value < R
                && (i == start || elements[i].commitment.length + elements[i].proof.length == 0);
        }
        if (end - start == 1) {
            shown = shown && first.proof.length == POINT_LENGTH
                && _isValueAt(versionedHash, pointOf(first.position % 4096), first.value, first.commitment, first.proof);
        } else {
            shown = shown && first.proof.length == MANY_LENGTH
                && _areValues(first, _claims(elements, start, end), versionedHash);
        }
        if (!shown) revert WrongOpening(first.position);
    }

    /// @notice ω^brp(k), where brp reverses the 12 bits of k.
    function pointOf(uint256 k) internal pure returns (uint256 z) {
        z = 1;
        uint256 power = OMEGA;
        for (uint256 bit = 1 << 11; bit != 0; bit >>= 1) {
            if (k & bit != 0) z = mulmod(z, power, R);
            power = mulmod(power, power, R);
        }
    }

    /// @dev p = I + Z·q, where I has the claimed values at the points and Z is zero there, is checked at a point t that everything in it determines.
    function _areValues(BlobElement calldata first, uint256[] memory claims, bytes32 versionedHash)
        private
        view
        returns (bool)
    {
        bytes calldata proof = first.proof;
        uint256 value = uint256(bytes32(proof[3 * POINT_LENGTH:]));
        uint256 t = uint248(uint256(sha256(abi.encodePacked(versionedHash, proof[:POINT_LENGTH], claims))));
        uint256 expected = _expected(claims, t, value);
        if (!_isValueAt(versionedHash, t, expected, first.commitment, proof[POINT_LENGTH:2 * POINT_LENGTH])) {
            return false;
        }
        versionedHash = bytes32(uint256(uint248(uint256(sha256(proof[:POINT_LENGTH])))) | 1 << 248);
        return _isValueAt(versionedHash, t, value, proof[:POINT_LENGTH], proof[2 * POINT_LENGTH:3 * POINT_LENGTH]);
    }

    /// @dev Position and value of each element.
    function _claims(BlobElement[] calldata elements, uint256 start, uint256 end)
        private
        pure
        returns (uint256[] memory claims)
    {
        claims = new uint256[](2 * (end - start));
        for (uint256 i = start; i < end; i++) {
            claims[2 * (i - start)] = elements[i].position;
            claims[2 * (i - start) + 1] = elements[i].value;
        }
    }

    /// @dev I(t) + Z(t)·q(t) = Z(t)·(Σ value_j / ((t − z_j)·Π_{m ≠ j} (z_j − z_m)) + q(t)); the sum is kept as a fraction. Uses the claims up.
    function _expected(uint256[] memory claims, uint256 t, uint256 quotient) private view returns (uint256) {
        for (uint256 i = 0; i < claims.length; i += 2) {
            claims[i] = pointOf(claims[i] % 4096);
        }
        uint256 vanishing = 1;
        uint256 numerator = 0;
        uint256 denominator = 1;
        for (uint256 i = 0; i < claims.length; i += 2) {
            uint256 point = claims[i];
            uint256 weight = addmod(t, R - point, R);
            vanishing = mulmod(vanishing, weight, R);
            for (uint256 j = 0; j < claims.length; j += 2) {
                if (j != i) weight = mulmod(weight, addmod(point, R - claims[j], R), R);
            }
            numerator = addmod(mulmod(numerator, weight, R), mulmod(claims[i + 1], denominator, R), R);
            denominator = mulmod(denominator, weight, R);
        }
        uint256 sum = mulmod(numerator, ScalarField.inverse(denominator), R);
        return mulmod(vanishing, addmod(sum, quotient, R), R);
    }

    /// @dev The precompile answers with 64 bytes or fails; it refuses numbers that are not below r.
    function _isValueAt(bytes32 versionedHash, uint256 z, uint256 y, bytes calldata commitment, bytes calldata proof)
        private
        view
        returns (bool success)
    {
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, versionedHash)
            mstore(add(p, 0x20), z)
            mstore(add(p, 0x40), y)
            calldatacopy(add(p, 0x60), commitment.offset, 48)
            calldatacopy(add(p, 0x90), proof.offset, 48)
            success := staticcall(gas(), 10, p, 192, 0, 0)
            success := and(success, eq(returndatasize(), 64))
        }
    }
}
