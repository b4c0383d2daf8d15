// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementHub} from "../../src/SettlementHub.sol";

/// @notice A rollup that does whatever it is told: to the hub it may be as wrong as it likes.
contract RollupActor {
    SettlementHub public immutable hub;

    constructor(SettlementHub hub_, address[] memory tokens, uint256 floor, uint16 share, uint64 period) {
        hub = hub_;
        hub_.register(tokens, floor, share, period);
    }

    receive() external payable {}

    function deposit(address token, address from, uint256 amount) external payable returns (uint256) {
        return hub.deposit{value: msg.value}(token, from, amount);
    }

    function payOut(uint32 index, address owner, address token, uint256 total, address recipient)
        external
        returns (uint256)
    {
        return hub.payOut(index, owner, token, total, recipient, 0);
    }

    function refund(address token, address recipient, uint256 amount) external {
        hub.refund(token, recipient, amount);
    }

    function transferLedger(address to, address token, uint256 amount) external {
        hub.transferLedger(to, token, amount);
    }
}
