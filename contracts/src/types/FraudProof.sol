// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKind} from "./FaultKind.sol";
import {Header} from "./Header.sol";

/// @notice One element of a blob, shown to be there by point evaluation (EIP-4844): docs/spec/fraud-proofs.md#elements.
struct BlobElement {
    /// @dev The position in the batch's elements: 4,096·blob + index in the blob.
    uint32 position;
    uint256 value;
    /// @dev Of the blob, at the first element that is shown of it; empty at the others.
    bytes commitment;
    /// @dev For all elements of the blob at once, at the first; empty at the others.
    bytes proof;
}

/// @notice What somebody shows: a fault, where, and what it takes to see it.
struct FraudProof {
    FaultKind fault;
    uint32 slot;
    BlobElement[] elements;
    /// @dev Merkle witnesses and the queue item, as the fault needs them: docs/spec/fraud-proofs.md.
    uint256[] witness;
}

/// @notice What the rollup vouches for: everything else in a dispute is shown.
struct DisputedBatch {
    address rollup;
    uint8 depth;
    Header header;
    uint256 parentRoot;
    /// @dev The queue's hash chain before and after the item of the disputed slot; zero for other slots.
    uint256 linkBefore;
    uint256 linkAfter;
}
