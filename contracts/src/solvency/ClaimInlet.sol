// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {ISettlementHub} from "../interfaces/ISettlementHub.sol";
import {TokenTransfer} from "../libraries/TokenTransfer.sol";

/// @notice The way from a depositor to an account of the issuer on the rollup.
/// @dev Apart from the issuer, whom the rollup pays: a payout that a token's hook makes in the middle of a deposit cannot be taken for the depositor's
/// money. It holds nothing between two calls, so the approval of the vault is worth nothing to anybody.
contract ClaimInlet {
    using TokenTransfer for address;

    /// @notice Somebody else than the issuer called.
    error NotTheIssuer(address sender);

    address public immutable issuer;
    address public immutable asset;
    IRollup public immutable rollup;
    uint8 private immutable _number;
    ISettlementHub private immutable _hub;

    constructor(IRollup rollup_, uint8 number) {
        (issuer, rollup, _number) = (msg.sender, rollup_, number);
        (asset, _hub) = (rollup_.tokenAt(number), ISettlementHub(rollup_.hub()));
        asset.approve(_hub.vaultOf(address(rollup_), asset), type(uint256).max);
    }

    /// @notice Deposits what arrives of `amount`, and returns what the hub counted. Callable by the issuer.
    function deposit(address from, uint256 amount, uint32 hint) external returns (uint64 item, uint256 counted) {
        if (msg.sender != issuer) revert NotTheIssuer(msg.sender);
        asset.transferFrom(from, address(this), amount);
        uint256 before = _hub.escrow(address(rollup), asset);
        // While the vault pulls, the hub lets nothing else in or out: the difference is this deposit.
        item = rollup.deposit(_number, asset.balanceOf(address(this)), issuer, hint, 0, 0);
        counted = _hub.escrow(address(rollup), asset) - before;
    }
}
