// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";

/// @notice Who signed: one accepted form for each signature, no zero address.
library AuditorSignature {
    /// @dev Half of the order of secp256k1 (SEC 2, 2.4.1), rounded down: the greatest s of EIP-2.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @param index The signature's place in its list, for the refusal.
    function recover(bytes32 digest, bytes calldata sig, uint256 index) internal pure returns (address signer) {
        if (sig.length != 65) revert ISolvencyOracle.InvalidSignature(index);
        uint8 v = uint8(sig[64]);
        if (uint256(bytes32(sig[32:64])) > HALF_ORDER || (v != 27 && v != 28)) {
            revert ISolvencyOracle.InvalidSignature(index);
        }
        signer = ecrecover(digest, v, bytes32(sig[:32]), bytes32(sig[32:64]));
        if (signer == address(0)) revert ISolvencyOracle.InvalidSignature(index);
    }
}
