// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {JubjubSchnorrHarness} from "../utils/JubjubSchnorrHarness.sol";
import {PlainJubjub} from "../utils/PlainJubjub.sol";
import {Test} from "../utils/Test.sol";

/// @notice The verifier against known answers, against the plain twin, and its refusals.
contract JubjubSchnorrTest is Test {
    uint256 private constant R = PlainJubjub.R;
    uint256 private constant L = PlainJubjub.L;

    // The key and the signature over 1 of docs/spec/signatures.md#known-answers.
    uint256 private constant AX = 0x1a9610ca071f5e7fae89157688ddbeaa195875ea7f78c594d4616964ed467f01;
    uint256 private constant AY = 0x005240a3e80e32c489fc6a43ea582dea84ca6a11a2af2cdb9ac189a2d8fe84aa;
    uint256 private constant E = 0x009a46e9a6524210417cc509e779c41c;
    uint256 private constant S = 0x02f3ed93dd04555c581398c40f838b7301eb976b69ba15295aadf94c446d6cdc;

    JubjubSchnorrHarness private immutable verifier = new JubjubSchnorrHarness();

    function test_verify_ofSpecification_accepts() external {
        bool valid = verifier.verify(AX, AY, 1, E, S);
        vm.snapshotGasLastCall("JubjubSchnorr", "verify");
        assertTrue(valid, "message 1");
        assertTrue(
            verifier.verify(
                AX,
                AY,
                0,
                0x85081d8d93e75ae2ceb2ff9ca0f8afda,
                0x06553950a07b8f2bf09d129326e38909cbfe2ad93a56de7db48d981f45a3adc1
            ),
            "message 0"
        );
        assertTrue(
            verifier.verify(
                AX,
                AY,
                R - 1,
                0xac227b36e8c3846d376f1fb7061bd866,
                0x0d8b144965da8382f2341408fa45688bfa8a65b6b4dab5fde76aa30db3baf442
            ),
            "message r - 1"
        );
    }

    /// forge-config: default.fuzz.runs = 16
    function testFuzz_verify_signedByPlainTwin_accepts(uint256 a, uint256 k, uint256 m) external view {
        (PlainJubjub.Point memory key, uint256 e, uint256 s) = PlainJubjub.sign(bound(a, 1, L - 1), k % L, m % R);
        assertTrue(verifier.verify(key.x, key.y, m % R, e, s), "signed");
        assertTrue(!verifier.verify(key.x, key.y, addmod(m, 1, R), e, s), "another message");
        assertTrue(!verifier.verify(R - key.x, key.y, m % R, e, s), "the opposite key");
    }

    /// forge-config: default.fuzz.runs = 16
    function testFuzz_verify_anyScalars_equalsPlainTwin(uint128 e, uint256 s) external view {
        assertTrue(
            verifier.verify(AX, AY, 1, e, s % L) == PlainJubjub.verify(PlainJubjub.Point(AX, AY), 1, e, s % L), "twin"
        );
    }

    /// forge-config: default.fuzz.runs = 4
    function testFuzz_verify_identityAsCommitment_equalsPlainTwin(uint256 a) external view {
        // s = e·a reaches R = O: only the key's owner can, and the equation has no exception for it.
        (PlainJubjub.Point memory key, uint256 e, uint256 s) = PlainJubjub.sign(bound(a, 1, L - 1), 0, 1);
        assertTrue(verifier.verify(key.x, key.y, 1, e, s), "identity");
    }

    function test_verify_oneBitChanged_refuses() external view {
        for (uint256 bit = 0; bit < 256; bit++) {
            assertTrue(!verifier.verify(AX, AY, 1, E ^ (1 << bit), S), "e");
            assertTrue(!verifier.verify(AX, AY, 1, E, S ^ (1 << bit)), "s");
        }
        for (uint256 bit = 0; bit < 256; bit += 17) {
            assertTrue(!verifier.verify(AX ^ (1 << bit), AY, 1, E, S), "A.x");
            assertTrue(!verifier.verify(AX, AY ^ (1 << bit), 1, E, S), "A.y");
            assertTrue(!verifier.verify(AX, AY, 1 ^ (1 << bit), E, S), "m");
        }
    }

    function test_verify_aliasedWords_refuses() external view {
        assertTrue(!verifier.verify(AX, AY, 1, E, S + L), "s + order");
        assertTrue(!verifier.verify(AX, AY, 1, E, L), "s = order");
        assertTrue(!verifier.verify(AX, AY, 1, E + (1 << 128), S), "e + 2^128");
        assertTrue(!verifier.verify(AX + R, AY, 1, E, S), "A.x + r");
        assertTrue(!verifier.verify(AX, AY + R, 1, E, S), "A.y + r");
        assertTrue(!verifier.verify(AX, AY, 1 + R, E, S), "m + r");
        assertTrue(!verifier.verify(AX, AY, 1, S, E), "swapped");
        assertTrue(!verifier.verify(AY, AX, 1, E, S), "key swapped");
    }

    function testFuzz_verify_nullKey_refuses(uint256 m, uint128 e, uint256 s) external view {
        assertTrue(!verifier.verify(0, 0, m % R, e, s % L), "null key");
    }

    function test_verify_zeroSignature_refuses() external view {
        assertTrue(!verifier.verify(AX, AY, 1, 0, 0), "zero");
    }
}
