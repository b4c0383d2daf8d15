// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Header} from "../types/Header.sol";
import {Circuit, Segment} from "../types/Segment.sol";

/// @notice Judges what speaks for a batch, and tells the batch's rollup: validity proofs, and signatures of attesters.
/// @dev Keeps nothing of batches, so every rollup whose profile names it can use the same one. Immutable, without an owner: circuits and attesters are those
/// of its deployment. Warning: a rollup trusts it like its own code; compare `circuitAt` and `attesters` with what is expected. Spec: docs/spec/validity.md#on-l1.
interface IBatchVotes {
    /// @notice Its verifier has other than eight inputs, does not keep its key in the first contract that it made, or has another γ than circuit 0; or it is one too many.
    error InvalidCircuit(uint256 number);
    error InvalidAttesters();

    error WrongParent(bytes32 parentHash, bytes32 expected);
    error NoSuchCircuit(uint8 circuit);

    /// @notice A segment stands where it cannot: without slots or elements, of the queue behind one of users, collecting in the queue.
    error SegmentOutOfPlace(uint256 segment);

    /// @notice A users' segment names another link of the queue than the one before it.
    error QueueMoved(uint256 segment);

    /// @notice The segments together are not the header's batch.
    error WrongSlotCount(uint256 queueCount, uint256 slotCount);
    error WrongEnd(uint256 newRoot, uint256 queueLink);
    error WrongBlobCount(uint256 count, uint256 needed);

    error WrongOpeningsLength(uint256 length);
    error WrongOpening(uint256 blob);

    /// @notice What the segments' elements add up to is not what the blobs say.
    error WrongValue(uint256 segments, uint256 blobs);

    /// @notice Together the proofs do not hold; the first that is wrong alone is of this circuit.
    error WrongProof(uint8 circuit);

    error TooFewSignatures(uint256 count, uint256 quorum);
    error NotAnAttester(address signer);
    error SignersOutOfOrder(address signer);

    /// @notice Records a validity vote: the segments are proven, and are the batch. By anybody.
    /// @dev If fraud was shown of the batch less than a window ago, the rollup freezes.
    /// @param parent The header before it.
    /// @param segments All of the batch, in their order.
    /// @param openings Of each blob in its order the value at the point that the segments fix, the commitment and the proof: 32 + 48 + 48 bytes.
    function proveValidity(
        address rollup,
        Header calldata header,
        Header calldata parent,
        Segment[] calldata segments,
        bytes calldata openings
    ) external;

    /// @notice Records a quorum's vote. By anybody.
    /// @param signatures r ‖ s ‖ v over `digest`, at least `quorum` of them, by signers whose addresses rise.
    function attest(address rollup, bytes32 headerHash, bytes[] calldata signatures) external;

    /// @notice What attesters sign (EIP-712): on this chain, for this contract, of this rollup.
    function digest(address rollup, bytes32 headerHash) external view returns (bytes32);

    /// @notice The kinds of proof that are judged here, see `ProofKinds`.
    function kinds() external view returns (uint8);

    function circuitCount() external view returns (uint256);
    function circuitAt(uint256 number) external view returns (Circuit memory);
    function attesters() external view returns (address[] memory);
    function quorum() external view returns (uint256);
}
