// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Lets the compiler's own encoders answer for the wire code in C#.
contract WireOracle {
    struct Leg {
        address asset;
        uint256 amount;
    }

    struct Everything {
        uint8 small;
        int24 signed;
        uint256 large;
        address account;
        bool flag;
        bytes4 tag;
        bytes32 word;
        bytes blob;
        string text;
        uint64[] numbers;
        Leg[2] pair;
        string[2] names;
        bytes[][] nested;
        Leg[] legs;
    }

    struct Note {
        string text;
        bytes blob;
        uint16[] numbers;
        Leg leg;
    }

    enum Kind {
        Text,
        Assertion,
        Overflow,
        Division,
        Enumeration,
        Index,
        EmptyPop,
        Custom,
        Silent
    }

    error Refused(Leg leg, string why, uint8[] codes);

    event Noted(Note indexed note, string indexed text, uint16[] indexed numbers, bytes data);
    event Elementary(int24 indexed signed, bytes4 indexed tag, address indexed account, bool flag) anonymous;

    bytes32 private constant LEG = keccak256("Leg(address asset,uint256 amount)");
    bytes32 private constant ORDER =
        keccak256("Order(Leg[] legs,string text,bytes blob,int24 signed)Leg(address asset,uint256 amount)");
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    uint256[] private empty;

    function echo(Everything calldata value) external pure returns (Everything memory) {
        return value;
    }

    function encode(Everything calldata value, bytes calldata tail) external pure returns (bytes memory) {
        return abi.encode(value, uint256(7), tail);
    }

    function emitNote(Note calldata note, bytes calldata data) external {
        emit Noted(note, note.text, note.numbers, data);
    }

    function emitElementary(int24 signed, bytes4 tag, address account, bool flag) external {
        emit Elementary(signed, tag, account, flag);
    }

    function fail(Kind kind, uint256 zero) external {
        if (kind == Kind.Text) revert("not today");
        if (kind == Kind.Assertion) assert(zero == 1);
        if (kind == Kind.Overflow) zero = zero - 1;
        if (kind == Kind.Division) zero = 1 / zero;
        if (kind == Kind.Enumeration) zero = uint256(Kind(zero + 200));
        if (kind == Kind.Index) zero = empty[zero];
        if (kind == Kind.EmptyPop) empty.pop();
        if (kind == Kind.Custom) {
            uint8[] memory codes = new uint8[](2);
            (codes[0], codes[1]) = (3, 255);
            revert Refused(Leg(address(this), 12345), "too late", codes);
        }
        revert();
    }

    /// @notice The digest of an order under EIP-712, as contracts compute it.
    function orderDigest(Leg[] calldata legs, string calldata text, bytes calldata blob, int24 signed)
        external
        view
        returns (bytes32)
    {
        bytes32[] memory hashes = new bytes32[](legs.length);
        for (uint256 i = 0; i < legs.length; i++) {
            hashes[i] = keccak256(abi.encode(LEG, legs[i].asset, legs[i].amount));
        }
        bytes32 order = keccak256(
            abi.encode(ORDER, keccak256(abi.encodePacked(hashes)), keccak256(bytes(text)), keccak256(blob), signed)
        );
        bytes32 domain = keccak256(abi.encode(DOMAIN, keccak256("Wire"), keccak256("1"), block.chainid, address(this)));
        return keccak256(abi.encodePacked(hex"1901", domain, order));
    }

    function hash(bytes calldata data) external pure returns (bytes32) {
        return keccak256(data);
    }

    function signer(bytes32 digest, uint8 v, bytes32 r, bytes32 s) external pure returns (address) {
        return ecrecover(digest, v, r, s);
    }
}
