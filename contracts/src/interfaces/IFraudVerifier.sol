// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKind} from "../types/FaultKind.sol";
import {FraudProof} from "../types/FraudProof.sol";
import {Header} from "../types/Header.sol";

/// @notice Judges whether a batch has the fault that somebody shows. Stateless, so every rollup can use the same one.
/// @dev Complete: every wrong batch has a fault that can be shown (iFRD-001). Sound: no correct batch has one (iFRD-002). Every element and
/// every word of the witness is needed; one too many, too few or out of place is refused. Spec: docs/spec/faults.md, docs/spec/fraud-proofs.md.
interface IFraudVerifier {
    /// @notice The openings and witnesses do not show this fault at this slot.
    error NotShown(FaultKind fault, uint32 slot);

    /// @notice Returns if the proof shows a fault of the batch, and reverts otherwise. The rollup vouches for all but the proof, see `DisputedBatch`.
    function verify(
        address rollup,
        uint8 depth,
        Header calldata header,
        uint256 parentRoot,
        uint256 linkBefore,
        uint256 linkAfter,
        FraudProof calldata proof
    ) external view;

    /// @notice Whether a key can be named, Q as it travels: by the same rule as that by which a batch that names another is at fault.
    function isKey(uint256 keyX, uint256 keyY) external view returns (bool);
}
