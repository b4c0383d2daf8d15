// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What a quorum of auditors says about a rollup's token, kept on-chain: is it backed, and what is a claim on it worth.
/// @dev Immutable, without an owner: the signers and their threshold are fixed at deployment. It lives on the chain whose blocks the reports
/// name. Spec: docs/spec/oracle.md. Basis points are of 10,000.
interface ISolvencyOracle {
    /// @notice One auditor's report, or what is published of several.
    /// @param asOfL1Block The base-layer block of the cut: escrow and liabilities are those of this block.
    /// @param asOfTime That block's time.
    /// @param regime 0 GREEN, 1 AMBER, 2 RED, 3 BLACK.
    /// @param coverageBps Escrow over liabilities, rounded down, at most 65,535. A shortfall within the model's tolerance counts as none.
    /// @param haircutBps What a lender takes off the spot price before lending against a claim, coverage included; rounded up.
    /// @param collateralFactorBps The share of the spot price that may be borrowed at the most; rounded down.
    /// @param imAddOnBps What is added to the initial margin of a notional settled in claims; rounded up.
    /// @param discountBps What a claim is worth less than spot, coverage included; rounded up.
    /// @param exitP50 Seconds that half of the exits take at the most.
    /// @param exitP95 Seconds that 95 of 100 exits take at the most.
    /// @param lambdaMicro Hazard of a loss, in millionths per year.
    /// @param lgdBps Loss given a loss event.
    /// @param sequencerDownSince The base layer's time from which on the auditors call the rollup's sequencer down, at most `asOfTime`; 0 while it is up.
    /// @param paramsId The hash of the model's parameter document.
    /// @param evidenceRoot The Merkle root over the facts behind the numbers; zero when the auditors have no common one.
    struct Report {
        uint64 asOfL1Block;
        uint64 asOfTime;
        uint8 regime;
        uint16 coverageBps;
        uint16 haircutBps;
        uint16 collateralFactorBps;
        uint16 imAddOnBps;
        uint16 discountBps;
        uint32 exitP50;
        uint32 exitP95;
        uint32 lambdaMicro;
        uint16 lgdBps;
        uint64 sequencerDownSince;
        bytes32 paramsId;
        bytes32 evidenceRoot;
    }

    /// @notice The signers are not ascending, not one to 32, or the threshold is not more than half of them and at most all.
    error InvalidQuorum(uint256 signers, uint256 threshold);

    /// @notice A limit on age that would make every report stale.
    error InvalidStaleness(uint64 maxStaleness);

    error TooFewSignatures(uint256 given, uint256 threshold);
    error ReportsAndSignaturesDiffer(uint256 reports, uint256 signatures);

    /// @notice Made by somebody else, or for another chain, contract, rollup, token or report.
    error NotASigner(address recovered);

    /// @notice Signers come in ascending order, each once.
    error SignersNotAscending(address previous, address signer);

    /// @notice A field of a report is outside its range, or contradicts another.
    error OutOfRange(bytes32 field, uint256 value);

    /// @notice The reports are not about the same block, or not made with the same parameters.
    error CutsDiffer(uint256 index);

    /// @notice There is a report of this block or of a later one.
    error BlockNotNewer(uint64 asOfL1Block, uint64 latest);

    /// @notice A report of a block that is not there yet.
    error BlockInFuture(uint64 asOfL1Block, uint64 asOfTime);

    /// @notice Too old to say anything.
    error ReportStale(uint64 asOfTime, uint64 maxStaleness);

    /// @notice A report was published: after the median and the limits on moves.
    event ReportPublished(bytes32 indexed chainKey, address indexed asset, uint64 seq, Report r);

    /// @notice The published regime changed. `reason` is the report's evidence root.
    event RegimeChanged(bytes32 indexed chainKey, uint8 from, uint8 to, bytes32 reason);

    /// @notice Auditors of one submission did not say the same.
    event AuditorsDisagreed(bytes32 indexed chainKey, address indexed asset, uint64 seq);

    /// @notice What holds now: the published report, or once it is older than `maxStaleness`, or when there is none, the worst case.
    /// @dev The worst case is RED (BLACK stays BLACK), no coverage, whole haircut and discount, no collateral factor, the longest exits, and a sequencer
    /// that was down for ever (since second 1).
    /// @return report The answer.
    /// @return seq How many reports have been published; 0 is none.
    function latest(bytes32 chainKey, address asset) external view returns (Report memory report, uint64 seq);

    /// @notice The last published report, whatever its age.
    /// @dev Warning: check `isStale`. For those who must know what was said last, not what holds now.
    function published(bytes32 chainKey, address asset) external view returns (Report memory report, uint64 seq);

    /// @notice Whether there is no report, or the last one is older than `maxStaleness`.
    function isStale(bytes32 chainKey, address asset) external view returns (bool);

    /// @notice Whether the token is fully covered as of a fresh report, in a regime better than BLACK.
    function isBacked(bytes32 chainKey, address asset) external view returns (bool);

    /// @notice Whether reports are fresh and the regime is GREEN or AMBER, and since when it is so or not so.
    /// @return isUp Fresh, and better than RED.
    /// @return since The time of the last change; 0 when there has never been a report.
    function status(bytes32 chainKey, address asset) external view returns (bool isUp, uint64 since);

    /// @notice Whether reports are fresh and say that the sequencer is up, and since when it is so or not so. Apart from the regime: RED and BLACK leave it up.
    /// @dev Up counts from the block that brought the report, so no auditor shortens anybody's grace period; down from the reports' own time, from which
    /// the answer never goes back before its last change; silence from the second in which the last report became stale.
    /// @return isUp Fresh, and not reported down.
    /// @return since The time of the last change; 0 when there has never been a report.
    function sequencerStatus(bytes32 chainKey, address asset) external view returns (bool isUp, uint64 since);

    /// @notice Publishes one report that at least `threshold` auditors signed. Anyone may bring it.
    /// @param sigs r, s, v of each, in ascending order of the signers' addresses.
    function submit(bytes32 chainKey, address asset, Report calldata r, bytes[] calldata sigs) external;

    /// @notice Publishes the median, field by field, of reports that each a different auditor signed. Anyone may bring them.
    /// @dev Of an even number the more protective middle one. All are of one block and one parameter document; whoever submits leaves
    /// others out. Warning: fewer than half of them may lie without moving a field beyond what an honest one said.
    /// @param reports In ascending order of the signers' addresses.
    /// @param sigs `sigs[i]` signs `reports[i]`.
    function submitEach(bytes32 chainKey, address asset, Report[] calldata reports, bytes[] calldata sigs) external;

    /// @notice What an auditor signs (EIP-712).
    function digest(bytes32 chainKey, address asset, Report calldata r) external view returns (bytes32);

    function threshold() external view returns (uint256);

    /// @notice Seconds after which a report stops to count.
    function maxStaleness() external view returns (uint64);

    function isSigner(address account) external view returns (bool);
}
