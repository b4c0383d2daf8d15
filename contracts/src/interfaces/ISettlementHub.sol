// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Holds the escrow of every rollup, and pays no rollup more than that rollup's own (iSOL-002).
/// @dev Immutable, without an owner. Tokens lie in one vault per rollup and token; the hub keeps the ledger. `token` is the
/// ERC-20's address, zero for ETH. Warning: what a token does inside a transfer is not trusted; amounts are measured.
interface ISettlementHub {
    error AlreadyRegistered(address rollup);
    error TokenNotListed(address rollup, address token);
    error EscrowTooLow(address rollup, address token, uint256 escrow, uint256 wanted);
    error EscrowCapReached(address rollup, address token);
    error NothingReceived(address token);
    error InvalidQuota(uint16 share, uint64 period);
    error TokenListedTwice(address token);
    error NothingToCollect(address recipient);
    error NotCancelled(uint64 entry);
    error Reentered();

    event RollupRegistered(address indexed rollup, address[] tokens);
    event Deposited(address indexed rollup, address indexed token, address indexed from, uint256 amount);
    event ClaimRecorded(
        address indexed rollup,
        uint32 indexed index,
        address indexed owner,
        address token,
        uint256 total,
        address recipient
    );
    event Paid(address indexed rollup, address indexed token, address indexed recipient, uint256 amount);
    event PayoutRefused(address indexed rollup, address indexed token, address indexed recipient, uint256 amount);
    event PayoutQueued(
        address indexed rollup, address indexed token, uint256 indexed entry, address recipient, uint256 amount
    );
    /// @notice Entries that were recorded under a batch of at least this height are void.
    event PayoutsCancelled(address indexed rollup, uint64 fromHeight);
    /// @notice An entry left the line, and its amount the running total of the account that claimed it.
    event PayoutCancelled(
        address indexed rollup,
        address indexed token,
        uint256 indexed entry,
        uint32 index,
        address owner,
        uint256 amount
    );
    event LedgerTransferred(
        address indexed fromRollup, address indexed toRollup, address indexed token, uint256 amount
    );

    /// @notice Registers the calling rollup with its tokens and quotas, and makes its vaults. Once.
    function register(address[] calldata tokens, uint256 quotaFloor, uint16 quotaShare, uint64 quotaPeriod) external;

    /// @notice The vault that a depositor approves for an ERC-20 of a rollup.
    function vaultOf(address rollup, address token) external view returns (address);

    /// @notice What the hub holds for a rollup in a token.
    function escrow(address rollup, address token) external view returns (uint256);

    /// @notice Takes in tokens for the calling rollup and returns what arrived, measured.
    /// @dev ETH comes along; an ERC-20 is pulled from `from`, who approved the rollup's own vault. Warning: refuses when escrow would reach 2^120.
    function deposit(address token, address from, uint256 amount) external payable returns (uint256 received);

    /// @notice Pays what a final state owes to an account beyond what it was paid before.
    /// @dev Callable by the rollup. `total` is the account's running total; the difference to what is recorded saturates at zero, so
    /// an older root pays nothing twice. What exceeds the quota waits in a FIFO.
    /// @param height Of the batch under whose root it is claimed; `cancelPayouts` from that height on takes back what waits. Zero: never taken back.
    function payOut(uint32 index, address owner, address token, uint256 total, address recipient, uint64 height)
        external
        returns (uint256 due);

    /// @notice Makes void what waits for the calling rollup under batches of at least this height. For good: a lower height widens it, a higher one changes nothing.
    function cancelPayouts(uint64 fromHeight) external;

    /// @notice Takes a void entry out of the line, wherever it stands, and off its account's running total, so that it can be claimed again. By anybody.
    function removeCancelled(address rollup, address token, uint64 entry) external;

    /// @notice Gives back a deposit that no final state has consumed. Callable by the rollup, which allows each once.
    function refund(address token, address recipient, uint256 amount) external;

    /// @notice What an account has been paid, or has waiting, of its running total.
    function claimed(address rollup, uint32 index, address owner, address token) external view returns (uint256);

    /// @notice Pays waiting entries in their order as far as the quota reaches, at most `maxEntries` of them; void ones are taken out instead.
    function processPayouts(address rollup, address token, uint256 maxEntries) external returns (uint256 paid);

    /// @notice What waits for the quota: part of the escrow, and promised.
    function waiting(address rollup, address token) external view returns (uint256 amount, uint256 entries);

    /// @notice Pays the caller what a token or the caller itself refused before, to an address of the caller's choice.
    function collectRefused(address rollup, address token, address recipient) external returns (uint256 amount);

    /// @notice What can leave at once: the rest of the quota.
    function quotaLeft(address rollup, address token) external view returns (uint256);

    /// @notice Moves escrow of the calling rollup to another rollup. Nothing leaves the hub.
    function transferLedger(address toRollup, address token, uint256 amount) external;
}
