// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISignatureVerifier} from "./interfaces/ISignatureVerifier.sol";
import {JubjubSchnorr} from "./libraries/JubjubSchnorr.sol";
import {Poseidon2} from "./libraries/Poseidon2.sol";
import {HashDomains} from "./types/HashDomain.sol";

/// @notice See `ISignatureVerifier`.
contract SignatureVerifier is ISignatureVerifier {
    /// @inheritdoc ISignatureVerifier
    function isSigned(uint256[9] calldata message, uint256 keyX, uint256 keyY, uint256 e, uint256 s)
        external
        view
        returns (bool)
    {
        uint256[] memory elements = new uint256[](9);
        for (uint256 i = 0; i < 9; i++) {
            elements[i] = message[i];
        }
        return JubjubSchnorr.verify(keyX, keyY, Poseidon2.sponge(HashDomains.MESSAGE, elements), e, s);
    }
}
