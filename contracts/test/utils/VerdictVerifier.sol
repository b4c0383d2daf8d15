// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFraudVerifier} from "../../src/interfaces/IFraudVerifier.sol";
import {JubjubKey} from "../../src/libraries/JubjubKey.sol";
import {DisputedBatch, FraudProof} from "../../src/types/FraudProof.sol";
import {Header} from "../../src/types/Header.sol";

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
    function verify(
        address rollup,
        uint8 depth,
        Header calldata header,
        uint256 parentRoot,
        uint256 linkBefore,
        uint256 linkAfter,
        FraudProof calldata proof
    ) external view {
        if (!isWrong[header.newRoot]) revert NotShown(proof.fault, proof.slot);
        DisputedBatch memory batch = DisputedBatch(rollup, depth, header, parentRoot, linkBefore, linkAfter);
        if (_expects && keccak256(abi.encode(batch)) != keccak256(abi.encode(_expected))) revert OtherBatch();
    }

    /// @inheritdoc IFraudVerifier
    function isKey(uint256 keyX, uint256 keyY) external pure returns (bool) {
        return JubjubKey.isValid(keyX, keyY);
    }
}
