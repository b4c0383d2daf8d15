// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {IERC20} from "../interfaces/IERC20.sol";
import {IRollup} from "../interfaces/IRollup.sol";
import {ISettlementHub} from "../interfaces/ISettlementHub.sol";
import {TokenTransfer} from "../libraries/TokenTransfer.sol";
import {Profile} from "../types/Profile.sol";
import {ClaimInlet} from "./ClaimInlet.sol";
import {ClaimToken} from "./ClaimToken.sol";

/// @notice Issues receipts against a position on a rollup, see `IClaimIssuer`.
contract ClaimIssuer is IClaimIssuer {
    using TokenTransfer for address;

    IRollup private immutable _rollup;
    ClaimToken private immutable _token;
    ClaimInlet private immutable _inlet;

    /// @inheritdoc IClaimIssuer
    address public immutable asset;

    /// @dev The least index that a deposit opens. A deposit in this contract's name opens an account without a key, and nobody but its owner gives it one.
    uint256 private immutable _leastHint;

    /// @inheritdoc IClaimIssuer
    uint256 public redeemed;
    /// @inheritdoc IClaimIssuer
    uint256 public paid;
    Redemption[] private _redemptions;

    /// @dev The number behind the last exit of an account.
    mapping(uint32 index => uint64) private _exits;

    bool private transient _entered;

    modifier lock() {
        if (_entered) revert Reentered();
        _entered = true;
        _;
        _entered = false;
    }

    /// @param number The asset's number on the rollup. ETH is none.
    constructor(IRollup rollup_, uint8 number, string memory name, string memory symbol) {
        address asset_ = rollup_.tokenAt(number);
        if (asset_ == address(0)) revert EtherIsNoAsset();
        (_rollup, asset, _inlet) = (rollup_, asset_, new ClaimInlet(rollup_, number));
        _token = new ClaimToken(address(this), asset_, IERC20(asset_).decimals(), name, symbol);
        _leastHint = uint256(1) << (2 * uint256(abi.decode(rollup_.profile(), (Profile)).depth) - 1);
    }

    /* IN */

    /// @inheritdoc IClaimIssuer
    function deposit(uint256 amount, uint32 hint) external lock returns (uint64 item, uint256 issued) {
        if (hint < _leastHint) revert HintTooLow(hint, _leastHint);
        (item, issued) = _inlet.deposit(msg.sender, amount, hint);
        _token.issue(msg.sender, issued);
        emit Issued(msg.sender, item, issued);
    }

    /* OUT */

    /// @inheritdoc IClaimIssuer
    function redeem(uint256 amount) external lock returns (uint256 number) {
        if (amount == 0) revert ZeroAmount();
        number = _redemptions.length;
        uint256 from = redeemed;
        redeemed = from + amount;
        _redemptions.push(Redemption(msg.sender, from, from + amount));
        emit Redeemed(msg.sender, number, amount);
        _token.transferFrom(msg.sender, address(this), amount);
        _token.redeem(amount);
    }

    /// @inheritdoc IClaimIssuer
    function exit(uint32 index) external payable lock returns (uint64 item) {
        (uint256 deposits, uint256 forced) = _rollup.openItems();
        uint64 behind = _exits[index];
        if (behind > _rollup.queueLength() - deposits - forced) revert ExitUnderWay(index, behind - 1);
        uint256 fee = _rollup.forcedFee();
        if (msg.value < fee) revert FeeTooLow(msg.value, fee);
        item = _rollup.forceExit{value: fee}(index);
        _exits[index] = item + 1;
        emit ExitForced(index, item, fee);
        if (msg.value > fee && !address(0).tryTransfer(msg.sender, msg.value - fee)) revert EtherRefused(msg.sender);
    }

    /// @inheritdoc IClaimIssuer
    function pay(uint256 number, address recipient) external lock returns (uint256 amount) {
        if (number >= _redemptions.length) revert NoSuchRedemption(number);
        Redemption storage redemption = _redemptions[number];
        (address owner, uint256 from, uint256 to) = (redemption.owner, redemption.from, redemption.to);
        if (recipient == address(0)) recipient = owner;
        if (recipient != owner && msg.sender != owner) revert NotTheOwner(msg.sender, owner);
        uint256 reached = received();
        if (reached > to) reached = to;
        if (reached <= from) revert NothingToPay(number);
        amount = reached - from;
        redemption.from = reached;
        paid += amount;
        emit RedemptionPaid(number, recipient, amount);
        if (!asset.tryTransfer(recipient, amount)) revert TokenTransfer.TransferFailed(asset);
    }

    /// @inheritdoc IClaimIssuer
    function collectRefused() external lock returns (uint256 amount) {
        return ISettlementHub(_rollup.hub()).collectRefused(address(_rollup), asset, address(this));
    }

    /* READING */

    /// @inheritdoc IClaimIssuer
    function received() public view returns (uint256) {
        return asset.balanceOf(address(this)) + paid;
    }

    /// @inheritdoc IClaimIssuer
    function redemptionOf(uint256 number) external view returns (Redemption memory) {
        if (number >= _redemptions.length) revert NoSuchRedemption(number);
        return _redemptions[number];
    }

    /// @inheritdoc IClaimIssuer
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IClaimIssuer
    function inlet() external view returns (address) {
        return address(_inlet);
    }

    /// @inheritdoc IClaimIssuer
    function rollup() external view returns (address) {
        return address(_rollup);
    }
}
