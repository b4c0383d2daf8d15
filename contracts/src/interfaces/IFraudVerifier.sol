// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DisputedBatch, FaultKind, FraudProof} from "../types/FraudProof.sol";

/// @notice Judges whether a batch has the fault that somebody shows. Stateless, so every rollup can use the same one.
/// @dev Complete: every wrong batch has a fault that can be shown (iFRD-001). Sound: no correct batch has one (iFRD-002). Spec: docs/spec/faults.md.
interface IFraudVerifier {
    /// @notice The openings and witnesses do not show this fault at this slot.
    error NotShown(FaultKind fault, uint32 slot);

    /// @notice Returns if the proof shows a fault of the batch, and reverts otherwise.
    function verify(DisputedBatch calldata batch, FraudProof calldata proof) external view;
}
