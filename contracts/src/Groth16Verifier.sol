// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ImmutableData} from "./ImmutableData.sol";
import {IGroth16Verifier} from "./interfaces/IGroth16Verifier.sol";
import {Bls12381} from "./libraries/Bls12381.sol";
import {Groth16Product} from "./libraries/Groth16Product.sol";

/// @notice See `IGroth16Verifier`.
/// @dev The key is kept with α, γ and δ negated: a proof's bytes go to the precompile as they are.
contract Groth16Verifier is IGroth16Verifier {
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
        Groth16Product.Product memory product = _begin(1);
        _add(product, 0, proof, inputs);
        return Groth16Product.holds(product);
    }

    /// @inheritdoc IGroth16Verifier
    function verifyMany(bytes[] calldata proofs, uint256[][] calldata inputs) external view returns (bool) {
        uint256 count = proofs.length;
        if (inputs.length != count) revert WrongInputCount(inputs.length, count);
        if (count == 0) return true;
        Groth16Product.Product memory product = _begin(count);
        for (uint256 i = 0; i < count; i++) {
            _add(product, i, proofs[i], inputs[i]);
        }
        return Groth16Product.holds(product);
    }

    function _begin(uint256 count) private view returns (Groth16Product.Product memory product) {
        product = Groth16Product.reserve(count, 1, inputCount);
        Groth16Product.setGamma(product, keyContract, 1 + GAMMA);
        Groth16Product.open(product, keyContract);
    }

    function _add(Groth16Product.Product memory product, uint256 i, bytes calldata proof, uint256[] calldata inputs)
        private
        view
    {
        if (inputs.length != inputCount) revert WrongInputCount(inputs.length, inputCount);
        uint256 length = inputs.length * 32;
        uint256 place = product.inputs + i * length;
        assembly ("memory-safe") {
            calldatacopy(place, inputs.offset, length)
        }
        Groth16Product.add(product, i, proof, uint256(keyHash));
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

    function _negateG2(uint256 place) private pure {
        // y = y₀ + y₁·u: each part is negated, and a part that is zero stays.
        if (!_isZero(place + 128, 64)) Bls12381.negate(place + 128);
        if (!_isZero(place + 192, 64)) Bls12381.negate(place + 192);
    }

    /* MEMORY */

    function _allocate(uint256 length) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := mload(0x40)
            mstore(0x40, add(place, length))
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
