// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ImmutableData} from "./ImmutableData.sol";
import {IGroth16Verifier} from "./interfaces/IGroth16Verifier.sol";
import {Bls12381} from "./libraries/Bls12381.sol";

/// @notice See `IGroth16Verifier`.
/// @dev e(A, B)·e(−α, β)·e(L, −γ)·e(C, −δ) = 1, with L = IC₀ + Σ xⱼ·ICⱼ. The key is kept with α, γ and δ negated: a proof's bytes go to the precompile as they are.
contract Groth16Verifier is IGroth16Verifier {
    uint256 private constant PROOF_LENGTH = 512;
    uint256 private constant TERM_LENGTH = 160; // a point of G1 and a scalar
    uint256 private constant C_OFFSET = 384; // in a proof

    // Where things are in the key: α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ IC₁ ‖ …
    uint256 private constant BETA = 128;
    uint256 private constant GAMMA = 384;
    uint256 private constant DELTA = 640;
    uint256 private constant IC = 896;

    /// @inheritdoc IGroth16Verifier
    address public immutable keyContract;

    /// @inheritdoc IGroth16Verifier
    uint256 public immutable inputCount;

    /// @inheritdoc IGroth16Verifier
    bytes32 public immutable keyHash;

    constructor(bytes memory key) {
        if (key.length < IC + 2 * Bls12381.G1_LENGTH || (key.length - IC) % Bls12381.G1_LENGTH != 0) {
            revert WrongKeyLength(key.length);
        }
        inputCount = (key.length - IC) / Bls12381.G1_LENGTH - 1;
        keyHash = keccak256(key);
        uint256 place = _data(key);
        _requireSound(place, inputCount);
        Bls12381.negate(place + 64);
        _negateG2(place + GAMMA);
        _negateG2(place + DELTA);
        keyContract = address(new ImmutableData(key));
    }

    /// @inheritdoc IGroth16Verifier
    function verify(bytes calldata proof, uint256[] calldata inputs) external view returns (bool) {
        _requireWellFormed(proof, inputs);
        uint256 pairs = _allocate(4 * Bls12381.PAIR_LENGTH);
        _copyProof(proof, 0, pairs, Bls12381.PAIR_LENGTH); // A, B
        _copyKey(0, pairs + 384, Bls12381.PAIR_LENGTH); // −α, β
        _sumInputs(inputs, pairs + 768);
        _copyKey(GAMMA, pairs + 896, Bls12381.G2_LENGTH);
        _copyProof(proof, C_OFFSET, pairs + 1152, Bls12381.G1_LENGTH);
        _copyKey(DELTA, pairs + 1280, Bls12381.G2_LENGTH);
        return Bls12381.productIsOne(pairs, 4);
    }

    /// @inheritdoc IGroth16Verifier
    function verifyMany(bytes[] calldata proofs, uint256[][] calldata inputs) external view returns (bool) {
        uint256 count = proofs.length;
        if (inputs.length != count) revert WrongInputCount(inputs.length, count);
        if (count == 0) return true;
        for (uint256 i = 0; i < count; i++) {
            _requireWellFormed(proofs[i], inputs[i]);
        }
        uint256[] memory weights = _weights(proofs, inputs);
        uint256 pairs = _allocate((count + 3) * Bls12381.PAIR_LENGTH);
        _scaleEachA(proofs, weights, pairs);
        uint256 fixed_ = pairs + count * Bls12381.PAIR_LENGTH;
        _scaleAlphaAndInputs(inputs, weights, fixed_);
        _sumEachC(proofs, weights, fixed_ + 768);
        _copyKey(DELTA, fixed_ + 896, Bls12381.G2_LENGTH);
        return Bls12381.productIsOne(pairs, count + 3);
    }

    /* ONE PROOF */

    /// @dev Writes L.
    function _sumInputs(uint256[] calldata inputs, uint256 out) private view {
        uint256 terms = _allocate(inputs.length * TERM_LENGTH + 2 * Bls12381.G1_LENGTH);
        uint256 sum = terms + inputs.length * TERM_LENGTH;
        uint256 points = _points();
        for (uint256 j = 0; j < inputs.length; j++) {
            _setTerm(terms + j * TERM_LENGTH, points + (j + 1) * Bls12381.G1_LENGTH, inputs[j]);
        }
        Bls12381.sumG1(terms, inputs.length, sum);
        _copy(points, sum + Bls12381.G1_LENGTH, Bls12381.G1_LENGTH);
        Bls12381.addG1(sum, out);
    }

    function _requireWellFormed(bytes calldata proof, uint256[] calldata inputs) private view {
        if (proof.length != PROOF_LENGTH) revert WrongProofLength(proof.length);
        if (inputs.length != inputCount) revert WrongInputCount(inputs.length, inputCount);
        for (uint256 j = 0; j < inputs.length; j++) {
            if (inputs[j] >= Bls12381.R) revert InputNotCanonical(inputs[j]);
        }
    }

    /* MANY PROOFS: Σ wᵢ·equationᵢ, PAIRS WITH THE SAME POINT OF G2 TOGETHER */

    /// @dev 128 bits each, never zero; the first is one.
    function _weights(bytes[] calldata proofs, uint256[][] calldata inputs)
        private
        view
        returns (uint256[] memory weights)
    {
        bytes32 seed = keccak256(abi.encode(keyHash, proofs, inputs));
        weights = new uint256[](proofs.length);
        weights[0] = 1;
        for (uint256 i = 1; i < weights.length; i++) {
            uint128 weight = uint128(uint256(keccak256(abi.encode(seed, i))));
            weights[i] = weight == 0 ? 1 : weight;
        }
    }

    /// @dev (wᵢ·Aᵢ, Bᵢ)
    function _scaleEachA(bytes[] calldata proofs, uint256[] memory weights, uint256 pairs) private view {
        uint256 term = _allocate(TERM_LENGTH);
        for (uint256 i = 0; i < proofs.length; i++) {
            uint256 pair = pairs + i * Bls12381.PAIR_LENGTH;
            _copyProof(proofs[i], 0, pair, Bls12381.PAIR_LENGTH);
            if (i == 0) continue; // its weight is one
            _copyProof(proofs[i], 0, term, Bls12381.G1_LENGTH);
            _store(term + Bls12381.G1_LENGTH, weights[i]);
            Bls12381.sumG1(term, 1, pair);
        }
    }

    /// @dev (Σ wᵢ·(−α), β), (Σ wᵢ·Lᵢ, −γ)
    function _scaleAlphaAndInputs(uint256[][] calldata inputs, uint256[] memory weights, uint256 out) private view {
        uint256 sum; // below 2^128 times the number of proofs
        for (uint256 i = 0; i < weights.length; i++) {
            sum += weights[i];
        }
        uint256 terms = _allocate((inputCount + 1) * TERM_LENGTH);
        _copyKey(0, terms, Bls12381.G1_LENGTH);
        _store(terms + Bls12381.G1_LENGTH, sum);
        Bls12381.sumG1(terms, 1, out);
        _copyKey(BETA, out + 128, Bls12381.G2_LENGTH);
        uint256 points = _points();
        _setTerm(terms, points, sum);
        for (uint256 j = 0; j < inputCount; j++) {
            uint256 scalar;
            for (uint256 i = 0; i < weights.length; i++) {
                scalar = addmod(scalar, mulmod(weights[i], inputs[i][j], Bls12381.R), Bls12381.R);
            }
            _setTerm(terms + (j + 1) * TERM_LENGTH, points + (j + 1) * Bls12381.G1_LENGTH, scalar);
        }
        Bls12381.sumG1(terms, inputCount + 1, out + 384);
        _copyKey(GAMMA, out + 512, Bls12381.G2_LENGTH);
    }

    /// @dev Σ wᵢ·Cᵢ
    function _sumEachC(bytes[] calldata proofs, uint256[] memory weights, uint256 out) private view {
        uint256 terms = _allocate(proofs.length * TERM_LENGTH);
        for (uint256 i = 0; i < proofs.length; i++) {
            uint256 term = terms + i * TERM_LENGTH;
            _copyProof(proofs[i], C_OFFSET, term, Bls12381.G1_LENGTH);
            _store(term + Bls12381.G1_LENGTH, weights[i]);
        }
        Bls12381.sumG1(terms, proofs.length, out);
    }

    /* THE KEY */

    /// @dev Every point is in its subgroup and none is infinity; γ and δ are independent of each other and of the generator.
    function _requireSound(uint256 key, uint256 inputs) private view {
        uint256 pairs = _allocate((inputs + 2 + 3) * Bls12381.PAIR_LENGTH);
        uint256 pair = pairs;
        for (uint256 place = key; place < key + IC + (inputs + 1) * Bls12381.G1_LENGTH; place += Bls12381.G1_LENGTH) {
            if (place == key + BETA) place = key + IC;
            if (_isZero(place, Bls12381.G1_LENGTH)) revert ForgeableKey();
            _copy(place, pair, Bls12381.G1_LENGTH);
            _copy(_data(_generatorG2()), pair + Bls12381.G1_LENGTH, Bls12381.G2_LENGTH);
            pair += Bls12381.PAIR_LENGTH;
        }
        for (uint256 place = key + BETA; place < key + IC; place += Bls12381.G2_LENGTH) {
            _copy(_data(_generatorG1()), pair, Bls12381.G1_LENGTH);
            _copy(place, pair + Bls12381.G1_LENGTH, Bls12381.G2_LENGTH);
            pair += Bls12381.PAIR_LENGTH;
            if (_isZero(place, Bls12381.G2_LENGTH)) revert ForgeableKey();
        }
        Bls12381.productIsOne(pairs, inputs + 2 + 3); // its answer says nothing; that it answers says that all points are valid
        // Equal abscissas: the same point or its negative.
        bytes32 delta = _hash(key + DELTA, 128);
        if (delta == _hash(key + GAMMA, 128) || delta == _hash(_data(_generatorG2()), 128)) revert ForgeableKey();
    }

    /// @dev IC₀, IC₁, … in memory.
    function _points() private view returns (uint256 place) {
        uint256 length = (inputCount + 1) * Bls12381.G1_LENGTH;
        place = _allocate(length);
        _copyKey(IC, place, length);
    }

    function _setTerm(uint256 term, uint256 point, uint256 scalar) private pure {
        _copy(point, term, Bls12381.G1_LENGTH);
        _store(term + Bls12381.G1_LENGTH, scalar);
    }

    function _copyKey(uint256 offset, uint256 to, uint256 length) private view {
        address key = keyContract;
        assembly ("memory-safe") {
            extcodecopy(key, to, add(offset, 1), length) // behind the STOP
        }
    }

    function _negateG2(uint256 place) private pure {
        // y = y₀ + y₁·u: each part is negated, and a part that is zero stays.
        if (!_isZero(place + 128, 64)) Bls12381.negate(place + 128);
        if (!_isZero(place + 192, 64)) Bls12381.negate(place + 192);
    }

    /* MEMORY */

    function _copyProof(bytes calldata proof, uint256 offset, uint256 to, uint256 length) private pure {
        assembly ("memory-safe") {
            calldatacopy(to, add(proof.offset, offset), length)
        }
    }

    function _allocate(uint256 length) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := mload(0x40)
            mstore(0x40, add(place, length))
        }
    }

    function _store(uint256 place, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(place, word)
        }
    }

    function _copy(uint256 from, uint256 to, uint256 length) private pure {
        assembly ("memory-safe") {
            mcopy(to, from, length)
        }
    }

    function _hash(uint256 place, uint256 length) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(place, length)
        }
    }

    function _isZero(uint256 place, uint256 length) private pure returns (bool isZero) {
        assembly ("memory-safe") {
            isZero := 1
            for { let end := add(place, length) } lt(place, end) { place := add(place, 0x20) } {
                isZero := and(isZero, iszero(mload(place)))
            }
        }
    }

    function _data(bytes memory text) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := add(text, 0x20)
        }
    }

    function _generatorG1() private pure returns (bytes memory) {
        return hex"0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
            hex"0000000000000000000000000000000008b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1";
    }

    function _generatorG2() private pure returns (bytes memory) {
        return hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
            hex"0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
            hex"000000000000000000000000000000000ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"
            hex"000000000000000000000000000000000606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be";
    }
}
