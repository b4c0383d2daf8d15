// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "./interfaces/IBatchVotes.sol";
import {IGroth16Verifier} from "./interfaces/IGroth16Verifier.sol";
import {IRollup} from "./interfaces/IRollup.sol";
import {BlobValues} from "./libraries/BlobValues.sol";
import {EcdsaSignature} from "./libraries/EcdsaSignature.sol";
import {ScalarField} from "./libraries/ScalarField.sol";
import {SegmentChain} from "./libraries/SegmentChain.sol";
import {Header} from "./types/Header.sol";
import {ProofKinds} from "./types/ProofKind.sol";
import {Circuit, Segment} from "./types/Segment.sol";

/// @notice See `IBatchVotes`.
contract BatchVotes is IBatchVotes {
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant ATTESTATION = keccak256("Attestation(address rollup,bytes32 headerHash)");

    /// @dev Of a header as it is encoded: its fields, and the number of its blobs.
    uint256 private constant HEADER_WORDS = 12;

    /// @inheritdoc IBatchVotes
    uint256 public immutable circuitCount;

    /// @inheritdoc IBatchVotes
    uint256 public immutable quorum;

    mapping(uint256 number => Circuit) private _circuits;
    address[] private _attesters;
    mapping(address => bool) private _isAttester;

    /// @param circuits By their numbers; the verifiers of segments have eight inputs.
    /// @param attesters_ Rising; none where no quorum is judged.
    /// @param quorum_ How many of them have to sign; zero if and only if there are none.
    constructor(Circuit[] memory circuits, address[] memory attesters_, uint256 quorum_) {
        if (quorum_ > attesters_.length || (quorum_ == 0) != (attesters_.length == 0)) revert InvalidAttesters();
        (circuitCount, quorum) = (circuits.length, quorum_);
        if (circuits.length > 256) revert InvalidCircuit(256);
        for (uint256 i = 0; i < circuits.length; i++) {
            if (circuits[i].verifier.inputCount() != SegmentChain.INPUT_COUNT) revert InvalidCircuit(i);
            _circuits[i] = circuits[i];
        }
        for (uint256 i = 0; i < attesters_.length; i++) {
            if (attesters_[i] <= (i == 0 ? address(0) : attesters_[i - 1])) revert InvalidAttesters();
            _isAttester[attesters_[i]] = true;
        }
        _attesters = attesters_;
    }

    /// @inheritdoc IBatchVotes
    function proveValidity(
        address rollup,
        Header calldata header,
        Header calldata parent,
        Segment[] calldata segments,
        bytes calldata openings
    ) external {
        bytes32 headerHash = _hash(rollup, header);
        bytes32 parentHash = _hash(rollup, parent);
        if (parentHash != header.parentHash) revert WrongParent(parentHash, header.parentHash);
        bool[] memory isQueue = _kindsOf(segments);
        uint256[] memory ranges = SegmentChain.ranges(header, segments, isQueue);
        uint256 z = SegmentChain.point(headerHash, ranges, segments);
        _requireSameData(segments, BlobValues.sum(header.versionedHashes, z, openings));
        _requireProven(segments, SegmentChain.inputs(rollup, header, parent, segments, isQueue, ranges, z));
        if (IRollup(rollup).recordVote(headerHash, ProofKinds.VALIDITY)) {
            IRollup(rollup).recordDisagreement(header, parent);
        }
    }

    /// @inheritdoc IBatchVotes
    function attest(address rollup, bytes32 headerHash, bytes[] calldata signatures) external {
        if (quorum == 0 || signatures.length < quorum) revert TooFewSignatures(signatures.length, quorum);
        bytes32 signed = digest(rollup, headerHash);
        address before = address(0);
        for (uint256 i = 0; i < signatures.length; i++) {
            address signer = EcdsaSignature.recover(signed, signatures[i], i);
            if (signer <= before) revert SignersOutOfOrder(signer);
            if (!_isAttester[signer]) revert NotAnAttester(signer);
            before = signer;
        }
        IRollup(rollup).recordVote(headerHash, ProofKinds.QUORUM);
    }

    /// @inheritdoc IBatchVotes
    function digest(address rollup, bytes32 headerHash) public view returns (bytes32) {
        bytes32 domain =
            keccak256(abi.encode(DOMAIN, keccak256("Plimsoll votes"), keccak256("1"), block.chainid, address(this)));
        return keccak256(abi.encodePacked("\x19\x01", domain, keccak256(abi.encode(ATTESTATION, rollup, headerHash))));
    }

    /// @inheritdoc IBatchVotes
    function kinds() external view returns (uint8) {
        return (circuitCount == 0 ? 0 : ProofKinds.VALIDITY) | (quorum == 0 ? 0 : ProofKinds.QUORUM);
    }

    /// @inheritdoc IBatchVotes
    function circuitAt(uint256 number) external view returns (Circuit memory) {
        return _circuits[number];
    }

    /// @inheritdoc IBatchVotes
    function attesters() external view returns (address[] memory) {
        return _attesters;
    }

    /// @dev Header hashes as they lie in calldata. Bytes that do not encode a header as `abi.encode` does have a hash that no rollup knows.
    function _hash(address rollup, Header calldata header) private view returns (bytes32 hash) {
        uint256 words = HEADER_WORDS + header.versionedHashes.length;
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, chainid())
            mstore(add(p, 0x20), rollup)
            mstore(add(p, 0x40), 0x60)
            calldatacopy(add(p, 0x60), header, shl(5, words))
            hash := keccak256(p, add(0x60, shl(5, words)))
        }
    }

    function _kindsOf(Segment[] calldata segments) private view returns (bool[] memory isQueue) {
        isQueue = new bool[](segments.length);
        for (uint256 i = 0; i < segments.length; i++) {
            Circuit memory circuit = _circuits[segments[i].circuit];
            if (address(circuit.verifier) == address(0)) revert NoSuchCircuit(segments[i].circuit);
            isQueue[i] = circuit.isQueue;
        }
    }

    function _requireSameData(Segment[] calldata segments, uint256 blobs) private pure {
        uint256 sum;
        for (uint256 i = 0; i < segments.length; i++) {
            sum = addmod(sum, segments[i].value, ScalarField.R);
        }
        if (sum != blobs) revert WrongValue(sum, blobs);
    }

    /// @dev The proofs of each circuit in one pairing product.
    function _requireProven(Segment[] calldata segments, uint256[][] memory inputs) private view {
        for (uint256 number = 0; number < circuitCount; number++) {
            uint256 count;
            for (uint256 i = 0; i < segments.length; i++) {
                if (segments[i].circuit == number) count++;
            }
            if (count == 0) continue;
            bytes[] memory proofs = new bytes[](count);
            uint256[][] memory theirs = new uint256[][](count);
            for (uint256 i = segments.length; i > 0; i--) {
                if (segments[i - 1].circuit != number) continue;
                count--;
                (proofs[count], theirs[count]) = (segments[i - 1].proof, inputs[i - 1]);
            }
            IGroth16Verifier verifier = _circuits[number].verifier;
            bool holds =
                proofs.length == 1 ? verifier.verify(proofs[0], theirs[0]) : verifier.verifyMany(proofs, theirs);
            if (!holds) revert WrongProof(uint8(number));
        }
    }
}
