// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SimulatedGroth16} from "./SimulatedGroth16.sol";

/// @notice Blobs of which all elements are one number c: the commitment is c times the generator, whatever the ceremony's secret, and every proof is infinity.
library ConstantBlob {
    uint256 private constant Q_HIGH = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 private constant Q_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;

    function versionedHash(uint256 c) internal view returns (bytes32) {
        return bytes32(uint256(uint248(uint256(sha256(commitment(c))))) | 1 << 248);
    }

    /// @notice Value, commitment, proof.
    function opening(uint256 c) internal view returns (bytes memory) {
        return bytes.concat(bytes32(c), commitment(c), hex"c0", new bytes(47));
    }

    /// @notice The compressed point: the abscissa, and which of the two ordinates.
    function commitment(uint256 c) internal view returns (bytes memory text) {
        if (c == 0) return bytes.concat(hex"c0", new bytes(47));
        bytes memory point = SimulatedGroth16.g1(c);
        (uint256 high, uint256 low) = (_word(point, 64), _word(point, 96));
        (uint256 otherHigh, uint256 otherLow) = (Q_HIGH - high - (low > Q_LOW ? 1 : 0), 0);
        unchecked {
            otherLow = Q_LOW - low;
        }
        bool isGreater = high > otherHigh || (high == otherHigh && low > otherLow);
        text = new bytes(48);
        for (uint256 i = 0; i < 48; i++) {
            text[i] = point[16 + i];
        }
        text[0] |= isGreater ? bytes1(0xa0) : bytes1(0x80);
    }

    function _word(bytes memory text, uint256 offset) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(text, 0x20), offset))
        }
    }
}
