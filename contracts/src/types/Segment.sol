// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGroth16Verifier} from "../interfaces/IGroth16Verifier.sol";

/// @notice A circuit that segments are proven by.
struct Circuit {
    IGroth16Verifier verifier;
    /// @dev Whether its slots are the queue's; else users'.
    bool isQueue;
}

/// @notice Consecutive slots of a batch and what proves them. What follows from the header and the segments before is not in it.
/// Spec: docs/spec/validity.md#on-l1.
struct Segment {
    /// @dev The number of its circuit.
    uint8 circuit;
    /// @dev The position behind its last element, all blobs one behind the other.
    uint16 endElement;
    uint16 slotCount;
    /// @dev Whether its last slot is a Collect.
    bool isCollecting;
    /// @dev The state's root after its last slot.
    uint256 newRoot;
    /// @dev The queue's hash chain after it; users' slots leave it as it is.
    uint256 queueLink;
    /// @dev y: its share in the value of the blobs at z.
    uint256 value;
    /// @dev h: the hash of its elements.
    uint256 commitment;
    /// @dev A ‖ B ‖ C.
    bytes proof;
}
