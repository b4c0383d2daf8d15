// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Who signed: one accepted form for each signature, no zero address.
library EcdsaSignature {
    /// @notice Not 65 bytes r, s, v with s in the lower half and v 27 or 28, or made by no key.
    error InvalidSignature(uint256 index);

    /// @dev Half of the order of secp256k1 (SEC 2, 2.4.1), rounded down: the greatest s of EIP-2.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @param signature r ‖ s ‖ v.
    /// @param index The signature's place in its list, for the refusal.
    function recover(bytes32 digest, bytes calldata signature, uint256 index) internal pure returns (address signer) {
        if (signature.length != 65) revert InvalidSignature(index);
        uint8 v = uint8(signature[64]);
        if (uint256(bytes32(signature[32:64])) > HALF_ORDER || (v != 27 && v != 28)) {
            revert InvalidSignature(index);
        }
        signer = ecrecover(digest, v, bytes32(signature[:32]), bytes32(signature[32:64]));
        if (signer == address(0)) revert InvalidSignature(index);
    }
}
