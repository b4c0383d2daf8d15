// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../src/interfaces/IStateHasher.sol";
import {Header} from "../../src/types/Header.sol";
import {Profile} from "../../src/types/Profile.sol";
import {Targets} from "../utils/Targets.sol";
import {RollupFixture} from "../utils/RollupFixture.sol";
import {Poseidon2Harness} from "../utils/Poseidon2Harness.sol";
import {ModelState} from "../utils/ModelState.sol";

/// @notice People, an honest sequencer, a wrong one, a watcher, and time. Balances are kept beside the contracts by the plainest model there is.
/// @dev Depth 2: eight accounts for deposits. A pending batch has its model state; a drop throws it away.
contract RollupHandler is RollupFixture {
    struct Batch {
        Header header;
        ModelState state;
        bool isWrong;
    }

    uint256 internal constant PEOPLE = 3;

    Poseidon2Harness private _poseidon = new Poseidon2Harness();
    Batch[] internal _batches; // [0] is the last final one
    IRollup.QueueItem[] internal _items;
    /// @dev An owner who cannot sign, if there is one.
    address internal _keyless;
    uint256 private _names;
    mapping(uint256 number => bool) private _isRefunded;

    constructor() payable {
        RollupFixture.setUp();
        rollup.addBond{value: 10_000 ether}(SEQUENCER);
        _batches.push(Batch(_genesis(), new ModelState(_poseidon), false));
    }

    function _profile() internal view override returns (Profile memory p) {
        p = super._profile();
        (p.depth, p.maxOpenItems, p.quotaFloor, p.quotaShare) = (2, 16, 40, 1_000);
    }

    /* PEOPLE */

    function deposit(uint256 who, bool ofToken, uint8 amount, uint32 hint, uint256 payer) external {
        address owner = _person(who);
        uint256 value = bound(amount, 1, 255);
        uint8 token = ofToken ? 1 : 0;
        address from = _person(payer);
        good.mint(from, value);
        address vault = hub.vaultOf(address(rollup), address(good));
        vm.prank(from);
        good.approve(vault, value);
        vm.deal(from, from.balance + value);
        vm.prank(from);
        try rollup.deposit{value: ofToken ? 0 : value}(token, value, owner, hint % 16, 0, 0) {
            _items.push(IRollup.QueueItem(1, owner, token, hint % 16, 0, uint128(value), 0, 0));
        } catch {
            // Full, or frozen: the money stays where it was.
            assertTrue(rollup.isFrozen() || _items.length >= 8, "a deposit is refused for a reason");
        }
    }

    function forceTransfer(uint256 who, uint32 from, uint32 to, uint8 amount) external {
        _force(IRollup.QueueItem(2, _person(who), 0, from % 16, to % 16, amount, 0, 0));
    }

    function forceExit(uint256 who, uint32 from) external {
        _force(IRollup.QueueItem(3, _person(who), 0, from % 16, 0, 0, 0, 0));
    }

    function claim(uint32 index) external {
        ModelState state = _batches[0].state;
        if (!state.exists(index % 16)) return;
        (AccountLeaf memory account, IRollup.AccountProof memory proof) = _prove(state, index % 16);
        uint256 before = hub.claimed(address(rollup), index % 16, account.owner, _tokens()[account.token]);
        uint256 paid = rollup.claim(_batches[0].header.newRoot, proof, address(0));
        assertEq(paid, account.withdrawn > before ? account.withdrawn - before : 0);
    }

    function process(bool ofToken, uint8 entries) external {
        hub.processPayouts(address(rollup), _tokens()[ofToken ? 1 : 0], entries);
    }

    /* BATCHES */

    /// @notice Takes some of the queue and some transfers and withdrawals of layer 2, honestly or with another root.
    function commit(uint8 items, uint256 operations, bool isWrong) external {
        if (rollup.isFrozen() || _batches.length > 4) return;
        Batch storage parent = _batches[_batches.length - 1];
        uint64 next = parent.header.queueEnd;
        uint32 count = uint32(bound(items, _items.length - next < 4 ? _items.length - next : 4, _items.length - next));
        ModelState state = new ModelState(_poseidon);
        state.take(parent.state);
        for (uint64 i = next; i < next + count; i++) {
            state.applyItem(_items[i]);
        }
        state.applyOperations(operations, _keyless);
        uint256 root = isWrong ? uint256(keccak256(abi.encode(++_names))) >> 8 : state.root();
        Header memory header = _next(parent.header, count, count + 2, root);
        _commit(header);
        _batches.push(Batch(header, state, isWrong));
    }

    /// @notice A watcher drops the first wrong batch, and everything behind it goes.
    function watch() external {
        for (uint256 i = 1; i < _batches.length; i++) {
            if (!_batches[i].isWrong) continue;
            _drop(_batches[i].header, _batches[i - 1].header);
            while (_batches.length > i) {
                _batches.pop();
            }
        }
    }

    function finalise() external {
        this.watch();
        if (_batches.length == 1) return;
        vm.warp(block.timestamp + 7 days + 1);
        rollup.finalise(_batches[1].header);
        for (uint256 i = 0; i + 1 < _batches.length; i++) {
            _batches[i] = _batches[i + 1];
        }
        _batches.pop();
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + time % 3 days);
    }

    /* THE END */

    function freeze(uint8 chance) external {
        if (chance % 8 != 0) return;
        try rollup.freeze() {} catch {}
    }

    function escape(uint32 index) external {
        this.watch();
        ModelState state = _batches[0].state;
        if (!rollup.isFrozen() || _batches.length > 1 || !state.exists(index % 16)) return;
        (AccountLeaf memory account, IRollup.AccountProof memory proof) = _prove(state, index % 16);
        uint256 before = hub.claimed(address(rollup), index % 16, account.owner, _tokens()[account.token]);
        uint256 paid = rollup.escape(proof, address(0));
        assertEq(before + paid, uint256(account.balance) + account.withdrawn);
    }

    function refund(uint64 number) external {
        this.watch();
        uint64 first = _batches[0].header.queueEnd;
        if (!rollup.isFrozen() || _batches.length > 1 || first == _items.length) return;
        number = uint64(bound(number, first, _items.length - 1));
        if (_items[number].kind != 1 || _isRefunded[number]) return;
        rollup.refundDeposit(number, _items[number]);
        _isRefunded[number] = true;
    }

    /* WHAT MUST HOLD */

    /// @notice Σ balances + Σ (withdrawn − claimed) in the last final state + deposits that it has not consumed; there are no fees here.
    function owed(uint8 token) external view returns (uint256 sum) {
        ModelState state = _batches[0].state;
        for (uint32 index = 0; index < 16; index++) {
            if (!state.exists(index)) continue;
            AccountLeaf memory account = state.account(index);
            if (account.token != token) continue;
            sum += uint256(account.balance) + account.withdrawn;
            sum -= hub.claimed(address(rollup), index, account.owner, _tokens()[token]);
        }
        for (uint256 i = _batches[0].header.queueEnd; i < _items.length; i++) {
            if (_items[i].kind == 1 && _items[i].token == token && !_isRefunded[i]) sum += _items[i].amount;
        }
    }

    /// @notice The escrow less what is promised to entries of the FIFO.
    function escrow(uint8 token) external view returns (uint256) {
        (uint256 waiting,) = hub.waiting(address(rollup), _tokens()[token]);
        return hub.escrow(address(rollup), _tokens()[token]) - waiting;
    }

    function cover(uint8 token) external view returns (uint256 balance, uint256 ledger) {
        address vault = hub.vaultOf(address(rollup), _tokens()[token]);
        balance = token == 0 ? vault.balance : good.balanceOf(vault);
        ledger = hub.escrow(address(rollup), _tokens()[token]);
    }

    /// @notice One bond for each pending batch and each fallen one that nobody released; here the sequencer commits all.
    function bonds() external view returns (uint256 held, uint256 ledgers) {
        (uint256 total,) = rollup.bondOf(SEQUENCER);
        return (address(rollup).balance, total);
    }

    function _force(IRollup.QueueItem memory item) private {
        vm.deal(item.owner, item.owner.balance + 1 ether);
        vm.startPrank(item.owner);
        bool ok;
        if (item.kind == 2) {
            try rollup.forceTransfer{value: 1 ether}(item.from, item.to, item.amount) {
                ok = true;
            } catch {}
        } else {
            try rollup.forceExit{value: 1 ether}(item.from) {
                ok = true;
            } catch {}
        }
        vm.stopPrank();
        if (ok) _items.push(item);
    }

    function _prove(ModelState state, uint32 index)
        private
        view
        returns (AccountLeaf memory account, IRollup.AccountProof memory)
    {
        account = state.account(index);
        return (account, IRollup.AccountProof(index, account, state.path(index), state.feeRoot(), state.counters()));
    }

    function _person(uint256 who) internal pure returns (address) {
        return address(uint160(0x9e0910 + who % PEOPLE));
    }
}

