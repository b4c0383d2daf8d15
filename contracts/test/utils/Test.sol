// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The cheatcodes of forge that the tests use; the compiler checks their use against this list.
interface Vm {
    /// @notice What forge says of a call's gas.
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    /// @notice The next call must revert with exactly this data.
    function expectRevert(bytes calldata data) external;

    /// @notice The next call must revert with this error and no arguments that matter.
    function expectRevert(bytes4 selector) external;

    /// @notice The next call must revert, whatever it says.
    function expectRevert() external;

    /// @notice Discards a fuzz run whose inputs do not meet the condition.
    function assume(bool condition) external pure;

    /// @notice The next call comes from `sender`.
    function prank(address sender) external;

    /// @notice All calls until `stopPrank` come from `sender`.
    function startPrank(address sender) external;

    /// @notice Ends `startPrank`.
    function stopPrank() external;

    /// @notice Gives an address this much ETH.
    function deal(address who, uint256 amount) external;

    /// @notice Gives an address this code.
    function etch(address who, bytes calldata code) external;

    /// @notice The versioned hashes of the transaction's blobs.
    function blobhashes(bytes32[] calldata hashes) external;

    /// @notice Deploys a contract by name, so that a test does not have to be compiled as the contract is.
    function deployCode(string calldata name, bytes calldata arguments) external returns (address deployed);

    /// @notice The next call must emit the event that is emitted here next, by this address.
    function expectEmit(address emitter) external;

    /// @notice Sets the time of the block.
    function warp(uint256 timestamp) external;

    /// @notice Records the gas of the last call under snapshots/<group>.json.
    function snapshotGasLastCall(string calldata group, string calldata name) external returns (uint256 gas);

    /// @notice Records a number under snapshots/<group>.json.
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;

    /// @notice The gas of the last call.
    function lastCallGas() external view returns (Gas memory gas);

    /// @notice Reads a file below the folders that foundry.toml allows.
    function readFile(string calldata path) external view returns (string memory text);

    /// @notice Reads the array of 256-bit words at `key` of a JSON text.
    function parseJsonUintArray(string calldata json, string calldata key) external pure returns (uint256[] memory);

    /// @notice Reads the bytes at `key` of a JSON text.
    function parseJsonBytes(string calldata json, string calldata key) external pure returns (bytes memory);

    /// @notice Sets the number of the block.
    function roll(uint256 number) external;

    /// @notice Sets the chain's id.
    function chainId(uint256 id) external;

    /// @notice The address of a private key.
    function addr(uint256 privateKey) external pure returns (address);

    /// @notice Signs with secp256k1.
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
}

/// @notice What each Solidity test inherits: the cheatcodes and a handful of comparisons.
abstract contract Test {
    /// @notice forge calls a contract's tests only when it finds this flag.
    bool public constant IS_TEST = true;

    /// @dev The address at which forge answers cheatcodes: the last 20 bytes of keccak256("hevm cheat code").
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice Two values that a test says are equal are not.
    error NotEqual(bytes32 actual, bytes32 expected);

    /// @notice Two byte strings that a test says are equal are not.
    error BytesNotEqual(bytes actual, bytes expected);

    /// @notice A statement that a test makes does not hold.
    error NotTrue(string statement);

    function assertEq(uint256 actual, uint256 expected) internal pure {
        if (actual != expected) revert NotEqual(bytes32(actual), bytes32(expected));
    }

    function assertEq(bytes32 actual, bytes32 expected) internal pure {
        if (actual != expected) revert NotEqual(actual, expected);
    }

    function assertEq(address actual, address expected) internal pure {
        assertEq(bytes32(uint256(uint160(actual))), bytes32(uint256(uint160(expected))));
    }

    function assertEq(bytes memory actual, bytes memory expected) internal pure {
        if (keccak256(actual) != keccak256(expected)) revert BytesNotEqual(actual, expected);
    }

    function assertTrue(bool holds, string memory statement) internal pure {
        if (!holds) revert NotTrue(statement);
    }

    /// @notice Maps any `x` into `[least, most]`, so that a fuzz run is never wasted.
    function bound(uint256 x, uint256 least, uint256 most) internal pure returns (uint256) {
        if (least > most) revert NotTrue("least <= most");
        uint256 size = most - least + 1; // 0 when the range is all of uint256
        return size == 0 || (x >= least && x <= most) ? x : least + x % size;
    }
}
