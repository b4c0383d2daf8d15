// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TokenTransfer} from "./libraries/TokenTransfer.sol";

/// @notice Holds one token of one rollup, so that no rollup's money is ever in the same place as another's.
/// @dev Does what the hub says, and knows nothing else. A depositor approves the vault: whatever another rollup's code does, it cannot
/// reach that approval.
contract TokenVault {
    using TokenTransfer for address;

    /// @notice Somebody else than the hub called.
    error NotTheHub(address sender);

    address public immutable hub;
    address public immutable token;

    constructor(address token_) {
        hub = msg.sender;
        token = token_;
    }

    /// @notice Takes ETH. What comes from elsewhere is in no ledger: it only adds to the cover.
    receive() external payable {}

    /// @notice Pulls an ERC-20 from somebody who approved this vault; returns what arrived.
    function pull(address from, uint256 amount) external returns (uint256 received) {
        _requireHub();
        uint256 before = token.balanceOf(address(this));
        token.transferFrom(from, address(this), amount);
        // A token that takes on the way in counts by what is here; one that somehow lowers the balance gives nothing.
        uint256 afterwards = token.balanceOf(address(this));
        received = afterwards > before ? afterwards - before : 0;
    }

    /// @notice Pays. Returns false, with nothing moved, when the token or the recipient refuses.
    function push(address to, uint256 amount) external returns (bool) {
        _requireHub();
        return token.tryTransfer(to, amount);
    }

    function _requireHub() private view {
        if (msg.sender != hub) revert NotTheHub(msg.sender);
    }
}
