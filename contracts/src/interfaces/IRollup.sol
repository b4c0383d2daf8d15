// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKind, FraudProof} from "../types/FraudProof.sol";
import {Header} from "../types/Header.sol";
import {AccountLeaf} from "./IStateHasher.sol";

/// @notice One rollup on L1: its queue, its batches from committed to final or dropped, and the ways out.
/// @dev Immutable, without an owner. A mismatch with L1 (a reorg, lateness) reverts and never costs a bond. Everything names batches by header hash.
/// Spec: docs/spec/rollup.md.
interface IRollup {
    enum Status {
        Unknown,
        Committed,
        Final,
        Dropped
    }

    /// @notice An item of the queue as it was emitted; its number is where it stands.
    struct QueueItem {
        uint8 kind;
        address owner;
        uint8 token;
        uint32 from;
        uint32 to;
        uint128 amount;
        uint256 keyX;
        uint256 keyY;
    }

    /// @notice An account and what shows it under a state root.
    struct AccountProof {
        uint32 index;
        AccountLeaf account;
        uint256[] path;
        uint256 feeRoot;
        uint256 counters;
    }

    /// @notice Accounts of one state and what shows them together, see `IStateHasher.stateRootOfMany`.
    struct AccountsProof {
        uint32[] indices;
        AccountLeaf[] accounts;
        uint256[] siblings;
        uint256 feeRoot;
        uint256 counters;
    }

    /// @notice A reward that waits for reveals: whoever knew of the fault first gets it.
    /// @dev `rank` is the place among all announcements and drops; `collectableAt` in Unix seconds.
    struct Reward {
        address prover;
        uint96 amount;
        uint64 rank;
        uint64 collectableAt;
        FaultKind fault;
        uint32 slot;
    }

    error InvalidProfile(string field);
    error ZeroAddress();
    error NoSuchToken(uint8 token);
    error NotTheOwner(address sender, address owner);
    error EtherRefused(address recipient);

    error IndexOutOfRange(uint32 index);
    error AmountOutOfRange(uint256 amount);
    error InvalidKey(uint256 keyX, uint256 keyY);
    error TooManyDeposits(uint64 capacity);
    error QueueFull(uint256 open);
    error FeeTooLow(uint256 sent, uint256 fee);
    error NoSuchItem(uint64 number);
    error WrongItem(uint64 number);

    error WrongParent(bytes32 parentHash, bytes32 head);
    error RootNotCanonical(uint256 root);
    error SlotsOutOfRange(uint32 queueCount, uint32 slotCount);
    error WrongBlobCount(uint256 count, uint256 needed);
    error WrongBlob(uint256 index, bytes32 versionedHash, bytes32 inTransaction);
    error WrongQueueEnd(uint64 queueEnd, uint64 expected);
    error WrongQueueHash(uint256 queueHash, uint256 expected);
    error DueItemLeftOut(uint64 number);
    error BatchTimeOutOfRange(uint64 batchTime, uint64 parentTime, uint256 blockTime);
    error WrongSequenceEnd(uint64 sequenceEnd, uint64 expected);
    error NotTheCommitter(address sender, address committer);
    error NotTheSequencer(address sender);
    error WrongProfile(bytes32 profileId);
    error AlreadyCommitted(bytes32 headerHash);
    error NotPending(bytes32 headerHash);
    error NotTheOldest(bytes32 headerHash);
    error WindowOpen(bytes32 headerHash, uint256 until);
    error NotDisputable();

    error NotTheJudge(address sender);
    error VoteDoesNotCount(bytes32 headerHash, uint8 kind);
    error VotesMissing(bytes32 headerHash, uint8 votes);
    error VotesCanBeMet(bytes32 headerHash, uint8 votes);
    error DeadlineOpen(bytes32 headerHash, uint256 until);
    error NothingDisagrees(bytes32 headerHash);

    error BondTooLow(address committer, uint256 free, uint256 needed);
    error NoBondToRelease(bytes32 headerHash);
    error NoBetterRight(bytes32 headerHash, address sender);
    error NoReward(bytes32 headerHash);
    error RewardOpen(bytes32 headerHash, uint256 collectableAt);

    error NotFinalRoot(uint256 root);
    error WrongPathLength(uint256 length);
    error Frozen();
    error NotFrozen();
    error NothingOverdue();
    error FinaliseFirst(bytes32 headerHash);
    error BatchesPending(uint256 count);
    error AlreadyRefunded(uint64 number);

