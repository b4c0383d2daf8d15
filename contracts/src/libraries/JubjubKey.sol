// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ScalarField} from "./ScalarField.sol";

/// @notice From the key that travels, Q, to the one that is used, A = 8·Q. Spec: docs/spec/signatures.md#keys.
library JubjubKey {
    uint256 private constant R = ScalarField.R;

    /// @dev The curve's d = −10240/10241.
    uint256 private constant D = 0x2a9318e74bfa2b48f5fd9207e6bd7fd4292d7f6d37579d2601065fd6d6343eb1;

    /// @notice Returns A, or false when a coordinate is not below r, Q is not on the curve, or 8·Q = O.
    function fromPublished(uint256 qx, uint256 qy) internal view returns (bool valid, uint256 ax, uint256 ay) {
        if (!isOnCurve(qx, qy)) return (false, 0, 0);
        (uint256 x, uint256 y, uint256 z) = _timesEight(qx, qy);
        if (x == 0 && y == z) return (false, 0, 0);
        z = ScalarField.inverse(z);
        return (true, mulmod(x, z, R), mulmod(y, z, R));
    }

    /// @notice Whether a point Q can name a key: coordinates below r, on the curve, 8·Q ≠ O.
    function isValid(uint256 qx, uint256 qy) internal pure returns (bool) {
        if (!isOnCurve(qx, qy)) return false;
        (uint256 x,,) = _timesEight(qx, qy);
        // 8Q is in the subgroup of prime order, where O alone has x = 0.
        return x != 0;
    }

    /// @notice Whether −x² + y² = 1 + d·x²·y², for coordinates below r.
    function isOnCurve(uint256 x, uint256 y) internal pure returns (bool) {
        if (x >= R || y >= R) return false;
        uint256 xx = mulmod(x, x, R);
        uint256 yy = mulmod(y, y, R);
        return addmod(yy, R - xx, R) == addmod(mulmod(D, mulmod(xx, yy, R), R), 1, R);
    }

    /// @dev Three doublings in projective coordinates (a = −1); the law has no exception on this curve, so z is never zero.
    function _timesEight(uint256 qx, uint256 qy) private pure returns (uint256 x, uint256 y, uint256 z) {
        (x, y, z) = (qx, qy, 1);
        for (uint256 i = 0; i < 3; i++) {
            uint256 xx = mulmod(x, x, R);
            uint256 yy = mulmod(y, y, R);
            uint256 xy = mulmod(addmod(x, x, R), y, R);
            uint256 f = addmod(yy, R - xx, R);
            uint256 j = mulmod(z, z, R);
            j = addmod(f, 2 * (R - j), R);
            x = mulmod(xy, j, R);
            y = mulmod(f, R - addmod(xx, yy, R), R);
            z = mulmod(f, j, R);
        }
    }
}
