// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "../interfaces/IERC20.sol";

/// @notice A receipt: each unit stands for one unit of `asset` that a rollup owes to the issuer.
/// @dev The issuer, as `IClaimIssuer`, holds the position on the rollup, issues against it and redeems; the token knows nothing of that.
/// Warning: it is worth what the rollup's solvency and the issuer's code make it worth.
contract ClaimToken is IERC20 {
    /// @notice Somebody else than the issuer called.
    error NotTheIssuer(address sender);

    error NotEnough(address account, uint256 wanted, uint256 there);

    address public immutable issuer;
    address public immutable asset;

    /// @inheritdoc IERC20
    uint8 public immutable decimals;
    string public name;
    string public symbol;

    /// @inheritdoc IERC20
    uint256 public totalSupply;
    /// @inheritdoc IERC20
    mapping(address account => uint256) public balanceOf;
    /// @inheritdoc IERC20
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    constructor(address issuer_, address asset_, uint8 decimals_, string memory name_, string memory symbol_) {
        (issuer, asset, decimals, name, symbol) = (issuer_, asset_, decimals_, name_, symbol_);
    }

    /// @notice Issues receipts. Callable by the issuer.
    function issue(address to, uint256 value) external {
        if (msg.sender != issuer) revert NotTheIssuer(msg.sender);
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    /// @notice Takes back receipts of the issuer's own, handed in by whom it pays. Callable by the issuer.
    function redeem(uint256 value) external {
        if (msg.sender != issuer) revert NotTheIssuer(msg.sender);
        _debit(msg.sender, value);
        totalSupply -= value;
        emit Transfer(msg.sender, address(0), value);
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    /// @inheritdoc IERC20
    function transfer(address to, uint256 value) external returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            if (value > allowed) revert NotEnough(from, value, allowed);
            allowance[from][msg.sender] = allowed - value;
        }
        _move(from, to, value);
        return true;
    }

    function _move(address from, address to, uint256 value) private {
        _debit(from, value);
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }

    function _debit(address from, uint256 value) private {
        uint256 there = balanceOf[from];
        if (value > there) revert NotEnough(from, value, there);
        balanceOf[from] = there - value;
    }
}
