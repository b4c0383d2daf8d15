// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OperationWord, OperationWords} from "../types/OperationWord.sol";

/// @notice The rules that a word keeps or breaks by itself, whatever the state is. Spec: docs/spec/operations.md, the table of kinds.
library WordRules {
    uint256 private constant AMOUNT_END = 1 << 120;

    /// @notice Whether the reserved fields are zero and the others in range; false for a kind that no user signs.
    /// @param capacity 4^depth.
    function isWellFormed(OperationWord word, uint256 capacity) internal pure returns (bool) {
        uint256 kind = word.kind();
        if (kind == OperationWords.EXTENSION) return uint80(OperationWord.unwrap(word)) == 0;
        if (word.from() >= capacity || word.amount() >= AMOUNT_END) return false;
        if (kind == OperationWords.TRANSFER || kind == OperationWords.SWAP_A || kind == OperationWords.SWAP_B) {
            return word.to() < capacity;
        }
        if (kind == OperationWords.OPEN) return word.to() == OperationWords.IMPLIED_INDEX;
        if (word.to() != 0) return false;
        if (kind == OperationWords.CHANGE_KEY) return word.amount() == 0;
        // Fee and valid-until of a Collect are reserved.
        if (kind == OperationWords.COLLECT) return uint48(OperationWord.unwrap(word)) == 0;
        return kind == OperationWords.WITHDRAW;
    }

    /// @notice Whether an extension names an owner exactly where its head opens an account.
    function isExtensionOf(OperationWord extension, OperationWord head) internal pure returns (bool) {
        return (extension.extensionOwner() != address(0)) == (head.kind() == OperationWords.OPEN);
    }
}
