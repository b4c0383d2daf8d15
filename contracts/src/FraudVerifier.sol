// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFraudVerifier} from "./interfaces/IFraudVerifier.sol";
import {ISignatureVerifier} from "./interfaces/ISignatureVerifier.sol";
import {IStateStep} from "./interfaces/IStateStep.sol";
import {JubjubKey} from "./libraries/JubjubKey.sol";
import {Poseidon2} from "./libraries/Poseidon2.sol";
import {SignatureClaims} from "./libraries/SignatureClaims.sol";
import {SlotFaults} from "./libraries/SlotFaults.sol";
import {SlotReader} from "./libraries/SlotReader.sol";
import {FaultKind, FaultKinds} from "./types/FaultKind.sol";
import {DisputedBatch, FraudProof} from "./types/FraudProof.sol";
import {Header} from "./types/Header.sol";
import {HashDomains} from "./types/HashDomain.sol";
import {Account} from "./types/Ledger.sol";
import {OperationWord, OperationWords} from "./types/OperationWord.sol";
import {QueuedItem} from "./types/QueuedItem.sol";

/// @notice See `IFraudVerifier`. F1 to F12 are decided here, the others with the help of a slot executed again or a signature checked again.
contract FraudVerifier is IFraudVerifier {
    using SlotReader for SlotReader.Elements;
    using SignatureClaims for SignatureClaims.Claim;

    /// @dev The words of a queue item at the beginning of a witness: packed, amount, Q.
    uint256 private constant ITEM_WORDS = 4;

    IStateStep public immutable stateStep;
    ISignatureVerifier public immutable signatureVerifier;

    constructor(IStateStep stateStep_, ISignatureVerifier signatureVerifier_) {
        stateStep = stateStep_;
        signatureVerifier = signatureVerifier_;
    }

    /// @inheritdoc IFraudVerifier
    function verify(
        address rollup,
        uint8 depth,
        Header calldata header,
        uint256 parentRoot,
        uint256 linkBefore,
        uint256 linkAfter,
        FraudProof calldata proof
    ) external view {
        DisputedBatch memory batch = DisputedBatch(rollup, depth, header, parentRoot, linkBefore, linkAfter);
        SlotReader.Elements memory elements = SlotReader.read(proof.elements, header.versionedHashes);
        if (!_shows(batch, proof, elements)) revert NotShown(proof.fault, proof.slot);
        elements.requireAllUsed();
    }

    /// @inheritdoc IFraudVerifier
    function isKey(uint256 keyX, uint256 keyY) external pure returns (bool) {
        return JubjubKey.isValid(keyX, keyY);
    }

    function _shows(DisputedBatch memory batch, FraudProof calldata proof, SlotReader.Elements memory elements)
        private
        view
        returns (bool)
    {
        FaultKind fault = proof.fault;
        if (FaultKind.unwrap(fault) < FaultKind.unwrap(FaultKinds.ACCOUNT_MISMATCH)) {
            return proof.witness.length == 0 && SlotFaults.shows(batch, fault, proof.slot, elements);
        }
        if (fault == FaultKinds.WRONG_QUEUE_ROOT) return _showsWrongQueueRoot(batch, proof, elements);
        if (proof.slot < batch.header.queueCount || proof.slot >= batch.header.slotCount) return false;
        if (fault == FaultKinds.OWNERS_DO_NOT_CROSS) return _showsOwnersApart(batch, proof, elements);
        if (fault == FaultKinds.WRONG_SIGNATURE) return _showsWrongSignature(batch, proof, elements);
        if (fault == FaultKinds.WRONG_POST_ROOT) return _showsWrongRoot(batch, proof, elements);
        return _showsInapplicable(batch, proof, elements);
    }

    /* OPENING ACCOUNTS */

    /// @dev F14: of two legs, one payer and the other's payee have different owners. An empty account has none, which is another.
    function _showsOwnersApart(
        DisputedBatch memory batch,
        FraudProof calldata proof,
        SlotReader.Elements memory elements
    ) private view returns (bool) {
        if (proof.slot + 1 >= batch.header.slotCount || proof.witness.length == 0 || proof.witness[0] > 1) return false;
        OperationWord a = elements.takeWord(proof.slot);
        OperationWord b = elements.takeWord(proof.slot + 1);
        if (a.kind() != OperationWords.SWAP_A || b.kind() != OperationWords.SWAP_B) return false;
        uint256[] memory indices = new uint256[](2);
        (indices[0], indices[1]) = proof.witness[0] == 0 ? (a.from(), b.to()) : (b.from(), a.to());
        (Account[] memory accounts, uint256 root) = stateStep.open(batch.depth, indices, proof.witness[1:]);
        return root == _rootBefore(batch, proof.slot, elements) && accounts[0].owner() != accounts[1].owner();
    }

    /// @dev F15: under the payer's key, (X, Y) is no signature of what the leaves say was signed; under the null key nothing is.
    function _showsWrongSignature(
        DisputedBatch memory batch,
        FraudProof calldata proof,
        SlotReader.Elements memory elements
    ) private view returns (bool) {
        SignatureClaims.Claim memory claim = SignatureClaims.read(elements, proof.slot, batch.header.queueCount);
        if (claim.indices.length == 0) return false;
        (Account[] memory accounts, uint256 root) = stateStep.open(batch.depth, claim.indices, proof.witness);
        if (root != _rootBefore(batch, proof.slot, elements)) return false;
        claim.complete(batch.rollup, accounts);
        (uint256 e, uint256 s) = (elements.take(claim.slot, SlotReader.X), elements.take(claim.slot, SlotReader.Y));
        return !signatureVerifier.isSigned(claim.message, accounts[0].keyX, accounts[0].keyY, e, s);
    }

    /* EXECUTING A SLOT AGAIN */

    /// @dev F13, F16, F17, F18: the reason is the fault. Of an extension nothing is needed.
    function _showsInapplicable(
        DisputedBatch memory batch,
        FraudProof calldata proof,
        SlotReader.Elements memory elements
    ) private view returns (bool) {
        IStateStep.OperationSlot memory slot;
        slot.word = _operationWord(proof, batch.header.queueCount, elements);
        (FaultKind reason, uint256 before,) = _apply(batch, slot, proof.witness);
        return reason == proof.fault && before == _rootBefore(batch, proof.slot, elements);
    }

    /// @dev F19: the operation applies, and to another root.
    function _showsWrongRoot(DisputedBatch memory batch, FraudProof calldata proof, SlotReader.Elements memory elements)
        private
        view
        returns (bool)
    {
        IStateStep.OperationSlot memory slot;
        slot.word = _operationWord(proof, batch.header.queueCount, elements);
        if (slot.word.isExtended()) {
            OperationWord extension = elements.takeWord(proof.slot);
            bool valid;
            (valid, slot.keyX, slot.keyY) = JubjubKey.fromPublished(
                elements.take(proof.slot, SlotReader.X), elements.take(proof.slot, SlotReader.Y)
            );
            slot.newOwner = extension.extensionOwner();
            if (!valid || extension.kind() != OperationWords.EXTENSION) return false;
        }
        (FaultKind reason, uint256 before, uint256 later) = _apply(batch, slot, proof.witness);
        return reason == FaultKinds.NONE && before == _rootBefore(batch, proof.slot, elements)
            && later != elements.take(proof.slot, SlotReader.ROOT);
    }

    /// @dev F20: the item is the queue's, and leads to another root.
    function _showsWrongQueueRoot(
        DisputedBatch memory batch,
        FraudProof calldata proof,
        SlotReader.Elements memory elements
    ) private view returns (bool) {
        if (proof.slot >= batch.header.queueCount || proof.witness.length < ITEM_WORDS) {
            return false;
        }
        QueuedItem memory item;
        (item.packed, item.amount) = (proof.witness[0], proof.witness[1]);
        uint256 keyHash = 0;
        if (proof.witness[2] | proof.witness[3] != 0) {
            keyHash = Poseidon2.compress(HashDomains.QUEUE_KEY, proof.witness[2], proof.witness[3]);
            bool valid;
            (valid, item.keyX, item.keyY) = JubjubKey.fromPublished(proof.witness[2], proof.witness[3]);
            if (!valid) return false;
        }
        (uint256 link, uint256 before, uint256 later) =
            stateStep.applyQueued(batch.depth, batch.linkBefore, item, keyHash, proof.witness[ITEM_WORDS:]);
        return link == batch.linkAfter && before == _rootBefore(batch, proof.slot, elements)
            && later != elements.take(proof.slot, SlotReader.ROOT);
    }

    function _apply(DisputedBatch memory batch, IStateStep.OperationSlot memory slot, uint256[] calldata witness)
        private
        view
        returns (FaultKind reason, uint256 before, uint256 later)
    {
        slot.depth = batch.depth;
        slot.batchTime = batch.header.batchTime;
        slot.committer = batch.header.committer;
        return stateStep.applyOperation(slot, witness);
    }

    /// @dev The word whose effect the slot has: its own, or that of the head in front of it. A head itself has none.
    function _operationWord(FraudProof calldata proof, uint256 queueCount, SlotReader.Elements memory elements)
        private
        pure
        returns (OperationWord word)
    {
        bool isSecond = proof.slot > queueCount && elements.has(proof.slot - 1, SlotReader.WORD);
        word = elements.takeWord(isSecond ? proof.slot - 1 : proof.slot);
        if (word.isExtended() != isSecond) revert NotShown(proof.fault, proof.slot);
    }

    function _rootBefore(DisputedBatch memory batch, uint256 slot, SlotReader.Elements memory elements)
        private
        pure
        returns (uint256)
    {
        return slot == 0 ? batch.parentRoot : elements.take(slot - 1, SlotReader.ROOT);
    }
}
