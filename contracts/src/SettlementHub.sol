// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISettlementHub} from "./interfaces/ISettlementHub.sol";
import {OutflowQuota} from "./libraries/OutflowQuota.sol";
import {TokenTransfer} from "./libraries/TokenTransfer.sol";
import {TokenVault} from "./TokenVault.sol";

/// @notice The escrow of every rollup, see `ISettlementHub`.
contract SettlementHub is ISettlementHub {
    using OutflowQuota for OutflowQuota.Rule;
    using TokenTransfer for address;

    /// @dev Of an entry that can be taken back: the height of the batch under which it was claimed, and the account that claimed it.
    struct Entry {
        address recipient;
        uint64 height;
        uint32 index;
        uint128 amount;
        address owner;
    }

    /// @dev Everything about one token of one rollup, in the order of its slots: while nothing waits, a payout touches the first two.
    struct Account {
        TokenVault vault;
        /// @dev When `used` was right, in Unix seconds: below 2^48 for eight million years.
        uint48 updatedAt;
        /// @dev Each takes gas to make; the one that would be the 2^48th panics.
        uint48 entryCount;
        /// @dev Below 2^120.
        uint128 escrow;
        /// @dev What left and has not come back to the quota yet, at most its size.
        uint128 used;
        /// @dev Part of `escrow`: promised, and not yet paid. Zero without entries.
        uint128 waiting;
        uint64 firstEntry;
        /// @dev The quota's size at the last quiet point, kept while entries wait: without them it follows from the escrow.
        uint128 size;
    }

    uint256 private constant ESCROW_CAP = 1 << 120;

    mapping(address rollup => OutflowQuota.Rule) private _rules;
    mapping(address rollup => mapping(address token => Account)) private _accounts;
    mapping(address rollup => mapping(address token => mapping(uint64 entry => Entry))) private _entries;
    mapping(bytes32 account => uint256 total) private _claimed;

    /// @dev The least height of which entries are void, zero for none.
    mapping(address rollup => uint64 height) private _cancelledFrom;
    mapping(address rollup => mapping(address token => mapping(address recipient => uint256))) private _refused;

    bool private transient _entered;

    modifier lock() {
        if (_entered) revert Reentered();
        _entered = true;
        _;
        _entered = false;
    }

    /* REGISTRY */

    /// @inheritdoc ISettlementHub
    function register(address[] calldata tokens, uint256 quotaFloor, uint16 quotaShare, uint64 quotaPeriod) external {
        if (_rules[msg.sender].period != 0) revert AlreadyRegistered(msg.sender);
        if (quotaPeriod == 0 || quotaShare > 10_000) revert InvalidQuota(quotaShare, quotaPeriod);
        // Escrow stays below 2^120: a greater floor than fits is no limit, and the greatest that fits is none either.
        uint128 floor = quotaFloor > type(uint128).max ? type(uint128).max : uint128(quotaFloor);
        _rules[msg.sender] = OutflowQuota.Rule(floor, quotaShare, quotaPeriod);
        for (uint256 i = 0; i < tokens.length; i++) {
            Account storage account = _accounts[msg.sender][tokens[i]];
            if (address(account.vault) != address(0)) revert TokenListedTwice(tokens[i]);
            account.vault = new TokenVault(tokens[i]);
        }
        emit RollupRegistered(msg.sender, tokens);
    }

    /* MONEY IN */

    /// @inheritdoc ISettlementHub
    function deposit(address token, address from, uint256 amount) external payable lock returns (uint256 received) {
        Account storage account = _listed(msg.sender, token);
        if (token == address(0)) {
            (bool ok,) = address(account.vault).call{value: msg.value}("");
            if (!ok || msg.value != amount) revert NothingReceived(token);
            received = amount;
        } else {
            if (msg.value != 0) revert NothingReceived(address(0));
            received = account.vault.pull(from, amount);
        }
        if (received == 0) revert NothingReceived(token);
        if (account.escrow + received >= ESCROW_CAP) revert EscrowCapReached(msg.sender, token);
        account.escrow += uint128(received);
        emit Deposited(msg.sender, token, from, received);
    }

    /* MONEY OUT */

    /// @inheritdoc ISettlementHub
    function payOut(uint32 index, address owner, address token, uint256 total, address recipient, uint64 height)
        external
        lock
        returns (uint256 due)
    {
        bytes32 key = _claimKey(msg.sender, index, owner, token);
        uint256 before = _claimed[key];
        if (total <= before) return 0;
        due = total - before;
        _claimed[key] = total;
        emit ClaimRecorded(msg.sender, index, owner, token, total, recipient);
        _release(token, due, Entry(recipient, height, index, 0, owner));
    }

    /// @inheritdoc ISettlementHub
    function refund(address token, address recipient, uint256 amount) external lock {
        _release(token, amount, Entry(recipient, 0, 0, 0, address(0)));
    }

    /// @inheritdoc ISettlementHub
    function cancelPayouts(uint64 fromHeight) external {
        uint64 before = _cancelledFrom[msg.sender];
        if (fromHeight == 0 || (before != 0 && fromHeight >= before)) return;
        _cancelledFrom[msg.sender] = fromHeight;
        emit PayoutsCancelled(msg.sender, fromHeight);
    }

    /// @inheritdoc ISettlementHub
    function removeCancelled(address rollup, address token, uint64 entry) external lock {
        if (!_removeIfCancelled(_listed(rollup, token), rollup, token, entry)) revert NotCancelled(entry);
    }

    /// @inheritdoc ISettlementHub
    function processPayouts(address rollup, address token, uint256 maxEntries) external lock returns (uint256 paid) {
        Account storage account = _listed(rollup, token);
        (uint128 size, uint128 used) = _quota(account, rollup);
        uint128 left = size - used;
        (account.used, account.updatedAt) = (used, uint48(block.timestamp));
        for (; maxEntries > 0 && account.entryCount > 0; maxEntries--) {
            _removeIfCancelled(account, rollup, token, account.firstEntry);
            Entry storage entry = _entries[rollup][token][account.firstEntry];
            (address recipient, uint128 open) = (entry.recipient, entry.amount);
            if (left == 0 && open > 0) break;
            uint128 part = open < left ? open : left;
            if (part == open) {
                delete _entries[rollup][token][account.firstEntry];
                account.firstEntry++;
                account.entryCount--;
            } else {
                entry.amount = open - part;
            }
            if (part == 0) continue; // it was taken out
            left -= part;
            paid += part;
            account.waiting -= part;
            account.used = size - left;
            _pay(account, rollup, token, recipient, part);
        }
    }

    /// @inheritdoc ISettlementHub
    function collectRefused(address rollup, address token, address recipient) external lock returns (uint256 amount) {
        amount = _refused[rollup][token][msg.sender];
        _refused[rollup][token][msg.sender] = 0;
        if (amount == 0 || !_listed(rollup, token).vault.push(recipient, amount)) revert NothingToCollect(msg.sender);
        emit Paid(rollup, token, recipient, amount);
    }

    /// @inheritdoc ISettlementHub
    function transferLedger(address toRollup, address token, uint256 amount) external lock {
        Account storage from = _listed(msg.sender, token);
        Account storage to = _listed(toRollup, token);
        if (toRollup == msg.sender) return;
        if (amount > from.escrow - from.waiting) revert EscrowTooLow(msg.sender, token, from.escrow, amount);
        from.escrow -= uint128(amount);
        uint256 before = token.balanceOf(address(to.vault));
        bool ok = from.vault.push(address(to.vault), amount);
        uint256 received = token.balanceOf(address(to.vault)) - before;
        // A token that takes a fee, or refuses, cannot move between rollups: one of them would lose.
        if (!ok || received < amount) revert NothingReceived(token);
        if (to.escrow + amount >= ESCROW_CAP) revert EscrowCapReached(toRollup, token);
        to.escrow += uint128(amount);
        emit LedgerTransferred(msg.sender, toRollup, token, amount);
    }

    /* READING */

    /// @inheritdoc ISettlementHub
    function vaultOf(address rollup, address token) external view returns (address) {
        return address(_accounts[rollup][token].vault);
    }

    /// @inheritdoc ISettlementHub
    function escrow(address rollup, address token) external view returns (uint256) {
        return _accounts[rollup][token].escrow;
    }

    /// @inheritdoc ISettlementHub
    function waiting(address rollup, address token) external view returns (uint256 amount, uint256 entries) {
        Account storage account = _accounts[rollup][token];
        return (account.waiting, account.entryCount);
    }

    /// @inheritdoc ISettlementHub
    function claimed(address rollup, uint32 index, address owner, address token) external view returns (uint256) {
        return _claimed[_claimKey(rollup, index, owner, token)];
    }

    /// @inheritdoc ISettlementHub
    function quotaLeft(address rollup, address token) external view returns (uint256) {
        Account storage account = _listed(rollup, token);
        (uint128 size, uint128 used) = _quota(account, rollup);
        return size - used;
    }

    /* INTERNAL */

    /// @dev Pays what the quota allows and queues the rest, behind all that waits already. Never more than what is not promised yet (iSOL-002).
    function _release(address token, uint256 amount, Entry memory order) private {
        Account storage account = _listed(msg.sender, token);
        bool isQuiet = account.entryCount == 0;
        (uint128 size, uint128 used) = _quota(account, msg.sender);
        uint256 free = isQuiet ? account.escrow : account.escrow - account.waiting;
        if (amount > free) revert EscrowTooLow(msg.sender, token, account.escrow, amount);
        uint128 now_ = !isQuiet ? 0 : amount < size - used ? uint128(amount) : size - used;
        uint128 later = uint128(amount) - now_;
        if (later > 0) {
            uint64 entry = account.firstEntry + account.entryCount++;
            Entry storage queued = _entries[msg.sender][token][entry];
            (queued.recipient, queued.height, queued.index) = (order.recipient, order.height, order.index);
            queued.amount = later;
            if (order.height != 0) queued.owner = order.owner;
            account.waiting += later;
            if (isQuiet) account.size = size;
            emit PayoutQueued(msg.sender, token, entry, order.recipient, later);
        }
        (account.used, account.updatedAt) = (used + now_, uint48(block.timestamp));
        if (now_ > 0) _pay(account, msg.sender, token, order.recipient, now_);
    }

    /// @dev What was paid of it stays paid; the rest was never owed under a root that stands, and can be claimed again if one that does owes it.
    function _removeIfCancelled(Account storage account, address rollup, address token, uint64 number)
        private
        returns (bool)
    {
        Entry storage entry = _entries[rollup][token][number];
        (uint64 from, uint64 height, uint128 amount) = (_cancelledFrom[rollup], entry.height, entry.amount);
        if (from == 0 || height < from || amount == 0) return false;
        entry.amount = 0;
        account.waiting -= amount;
        (uint32 index, address owner) = (entry.index, entry.owner);
        _claimed[_claimKey(rollup, index, owner, token)] -= amount;
        emit PayoutCancelled(rollup, token, number, index, owner, amount);
        return true;
    }

    /// @dev As it is now: how much may leave at once when nothing was used, and what of it is used.
    function _quota(Account storage account, address rollup) private view returns (uint128 size, uint128 used) {
        OutflowQuota.Rule memory rule = _rules[rollup];
        size = account.entryCount == 0 ? rule.sizeAt(account.escrow) : account.size;
        used = rule.usedAfter(block.timestamp - account.updatedAt, account.used, size);
    }

    /// @dev A recipient who cannot be paid holds nobody up: the money is set aside for them.
    function _pay(Account storage account, address rollup, address token, address recipient, uint128 amount) private {
        account.escrow -= amount;
        if (account.vault.push(recipient, amount)) {
            emit Paid(rollup, token, recipient, amount);
        } else {
            _refused[rollup][token][recipient] += amount;
            emit PayoutRefused(rollup, token, recipient, amount);
        }
    }

    function _listed(address rollup, address token) private view returns (Account storage account) {
        account = _accounts[rollup][token];
        if (address(account.vault) == address(0)) revert TokenNotListed(rollup, token);
    }

    function _claimKey(address rollup, uint32 index, address owner, address token) private pure returns (bytes32) {
        return keccak256(abi.encode(rollup, index, owner, token));
    }
}