/// forge-config: default.invariant.runs = 24
contract RollupInvariant is Targets {
    RollupHandler private handler;

    function setUp() public {
        handler = new RollupHandler{value: 20_000 ether}();
    }

    function _handler() internal view override returns (address) {
        return address(handler);
    }

    function _selectors() internal pure override returns (bytes4[] memory selectors) {
        selectors = new bytes4[](12);
        (selectors[0], selectors[1]) = (RollupHandler.deposit.selector, RollupHandler.forceTransfer.selector);
        (selectors[2], selectors[3]) = (RollupHandler.forceExit.selector, RollupHandler.claim.selector);
        (selectors[4], selectors[5]) = (RollupHandler.process.selector, RollupHandler.commit.selector);
        (selectors[6], selectors[7]) = (RollupHandler.watch.selector, RollupHandler.finalise.selector);
        (selectors[8], selectors[9]) = (RollupHandler.wait.selector, RollupHandler.freeze.selector);
        (selectors[10], selectors[11]) = (RollupHandler.escape.selector, RollupHandler.refund.selector);
    }

    /// @custom:invariant iSOL-001
    function invariant_escrow_is_what_is_owed() external view {
        for (uint8 token = 0; token < 2; token++) {
            assertEq(handler.escrow(token), handler.owed(token));
        }
    }

    /// @custom:invariant iSOL-002
    function invariant_the_vault_covers_the_ledger() external view {
        for (uint8 token = 0; token < 2; token++) {
            (uint256 balance, uint256 ledger) = handler.cover(token);
            assertEq(balance, ledger);
        }
    }

    function invariant_bonds_are_covered() external view {
        (uint256 held, uint256 ledgers) = handler.bonds();
        assertTrue(held >= ledgers, "every bond and reward can be paid");
    }
}
