// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {SolvencyOracle} from "../../src/solvency/SolvencyOracle.sol";
import {Test} from "./Test.sol";

/// @notice Five auditors in the order of their addresses, and what they say of one token of one rollup.
abstract contract Auditors is Test {
    bytes32 internal constant CHAIN = keccak256("rollup");
    address internal constant ASSET = address(0xa55e7);
    uint64 internal constant STALE = 1 hours;
    uint256 internal constant SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    uint8 internal constant GREEN = 0;
    uint8 internal constant AMBER = 1;
    uint8 internal constant RED = 2;
    uint8 internal constant BLACK = 3;

    uint256[] internal keys;
    SolvencyOracle internal oracle;

    constructor() {
        for (uint256 key = 1; key <= 5; key++) {
            keys.push(key);
            for (uint256 i = keys.length - 1; i > 0 && vm.addr(keys[i - 1]) > vm.addr(keys[i]); i--) {
                (keys[i - 1], keys[i]) = (keys[i], keys[i - 1]);
            }
        }
        vm.warp(1_800_000_000);
        vm.roll(25_000_000);
        oracle = new SolvencyOracle(signers(5), 3, STALE);
    }

    function signers(uint256 count) internal view returns (address[] memory all) {
        all = new address[](count);
        for (uint256 i = 0; i < count; i++) {
            all[i] = vm.addr(keys[i]);
        }
    }

    /// @notice A quiet day, as of the block before this one.
    function green() internal view returns (ISolvencyOracle.Report memory) {
        return ISolvencyOracle.Report({
            asOfL1Block: uint64(block.number - 1),
            asOfTime: uint64(block.timestamp),
            regime: GREEN,
            coverageBps: 10_000,
            haircutBps: 765,
            collateralFactorBps: 8_595,
            imAddOnBps: 120,
            discountBps: 69,
            exitP50: 75_600,
            exitP95: 90_000,
            lambdaMicro: 5_000,
            lgdBps: 8_500,
            sequencerDownSince: 0,
            paramsId: keccak256("params"),
            evidenceRoot: keccak256("evidence")
        });
    }

    function signature(uint256 key, ISolvencyOracle.Report memory r) internal view returns (bytes memory) {
        (uint8 v, bytes32 rr, bytes32 s) = vm.sign(key, oracle.digest(CHAIN, ASSET, r));
        return abi.encodePacked(rr, s, v);
    }

    /// @notice The first `count` auditors sign one report.
    function signatures(uint256 count, ISolvencyOracle.Report memory r) internal view returns (bytes[] memory sigs) {
        sigs = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            sigs[i] = signature(keys[i], r);
        }
    }

    /// @notice Auditor i signs report i.
    function signatures(ISolvencyOracle.Report[] memory reports) internal view returns (bytes[] memory sigs) {
        sigs = new bytes[](reports.length);
        for (uint256 i = 0; i < reports.length; i++) {
            sigs[i] = signature(keys[i], reports[i]);
        }
    }

    function publish(ISolvencyOracle.Report memory r) internal {
        oracle.submit(CHAIN, ASSET, r, signatures(3, r));
    }

    /// @notice One block and `time` later.
    function pass(uint256 time) internal {
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + time);
    }

    function latest() internal view returns (ISolvencyOracle.Report memory r) {
        (r,) = oracle.latest(CHAIN, ASSET);
    }
}
