// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../src/interfaces/IRollup.sol";
import {SettlementHub} from "../../src/SettlementHub.sol";
import {StateHasher} from "../../src/StateHasher.sol";
import {BlobElement, FaultKind, FraudProof} from "../../src/types/FraudProof.sol";
import {Header} from "../../src/types/Header.sol";
import {Profile} from "../../src/types/Profile.sol";
import {ProofKinds} from "../../src/types/ProofKind.sol";
import {Test} from "./Test.sol";
import {GoodToken} from "./Tokens.sol";
import {VerdictVerifier} from "./VerdictVerifier.sol";

/// @notice A rollup with ETH (token 0) and an ERC-20 (token 1), and the headers that follow one another on it.
/// @dev The rollup is deployed by name: it is compiled for size, and the rest is not.
abstract contract RollupFixture is Test {
    address internal constant ALICE = address(0xa11ce);
    address internal constant BOB = address(0xb0b);
    address internal constant SEQUENCER = address(0x5e9);
    address internal constant WATCHER = address(0x3a7c);

    /// @dev A point of Jubjub that has not a low order.
    uint256 internal constant KEY_X = 0x11dafe5d23e1218086a365b99fbf3d3be72f6afd7d1f72623e6b071492d1122b;
    uint256 internal constant KEY_Y = 0x1d523cf1ddab1a1793132e78c866c0c33e26ba5cc220fed7cc3f870e59d292aa;

    SettlementHub internal hub = new SettlementHub();
    StateHasher internal hasher = new StateHasher();
    VerdictVerifier internal verifier = new VerdictVerifier();
    GoodToken internal good = new GoodToken();
    IRollup internal rollup;

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        rollup = _deploy(_profile(), _tokens());
        rollup.addBond{value: 20 ether}(SEQUENCER);
    }

    function _profile() internal view virtual returns (Profile memory p) {
        (p.depth, p.maxSlots, p.maxDueItems) = (3, 6 * 1024, 4);
        (p.challengeWindow, p.inclusionDelay, p.openAfter, p.escapeAfter) = (7 days, 6 hours, 1 days, 5 days);
        (p.maxBatchAge, p.bond, p.forcedFee, p.maxOpenItems) = (1 hours, 3 ether, 1e15, 16);
        (p.sequencer, p.quotaFloor, p.quotaShare, p.quotaPeriod) = (SEQUENCER, 1e30, 1_000, 1 days);
        (p.kinds, p.threshold) = (ProofKinds.FRAUD_WINDOW, 1);
        p.document = keccak256("profile");
    }

    function _tokens() internal view virtual returns (address[] memory tokens) {
        tokens = new address[](2);
        tokens[1] = address(good);
    }

    function _deploy(Profile memory p, address[] memory tokens) internal returns (IRollup) {
        return IRollup(vm.deployCode("Rollup.sol:Rollup", abi.encode(hub, hasher, verifier, p, tokens)));
    }

    function _genesis() internal view returns (Header memory) {
        return _genesisOf(rollup);
    }

    function _genesisOf(IRollup which) internal view returns (Header memory header) {
        (header.newRoot, header.profileId) = (which.genesisRoot(), which.profileId());
    }

    /// @dev A header that follows `parent` and that `commit` accepts now; `name` makes its root and blobs its own.
    function _next(Header memory parent, uint32 queueCount, uint32 slotCount, uint256 name)
        internal
        view
        returns (Header memory header)
    {
        header.parentHash = parent.hash(address(rollup));
        header.newRoot = name;
        (header.queueCount, header.slotCount) = (queueCount, slotCount);
        header.queueEnd = parent.queueEnd + queueCount;
        header.queueHash = rollup.queueLink(header.queueEnd);
        header.batchTime = uint64(block.timestamp);
        header.sequenceEnd = parent.sequenceEnd + slotCount - queueCount;
        header.committer = SEQUENCER;
        header.profileId = rollup.profileId();
        header.versionedHashes = new bytes32[]((slotCount + 1023) / 1024);
        for (uint256 i = 0; i < header.versionedHashes.length; i++) {
            header.versionedHashes[i] = keccak256(abi.encode(name, i));
        }
    }

    function _commit(Header memory header) internal {
        vm.blobhashes(header.versionedHashes);
        vm.prank(header.committer);
        rollup.commit(header);
    }

    function _commitNext(Header memory parent, uint32 queueCount, uint32 slotCount, uint256 name)
        internal
        returns (Header memory header)
    {
        header = _next(parent, queueCount, slotCount, name);
        _commit(header);
    }

    function _finalise(Header memory header) internal {
        vm.warp(block.timestamp + 7 days + 1);
        rollup.finalise(header);
    }

    function _drop(Header memory header, Header memory parent) internal {
        verifier.setWrong(header.newRoot);
        vm.prank(WATCHER);
        rollup.proveFraud(header, parent, _proof(12, 0));
    }

    function _proof(uint8 fault, uint32 slot) internal pure returns (FraudProof memory proof) {
        (proof.fault, proof.slot) = (FaultKind.wrap(fault), slot);
        proof.elements = new BlobElement[](0);
        proof.witness = new uint256[](0);
    }

    function _depositEther(address owner, uint256 amount) internal returns (uint64) {
        vm.deal(owner, owner.balance + amount);
        vm.prank(owner);
        return rollup.deposit{value: amount}(0, amount, owner, 0, 0, 0);
    }

    function _hash(Header memory header) internal view returns (bytes32) {
        return header.hash(address(rollup));
    }

    function assertEq(IRollup.Status actual, IRollup.Status expected) internal pure {
        assertEq(uint256(actual), uint256(expected));
    }
}
