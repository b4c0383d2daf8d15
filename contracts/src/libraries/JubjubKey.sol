// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Whether a point Q can name a key A = 8Q. Spec: docs/spec/signatures.md.
library JubjubKey {
    /// @dev r, the order of the field.
    uint256 private constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    /// @dev d of −x² + y² = 1 + d·x²·y².
    uint256 private constant D = 0x2a9318e74bfa2b48f5fd9207e6bd7fd4292d7f6d37579d2601065fd6d6343eb1;

    /// @notice Whether (`x`, `y`) is on the curve, with words below r, and 8·(`x`, `y`) is not O.
    function isValid(uint256 x, uint256 y) internal pure returns (bool) {
        if (x >= R || y >= R) return false;
        uint256 xx = mulmod(x, x, R);
        uint256 yy = mulmod(y, y, R);
        if (addmod(yy, R - xx, R) != addmod(1, mulmod(D, mulmod(xx, yy, R), R), R)) return false;
        uint256 z = 1;
        for (uint256 i = 0; i < 3; i++) {
            (x, y, z) = _double(x, y, z);
        }
        // 8Q is in the subgroup of prime order, where O alone has x = 0.
        return x != 0;
    }

    /// @dev Doubling in projective coordinates, complete on this curve (Bernstein, Birkner, Joye, Lange, Peters 2008, section 6).
    function _double(uint256 x, uint256 y, uint256 z) private pure returns (uint256, uint256, uint256) {
        uint256 xx = mulmod(x, x, R);
        uint256 yy = mulmod(y, y, R);
        uint256 zz = mulmod(z, z, R);
        uint256 xy = mulmod(x, y, R);
        uint256 f = addmod(yy, R - xx, R);
        uint256 j = addmod(f, R - addmod(zz, zz, R), R);
        return (mulmod(addmod(xy, xy, R), j, R), mulmod(f, R - addmod(xx, yy, R), R), mulmod(f, j, R));
    }
}
