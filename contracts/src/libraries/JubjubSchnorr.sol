// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {JubjubTable} from "../generated/JubjubTable.sol";
import {HashDomains} from "../types/HashDomain.sol";
import {Poseidon2} from "./Poseidon2.sol";
import {ScalarField} from "./ScalarField.sol";

/// @notice Verifies Schnorr signatures on Jubjub, published as (e, s).
/// @dev Spec: docs/spec/signatures.md. The one equation: R = s·B − e·A, and e is the low 128 bits of H(R, A, m).
library JubjubSchnorr {
    /// @dev r, the order of the field.
    uint256 private constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    /// @dev The order of the curve's prime subgroup.
    uint256 private constant L = 0x0e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7;

    /// @dev Twice the curve's d.
    uint256 private constant TWO_D = 0x552631ce97f45691ebfb240fcd7affa8525afeda6eaf3a4c020cbfadac687d62;

    /// @notice Whether (e, s) is a signature over `m` by the key A = (`ax`, `ay`).
    /// @dev A comes from a leaf, where only A = 8·Q ≠ O is written, or is the null key (0, 0), for which the answer is no.
    /// @dev Words out of range are no reason to revert: the answer is no.
    function verify(uint256 ax, uint256 ay, uint256 m, uint256 e, uint256 s) internal view returns (bool) {
        if (e >> 128 != 0 || s >= L || ax >= R || ay >= R || m >= R || ax | ay == 0) return false;
        uint256[] memory input = new uint256[](5);
        (input[0], input[1]) = _commitment(ax, ay, e, s);
        (input[2], input[3], input[4]) = (ax, ay, m);
        return uint128(Poseidon2.sponge(HashDomains.CHALLENGE, input)) == e;
    }

    /// @dev The affine coordinates of s·B − e·A.
    function _commitment(uint256 ax, uint256 ay, uint256 e, uint256 s) private view returns (uint256 x, uint256 y) {
        uint256 tables = _tables(ax, ay);
        assembly ("memory-safe") {
            mstore(0x00, e)
            mstore(0x20, s)
        }
        uint256 z;
        (x, y, z) = _multiply(tables, R);
        z = ScalarField.inverse(z); // z is not zero: the addition law has no exception
        return (mulmod(x, z, R), mulmod(y, z, R));
    }

    /// @dev Writes −A, −2A and −3A as (Y + X, Y − X, 2d·T, 2Z) before the constant multiples of the generator, and returns where.
    function _tables(uint256 ax, uint256 ay) private pure returns (uint256 tables) {
        bytes memory generator = JubjubTable.GENERATOR;
        assembly ("memory-safe") {
            // The same point three times: P, then 2P and 3P by adding P.
            function write(at, px, py, pz, pt) {
                mstore(at, add(py, px))
                mstore(add(at, 0x20), add(py, sub(R, px)))
                mstore(add(at, 0x40), mulmod(pt, TWO_D, R))
                mstore(add(at, 0x60), add(pz, pz))
            }
            tables := mload(0x40)
            mstore(0x40, add(tables, 0x1a0))
            mstore(add(tables, 0x180), add(generator, 0x20))
            let x := sub(R, ax)
            let y := ay
            let z := 1
            let t := mulmod(x, y, R)
            write(tables, x, y, z, t)
            let x1 := x
            for { let i := 0x80 } lt(i, 0x180) { i := add(i, 0x80) } {
                let a := mulmod(add(y, sub(R, x)), mload(add(tables, 0x20)), R)
                let b := mulmod(add(y, x), mload(tables), R)
                let c := mulmod(t, mload(add(tables, 0x40)), R)
                let d := addmod(z, z, R)
                let f := add(d, sub(R, c))
                c := add(d, c)
                d := add(b, a)
                b := add(b, sub(R, a))
                x := mulmod(b, f, R)
                y := mulmod(c, d, R)
                z := mulmod(f, c, R)
                t := mulmod(b, d, R)
                write(add(tables, i), x, y, z, t)
            }
        }
    }

    /// @dev Straus: two bits of e and of both halves of s at a time; e and s lie in the scratch space. Numbers stay below 2r < 2^256.
    function _multiply(uint256 tables, uint256 r) private pure returns (uint256 x, uint256 y, uint256 z) {
        assembly ("memory-safe") {
            let t
            y := 1
            z := 1
            for { let i := 128 } i {} {
                i := sub(i, 2)
                {
                    let a := mulmod(x, x, r)
                    let b := mulmod(y, y, r)
                    let h := add(a, b)
                    b := add(b, sub(r, a))
                    a := mulmod(z, z, r)
                    a := addmod(add(a, a), sub(add(r, r), b), r)
                    let u := add(x, y)
                    u := addmod(mulmod(u, u, r), sub(add(r, r), h), r)
                    x := mulmod(u, a, r)
                    y := mulmod(b, h, r)
                    z := mulmod(a, b, r)
                }
                {
                    let a := mulmod(x, x, r)
                    let b := mulmod(y, y, r)
                    let h := add(a, b)
                    b := add(b, sub(r, a))
                    a := mulmod(z, z, r)
                    a := addmod(add(a, a), sub(add(r, r), b), r)
                    let u := add(x, y)
                    u := addmod(mulmod(u, u, r), sub(add(r, r), h), r)
                    x := mulmod(u, a, r)
                    y := mulmod(b, h, r)
                    z := mulmod(a, b, r)
                    t := mulmod(u, h, r)
                }
                let p := or(and(shr(i, mload(0x20)), 3), and(shr(add(i, 126), mload(0x20)), 12))
                if p {
                    p := add(mload(add(tables, 0x180)), mul(sub(p, 1), 0x60))
                    let a := mulmod(add(y, sub(r, x)), mload(add(p, 0x20)), r)
                    let b := mulmod(add(y, x), mload(p), r)
                    let h := add(b, a)
                    b := add(b, sub(r, a))
                    a := mulmod(t, mload(add(p, 0x40)), r)
                    z := addmod(z, z, r)
                    let g := add(z, a)
                    a := add(z, sub(r, a))
                    x := mulmod(b, a, r)
                    y := mulmod(g, h, r)
                    z := mulmod(a, g, r)
                    t := mulmod(b, h, r)
                }
                p := and(shr(i, mload(0x00)), 3)
                if p {
                    p := add(tables, mul(sub(p, 1), 0x80))
                    let a := mulmod(add(y, sub(r, x)), mload(add(p, 0x20)), r)
                    let b := mulmod(add(y, x), mload(p), r)
                    let h := add(b, a)
                    b := add(b, sub(r, a))
                    a := mulmod(t, mload(add(p, 0x40)), r)
                    z := mulmod(z, mload(add(p, 0x60)), r)
                    let g := add(z, a)
                    a := add(z, sub(r, a))
                    x := mulmod(b, a, r)
                    y := mulmod(g, h, r)
                    z := mulmod(a, g, r)
                }
            }
        }
    }
}