    event QueueItemAdded(uint64 indexed number, address indexed owner, QueueItem item, uint256 link);
    event BatchCommitted(bytes32 indexed headerHash, uint64 indexed height, Header header);
    event BatchFinalised(bytes32 indexed headerHash, uint64 indexed height, uint256 root);
    event BatchDropped(
        bytes32 indexed headerHash,
        uint64 indexed height,
        address indexed prover,
        FaultKind fault,
        uint32 slot,
        uint64 generation
    );
    event VoteRecorded(bytes32 indexed headerHash, uint8 indexed kind);
    event BatchUnproven(bytes32 indexed headerHash, uint64 indexed height, address indexed caller, uint64 generation);
    /// @notice ALARM: a proof says that the batch follows from its parent, and another that it does not. The rollup is frozen, at the parent if that
    /// still stood, and `root` is the parent's.
    event ProofsDisagree(bytes32 indexed headerHash, uint64 indexed height, uint256 root, uint64 generation);
    event RollupFrozen(address indexed caller, uint64 queueEnd);
    event Escaped(uint32 indexed index, address indexed owner, uint8 token, uint256 total, address recipient);
    event DepositRefunded(uint64 indexed number, address indexed owner, uint8 token, uint256 amount);
    event BondAdded(address indexed committer, uint256 amount);
    event BondWithdrawn(address indexed committer, uint256 amount);
    event BondReleased(address indexed committer, bytes32 indexed headerHash);
    event BondLost(address indexed committer, bytes32 indexed headerHash, uint256 burned, uint256 reward);
    event FraudAnnounced(address indexed sender, bytes32 indexed commitment);
    event RewardAssigned(bytes32 indexed headerHash, address indexed prover, uint256 amount, uint64 collectableAt);
    event RewardCollected(bytes32 indexed headerHash, address indexed prover, uint256 amount);

    /* QUEUE */

    /// @notice Brings money in, for any owner. It is never lost: it credits the hinted account if that fits, and else opens the next one.
    /// @param token The token's number; ETH and ERC-20s alike.
    /// @param amount What to take; what arrives is measured and counts.
    /// @param hint An account to credit if owner, token and key fit; any number.
    /// @param keyX Q of the owner's key, or zeros for none. Only the owner may name one.
    function deposit(uint8 token, uint256 amount, address owner, uint32 hint, uint256 keyX, uint256 keyY)
        external
        payable
        returns (uint64 number);

    /// @notice Queues a transfer without fee that no operator can leave out. Void if the sender does not own `from` then.
    function forceTransfer(uint32 from, uint32 to, uint128 amount) external payable returns (uint64 number);

    /// @notice Queues the exit of a whole balance.
    function forceExit(uint32 from) external payable returns (uint64 number);

    /// @notice Queues another key for an account.
    function forceKey(uint32 from, uint256 keyX, uint256 keyY) external payable returns (uint64 number);

    /// @notice What a forced operation costs now, in wei: the profile's fee for each forced item that waits, and once more. Burned; what is sent beyond it comes back.
    function forcedFee() external view returns (uint256);

    /// @notice How many items no batch of the head's chain has consumed.
    function openItems() external view returns (uint256 deposits, uint256 forced);

    function queueLength() external view returns (uint64);

    /// @notice The queue's hash chain after `number` items.
    function queueLink(uint64 number) external view returns (uint256);

    /// @notice When an item entered, in Unix seconds.
    function enqueuedAt(uint64 number) external view returns (uint64);

    /* BATCHES */

    /// @notice Puts a batch at the head. The transaction carries its blobs.
    /// @dev By the sequencer, or by anybody while an item is overdue or the profile names no sequencer; locks the sender's bond.
    /// A header is committed once: one that fell stays fallen, since its parent or itself was found at fault.
    function commit(Header calldata header) external;

    /// @notice Makes the oldest pending batch final when enough kinds of proof speak for it, and releases its bond unless it can still be disputed.
    function finalise(Header calldata header) external;

    /// @notice Removes a batch and all behind it, at once: one that is pending, or final for less than its window.
    /// @dev If a validity proof spoke for it, the rollup freezes instead, at the parent, and no bond moves.
    /// @param parent The header before it: where the head goes back to.
    function proveFraud(Header calldata header, Header calldata parent, FraudProof calldata proof) external;

