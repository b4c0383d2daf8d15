// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../src/interfaces/IStateHasher.sol";
import {ClaimIssuer} from "../../src/solvency/ClaimIssuer.sol";
import {ClaimToken} from "../../src/solvency/ClaimToken.sol";
import {Header} from "../../src/types/Header.sol";
import {RollupFixture} from "./RollupFixture.sol";
import {SmallTree} from "./SmallTree.sol";
import {GoodToken} from "./Tokens.sol";

/// @notice A rollup with an issuer on it, and a state in which the issuer's account is alone.
abstract contract ClaimIssuerFixture is RollupFixture {
    /// @dev The account that the first deposit opens, at depth 3.
    uint32 internal constant HOME = 63;

    GoodToken internal asset;
    ClaimIssuer internal issuer;
    ClaimToken internal claims;
    SmallTree internal tree = new SmallTree(3);
    Header internal last;

    function setUp() public virtual override {
        super.setUp();
        _open(good);
    }

    /// @notice Another rollup and its issuer, for an asset that is token 1.
    function _open(GoodToken asset_) internal {
        asset = asset_;
        address[] memory tokens = new address[](2);
        tokens[1] = address(asset_);
        rollup = _deploy(_profile(), tokens);
        rollup.addBond{value: 20 ether}(SEQUENCER);
        issuer = new ClaimIssuer(rollup, 1, "Claim on WETH at the rollup", "cWETH");
        claims = ClaimToken(issuer.token());
        last = _genesis();
    }

    function _issue(address who, uint256 amount) internal returns (uint64 item, uint256 issued) {
        asset.mint(who, amount);
        vm.startPrank(who);
        asset.approve(issuer.inlet(), amount);
        (item, issued) = issuer.deposit(amount, HOME);
        vm.stopPrank();
    }

    function _redeem(address who, uint256 amount) internal returns (uint256 number) {
        vm.startPrank(who);
        claims.approve(address(issuer), amount);
        number = issuer.redeem(amount);
        vm.stopPrank();
    }

    /// @notice Makes final a batch that takes the whole queue and leaves the issuer this account.
    function _settle(uint128 balance, uint128 withdrawn) internal {
        tree.set(HOME, _leaf(balance, withdrawn));
        tree.setCounters(0, 1);
        uint32 count = uint32(rollup.queueLength() - last.queueEnd);
        last = _commitNext(last, count, count + 1, tree.root());
        _finalise(last);
    }

    function _claim(uint128 balance, uint128 withdrawn) internal returns (uint256) {
        return rollup.claim(tree.root(), _prove(balance, withdrawn), address(0));
    }

    function _prove(uint128 balance, uint128 withdrawn) internal view returns (IRollup.AccountProof memory) {
        return IRollup.AccountProof(HOME, _leaf(balance, withdrawn), tree.path(HOME), tree.feeRoot(), tree.counters());
    }

    function _leaf(uint128 balance, uint128 withdrawn) private view returns (AccountLeaf memory) {
        return AccountLeaf(address(issuer), 1, 0, balance, withdrawn, 0, 0);
    }
}
