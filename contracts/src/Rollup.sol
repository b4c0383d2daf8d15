// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFraudVerifier} from "./interfaces/IFraudVerifier.sol";
import {IRollup} from "./interfaces/IRollup.sol";
import {ISettlementHub} from "./interfaces/ISettlementHub.sol";
import {IStateHasher} from "./interfaces/IStateHasher.sol";
import {RollupChain} from "./rollup/RollupChain.sol";
import {RollupExits} from "./rollup/RollupExits.sol";
import {RollupProfile} from "./rollup/RollupProfile.sol";
import {Profile} from "./types/Profile.sol";

/// @notice One rollup on L1, see `IRollup`.
contract Rollup is RollupExits {
    /// @param tokens ERC-20s by number, zero for ETH.
    constructor(
        ISettlementHub hub_,
        IStateHasher stateHasher_,
        IFraudVerifier fraudVerifier_,
        Profile memory profile_,
        address[] memory tokens
    ) RollupProfile(hub_, stateHasher_, fraudVerifier_, profile_, tokens) RollupChain() {}

    /// @inheritdoc IRollup
    function multicall(bytes[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; i++) {
            // Not payable, so no value is counted twice.
            (bool ok, bytes memory answer) = address(this).delegatecall(calls[i]);
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(answer, 32), mload(answer))
                }
            }
        }
    }
}
