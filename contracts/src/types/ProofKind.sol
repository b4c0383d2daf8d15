// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What can speak for a batch. Each kind has a trust root of its own and counts once, whatever it is made of. Spec: docs/spec/rollup.md#votes.
library ProofKinds {
    /// @dev Time passed in which everybody could show a fault, and nobody did. Never recorded: it is read off the clock.
    uint8 internal constant FRAUD_WINDOW = 1;

    /// @dev A proof that the batch follows from its parent by the rules.
    uint8 internal constant VALIDITY = 2;

    /// @dev Signatures of enough attesters.
    uint8 internal constant QUORUM = 4;

    uint8 internal constant ALL = 7;

    /// @notice How many kinds a set has.
    function count(uint8 kinds) internal pure returns (uint256) {
        return (kinds & 1) + ((kinds >> 1) & 1) + ((kinds >> 2) & 1);
    }
}
