// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {JubjubSchnorr} from "../../src/libraries/JubjubSchnorr.sol";

/// @notice The signature verifier behind an external function, for tests on the chain and for gas.
contract JubjubSchnorrHarness {
    function verify(uint256 ax, uint256 ay, uint256 m, uint256 e, uint256 s) external view returns (bool) {
        return JubjubSchnorr.verify(ax, ay, m, e, s);
    }
}
