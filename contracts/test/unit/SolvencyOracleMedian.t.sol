// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {Auditors} from "../utils/Auditors.sol";

/// @notice Several auditors who do not say the same.
contract SolvencyOracleMedianTest is Auditors {
    function test_submitEach_ofThreeEqualReports_succeeds() public {
        ISolvencyOracle.Report[] memory reports = _equal(3);
        bytes[] memory sigs = signatures(reports);
        oracle.submitEach(CHAIN, ASSET, reports, sigs);
        vm.snapshotGasLastCall("SolvencyOracle", "submitEach, first, 3 reports");
        assertEq(keccak256(abi.encode(latest())), keccak256(abi.encode(green())));
    }

    /// @custom:invariant iORC-002
    function testFuzz_submitEach_withOneLiarOfThree_staysBetweenTheHonest(uint256 seed, bool high) public {
        ISolvencyOracle.Report[] memory reports = _equal(3);
        uint256 liar = seed % 3;
        (uint256 a, uint256 b) = ((liar + 1) % 3, (liar + 2) % 3);
        reports[a].haircutBps = 800;
        reports[b].haircutBps = 900;
        (reports[a].coverageBps, reports[b].coverageBps) = (10_000, 9_990);
        reports[a].evidenceRoot = reports[b].evidenceRoot = keccak256("facts");
        reports[liar] = high ? _best() : _worst();
        reports[liar].evidenceRoot = keccak256("lie");
        vm.expectEmit(address(oracle));
        emit ISolvencyOracle.AuditorsDisagreed(CHAIN, ASSET, 1);
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        ISolvencyOracle.Report memory r = latest();
        assertEq(r.haircutBps, high ? 800 : 900);
        assertEq(r.coverageBps, high ? 10_000 : 9_990);
        assertEq(r.regime, GREEN);
        assertEq(r.lgdBps, 8_500);
        assertEq(r.sequencerDownSince, 0);
        assertEq(r.evidenceRoot, keccak256("facts"));
    }

    /// @custom:invariant iORC-002
    function test_submitEach_ofAnEvenNumber_takesTheMoreProtectiveMiddle() public {
        ISolvencyOracle.Report[] memory reports = _equal(4);
        (reports[2], reports[3]) = (_best(), _best());
        reports[2].evidenceRoot = reports[3].evidenceRoot = keccak256("other facts");
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        assertEq(latest().haircutBps, 765);
        assertEq(latest().coverageBps, 10_000);
        assertEq(latest().collateralFactorBps, 8_595);
        assertEq(latest().evidenceRoot, 0);
        pass(12);
        reports = _equal(4);
        (reports[0], reports[1]) = (_worst(), _worst());
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        assertEq(latest().haircutBps, 10_000);
        assertEq(latest().coverageBps, 0);
        assertEq(latest().regime, BLACK);
        assertEq(latest().sequencerDownSince, 1);
    }

    /// @custom:invariant iORC-002
    function testFuzz_submitEach_isTheMedianOfEachField(uint16[5] memory haircuts, uint8[5] memory regimes) public {
        ISolvencyOracle.Report[] memory reports = _equal(5);
        for (uint256 i = 0; i < 5; i++) {
            reports[i].haircutBps = haircuts[i] = uint16(bound(haircuts[i], 0, 10_000));
            reports[i].regime = regimes[i] = regimes[i] % 4;
            reports[i].collateralFactorBps = 10_000 - reports[i].haircutBps;
            reports[i].exitP50 = haircuts[i];
            reports[i].exitP95 = 20_000 + uint32(haircuts[i]);
        }
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        ISolvencyOracle.Report memory r = latest();
        uint256 milder;
        uint256 stricter;
        uint256 better;
        uint256 worse;
        for (uint256 i = 0; i < 5; i++) {
            if (haircuts[i] < r.haircutBps) milder++;
            if (haircuts[i] > r.haircutBps) stricter++;
            if (regimes[i] < r.regime) better++;
            if (regimes[i] > r.regime) worse++;
        }
        assertTrue(milder <= 2 && stricter <= 2 && better <= 2 && worse <= 2, "as many on either side");
        assertEq(r.collateralFactorBps, 10_000 - r.haircutBps);
        assertEq(r.exitP95, 20_000 + uint256(r.exitP50));
    }

    /// @notice Most say whether it is down, and the time is between two of theirs; a tie is down.
    /// @custom:invariant iORC-002
    function testFuzz_submitEach_aboutTheSequencer_followsTheMajority(uint64[5] memory since, uint8 up, bool even)
        public
    {
        ISolvencyOracle.Report[] memory reports = _equal(even ? 4 : 5);
        uint256 down = 0;
        (uint64 first, uint64 last) = (type(uint64).max, 0);
        for (uint256 i = 0; i < reports.length; i++) {
            if (up & (1 << i) != 0) continue;
            since[i] = uint64(bound(since[i], 1, block.timestamp));
            reports[i].sequencerDownSince = since[i];
            down++;
            if (since[i] < first) first = since[i];
            if (since[i] > last) last = since[i];
        }
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        uint64 answer = latest().sequencerDownSince;
        assertTrue((answer != 0) == (2 * down >= reports.length), "down when half say so");
        if (answer != 0) assertTrue(answer >= first && answer <= last, "since a time that somebody named");
    }

    function test_submitEach_ofDownForLongerAndShorter_takesTheMiddle() public {
        ISolvencyOracle.Report[] memory reports = _equal(3);
        uint64 time = uint64(block.timestamp);
        (reports[0].sequencerDownSince, reports[1].sequencerDownSince) = (time - 50, time - 70);
        reports[2].sequencerDownSince = time - 60;
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        assertEq(latest().sequencerDownSince, time - 60);
        pass(12);
        reports = _equal(3);
        (reports[0].sequencerDownSince, reports[1].sequencerDownSince) = (time - 50, time - 70);
        oracle.submitEach(CHAIN, ASSET, reports, signatures(reports));
        assertEq(latest().sequencerDownSince, time - 50); // one says up: the milder of the two others
    }

    function test_submitEach_aboutDifferentBlocksOrTimesOrParameters_reverts() public {
        for (uint256 i = 0; i < 3; i++) {
            ISolvencyOracle.Report[] memory reports = _equal(3);
            if (i == 0) reports[2].asOfL1Block--;
            if (i == 1) reports[2].asOfTime--;
            if (i == 2) reports[2].paramsId = keccak256("other");
            bytes[] memory sigs = signatures(reports);
            vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.CutsDiffer.selector, 2));
            oracle.submitEach(CHAIN, ASSET, reports, sigs);
        }
    }

    function test_submitEach_withSignaturesOfOthersReports_reverts() public {
        ISolvencyOracle.Report[] memory reports = _equal(3);
        reports[0].haircutBps++;
        bytes[] memory sigs = signatures(reports);
        (reports[0], reports[1]) = (reports[1], reports[0]);
        try oracle.submitEach(CHAIN, ASSET, reports, sigs) {
            assertTrue(false, "each signs their own");
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == ISolvencyOracle.NotASigner.selector, "a signature of another report");
        }
    }

    function test_submitEach_withTooFewOrOneTwiceOrMoreReportsThanSignatures_reverts() public {
        ISolvencyOracle.Report[] memory reports = _equal(2);
        bytes[] memory sigs = signatures(reports);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.TooFewSignatures.selector, 2, 3));
        oracle.submitEach(CHAIN, ASSET, reports, sigs);
        reports = _equal(3);
        sigs = signatures(reports);
        sigs[1] = sigs[0];
        vm.expectRevert(
            abi.encodeWithSelector(ISolvencyOracle.SignersNotAscending.selector, vm.addr(keys[0]), vm.addr(keys[0]))
        );
        oracle.submitEach(CHAIN, ASSET, reports, sigs);
        reports = _equal(4);
        sigs = signatures(3, green());
        vm.expectRevert(abi.encodeWithSelector(ISolvencyOracle.ReportsAndSignaturesDiffer.selector, 4, 3));
        oracle.submitEach(CHAIN, ASSET, reports, sigs);
    }

    function _equal(uint256 count) private view returns (ISolvencyOracle.Report[] memory reports) {
        reports = new ISolvencyOracle.Report[](count);
        for (uint256 i = 0; i < count; i++) {
            reports[i] = green();
        }
    }

    function _best() private view returns (ISolvencyOracle.Report memory r) {
        r = green();
        (r.coverageBps, r.haircutBps, r.collateralFactorBps, r.discountBps) = (65_535, 0, 10_000, 0);
        (r.imAddOnBps, r.exitP50, r.exitP95, r.lambdaMicro, r.lgdBps) = (0, 0, 0, 0, 0);
    }

    function _worst() private view returns (ISolvencyOracle.Report memory r) {
        r = green();
        r.regime = BLACK;
        (r.coverageBps, r.haircutBps, r.collateralFactorBps, r.discountBps) = (0, 10_000, 0, 10_000);
        (r.imAddOnBps, r.lgdBps) = (10_000, 10_000);
        (r.exitP50, r.exitP95, r.lambdaMicro) = (type(uint32).max, type(uint32).max, type(uint32).max);
        r.sequencerDownSince = 1;
    }
}
