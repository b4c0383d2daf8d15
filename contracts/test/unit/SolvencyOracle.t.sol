// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {EcdsaSignature} from "../../src/libraries/EcdsaSignature.sol";
import {SolvencyOracle} from "../../src/solvency/SolvencyOracle.sol";
import {Auditors} from "../utils/Auditors.sol";

/// @notice Who may publish, and what is accepted.
contract SolvencyOracleTest is Auditors {
    /* DEPLOYMENT */

    function test_constructor_withUnsortedOrDoubledOrZeroSigners_reverts() public {
        address[] memory all = signers(3);
        (all[0], all[1]) = (all[1], all[0]);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.SignersNotAscending.selector, all[0], all[1]));
        new SolvencyOracle(all, 2, STALE);
        (all[0], all[1]) = (all[1], all[1]);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.SignersNotAscending.selector, all[1], all[1]));
        new SolvencyOracle(all, 2, STALE);
        all[0] = address(0);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.SignersNotAscending.selector, address(0), address(0)));
        new SolvencyOracle(all, 2, STALE);
    }

    function test_constructor_withAThresholdOfHalfOrLessOrTooMany_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.InvalidQuorum.selector, 4, 2));
        new SolvencyOracle(signers(4), 2, STALE);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.InvalidQuorum.selector, 4, 5));
        new SolvencyOracle(signers(4), 5, STALE);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.InvalidQuorum.selector, 0, 0));
        new SolvencyOracle(signers(0), 0, STALE);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.InvalidQuorum.selector, 33, 17));
        new SolvencyOracle(new address[](33), 17, STALE);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.InvalidStaleness.selector, uint64(0)));
        new SolvencyOracle(signers(4), 3, 0);
    }

    /* ONE REPORT */

    function test_submit_byThreeOfFive_succeeds() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        vm.expectEmit(address(oracle));
        emit ISolvencyOracle.ReportPublished(CHAIN, ASSET, 1, r);
        vm.expectEmit(address(oracle));
        emit ISolvencyOracle.RegimeChanged(CHAIN, RED, GREEN, r.evidenceRoot);
        oracle.submit(CHAIN, ASSET, r, sigs);
        vm.snapshotGasLastCall("SolvencyOracle", "submit, first, 3 signatures");
        (ISolvencyOracle.Report memory answer, uint64 seq) = oracle.latest(CHAIN, ASSET);
        assertEq(keccak256(abi.encode(answer)), keccak256(abi.encode(r)));
        assertEq(seq, 1);
        assertTrue(oracle.isBacked(CHAIN, ASSET), "backed");
        assertTrue(!oracle.isBacked(CHAIN, address(1)), "of another token nothing is known");
        assertTrue(!oracle.isBacked(keccak256("another"), ASSET), "of another rollup nothing is known");
    }

    function test_submit_again_costsLess() public {
        publish(green());
        pass(12);
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        oracle.submit(CHAIN, ASSET, r, sigs);
        vm.snapshotGasLastCall("SolvencyOracle", "submit, next, 3 signatures");
    }

    /// @custom:invariant iORC-001
    function test_submit_withTooFewSignatures_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(2, r);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.TooFewSignatures.selector, 2, 3));
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    /// @custom:invariant iORC-001
    function test_submit_withOneSignatureTwice_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        sigs[2] = sigs[1];
        vm.expectRevert(
            abi.encodeWithSelector(ISolvencyOracle.SignersNotAscending.selector, vm.addr(keys[1]), vm.addr(keys[1]))
        );
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    function test_submit_withSignersOutOfOrder_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        (sigs[0], sigs[1]) = (sigs[1], sigs[0]);
        vm.expectRevert(
            abi.encodeWithSelector(ISolvencyOracle.SignersNotAscending.selector, vm.addr(keys[1]), vm.addr(keys[0]))
        );
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    function test_submit_byAStranger_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        sigs[2] = signature(77, r);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.NotASigner.selector, vm.addr(77)));
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    /// @notice The same point with s' = n - s and the other parity recovers to the same signer: one form only is accepted.
    function test_submit_withAHighS_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        (uint8 v, bytes32 rr, bytes32 s) = vm.sign(keys[0], oracle.digest(CHAIN, ASSET, r));
        sigs[0] = abi.encodePacked(rr, bytes32(SECP256K1_ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        vm.expectRevert(abi.encodeWithSelector(EcdsaSignature.InvalidSignature.selector, 0));
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    function test_submit_withABrokenSignature_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        bytes memory good = sigs[1];
        for (uint256 i = 0; i < 5; i++) {
            if (i == 0) sigs[1] = "";
            if (i == 1) sigs[1] = abi.encodePacked(good, uint8(0));
            if (i == 2) sigs[1] = _withByte(good, 64, 0);
            if (i == 3) sigs[1] = _withByte(good, 64, 29);
            if (i == 4) sigs[1] = abi.encodePacked(bytes32(0), bytes32(uint256(1)), uint8(27)); // recovers to nobody
            vm.expectRevert(abi.encodeWithSelector(EcdsaSignature.InvalidSignature.selector, 1));
            oracle.submit(CHAIN, ASSET, r, sigs);
        }
    }

    /// @custom:invariant iORC-001
    function testFuzz_submit_withOneBitOfASignatureChanged_reverts(uint256 bit) public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        bit = bound(bit, 0, 65 * 8 - 1);
        sigs[1] = _withByte(sigs[1], bit / 8, uint8(sigs[1][bit / 8]) ^ uint8(1 << (bit % 8)));
        _expectRefused(CHAIN, ASSET, r, sigs);
    }

    /// @custom:invariant iORC-001
    function test_submit_onAnotherChainOrContractOrForAnotherRollupOrToken_reverts() public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        _expectRefused(keccak256("another"), ASSET, r, sigs);
        _expectRefused(CHAIN, address(1), r, sigs);
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        _expectRefused(CHAIN, ASSET, r, sigs);
        vm.chainId(here);
        SolvencyOracle first = oracle;
        oracle = new SolvencyOracle(signers(5), 3, STALE);
        _expectRefused(CHAIN, ASSET, r, sigs);
        oracle = first;
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    /// @custom:invariant iORC-001
    function testFuzz_submit_ofAReportThatWasNotSigned_reverts(uint256 field) public {
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        field = bound(field, 0, 14);
        if (field == 0) r.asOfL1Block--;
        if (field == 1) r.asOfTime--;
        if (field == 2) r.regime++;
        if (field == 3) r.coverageBps++;
        if (field == 4) r.haircutBps++;
        if (field == 5) r.collateralFactorBps--;
        if (field == 6) r.imAddOnBps--;
        if (field == 7) r.discountBps++;
        if (field == 8) r.exitP50--;
        if (field == 9) r.exitP95++;
        if (field == 10) r.lambdaMicro--;
        if (field == 11) r.lgdBps--;
        if (field == 12) r.paramsId = keccak256("other");
        if (field == 13) r.evidenceRoot = 0;
        if (field == 14) r.sequencerDownSince = r.asOfTime;
        _expectRefused(CHAIN, ASSET, r, sigs);
    }

    /// @custom:invariant iORC-001
    function test_submit_ofTheSameOrAnEarlierBlock_reverts() public {
        ISolvencyOracle.Report memory old = green();
        old.asOfL1Block--;
        ISolvencyOracle.Report memory r = green();
        publish(r);
        bytes[] memory sigs = signatures(3, r);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.BlockNotNewer.selector, r.asOfL1Block, r.asOfL1Block));
        oracle.submit(CHAIN, ASSET, r, sigs);
        sigs = signatures(3, old);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.BlockNotNewer.selector, old.asOfL1Block, r.asOfL1Block));
        oracle.submit(CHAIN, ASSET, old, sigs);
        pass(0);
        r = green();
        r.asOfTime -= 1;
        sigs = signatures(3, r);
        vm.expectRevert(
            abi.encodeWithSelector(ISolvencyOracle.BlockNotNewer.selector, r.asOfL1Block, r.asOfL1Block - 1)
        );
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    function test_submit_ofABlockThatIsNotThereYet_reverts() public {
        ISolvencyOracle.Report memory r = green();
        r.asOfL1Block = uint64(block.number);
        _expectInFuture(r);
        r = green();
        r.asOfTime = uint64(block.timestamp + 1);
        _expectInFuture(r);
    }

    function test_submit_ofAStaleReport_reverts() public {
        ISolvencyOracle.Report memory r = green();
        pass(STALE + 1);
        bytes[] memory sigs = signatures(3, r);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.ReportStale.selector, r.asOfTime, STALE));
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    function test_submit_ofValuesOutOfRange_reverts() public {
        ISolvencyOracle.Report memory r = green();
        r.regime = 4;
        _expectOutOfRange(r, "regime", 4);
        r = green();
        r.haircutBps = 10_001;
        _expectOutOfRange(r, "haircutBps", 10_001);
        r = green();
        r.coverageBps = 9_234; // a haircut of 765 would value the claim above its cover
        _expectOutOfRange(r, "haircutBps", 765);
        r.haircutBps = 766;
        r.collateralFactorBps = 9_234;
        _expectOutOfRange(r, "discountBps", 69);
        r = green();
        r.collateralFactorBps = 9_236;
        _expectOutOfRange(r, "collateralFactorBps", 9_236);
        r = green();
        r.imAddOnBps = 10_001;
        _expectOutOfRange(r, "imAddOnBps", 10_001);
        r = green();
        r.discountBps = 10_001;
        _expectOutOfRange(r, "discountBps", 10_001);
        r = green();
        r.exitP50 = r.exitP95 + 1;
        _expectOutOfRange(r, "exitP50", r.exitP50);
        r = green();
        r.lgdBps = 10_001;
        _expectOutOfRange(r, "lgdBps", 10_001);
        r = green();
        r.sequencerDownSince = r.asOfTime + 1;
        _expectOutOfRange(r, "sequencerDownSince", r.asOfTime + 1);
        r.sequencerDownSince = type(uint64).max;
        _expectOutOfRange(r, "sequencerDownSince", type(uint64).max);
        r = green();
        r.paramsId = 0;
        _expectOutOfRange(r, "paramsId", 0);
    }

    function _expectInFuture(ISolvencyOracle.Report memory r) private {
        bytes[] memory sigs = signatures(3, r);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.BlockInFuture.selector, r.asOfL1Block, r.asOfTime));
        oracle.submit(CHAIN, ASSET, r, sigs);
    }

    function _expectOutOfRange(ISolvencyOracle.Report memory r, bytes32 field, uint256 value) private {
        bytes[] memory sigs = signatures(3, r);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.OutOfRange.selector, field, value));
        oracle.submit(CHAIN, ASSET, r, sigs);
        ISolvencyOracle.Report[] memory each = new ISolvencyOracle.Report[](3);
        (each[0], each[1], each[2]) = (green(), green(), r);
        sigs = signatures(each);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.OutOfRange.selector, field, value));
        oracle.submitEach(CHAIN, ASSET, each, sigs);
    }

    /// @dev Whom a changed message recovers to is anybody: a stranger, or nobody.
    function _expectRefused(bytes32 chain, address asset, ISolvencyOracle.Report memory r, bytes[] memory sigs)
        private
    {
        try oracle.submit(chain, asset, r, sigs) {
            assertTrue(false, "a report that was not signed is refused");
        } catch (bytes memory reason) {
            bytes4 selector = bytes4(reason);
            assertTrue(
                selector == ISolvencyOracle.NotASigner.selector || selector == EcdsaSignature.InvalidSignature.selector,
                "refused for its signature"
            );
        }
    }

    function _withByte(bytes memory data, uint256 place, uint8 value) private pure returns (bytes memory copy) {
        copy = bytes.concat(data);
        copy[place] = bytes1(value);
    }
}
