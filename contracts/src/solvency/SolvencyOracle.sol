// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {EcdsaSignature} from "../libraries/EcdsaSignature.sol";
import {ReportMedian} from "./ReportMedian.sol";
import {ReportMoves} from "./ReportMoves.sol";
import {ReportRange} from "./ReportRange.sol";
import {StatusClocks} from "./StatusClocks.sol";

/// @notice The auditors' reports, see `ISolvencyOracle`.
contract SolvencyOracle is ISolvencyOracle {
    using EcdsaSignature for bytes32;
    using ReportMoves for ReportMoves.State;
    using ReportRange for Report;
    using StatusClocks for ReportMoves.State;

    uint256 private constant MOST_SIGNERS = 32;
    uint16 private constant FULL_COVERAGE = 10_000;

    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "SolvencyReport(bytes32 chainKey,address asset,uint64 asOfL1Block,uint64 asOfTime,uint8 regime,uint16 coverageBps,uint16 haircutBps,uint16 collateralFactorBps,uint16 imAddOnBps,uint16 discountBps,uint32 exitP50,uint32 exitP95,uint32 lambdaMicro,uint16 lgdBps,uint64 sequencerDownSince,bytes32 paramsId,bytes32 evidenceRoot)"
    );

    /// @inheritdoc ISolvencyOracle
    uint256 public immutable threshold;
    /// @inheritdoc ISolvencyOracle
    uint64 public immutable maxStaleness;
    /// @inheritdoc ISolvencyOracle
    mapping(address account => bool) public isSigner;

    mapping(bytes32 chainKey => mapping(address asset => ReportMoves.State)) private _states;

    constructor(address[] memory signers, uint256 threshold_, uint64 maxStaleness_) {
        uint256 count = signers.length;
        if (count > MOST_SIGNERS || threshold_ > count || 2 * threshold_ <= count) {
            revert InvalidQuorum(count, threshold_);
        }
        if (maxStaleness_ == 0 || maxStaleness_ > type(uint32).max) revert InvalidStaleness(maxStaleness_);
        address previous = address(0);
        for (uint256 i = 0; i < count; i++) {
            if (signers[i] <= previous) revert SignersNotAscending(previous, signers[i]);
            previous = signers[i];
            isSigner[previous] = true;
        }
        threshold = threshold_;
        maxStaleness = maxStaleness_;
    }

    /* REPORTING */

    /// @inheritdoc ISolvencyOracle
    function submit(bytes32 chainKey, address asset, Report calldata r, bytes[] calldata sigs) external {
        _requireThreshold(sigs.length);
        ReportRange.check(r);
        bytes32 hash = digest(chainKey, asset, r);
        address previous = address(0);
        for (uint256 i = 0; i < sigs.length; i++) {
            previous = _signerAfter(previous, hash, sigs[i], i);
        }
        _publish(chainKey, asset, r, false);
    }

    /// @inheritdoc ISolvencyOracle
    function submitEach(bytes32 chainKey, address asset, Report[] calldata reports, bytes[] calldata sigs) external {
        _requireThreshold(sigs.length);
        if (reports.length != sigs.length) revert ReportsAndSignaturesDiffer(reports.length, sigs.length);
        address previous = address(0);
        bytes32 first = 0;
        bool disagreed = false;
        for (uint256 i = 0; i < sigs.length; i++) {
            ReportRange.check(reports[i]);
            bytes32 hash = digest(chainKey, asset, reports[i]);
            previous = _signerAfter(previous, hash, sigs[i], i);
            if (i == 0) first = hash;
            if (hash != first) disagreed = true;
        }
        _publish(chainKey, asset, ReportMedian.median(reports), disagreed);
    }

    /* READING */

    /// @inheritdoc ISolvencyOracle
    function latest(bytes32 chainKey, address asset) external view returns (Report memory report, uint64 seq) {
        ReportMoves.State storage state = _states[chainKey][asset];
        (report, seq) = (state.report, state.seq);
        if (_isStale(state)) report.worsen();
    }

    /// @inheritdoc ISolvencyOracle
    function published(bytes32 chainKey, address asset) external view returns (Report memory report, uint64 seq) {
        ReportMoves.State storage state = _states[chainKey][asset];
        return (state.report, state.seq);
    }

    /// @inheritdoc ISolvencyOracle
    function isStale(bytes32 chainKey, address asset) external view returns (bool) {
        return _isStale(_states[chainKey][asset]);
    }

    /// @inheritdoc ISolvencyOracle
    function isBacked(bytes32 chainKey, address asset) external view returns (bool) {
        ReportMoves.State storage state = _states[chainKey][asset];
        return !_isStale(state) && state.report.coverageBps >= FULL_COVERAGE && state.report.regime < ReportRange.BLACK;
    }

    /// @inheritdoc ISolvencyOracle
    function status(bytes32 chainKey, address asset) external view returns (bool isUp, uint64 since) {
        ReportMoves.State storage state = _states[chainKey][asset];
        return _orSilent(state, state.seq != 0 && state.report.regime < ReportRange.RED, state.statusSince);
    }

    /// @inheritdoc ISolvencyOracle
    function sequencerStatus(bytes32 chainKey, address asset) external view returns (bool isUp, uint64 since) {
        ReportMoves.State storage state = _states[chainKey][asset];
        return _orSilent(state, state.seq != 0 && state.report.sequencerDownSince == 0, state.sequencerSince);
    }

    /// @inheritdoc ISolvencyOracle
    function digest(bytes32 chainKey, address asset, Report calldata r) public view returns (bytes32) {
        // The chain is asked each time: after a fork, signatures of one side are void on the other.
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH, keccak256("Plimsoll SolvencyOracle"), keccak256("1"), block.chainid, address(this)
            )
        );
        return
            keccak256(abi.encodePacked(hex"1901", domain, keccak256(abi.encode(REPORT_TYPEHASH, chainKey, asset, r))));
    }

    /* INTERNAL */

    function _publish(bytes32 chainKey, address asset, Report memory r, bool disagreed) private {
        ReportMoves.State memory state = _states[chainKey][asset];
        if (r.asOfL1Block <= state.report.asOfL1Block || r.asOfTime < state.report.asOfTime) {
            revert BlockNotNewer(r.asOfL1Block, state.report.asOfL1Block);
        }
        // The block that this runs in has no state to report on yet.
        if (r.asOfL1Block >= block.number || r.asOfTime > block.timestamp) {
            revert BlockInFuture(r.asOfL1Block, r.asOfTime);
        }
        if (block.timestamp > uint256(r.asOfTime) + maxStaleness) revert ReportStale(r.asOfTime, maxStaleness);

        bool silent = _isStale(_states[chainKey][asset]);
        uint8 from = state.seq == 0 ? ReportRange.RED : state.report.regime;
        state.limit(r, silent);
        state.follow(r, silent, _staleFrom(_states[chainKey][asset]));
        state.report = r;
        state.seq++;
        _states[chainKey][asset] = state;

        emit ReportPublished(chainKey, asset, state.seq, r);
        if (r.regime != from) emit RegimeChanged(chainKey, from, r.regime, r.evidenceRoot);
        if (disagreed) emit AuditorsDisagreed(chainKey, asset, state.seq);
    }

    function _requireThreshold(uint256 given) private view {
        if (given < threshold) revert TooFewSignatures(given, threshold);
    }

    function _signerAfter(address previous, bytes32 hash, bytes calldata sig, uint256 index)
        private
        view
        returns (address signer)
    {
        signer = hash.recover(sig, index);
        if (!isSigner[signer]) revert NotASigner(signer);
        if (signer <= previous) revert SignersNotAscending(previous, signer);
    }

    function _isStale(ReportMoves.State storage state) private view returns (bool) {
        return state.seq == 0 || block.timestamp >= _staleFrom(state);
    }

    /// @dev What is said to be up is down from the moment on from which nobody says so.
    function _orSilent(ReportMoves.State storage state, bool isUp, uint64 since) private view returns (bool, uint64) {
        return isUp && _isStale(state) ? (false, _staleFrom(state)) : (isUp, since);
    }

    /// @dev The first second at which the report is older than allowed.
    function _staleFrom(ReportMoves.State storage state) private view returns (uint64) {
        return state.report.asOfTime + maxStaleness + 1;
    }
}
