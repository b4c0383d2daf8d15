// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKind} from "../types/FaultKind.sol";
import {Account} from "../types/Ledger.sol";
import {QueuedItem} from "../types/QueuedItem.sol";
import {OperationWord} from "../types/OperationWord.sol";

/// @notice One slot of a batch, executed again on Merkle witnesses; in a contract of its own because of the permutation's size. Stateless.
/// @dev Everything a caller learns is relative to the roots that are returned: whether `before` is the batch's is for the caller to compare.
/// A witness with a word not below r, or with a word more or less than the slot needs, reverts. Layout: docs/spec/fraud-proofs.md#witnesses.
interface IStateStep {
    /// @notice A word of the witness, or of the item, is not below r.
    error NotCanonical();

    /// @notice What a user's slot depends on besides the state.
    struct OperationSlot {
        uint8 depth;
        uint64 batchTime;
        address committer;
        /// @dev The slot's word, or the head's where the effect comes with an extension.
        OperationWord word;
        /// @dev Of an extension: the owner of an Open, and A.
        address newOwner;
        uint256 keyX;
        uint256 keyY;
    }

    /// @notice Applies a user's operation; its signature is not looked at.
    /// @return fault Why the operation does not apply, or none.
    /// @return before The root that the witness leads to.
    /// @return later The root after the operation; `before` when it does not apply.
    function applyOperation(OperationSlot calldata slot, uint256[] calldata witness)
        external
        pure
        returns (FaultKind fault, uint256 before, uint256 later);

    /// @notice Applies an item of the queue.
    /// @param keyHash The third element of the item in the queue's hash chain.
    /// @return link The chain behind the item.
    /// @return before The root that the witness leads to.
    /// @return later The root after the item; `before` when it is void.
    function applyQueued(
        uint8 depth,
        uint256 linkBefore,
        QueuedItem calldata item,
        uint256 keyHash,
        uint256[] calldata witness
    ) external pure returns (uint256 link, uint256 before, uint256 later);

    /// @notice Opens accounts.
    /// @param indices Each may repeat; the witness has each account once, in the order of the first mention.
    /// @return accounts One for each index.
    /// @return root The root that the witness leads to.
    function open(uint8 depth, uint256[] calldata indices, uint256[] calldata witness)
        external
        pure
        returns (Account[] memory accounts, uint256 root);
}
