// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Bytes as the code of a contract: cheaper to read than storage, and fixed for ever.
/// @dev The code begins with STOP, so that a call does nothing; the data is what follows.
contract ImmutableData {
    constructor(bytes memory data) {
        assembly ("memory-safe") {
            let length := mload(data)
            mstore(data, 0) // the byte before the data is STOP
            return(add(data, 0x1f), add(length, 1))
        }
    }
}
