// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFraudVerifier} from "../interfaces/IFraudVerifier.sol";
import {IRollup} from "../interfaces/IRollup.sol";
import {ISettlementHub} from "../interfaces/ISettlementHub.sol";
import {IStateHasher} from "../interfaces/IStateHasher.sol";
import {ProfileRules} from "../libraries/ProfileRules.sol";
import {Header} from "../types/Header.sol";
import {Profile} from "../types/Profile.sol";

/// @notice What is fixed at deployment: the profile, the tokens, the contracts that are asked.
abstract contract RollupProfile is IRollup {
    uint8 internal immutable DEPTH;
    uint32 internal immutable MAX_SLOTS;
    uint32 internal immutable MAX_DUE_ITEMS;
    uint64 internal immutable CHALLENGE_WINDOW;
    uint64 internal immutable INCLUSION_DELAY;
    uint64 internal immutable OPEN_AFTER;
    uint64 internal immutable ESCAPE_AFTER;
    uint64 internal immutable MAX_BATCH_AGE;
    uint96 internal immutable BOND;
    uint128 internal immutable FORCED_FEE;
    uint32 internal immutable MAX_OPEN_ITEMS;
    address internal immutable SEQUENCER;
    uint256 private immutable QUOTA_FLOOR;
    uint16 private immutable QUOTA_SHARE;
    uint64 private immutable QUOTA_PERIOD;
    bytes32 private immutable DOCUMENT;

    bytes32 internal immutable PROFILE_ID;
    uint256 internal immutable GENESIS_ROOT;
    ISettlementHub internal immutable HUB;
    IStateHasher internal immutable HASHER;
    IFraudVerifier internal immutable VERIFIER;

    uint256 private immutable TOKEN_COUNT;
    mapping(uint256 token => address) private _tokens;

    constructor(
        ISettlementHub hub_,
        IStateHasher hasher,
        IFraudVerifier verifier,
        Profile memory p,
        address[] memory tokens
    ) {
        ProfileRules.check(p, tokens.length);
        (HUB, HASHER, VERIFIER) = (hub_, hasher, verifier);
        (DEPTH, MAX_SLOTS, MAX_DUE_ITEMS) = (p.depth, p.maxSlots, p.maxDueItems);
        (CHALLENGE_WINDOW, INCLUSION_DELAY, OPEN_AFTER) = (p.challengeWindow, p.inclusionDelay, p.openAfter);
        (ESCAPE_AFTER, MAX_BATCH_AGE) = (p.escapeAfter, p.maxBatchAge);
        (BOND, FORCED_FEE, MAX_OPEN_ITEMS) = (uint96(p.bond), p.forcedFee, p.maxOpenItems);
        (SEQUENCER, DOCUMENT) = (p.sequencer, p.document);
        (QUOTA_FLOOR, QUOTA_SHARE, QUOTA_PERIOD) = (p.quotaFloor, p.quotaShare, p.quotaPeriod);
        PROFILE_ID = keccak256(abi.encode(p));
        GENESIS_ROOT = hasher.emptyRoot(p.depth);
        TOKEN_COUNT = tokens.length;
        for (uint256 i = 0; i < tokens.length; i++) {
            _tokens[i] = tokens[i];
        }
        hub_.register(tokens, p.quotaFloor, p.quotaShare, p.quotaPeriod);
    }

    /// @inheritdoc IRollup
    function profile() external view returns (Profile memory p) {
        (p.depth, p.maxSlots, p.maxDueItems) = (DEPTH, MAX_SLOTS, MAX_DUE_ITEMS);
        (p.challengeWindow, p.inclusionDelay, p.openAfter) = (CHALLENGE_WINDOW, INCLUSION_DELAY, OPEN_AFTER);
        (p.escapeAfter, p.maxBatchAge) = (ESCAPE_AFTER, MAX_BATCH_AGE);
        (p.bond, p.forcedFee, p.maxOpenItems) = (BOND, FORCED_FEE, MAX_OPEN_ITEMS);
        (p.sequencer, p.document) = (SEQUENCER, DOCUMENT);
        (p.quotaFloor, p.quotaShare, p.quotaPeriod) = (QUOTA_FLOOR, QUOTA_SHARE, QUOTA_PERIOD);
    }

    /// @inheritdoc IRollup
    function profileId() external view returns (bytes32) {
        return PROFILE_ID;
    }

    /// @inheritdoc IRollup
    function genesis() public view returns (Header memory header) {
        header.newRoot = GENESIS_ROOT;
        header.profileId = PROFILE_ID;
    }

    /// @inheritdoc IRollup
    function tokenAt(uint8 token) public view returns (address) {
        if (token >= TOKEN_COUNT) revert NoSuchToken(token);
        return _tokens[token];
    }

    /// @inheritdoc IRollup
    function tokenCount() external view returns (uint256) {
        return TOKEN_COUNT;
    }

    /// @inheritdoc IRollup
    function hub() external view returns (address) {
        return address(HUB);
    }

    /// @inheritdoc IRollup
    function stateHasher() external view returns (address) {
        return address(HASHER);
    }

    /// @inheritdoc IRollup
    function fraudVerifier() external view returns (address) {
        return address(VERIFIER);
    }

    /// @dev Sends ETH with all gas: whoever is paid here has asked for it, and all effects come before.
    function _send(address recipient, uint256 amount) internal {
        (bool ok,) = recipient.call{value: amount}("");
        if (!ok) revert EtherRefused(recipient);
    }
}
