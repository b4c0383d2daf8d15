// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Account} from "../types/Ledger.sol";
import {OperationWord, OperationWords} from "../types/OperationWord.sol";
import {SlotReader} from "./SlotReader.sol";

/// @notice What the payer of a slot has signed. Spec: docs/spec/operations.md#what-is-signed.
library SignatureClaims {
    using SlotReader for SlotReader.Elements;

    struct Claim {
        /// @dev The slot with the signature: of a pair with an extension, the first.
        uint256 slot;
        uint256[9] message;
        /// @dev The payer; the payee, if there is one; in a swap, the other payer. None when nothing is signed.
        uint256[] indices;
    }

    /// @notice Reads the part of a message that the slots hold.
    function read(SlotReader.Elements memory elements, uint256 slot, uint256 queueCount)
        internal
        pure
        returns (Claim memory claim)
    {
        OperationWord word = elements.takeWord(slot);
        uint256 kind = word.kind();
        claim.slot = slot;
        if (kind == OperationWords.TRANSFER || kind == OperationWords.WITHDRAW) {
            claim.indices = new uint256[](kind == OperationWords.TRANSFER ? 2 : 1);
        } else if (kind == OperationWords.SWAP_A || (kind == OperationWords.SWAP_B && slot > queueCount)) {
            OperationWord other = elements.takeWord(kind == OperationWords.SWAP_A ? slot + 1 : slot - 1);
            if (!(kind == OperationWords.SWAP_A ? other.follows(word) : word.follows(other))) return claim;
            claim.message[2] = OperationWord.unwrap(other);
            claim.indices = new uint256[](3);
            claim.indices[2] = other.from();
        } else if (kind == OperationWords.EXTENSION && slot > queueCount) {
            claim.message[2] = OperationWord.unwrap(word);
            claim.message[3] = elements.take(slot, SlotReader.X);
            claim.message[4] = elements.take(slot, SlotReader.Y);
            claim.slot = slot - 1;
            OperationWord head = elements.takeWord(slot - 1);
            if (!word.follows(head)) return claim;
            word = head;
            claim.indices = new uint256[](1);
        } else {
            return claim;
        }
        claim.message[1] = OperationWord.unwrap(word);
        claim.indices[0] = word.from();
        if (claim.indices.length > 1) claim.indices[1] = word.to();
    }

    /// @notice Completes the message with the deployment and with what the leaves hold.
    function complete(Claim memory claim, address rollup, Account[] memory accounts) internal view {
        claim.message[0] = block.chainid << 160 | uint256(uint160(rollup));
        claim.message[5] = accounts[0].identity;
        if (accounts.length > 1) {
            claim.message[6] = accounts[1].identityWithoutNonce();
            (claim.message[7], claim.message[8]) = (accounts[1].keyX, accounts[1].keyY);
        }
        if (accounts.length > 2) claim.message[3] = accounts[2].token();
    }
}
