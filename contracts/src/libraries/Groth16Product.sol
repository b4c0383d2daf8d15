// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGroth16Verifier} from "../interfaces/IGroth16Verifier.sol";
import {Bls12381} from "./Bls12381.sol";

/// @notice Groth16 proofs under one or more keys in one pairing product: Σ wᵢ·equationᵢ, pairs with the same point of G2 together.
/// @dev Proofs behind one another under one key are a run. All keys have the same γ; α, γ and δ are negated, as in `IGroth16Verifier.keyContract`.
/// In order: `reserve`, inputs to their place, γ, for each run its key and its proofs, `holds`. Spec: docs/spec/groth16.md#checks.
library Groth16Product {
    uint256 private constant R = Bls12381.R;
    uint256 private constant G1 = 128;
    uint256 private constant G2 = 256;
    uint256 private constant PAIR = 384;
    uint256 private constant TERM = 160; // a point of G1 and a scalar

    // A proof is A ‖ B ‖ C.
    uint256 private constant PROOF_LENGTH = 512;
    uint256 private constant C = 384;

    // Where things are in a key: α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ IC₁ ‖ …
    uint256 private constant GAMMA = 384;
    uint256 private constant DELTA = 640;
    uint256 private constant IC = 896;

    /// @dev Places in memory, behind one another: what the weights are drawn from is what lies from `inputs` to `sum`.
    struct Product {
        uint256 inputCount;
        /// @dev The inputs of each proof.
        uint256 inputs;
        /// @dev (Cᵢ, wᵢ); before there are weights, the name of the proof's key is in their place.
        uint256 cs;
        /// @dev (wᵢ·Aᵢ, Bᵢ)
        uint256 pairs;
        /// @dev (Σ wᵢ·Lᵢ, −γ), then (Σ wᵢ·(−α), β), (Σ wᵢ·Cᵢ, −δ) of each run up to `next`. Where Σ wᵢ·Cᵢ is to be, the run's end is kept.
        uint256 sum;
        uint256 next;
        /// @dev Room for a sum, then the terms of Σ wᵢ·Lᵢ up to `termsEnd`: (IC₀, Σ wᵢ), (IC₁, Σ wᵢ·xᵢ₁), … of each run.
        uint256 points;
        uint256 termsEnd;
    }

    /// @notice Makes room for proofs in so many runs, each of `inputCount` inputs.
    /// @dev Lengths are bounded by what calldata holds: nothing overflows here.
    function reserve(uint256 count, uint256 runs, uint256 inputCount) internal pure returns (Product memory p) {
        unchecked {
            uint256 place;
            assembly ("memory-safe") {
                place := mload(0x40)
            }
            p.inputCount = inputCount;
            p.inputs = place;
            p.cs = place += count * inputCount * 32;
            p.pairs = place += count * TERM;
            p.sum = place += count * PAIR;
            p.next = place + PAIR;
            p.points = place += (1 + 2 * runs) * PAIR;
            p.termsEnd = place += G1;
            place += runs * (inputCount + 1) * TERM;
            assembly ("memory-safe") {
                mstore(0x40, place)
            }
        }
    }

    /* KEYS */

    /// @notice Sets γ, which lies in a contract's code at `offset`.
    function setGamma(Product memory p, address code, uint256 offset) internal view {
        uint256 sum = p.sum;
        assembly ("memory-safe") {
            extcodecopy(code, add(sum, G1), offset, G2)
        }
    }

    /// @notice Begins a run under a key of a contract with a key.
    function open(Product memory p, address keyContract) internal view {
        _arrange(keyContract, p.inputCount, p.next, p.termsEnd);
        p.next += 2 * PAIR;
        p.termsEnd += (p.inputCount + 1) * TERM;
    }

    /// @notice Begins a run under a key that lies in a contract's code at `offset`, as `writeArranged` wrote it.
    function openArranged(Product memory p, address code, uint256 offset) internal view {
        unchecked {
            (uint256 next, uint256 terms, uint256 length) = (p.next, p.termsEnd, (p.inputCount + 1) * TERM);
            assembly ("memory-safe") {
                extcodecopy(code, next, offset, mul(2, PAIR))
                extcodecopy(code, terms, add(offset, mul(2, PAIR)), length)
            }
            (p.next, p.termsEnd) = (next + 2 * PAIR, terms + length);
        }
    }

    /// @notice Writes the key of a contract the way in which it is used: (−α, β), (0, −δ), (IC₀, 0), (IC₁, 0), …
    function writeArranged(address keyContract, uint256 inputCount, uint256 place) internal view {
        _arrange(keyContract, inputCount, place, place + 2 * PAIR);
    }

    /// @notice How long it is so.
    function arrangedLength(uint256 inputCount) internal pure returns (uint256) {
        return 2 * PAIR + (inputCount + 1) * TERM;
    }

    /// @notice Writes the γ of a contract with a key.
    function writeGamma(address keyContract, uint256 place) internal view {
        assembly ("memory-safe") {
            extcodecopy(keyContract, place, add(GAMMA, 1), G2)
        }
    }

    /// @notice Names the γ of a contract with a key.
    function hashOfGamma(address keyContract) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := mload(0x40)
            extcodecopy(keyContract, place, add(GAMMA, 1), G2)
            hash := keccak256(place, G2)
        }
    }

    /// @notice How long the code of a contract with a key is.
    function codeLength(uint256 inputCount) internal pure returns (uint256) {
        return 1 + IC + (inputCount + 1) * G1;
    }

    function _arrange(address keyContract, uint256 inputCount, uint256 pairs, uint256 terms) private view {
        assembly ("memory-safe") {
            let key := mload(0x40)
            extcodecopy(keyContract, key, 1, add(IC, mul(add(inputCount, 1), G1))) // behind the STOP
            mcopy(pairs, key, PAIR)
            mcopy(add(pairs, add(PAIR, G1)), add(key, DELTA), G2)
            let point := add(key, IC)
            for { let end := add(terms, mul(add(inputCount, 1), TERM)) } lt(terms, end) { terms := add(terms, TERM) } {
                mcopy(terms, point, G1)
                mstore(add(terms, G1), 0)
                point := add(point, G1)
            }
        }
    }

    /* PROOFS */

    /// @notice Takes in proof i, which belongs to the run that was begun last; its inputs are in their place.
    function add(Product memory p, uint256 i, bytes calldata proof, uint256 keyName) internal pure {
        if (proof.length != PROOF_LENGTH) revert IGroth16Verifier.WrongProofLength(proof.length);
        (uint256 pair, uint256 term, uint256 next) = (p.pairs, p.cs, p.next);
        assembly ("memory-safe") {
            pair := add(pair, mul(i, PAIR))
            term := add(term, mul(i, TERM))
            calldatacopy(pair, proof.offset, C)
            calldatacopy(term, add(proof.offset, C), G1)
            mstore(add(term, G1), keyName)
            mstore(sub(next, PAIR), add(i, 1))
        }
    }

    /// @notice The inputs of proof i.
    function inputsOf(Product memory p, uint256 i) internal pure returns (uint256[] memory inputs) {
        inputs = new uint256[](p.inputCount);
        uint256 length = p.inputCount * 32;
        uint256 from = p.inputs + i * length;
        assembly ("memory-safe") {
            mcopy(add(inputs, 0x20), from, length)
        }
    }

    /// @notice Whether all proofs attest their inputs.
    function holds(Product memory p) internal view returns (bool) {
        unchecked {
            (uint256 run, uint256 next, uint256 points) = (p.sum + PAIR, p.next, p.points);
            (uint256 from, uint256 end, uint256 terms) = (0, _load(run + PAIR), points + G1);
            _weigh(p, end);
            for (; run < next; run += 2 * PAIR) {
                end = _load(run + PAIR);
                _close(p, run, terms, from, end);
                from = end;
                terms += (p.inputCount + 1) * TERM;
            }
            // The first term is added without a factor: behind the sum of the others it lies where the precompile wants it.
            Bls12381.sumG1(points + G1 + TERM, (terms - points - G1) / TERM - 1, points);
            Bls12381.addG1(points, p.sum);
            return Bls12381.productIsOne(p.pairs, (next - p.pairs) / PAIR);
        }
    }

    /// @dev Draws the weights, now that everything is fixed, and scales each A. With 128 bits each, never zero, but the first, which makes the
    /// sum of the weights of the first run one, so that its α and IC₀ need no factor. The first run ends before proof `end`.
    function _weigh(Product memory p, uint256 end) private view {
        unchecked {
            (uint256 weights, uint256 pair, uint256 pairsEnd) = (p.cs + G1, p.pairs, p.sum);
            (uint256 first, uint256 i) = (1, 1);
            if (pairsEnd - pair != PAIR) {
                bytes32 seed = _hash(p.inputs, pairsEnd - p.inputs);
                for (pair += PAIR; pair < pairsEnd; pair += PAIR) {
                    uint256 weight = _draw(seed, i);
                    if (i < end) first = addmod(first, R - weight, R);
                    _store(weights + i * TERM, weight);
                    _scale(pair, weight);
                    i++;
                }
                if (end != 1) _scale(p.pairs, first);
            }
            _store(weights, first);
        }
    }

    /// @dev The rest of the equations of proofs `from` to `end`, a run.
    function _close(Product memory p, uint256 run, uint256 terms, uint256 from, uint256 end) private view {
        unchecked {
            uint256 cs = p.cs + from * TERM;
            if (from != 0) {
                uint256 sum = _sumWeights(cs, end - from);
                _scale(run, sum);
                _store(terms + G1, sum);
            }
            uint256 inputCount = p.inputCount;
            _addInputs(p.inputs + from * inputCount * 32, inputCount, cs, end - from, terms + TERM);
            // A first run of one proof has the weight one.
            if (end == 1) _copy(cs, run + PAIR, G1);
            else Bls12381.sumG1(cs, end - from, run + PAIR);
        }
    }

    /// @dev Adds wᵢ·xᵢⱼ to the scalar of term j, for so many proofs; none of the inputs may be another name of a smaller one.
    function _addInputs(uint256 inputs, uint256 inputCount, uint256 cs, uint256 count, uint256 terms) private pure {
        (uint256 r, uint256 notCanonical) = (R, 0);
        assembly ("memory-safe") {
            let first := add(terms, G1)
            let end := add(first, mul(inputCount, TERM))
            for { let c := add(cs, G1) } count { count := sub(count, 1) } {
                let weight := mload(c)
                for { let scalar := first } lt(scalar, end) { scalar := add(scalar, TERM) } {
                    let x := mload(inputs)
                    if iszero(lt(x, r)) { notCanonical := x }
                    mstore(scalar, addmod(mload(scalar), mulmod(weight, x, r), r))
                    inputs := add(inputs, 0x20)
                }
                c := add(c, TERM)
            }
        }
        if (notCanonical != 0) revert IGroth16Verifier.InputNotCanonical(notCanonical);
    }

    /// @dev Below 2^128 times the number of proofs.
    function _sumWeights(uint256 cs, uint256 count) private pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let c := add(cs, G1) } count { count := sub(count, 1) } {
                sum := add(sum, mload(c))
                c := add(c, TERM)
            }
        }
    }

    function _draw(bytes32 seed, uint256 i) private pure returns (uint256 weight) {
        assembly ("memory-safe") {
            mstore(0x00, seed)
            mstore(0x20, i)
            weight := and(keccak256(0x00, 0x40), 0xffffffffffffffffffffffffffffffff)
            weight := add(weight, iszero(weight))
        }
    }

    /// @dev Multiplies the point of G1 in a pair. The factor lies where the precompile wants it, on the point of G2, for as long as it works.
    function _scale(uint256 pair, uint256 factor) private view {
        uint256 covered;
        assembly ("memory-safe") {
            covered := mload(add(pair, G1))
            mstore(add(pair, G1), factor)
        }
        Bls12381.sumG1(pair, 1, pair);
        _store(pair + G1, covered);
    }

    function _copy(uint256 from, uint256 to, uint256 length) private pure {
        assembly ("memory-safe") {
            mcopy(to, from, length)
        }
    }

    function _load(uint256 place) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(place)
        }
    }

    function _store(uint256 place, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(place, word)
        }
    }

    function _hash(uint256 place, uint256 length) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(place, length)
        }
    }
}
