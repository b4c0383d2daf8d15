// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Verifies Groth16 proofs over BLS12-381 under one verifying key, fixed at deployment.
/// @dev A proof is A ‖ B ‖ C, 512 bytes in EIP-2537's encoding. The precompiles refuse points off the curve, outside the subgroup and coordinates that are not
/// canonical; that reverts. A well-formed proof that is wrong is answered with false. Proofs are malleable: never use their bytes as a name. Spec: docs/spec/groth16.md.
interface IGroth16Verifier {
    error WrongProofLength(uint256 length);
    error WrongInputCount(uint256 actual, uint256 expected);

    /// @notice An input is not below r: it would be another name of a smaller one.
    error InputNotCanonical(uint256 input);

    /// @notice A precompile refused a point.
    error InvalidPoint();

    /// @notice The key has the wrong length, or no input.
    error WrongKeyLength(uint256 length);

    /// @notice Under such a key anybody can prove anything: a point at infinity, gamma = ±delta, or delta = ±generator (no contribution to phase 2).
    error ForgeableKey();

    /// @notice The number of public inputs.
    function inputCount() external view returns (uint256);

    /// @notice keccak-256 of the key as it was given at deployment.
    function keyHash() external view returns (bytes32);

    /// @notice Whose code is STOP and then the key with α, γ and δ negated, see docs/spec/groth16.md: so that anybody can read it.
    function keyContract() external view returns (address);

    /// @notice Whether the proof attests the inputs.
    function verify(bytes calldata proof, uint256[] calldata inputs) external view returns (bool);

    /// @notice Whether every proof attests its inputs, in one pairing product.
    /// @dev Weights are drawn from key, proofs and inputs together, so no part can be chosen after its weight is known.
    function verifyMany(bytes[] calldata proofs, uint256[][] calldata inputs) external view returns (bool);
}
