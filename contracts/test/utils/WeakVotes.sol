// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchVotes} from "../../src/BatchVotes.sol";
import {Groth16Product} from "../../src/libraries/Groth16Product.sol";
import {Circuit, Segment} from "../../src/types/Segment.sol";

/// @notice A judge that takes every proof for one: what a broken circuit, key or precompile would come to. For drills alone.
contract WeakVotes is BatchVotes {
    constructor(Circuit[] memory circuits, address[] memory attesters_, uint256 quorum_)
        BatchVotes(circuits, attesters_, quorum_)
    {}

    function _requireProven(Segment[] calldata, Groth16Product.Product memory) internal pure override {}
}
