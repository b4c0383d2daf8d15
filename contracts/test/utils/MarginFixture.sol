// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMarginVault} from "../../src/interfaces/IMarginVault.sol";
import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {ClaimToken} from "../../src/solvency/ClaimToken.sol";
import {MarginVault} from "../../src/solvency/MarginVault.sol";
import {Auditors} from "./Auditors.sol";
import {SpotFeed} from "./SpotFeed.sol";
import {GoodToken} from "./Tokens.sol";

/// @notice A vault with lenders' money in it, and the reports of the days that matter.
/// @dev The haircuts are the model's for σ 60 %, 24 h to liquidate, exits of 3 h, LGD 85 %, tolerance 1 bp and hazards of 0.5, 5 and 200 % a year.
abstract contract MarginFixture is Auditors {
    address internal constant ALICE = address(0xa11ce);
    address internal constant BOB = address(0xb0b);
    address internal constant LENDER = address(0x1e4d);
    uint256 internal constant UNIT = 1e18;
    int256 internal constant SPOT = 2_000e8;

    ClaimToken internal claims;
    GoodToken internal dollars;
    SpotFeed internal spot;
    MarginVault internal vault;

    function setUpVault() internal {
        claims = newClaims();
        dollars = new GoodToken();
        spot = new SpotFeed(8, SPOT);
        vault = new MarginVault(defaultTerms());
        publish(quiet());
        supply(LENDER, 10_000_000 * UNIT);
        fund(2_000_000 * UNIT);
    }

    function defaultTerms() internal view returns (IMarginVault.Terms memory) {
        return IMarginVault.Terms({
            oracle: oracle,
            redHaircutBps: 5_000,
            bonusBps: 500,
            rateBps: 1_000,
            reserveShareBps: 1_000,
            jumpCoverBps: 10_000,
            chainKey: CHAIN,
            asset: ASSET,
            silenceGrace: 6 hours,
            spot: spot,
            spotMaxAge: 1 days,
            claimToken: address(claims),
            loanToken: address(dollars),
            debtCap: uint128(5_000_000 * UNIT)
        });
    }

    /* CLAIMS: of an issuer that the vault has to take as it is */

    function newClaims() internal virtual returns (ClaimToken) {
        return new ClaimToken(address(this), ASSET, 18, "Claim on WETH at the rollup", "cWETH");
    }

    /// @notice Issues to this contract.
    function issue(uint256 amount) internal virtual {
        claims.issue(address(this), amount);
    }

    /* REPORTS */

    function quiet() internal view returns (ISolvencyOracle.Report memory) {
        return _day(GREEN, 724, 8_634, 3, 10_000);
    }

    function attention() internal view returns (ISolvencyOracle.Report memory) {
        return _day(AMBER, 1_838, 7_573, 3, 10_000);
    }

    function mismatch() internal view returns (ISolvencyOracle.Report memory) {
        return _day(RED, 8_442, 1_284, 32, 10_000);
    }

    function theft() internal view returns (ISolvencyOracle.Report memory) {
        return _day(BLACK, 9_200, 0, 4_560, 5_454);
    }

    function _day(uint8 regime, uint16 haircut, uint16 factor, uint16 discount, uint16 coverage)
        private
        view
        returns (ISolvencyOracle.Report memory r)
    {
        r = green();
        (r.regime, r.haircutBps, r.collateralFactorBps) = (regime, haircut, factor);
        (r.discountBps, r.coverageBps, r.exitP50, r.exitP95) = (discount, coverage, 10_800, 14_400);
    }

    /* PEOPLE */

    function supply(address lender, uint256 amount) internal returns (uint256 shares) {
        dollars.mint(address(this), amount);
        dollars.approve(address(vault), amount);
        return vault.supply(amount, lender);
    }

    function fund(uint256 amount) internal {
        dollars.mint(address(this), amount);
        dollars.approve(address(vault), amount);
        vault.fundReserve(amount);
    }

    function post(address borrower, uint256 amount) internal {
        issue(amount);
        claims.approve(address(vault), amount);
        vault.addCollateral(amount, borrower);
    }

    function borrow(address borrower, uint256 amount) internal {
        vm.prank(borrower);
        vault.borrow(amount, borrower);
    }

    function repay(address borrower, uint256 amount) internal returns (uint256) {
        dollars.mint(address(this), amount);
        dollars.approve(address(vault), amount);
        return vault.repay(amount, borrower);
    }

    function liquidate(address borrower, uint256 amount) internal returns (uint256 repaid, uint256 seized) {
        uint256 debt = vault.debtOf(borrower);
        dollars.mint(address(this), debt);
        dollars.approve(address(vault), debt);
        return vault.liquidate(borrower, amount, address(0x11d));
    }

    /// @notice One block and `time` later, with prices and reports fresh.
    function later(uint256 time, ISolvencyOracle.Report memory r) internal {
        pass(time);
        (r.asOfL1Block, r.asOfTime) = (uint64(block.number - 1), uint64(block.timestamp));
        spot.set(SPOT, block.timestamp);
        publish(r);
    }
}
