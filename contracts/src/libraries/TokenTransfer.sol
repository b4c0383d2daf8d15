// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Transfers of ERC-20s as they are found, not as the standard has them, and of ETH (token zero).
/// @dev A call succeeds if it did not revert and returned nothing or true; an address without code is no token. At most 32 bytes of what a
/// token returns are looked at, so a long answer costs its sender and not us.
library TokenTransfer {
    /// @notice The token refused, or is none.
    error TransferFailed(address token);

    /// @notice ETH goes out with this much gas at the most: enough for a contract wallet to log, too little to grief.
    uint256 internal constant ETH_TRANSFER_GAS = 50_000;

    function balanceOf(address token, address holder) internal view returns (uint256 balance) {
        if (token == address(0)) return holder.balance;
        (bool ok, uint256 size, uint256 word) = _view(token, abi.encodeWithSelector(0x70a08231, holder));
        if (!ok || size < 32) revert TransferFailed(token);
        return word;
    }

    function transferFrom(address token, address from, address to, uint256 amount) internal {
        if (!_call(token, 0, gasleft(), abi.encodeWithSelector(0x23b872dd, from, to, amount))) {
            revert TransferFailed(token);
        }
    }

    function approve(address token, address spender, uint256 amount) internal {
        if (!_call(token, 0, gasleft(), abi.encodeWithSelector(0x095ea7b3, spender, amount))) {
            revert TransferFailed(token);
        }
    }

    function tryTransfer(address token, address to, uint256 amount) internal returns (bool) {
        if (token != address(0)) return _call(token, 0, gasleft(), abi.encodeWithSelector(0xa9059cbb, to, amount));
        bool ok;
        assembly ("memory-safe") {
            // No return data is copied: a recipient cannot make the payer pay for memory.
            ok := call(ETH_TRANSFER_GAS, to, amount, 0, 0, 0, 0)
        }
        return ok;
    }

    function _call(address token, uint256 value, uint256 gasLimit, bytes memory data) private returns (bool ok) {
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(gasLimit, token, value, add(data, 32), mload(data), 0, 32)
            // Returned nothing, from an address with code, or the word one.
            switch returndatasize()
            case 0 { ok := and(ok, gt(extcodesize(token), 0)) }
            default { ok := and(ok, and(gt(returndatasize(), 31), eq(mload(0), 1))) }
        }
    }

    function _view(address token, bytes memory data) private view returns (bool ok, uint256 size, uint256 word) {
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := staticcall(gas(), token, add(data, 32), mload(data), 0, 32)
            size := returndatasize()
            word := mload(0)
        }
    }
}
