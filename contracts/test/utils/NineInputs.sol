// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";

/// @notice A verifier of some other circuit, which believes nothing.
contract NineInputs is IGroth16Verifier {
    uint256 public constant inputCount = 9;
    bytes32 public constant keyHash = 0;
    address public constant keyContract = address(0);

    function verify(bytes calldata, uint256[] calldata) external pure returns (bool) {
        return false;
    }

    function verifyMany(bytes[] calldata, uint256[][] calldata) external pure returns (bool) {
        return false;
    }
}
