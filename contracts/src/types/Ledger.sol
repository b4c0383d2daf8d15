// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The four words under an account's leaf. Spec: docs/spec/state.md#hashing.
struct Account {
    /// @dev owner·2^64 + token·2^32 + nonce.
    uint256 identity;
    /// @dev balance·2^128 + withdrawn.
    uint256 amounts;
    /// @dev A, or (0, 0) for the null key.
    uint256 keyX;
    uint256 keyY;
}

using Accounts for Account global;

/// @notice What one slot sees of the state, and leaves behind.
/// @dev Where payer and payee are one account, `from` and `to` are one place in memory: the payee is what the payment left.
struct Ledger {
    Account from;
    Account to;
    uint256 pot;
    uint256 opened;
    uint256 deposited;
}

/// @notice The fields of an account.
library Accounts {
    uint256 private constant NONCE_END = 1 << 32;

    function owner(Account memory account) internal pure returns (address) {
        return address(uint160(account.identity >> 64));
    }

    function token(Account memory account) internal pure returns (uint256) {
        return uint32(account.identity >> 32);
    }

    function balance(Account memory account) internal pure returns (uint256) {
        return account.amounts >> 128;
    }

    function withdrawn(Account memory account) internal pure returns (uint256) {
        return uint128(account.amounts);
    }

    function isEmpty(Account memory account) internal pure returns (bool) {
        return account.owner() == address(0);
    }

    function hasNullKey(Account memory account) internal pure returns (bool) {
        return account.keyX | account.keyY == 0;
    }

    function isNonceExhausted(Account memory account) internal pure returns (bool) {
        return uint32(account.identity) == NONCE_END - 1;
    }

    /// @notice Identity without nonce, as a payer names a payee.
    function identityWithoutNonce(Account memory account) internal pure returns (uint256) {
        return account.identity & ~(NONCE_END - 1);
    }

    /// @notice Takes from the balance, which holds that much.
    function debit(Account memory account, uint256 amount) internal pure {
        account.amounts -= amount << 128;
    }

    /// @notice Adds to the balance, which has room for it.
    function credit(Account memory account, uint256 amount) internal pure {
        account.amounts += amount << 128;
    }
}
