// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What can be wrong with a batch: F1 to F20 of docs/spec/faults.md, by number.
type FaultKind is uint8;

using {same as ==, differs as !=} for FaultKind global;

function same(FaultKind a, FaultKind b) pure returns (bool) {
    return FaultKind.unwrap(a) == FaultKind.unwrap(b);
}

function differs(FaultKind a, FaultKind b) pure returns (bool) {
    return FaultKind.unwrap(a) != FaultKind.unwrap(b);
}

/// @notice The faults by name; their meaning is in docs/spec/faults.md.
library FaultKinds {
    /// @dev No fault: an operation that applies.
    FaultKind internal constant NONE = FaultKind.wrap(0);
    FaultKind internal constant NOT_THE_QUEUE_WORD = FaultKind.wrap(1);
    FaultKind internal constant UNKNOWN_KIND = FaultKind.wrap(2);
    FaultKind internal constant MALFORMED_WORD = FaultKind.wrap(3);
    FaultKind internal constant HEAD_WITHOUT_FOLLOWER = FaultKind.wrap(4);
    FaultKind internal constant FOLLOWER_WITHOUT_HEAD = FaultKind.wrap(5);
    FaultKind internal constant COLLECT_NOT_LAST = FaultKind.wrap(6);
    FaultKind internal constant MALFORMED_SIGNATURE = FaultKind.wrap(7);
    FaultKind internal constant INVALID_KEY = FaultKind.wrap(8);
    FaultKind internal constant EXPIRED = FaultKind.wrap(9);
    FaultKind internal constant HEAD_CHANGES_ROOT = FaultKind.wrap(10);
    FaultKind internal constant NOT_PADDED = FaultKind.wrap(11);
    FaultKind internal constant WRONG_FINAL_ROOT = FaultKind.wrap(12);
    FaultKind internal constant ACCOUNT_MISMATCH = FaultKind.wrap(13);
    FaultKind internal constant OWNERS_DO_NOT_CROSS = FaultKind.wrap(14);
    FaultKind internal constant WRONG_SIGNATURE = FaultKind.wrap(15);
    FaultKind internal constant UNAFFORDABLE = FaultKind.wrap(16);
    FaultKind internal constant INDEX_SPACE_FULL = FaultKind.wrap(17);
    FaultKind internal constant WRONG_COLLECT = FaultKind.wrap(18);
    FaultKind internal constant WRONG_POST_ROOT = FaultKind.wrap(19);
    FaultKind internal constant WRONG_QUEUE_ROOT = FaultKind.wrap(20);
}
