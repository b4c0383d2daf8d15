// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Decides the signature of an operation; in a contract of its own because of the permutation's size. Stateless.
interface ISignatureVerifier {
    /// @notice Whether (e, s) is a signature by A over the hash of the nine elements of a message. Words out of range: no.
    /// @dev Spec: docs/spec/operations.md#what-is-signed, docs/spec/signatures.md.
    function isSigned(uint256[9] calldata message, uint256 keyX, uint256 keyY, uint256 e, uint256 s)
        external
        view
        returns (bool);
}
