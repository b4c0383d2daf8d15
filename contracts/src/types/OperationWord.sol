// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The 31 bytes that say what an operation does, as a number; above 2^248 it says nothing. Spec: docs/spec/operations.md#the-word.
type OperationWord is uint256;

using OperationWords for OperationWord global;

/// @notice The fields of a word and the kinds of operations.
library OperationWords {
    uint256 internal constant TRANSFER = 1;
    uint256 internal constant WITHDRAW = 2;
    uint256 internal constant SWAP_A = 3;
    uint256 internal constant SWAP_B = 4;
    uint256 internal constant OPEN = 5;
    uint256 internal constant CHANGE_KEY = 6;
    uint256 internal constant EXTENSION = 7;
    uint256 internal constant COLLECT = 8;

    /// @dev The whole word that stands for an item of the queue.
    uint256 internal constant QUEUE_WORD = 255 << 240;

    /// @dev What an Open names instead of a payee.
    uint256 internal constant IMPLIED_INDEX = type(uint32).max;

    /// @notice The kind; 256 or more, and so none, for a number above 2^248.
    function kind(OperationWord word) internal pure returns (uint256) {
        return OperationWord.unwrap(word) >> 240;
    }

    function from(OperationWord word) internal pure returns (uint256) {
        return uint32(OperationWord.unwrap(word) >> 208);
    }

    function to(OperationWord word) internal pure returns (uint256) {
        return uint32(OperationWord.unwrap(word) >> 176);
    }

    function amount(OperationWord word) internal pure returns (uint256) {
        return uint128(OperationWord.unwrap(word) >> 48);
    }

    /// @notice The fee in the token's smallest unit: 11 bits of mantissa, 5 bits of decimal exponent; below 2^120.
    function fee(OperationWord word) internal pure returns (uint256) {
        uint256 encoded = uint16(OperationWord.unwrap(word) >> 32);
        unchecked {
            return (encoded >> 5) * 10 ** (encoded & 31);
        }
    }

    function validUntil(OperationWord word) internal pure returns (uint256) {
        return uint32(OperationWord.unwrap(word));
    }

    /// @notice The owner that an extension word names.
    function extensionOwner(OperationWord word) internal pure returns (address) {
        return address(uint160(OperationWord.unwrap(word) >> 80));
    }

    /// @notice Whether a payer signs an operation of this kind in its own slot.
    function isSigned(OperationWord word) internal pure returns (bool) {
        return word.kind() >= TRANSFER && word.kind() <= CHANGE_KEY;
    }

    /// @notice Whether the effect comes with the extension in the next slot.
    function isExtended(OperationWord word) internal pure returns (bool) {
        return word.kind() == OPEN || word.kind() == CHANGE_KEY;
    }

    /// @notice Whether this word may stand behind that one, as the second half of a pair.
    function follows(OperationWord word, OperationWord head) internal pure returns (bool) {
        return (word.kind() == SWAP_B && head.kind() == SWAP_A) || (word.kind() == EXTENSION && head.isExtended());
    }
}
