// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFraudVerifier} from "../../src/interfaces/IFraudVerifier.sol";
import {DisputedBatch, FraudProof} from "../../src/types/FraudProof.sol";

/// @notice Finds a fault in the batches whose root the test has named wrong, and in no other.
contract VerdictVerifier is IFraudVerifier {
    mapping(uint256 root => bool) public isWrong;
    DisputedBatch private _expected;
    bool private _expects;

    /// @notice The rollup did not vouch for what the test knows.
    error OtherBatch();

    function setWrong(uint256 root) external {
        isWrong[root] = true;
    }

    function expect(DisputedBatch calldata batch) external {
        (_expected, _expects) = (batch, true);
    }

    /// @inheritdoc IFraudVerifier
    function verify(DisputedBatch calldata batch, FraudProof calldata proof) external view {
        if (!isWrong[batch.header.newRoot]) revert NotShown(proof.fault, proof.slot);
        if (_expects && keccak256(abi.encode(batch)) != keccak256(abi.encode(_expected))) revert OtherBatch();
    }
}
