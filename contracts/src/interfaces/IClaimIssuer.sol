// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Holds a position on a rollup and issues receipts against it, one for each unit that reached the rollup's escrow (iCLM-001).
/// @dev Immutable, without an owner: nobody is trusted but the rollup and the asset. The accounts on the rollup belong to this contract and have no
/// key, so nothing but a forced exit or an escape takes money out of them, and both pay this contract. Whoever calls `claim`, `escape` or
/// `refundDeposit` of the rollup brings it the money; no call of its own is needed.
/// Warning: redemptions are paid in their order. If the rollup cannot pay all it owes, those who come last bear the loss. Spec: docs/spec/margin.md#issuer.
interface IClaimIssuer {
    /// @notice A redemption's place on the line of all money that was ever asked for: what is open of it lies between `from` and `to`.
    struct Redemption {
        address owner;
        uint256 from;
        uint256 to;
    }

    error EtherIsNoAsset();
    error HintTooLow(uint32 hint, uint256 least);
    error ZeroAmount();
    error Reentered();
    error FeeTooLow(uint256 sent, uint256 fee);
    error EtherRefused(address recipient);

    /// @notice The last exit of this account waits in the queue as item `number`.
    error ExitUnderWay(uint32 index, uint64 number);
    error NoSuchRedemption(uint256 number);
    error NotTheOwner(address sender, address owner);

    /// @notice Nothing is open of this redemption, or the money that came in does not reach it yet.
    error NothingToPay(uint256 number);

    event Issued(address indexed account, uint64 indexed item, uint256 amount);
    event Redeemed(address indexed owner, uint256 indexed number, uint256 amount);
    event ExitForced(uint32 indexed index, uint64 indexed item, uint256 fee);
    event RedemptionPaid(uint256 indexed number, address indexed recipient, uint256 amount);

    /* IN */

    /// @notice Brings the caller's money to the rollup, for this contract, and issues receipts for what the hub counted.
    /// @dev The caller approves `inlet`.
    /// @param hint An account of this contract that the deposit credits if it can, as `IRollup.deposit` says; anything else opens another. Not below half
    /// the capacity: there accounts can be opened in this contract's name under a stranger's key.
    function deposit(uint256 amount, uint32 hint) external returns (uint64 item, uint256 issued);

    /* OUT */

    /// @notice Burns receipts of the caller, who approved this contract, and puts the caller at the end of the line.
    /// @dev It asks for no exit, so that a full queue or a frozen rollup keeps nobody from getting in line.
    function redeem(uint256 amount) external returns (uint256 number);

    /// @notice Forces the exit of an account of this contract. The caller pays the queue's price; what is sent beyond it comes back.
    /// @dev Void if the account is not this contract's then. Refused while the last exit of this account waits in the queue.
    function exit(uint32 index) external payable returns (uint64 item);

    /// @notice Pays a redemption as far as the money that came in reaches it, by anybody; only the owner names another recipient than the owner.
    function pay(uint256 number, address recipient) external returns (uint256 amount);

    /// @notice Gets what the asset refused to pay this contract before, and the hub set aside.
    function collectRefused() external returns (uint256 amount);

    /* READING */

    /// @notice All that came in to pay redemptions with: what is here and what was paid.
    function received() external view returns (uint256);

    /// @notice All that was paid to redemptions.
    function paid() external view returns (uint256);

    /// @notice All that was ever asked for; beyond `received` it waits.
    function redeemed() external view returns (uint256);

    function redemptionOf(uint256 number) external view returns (Redemption memory);

    /// @notice The receipt, an ERC-20.
    function token() external view returns (address);

    /// @notice What a depositor approves.
    function inlet() external view returns (address);
    function rollup() external view returns (address);
    function asset() external view returns (address);
}