    /// @notice Removes a pending batch, and all behind it, when its deadline is over and the votes that can still come are too few.
    function dropUnproven(Header calldata header, Header calldata parent) external;

    /// @notice Takes down that a kind of proof speaks for a batch. By the profile's judge of votes alone; each kind once.
    /// @return disagrees Whether fraud was shown of the batch less than a window ago: then `recordDisagreement` follows.
    function recordVote(bytes32 headerHash, uint8 kind) external returns (bool disagrees);

    /// @notice Freezes the rollup at the parent of a batch that was removed for a fault less than a window ago, and has a validity proof.
    function recordDisagreement(Header calldata header, Header calldata parent) external;

    /// @notice The kinds of proof that were recorded for a batch, see `ProofKinds`. Time is not recorded.
    function votesOf(bytes32 headerHash) external view returns (uint8);

    /// @notice The head: the last committed batch that was not dropped; genesis at first.
    function head() external view returns (bytes32 headerHash, uint64 height);

    /// @notice The last final batch; genesis at first.
    function lastFinal() external view returns (bytes32 headerHash, uint64 height);
    function status(bytes32 headerHash) external view returns (Status);
    function committedAt(bytes32 headerHash) external view returns (uint64);
    function isFinalRoot(uint256 root) external view returns (bool);

    /// @notice How many drops there were. Soft confirmations of an older generation are void.
    function generation() external view returns (uint64);

    /* BONDS AND REWARDS */

    function addBond(address committer) external payable;
    function withdrawBond(uint256 amount, address payable recipient) external;

    /// @notice Settles the bond of a batch that fell with a dropped one, or was final early: free again, or burned if its committer was found at fault
    /// since it was committed.
    function releaseBond(Header calldata header) external;
    function bondOf(address committer) external view returns (uint256 total, uint256 locked);

    /// @notice Records that the sender knows of a fault, without saying which.
    /// @param commitment keccak256(abi.encode(sender, headerHash, fault, slot, salt)).
    function announceFraud(bytes32 commitment) external;

    /// @notice Takes over a reward that an earlier announcement of the same fault has a better right to.
    function revealFraud(bytes32 headerHash, bytes32 salt) external;

    /// @notice Pays a reward when its time for reveals is over.
    function collectReward(bytes32 headerHash) external;
    function rewardOf(bytes32 headerHash) external view returns (Reward memory);

    /* WAYS OUT */

    /// @notice Pays what `withdrawn` of an account exceeds what was paid, under any final root. Anybody may call for the owner; only the owner names another recipient.
    function claim(uint256 root, AccountProof calldata proof, address recipient) external returns (uint256 paid);

    /// @notice `claim` for many accounts of one final root, each paid to its owner. One that cannot be paid holds no other up.
    function claimMany(uint256 root, AccountsProof calldata proof) external returns (uint256[] memory paid);

    /// @notice Stops commits for good, when the queue was not served in time. Pending batches become final or dropped as ever.
    function freeze() external;
    function isFrozen() external view returns (bool);

    /// @notice Pays everything an account holds, against the last final root of a frozen rollup with nothing pending and nothing to dispute.
    function escape(AccountProof calldata proof, address recipient) external returns (uint256 paid);

    /// @notice Gives back a deposit that the last final root of a frozen rollup has not consumed.
    function refundDeposit(uint64 number, QueueItem calldata item) external;

    /* CONSTANTS */

    /// @notice abi.encode of the `Profile`.
    function profile() external view returns (bytes memory);

    /// @notice keccak-256 of `profile()`: what headers name.
    function profileId() external view returns (bytes32);

    /// @notice The root of the empty state. The genesis header has it, the profile's id, and zero or nothing elsewhere.
    function genesisRoot() external view returns (uint256);

    /// @notice The ERC-20 of a token's number, zero for ETH. Reverts for numbers without a token.
    function tokenAt(uint8 token) external view returns (address);
    function tokenCount() external view returns (uint256);
    function hub() external view returns (address);
    function stateHasher() external view returns (address);
    function fraudVerifier() external view returns (address);

    /// @notice Several calls in one transaction, as dropping a bad head and committing on its parent.
    function multicall(bytes[] calldata calls) external;
}
