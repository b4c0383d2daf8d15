// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ImmutableData} from "../ImmutableData.sol";
import {IBatchVotes} from "../interfaces/IBatchVotes.sol";
import {IFraudVerifier} from "../interfaces/IFraudVerifier.sol";
import {IRollup} from "../interfaces/IRollup.sol";
import {ISettlementHub} from "../interfaces/ISettlementHub.sol";
import {IStateHasher} from "../interfaces/IStateHasher.sol";
import {ProfileRules} from "../libraries/ProfileRules.sol";
import {DataLayout, Profile} from "../types/Profile.sol";
import {ProofKinds} from "../types/ProofKind.sol";

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
    uint8 internal immutable KINDS;
    uint8 internal immutable THRESHOLD;
    uint64 internal immutable PROOF_DEADLINE;
    address internal immutable VOTES;
    bool internal immutable IS_COMPACT;

    /// @dev Whether votes can make a batch final while it can still be disputed.
    bool internal immutable CAN_BE_EARLY;

    /// @dev Holds the profile as it is encoded.
    address private immutable PROFILE;
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
        (SEQUENCER, KINDS, THRESHOLD) = (p.sequencer, p.kinds, p.threshold);
        (PROOF_DEADLINE, VOTES, IS_COMPACT) = (p.proofDeadline, p.votes, p.dataLayout == DataLayout.Compact);
        CAN_BE_EARLY = p.kinds & ProofKinds.VALIDITY != 0 && p.dataLayout == DataLayout.Full;
        uint8 judged = p.kinds & ~ProofKinds.FRAUD_WINDOW;
        if (judged != 0 && IBatchVotes(p.votes).kinds() & judged != judged) revert InvalidProfile("votes");
        PROFILE = address(new ImmutableData(abi.encode(p)));
        PROFILE_ID = keccak256(abi.encode(p));
        GENESIS_ROOT = hasher.emptyRoot(p.depth);
        TOKEN_COUNT = tokens.length;
        for (uint256 i = 0; i < tokens.length; i++) {
            _tokens[i] = tokens[i];
        }
        hub_.register(tokens, p.quotaFloor, p.quotaShare, p.quotaPeriod);
    }

    /// @inheritdoc IRollup
    function profile() external view returns (bytes memory encoded) {
        address data = PROFILE;
        uint256 size = data.code.length - 1;
        encoded = new bytes(size);
        assembly ("memory-safe") {
            extcodecopy(data, add(encoded, 0x20), 1, size) // behind the STOP
        }
    }

    /// @inheritdoc IRollup
    function profileId() external view returns (bytes32) {
        return PROFILE_ID;
    }

    /// @inheritdoc IRollup
    function genesisRoot() external view returns (uint256) {
        return GENESIS_ROOT;
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
