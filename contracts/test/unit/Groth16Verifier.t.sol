// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Groth16Verifier} from "../../src/Groth16Verifier.sol";
import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {SimulatedGroth16} from "../utils/SimulatedGroth16.sol";
import {Test} from "../utils/Test.sol";

contract Groth16VerifierTest is Test {
    uint256 private constant R = SimulatedGroth16.R;

    SimulatedGroth16.Trapdoor private _trapdoor;
    Groth16Verifier private _verifier;

    function setUp() public {
        _trapdoor = SimulatedGroth16.Trapdoor(3, 5, 7, 11, new uint256[](4));
        for (uint256 j = 0; j < 4; j++) {
            _trapdoor.ic[j] = 13 + j;
        }
        _verifier = new Groth16Verifier(SimulatedGroth16.key(_trapdoor));
    }

    /* ONE PROOF */

    function test_verify_rightProof_succeeds() public {
        (bytes memory proof, uint256[] memory inputs) = _proof(17);
        assertTrue(_verifier.verify(proof, inputs), "a right proof is accepted");
        vm.snapshotGasLastCall("Groth16Verifier", "verify3inputs");
        assertEq(_verifier.inputCount(), 3);
    }

    function testFuzz_verify_otherInput_fails(uint256 which, uint256 by) public view {
        (bytes memory proof, uint256[] memory inputs) = _proof(17);
        which %= 3;
        inputs[which] = addmod(inputs[which], by % (R - 1) + 1, R);
        assertTrue(!_verifier.verify(proof, inputs), "another input is not attested");
    }

    function testFuzz_verify_flippedBit_fails(uint256 bit) public view {
        (bytes memory proof, uint256[] memory inputs) = _proof(17);
        bit %= 8 * proof.length;
        proof[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        try _verifier.verify(proof, inputs) returns (bool accepted) {
            assertTrue(!accepted, "a changed proof is not accepted");
        } catch (bytes memory reason) {
            assertEq(reason, abi.encodeWithSelector(IGroth16Verifier.InvalidPoint.selector));
        }
    }

    function test_verify_aliasedInput_reverts() public {
        (bytes memory proof, uint256[] memory inputs) = _proof(17);
        inputs[1] += R; // x + r
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InputNotCanonical.selector, inputs[1]));
        _verifier.verify(proof, inputs);
    }

    function test_verify_wrongCounts_reverts() public {
        (bytes memory proof,) = _proof(17);
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.WrongInputCount.selector, 2, 3));
        _verifier.verify(proof, new uint256[](2));
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.WrongProofLength.selector, 513));
        _verifier.verify(bytes.concat(proof, hex"00"), new uint256[](3));
    }

    function test_verify_pointOutsideSubgroup_reverts() public {
        (bytes memory proof, uint256[] memory inputs) = _proof(17);
        // (0, 2) is on the curve y² = x³ + 4 and of order 3.
        bytes memory outside = bytes.concat(new bytes(127), hex"02");
        for (uint256 i = 0; i < 128; i++) {
            proof[i] = outside[i];
        }
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidPoint.selector));
        _verifier.verify(proof, inputs);
    }

    function test_verify_allInfinity_fails() public view {
        assertTrue(!_verifier.verify(new bytes(512), new uint256[](3)), "nothing proves nothing");
    }

    /* MANY PROOFS */

    function test_verifyMany_rightProofs_succeeds() public {
        for (uint256 n = 1; n <= 16; n *= 2) {
            (bytes[] memory proofs, uint256[][] memory inputs) = _proofs(n);
            assertTrue(_verifier.verifyMany(proofs, inputs), "right proofs are accepted");
        }
        vm.snapshotGasLastCall("Groth16Verifier", "verify16proofs3inputs");
        assertTrue(_verifier.verifyMany(new bytes[](0), new uint256[][](0)), "of none, all are right");
    }

    function test_verifyMany_oneWrong_fails() public view {
        (bytes[] memory proofs, uint256[][] memory inputs) = _proofs(4);
        for (uint256 i = 0; i < 4; i++) {
            inputs[i][2] ^= 1;
            assertTrue(!_verifier.verifyMany(proofs, inputs), "one wrong among right ones is seen");
            inputs[i][2] ^= 1;
        }
    }

    /// @dev Two errors that cancel when all weights are equal: C₀ + D and C₁ − D.
    function test_verifyMany_cancellingErrors_fails() public view {
        (bytes[] memory proofs, uint256[][] memory inputs) = _proofs(2);
        // Inputs x + 1 and x − 1 for the same proof twice: with equal weights the sum of both equations holds.
        proofs[1] = proofs[0];
        inputs[1] = _copy(inputs[0]);
        inputs[0][0] += 1;
        inputs[1][0] -= 1;
        assertTrue(!_verifier.verifyMany(proofs, inputs), "errors do not cancel");
    }

    /// @dev The weights add up to one, which is known: errors that are alike do not vanish.
    function test_verifyMany_errorsAlike_fails() public view {
        (bytes[] memory proofs, uint256[][] memory inputs) = _proofs(3);
        for (uint256 i = 0; i < 3; i++) {
            inputs[i][0] = addmod(inputs[i][0], 1, R);
        }
        assertTrue(!_verifier.verifyMany(proofs, inputs), "errors alike are errors");
    }

    /* KEYS */

    function test_lesson9_foomcash_and_veil_a_key_without_phase_two_is_refused() public {
        _trapdoor.delta = _trapdoor.gamma;
        _refusedKey(SimulatedGroth16.key(_trapdoor));
        _trapdoor.delta = R - _trapdoor.gamma;
        _refusedKey(SimulatedGroth16.key(_trapdoor));
    }

    function test_constructor_deltaIsGenerator_reverts() public {
        _trapdoor.delta = 1; // as a fresh key of snarkjs
        _refusedKey(SimulatedGroth16.key(_trapdoor));
        _trapdoor.delta = R - 1;
        _refusedKey(SimulatedGroth16.key(_trapdoor));
    }

    function test_constructor_anyPointAtInfinity_reverts() public {
        bytes memory key = SimulatedGroth16.key(_trapdoor);
        uint256[5] memory starts = [uint256(0), 128, 384, 640, 896 + 128];
        for (uint256 i = 0; i < starts.length; i++) {
            bytes memory broken = bytes.concat(key);
            uint256 length = i == 0 || i == 4 ? 128 : 256;
            for (uint256 j = 0; j < length; j++) {
                broken[starts[i] + j] = 0;
            }
            _refusedKey(broken);
        }
    }

    /// @dev A precompile that refuses a point takes all gas that it was given: one refusal a run.
    function testFuzz_constructor_pointOffCurve_reverts(uint256 which) public {
        bytes memory key = SimulatedGroth16.key(_trapdoor);
        key[which % (key.length / 128) * 128 + 127] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidPoint.selector));
        new Groth16Verifier(key);
    }

    function test_constructor_wrongLength_reverts() public {
        bytes memory key = SimulatedGroth16.key(_trapdoor);
        bytes memory longer = bytes.concat(key, hex"00");
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.WrongKeyLength.selector, longer.length));
        new Groth16Verifier(longer);
        _trapdoor.ic = new uint256[](1);
        _trapdoor.ic[0] = 1;
        bytes memory withoutInput = SimulatedGroth16.key(_trapdoor);
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.WrongKeyLength.selector, withoutInput.length));
        new Groth16Verifier(withoutInput);
    }

    function _refusedKey(bytes memory key) private {
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.ForgeableKey.selector));
        new Groth16Verifier(key);
    }

    function _proof(uint256 seed) private view returns (bytes memory proof, uint256[] memory inputs) {
        inputs = new uint256[](3);
        for (uint256 j = 0; j < 3; j++) {
            inputs[j] = uint256(keccak256(abi.encode(seed, j))) % R;
        }
        proof = SimulatedGroth16.prove(_trapdoor, inputs, 1000 + seed, 2000 + seed);
    }

    function _proofs(uint256 count) private view returns (bytes[] memory proofs, uint256[][] memory inputs) {
        proofs = new bytes[](count);
        inputs = new uint256[][](count);
        for (uint256 i = 0; i < count; i++) {
            (proofs[i], inputs[i]) = _proof(i);
        }
    }

    function _copy(uint256[] memory inputs) private pure returns (uint256[] memory copy) {
        copy = new uint256[](inputs.length);
        for (uint256 j = 0; j < inputs.length; j++) {
            copy[j] = inputs[j];
        }
    }
}
