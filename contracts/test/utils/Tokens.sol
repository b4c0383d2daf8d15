// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A token that behaves.
contract GoodToken {
    uint8 public constant decimals = 18;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    error TooLittle();

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
        totalSupply += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
        if (allowance[from][msg.sender] < amount) revert TooLittle();
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        return true;
    }

    function _move(address from, address to, uint256 amount) internal virtual {
        if (balanceOf[from] < amount) revert TooLittle();
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// @notice Keeps one percent of every transfer.
contract FeeToken is GoodToken {
    function _move(address from, address to, uint256 amount) internal override {
        super._move(from, to, amount);
        balanceOf[to] -= amount / 100;
    }
}

/// @notice Returns false where others revert.
contract FalseToken is GoodToken {
    function transfer(address, uint256) external pure override returns (bool) {
        return false;
    }
}

/// @notice Returns nothing, like the oldest stablecoin.
contract SilentToken {
    mapping(address => uint256) public balanceOf;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// @notice Refuses to pay those on a list.
contract BlockingToken is GoodToken {
    mapping(address => bool) public isBlocked;

    error Blocked();

    function setBlocked(address who, bool blocked) external {
        isBlocked[who] = blocked;
    }

    function _move(address from, address to, uint256 amount) internal override {
        if (isBlocked[to]) revert Blocked();
        super._move(from, to, amount);
    }
}

/// @notice Calls somebody in the middle of every transfer.
contract HookToken is GoodToken {
    address public target;
    bytes public data;
    bool public lastCallSucceeded;

    function setHook(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function _move(address from, address to, uint256 amount) internal override {
        super._move(from, to, amount);
        if (target != address(0)) (lastCallSucceeded,) = target.call(data);
    }
}
