// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {ISettlementHub} from "../../../src/interfaces/ISettlementHub.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {Circuit} from "../../../src/types/Segment.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";

/// @notice Every field of the profile at its bounds and behind them.
contract RollupProfileTest is RollupFixture {
    function test_profile_atItsBounds_deploys() public {
        Profile memory p = _profile();
        (p.depth, p.maxSlots, p.maxDueItems, p.challengeWindow) = (1, 1, 1, 1);
        (p.inclusionDelay, p.openAfter, p.escapeAfter, p.maxBatchAge) = (1, 1, 2, 1);
        (p.bond, p.forcedFee, p.maxOpenItems) = (2.25 ether, 1, 2);
        (p.quotaFloor, p.quotaShare, p.quotaPeriod) = (1, 0, 1);
        _deploy(p, new address[](1));
        p = _profile();
        (p.depth, p.maxDueItems, p.challengeWindow) = (15, p.maxSlots, 13 days);
        (p.openAfter, p.escapeAfter, p.maxBatchAge) = (90 days - 1, 90 days, 1 days);
        (p.bond, p.quotaShare) = (type(uint96).max, 10_000);
        rollup = _deploy(p, _tokens());
        assertEq(keccak256(rollup.profile()), keccak256(abi.encode(p)));
        assertEq(_genesis().newRoot, hasher.emptyRoot(15));
    }

    function test_profile_behindItsBounds_reverts() public {
        Profile memory p = _profile();
        p.depth = 0;
        _refuse(p, "depth");
        p.depth = 16;
        _refuse(p, "depth");
        p = _profile();
        p.maxSlots = 0;
        _refuse(p, "maxSlots");
        p.maxSlots = 6145;
        _refuse(p, "maxSlots");
        p = _profile();
        p.maxDueItems = 0;
        _refuse(p, "maxDueItems");
        p.maxDueItems = p.maxSlots + 1;
        _refuse(p, "maxDueItems");
        p = _profile();
        p.challengeWindow = 0;
        _refuse(p, "challengeWindow");
        p.challengeWindow = 13 days + 1;
        _refuse(p, "challengeWindow");
        p.challengeWindow = 1;
        p.votes = address(1);
        _refuse(p, "votes");
        p = _profile();
        p.inclusionDelay = 0;
        _refuse(p, "inclusionDelay");
        p.inclusionDelay = p.openAfter + 1;
        _refuse(p, "inclusionDelay");
        p = _profile();
        p.openAfter = p.escapeAfter;
        _refuse(p, "openAfter");
        p = _profile();
        p.escapeAfter = 90 days + 1;
        _refuse(p, "escapeAfter");
        p = _profile();
        p.maxBatchAge = 0;
        _refuse(p, "maxBatchAge");
        p.maxBatchAge = 1 days + 1;
        _refuse(p, "maxBatchAge");
        p = _profile();
        p.bond = 2.25 ether - 1;
        _refuse(p, "bond");
        p.bond = 1 << 96;
        _refuse(p, "bond");
        p = _profile();
        p.forcedFee = 0;
        _refuse(p, "forcedFee");
        p = _profile();
        p.maxOpenItems = 1;
        _refuse(p, "maxOpenItems");
        p = _profile();
        p.quotaFloor = 0;
        _refuse(p, "quotaFloor");
        p = _profile();
        p.quotaShare = 10_001;
        _refuse(p, "quotaShare");
        p = _profile();
        p.quotaPeriod = 0;
        _refuse(p, "quotaPeriod");
    }

    function test_tokens_outOfRange_revert() public {
        _expectInvalid("tokens");
        _deploy(_profile(), new address[](0));
        _expectInvalid("tokens");
        _deploy(_profile(), new address[](257));
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.TokenListedTwice.selector, address(0)));
        _deploy(_profile(), new address[](2));
    }

    function test_constants_are_what_was_given() public {
        assertEq(rollup.hub(), address(hub));
        assertEq(rollup.stateHasher(), address(hasher));
        assertEq(rollup.fraudVerifier(), address(verifier));
        assertEq(rollup.tokenCount(), 2);
        assertEq(rollup.tokenAt(0), address(0));
        assertEq(rollup.tokenAt(1), address(good));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchToken.selector, 2));
        rollup.tokenAt(2);
    }

    function test_code_fits_into_what_L1_accepts() public {
        vm.snapshotValue("Size", "Rollup", address(rollup).code.length);
        vm.snapshotValue("Size", "StateHasher", address(hasher).code.length);
        vm.snapshotValue("Size", "SettlementHub", address(hub).code.length);
        bytes memory arguments = abi.encode(new Circuit[](0), new address[](0), 0);
        address votes = vm.deployCode("BatchVotes.sol:BatchVotes", arguments);
        vm.snapshotValue("Size", "BatchVotes", votes.code.length);
        assertTrue(votes.code.length <= 24_576, "EIP-170");
        assertTrue(address(rollup).code.length <= 24_576, "EIP-170");
        assertTrue(address(hasher).code.length <= 24_576, "EIP-170");
        assertTrue(address(hub).code.length <= 24_576, "EIP-170");
    }

    function _refuse(Profile memory p, string memory field) private {
        _expectInvalid(field);
        _deploy(p, _tokens());
    }

    function _expectInvalid(string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.InvalidProfile.selector, field));
    }
}
