// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";

/// @notice A verifier that calls another's key its own.
contract OthersKey is IGroth16Verifier {
    uint256 public constant inputCount = 8;
    bytes32 public constant keyHash = 0;
    address public immutable keyContract;

    constructor(address key) {
        keyContract = key;
    }

    function verify(bytes calldata, uint256[] calldata) external pure returns (bool) {
        return true;
    }

    function verifyMany(bytes[] calldata, uint256[][] calldata) external pure returns (bool) {
        return true;
    }
}
