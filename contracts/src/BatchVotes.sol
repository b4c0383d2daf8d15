// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ImmutableData} from "./ImmutableData.sol";
import {IBatchVotes} from "./interfaces/IBatchVotes.sol";
import {IGroth16Verifier} from "./interfaces/IGroth16Verifier.sol";
import {IRollup} from "./interfaces/IRollup.sol";
import {BlobValues} from "./libraries/BlobValues.sol";
import {EcdsaSignature} from "./libraries/EcdsaSignature.sol";
import {Groth16Product} from "./libraries/Groth16Product.sol";
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

    /// @dev All keys as `Groth16Product` uses them, behind their γ, are the code of one contract: as many as it holds.
    uint256 private constant MAX_CIRCUITS = 11;
    uint256 private constant GAMMA_LENGTH = 256;

    /// @dev Bit n: circuit n is for the queue's slots.
    uint256 private immutable _queues;
    address private immutable _keys;
    uint256 private immutable _keysHash;

    mapping(uint256 number => Circuit) private _circuits;
    address[] private _attesters;
    mapping(address => bool) private _isAttester;

    /// @param circuits By their numbers; the verifiers of segments have eight inputs.
    /// @param attesters_ Rising; none where no quorum is judged.
    /// @param quorum_ How many of them have to sign; zero if and only if there are none.
    constructor(Circuit[] memory circuits, address[] memory attesters_, uint256 quorum_) {
        if (quorum_ > attesters_.length || (quorum_ == 0) != (attesters_.length == 0)) revert InvalidAttesters();
        (circuitCount, quorum) = (circuits.length, quorum_);
        if (circuits.length > MAX_CIRCUITS) revert InvalidCircuit(MAX_CIRCUITS);
        uint256 queues;
        for (uint256 i = 0; i < circuits.length; i++) {
            _circuits[i] = circuits[i];
            if (circuits[i].isQueue) queues |= uint256(1) << i;
        }
        _queues = queues;
        bytes memory keys = _arrange(circuits);
        (_keys, _keysHash) = (address(new ImmutableData(keys)), uint256(keccak256(keys)));
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
        (uint256[] memory ranges, uint256 runs) = SegmentChain.ranges(header, segments, circuitCount, _queues);
        uint256 z = SegmentChain.point(headerHash, ranges, segments);
        Groth16Product.Product memory product = Groth16Product.reserve(segments.length, runs, SegmentChain.INPUT_COUNT);
        uint256 sum = SegmentChain.writeInputs(rollup, header, parent, segments, _queues, ranges, z, product.inputs);
        uint256 blobs = BlobValues.sum(header.versionedHashes, z, openings);
        if (sum != blobs) revert WrongValue(sum, blobs);
        _requireProven(segments, product);
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

    /// @dev Header hashes as they lie in calldata. Bytes that do not encode a header as `abi.encode` does have a hash that no rollup knows;
    /// in such bytes the number of blobs is the twelfth word.
    function _hash(address rollup, Header calldata header) private view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let words := add(HEADER_WORDS, calldataload(add(header, 0x160)))
            let p := mload(0x40)
            mstore(p, chainid())
            mstore(add(p, 0x20), rollup)
            mstore(add(p, 0x40), 0x60)
            calldatacopy(add(p, 0x60), header, shl(5, words))
            hash := keccak256(p, add(0x60, shl(5, words)))
        }
    }

    /// @dev All proofs in one pairing product. Virtual for a judge that takes everything for proven: drills show by it what that costs.
    function _requireProven(Segment[] calldata segments, Groth16Product.Product memory product) internal view virtual {
        if (segments.length == 0) return;
        Groth16Product.setGamma(product, _keys, 1);
        uint256 before = MAX_CIRCUITS;
        unchecked {
            for (uint256 i = 0; i < segments.length; i++) {
                Segment calldata segment = segments[i];
                uint256 circuit = segment.circuit;
                if (circuit != before) Groth16Product.openArranged(product, _keys, 1 + _placeOf(circuit));
                before = circuit;
                Groth16Product.add(product, i, segment.proof, _keysHash + circuit);
            }
        }
        if (!Groth16Product.holds(product)) revert WrongProof(_wrongCircuit(segments, product));
    }

    /// @dev Of the first segment whose own verifier says no.
    function _wrongCircuit(Segment[] calldata segments, Groth16Product.Product memory product)
        private
        view
        returns (uint8 circuit)
    {
        for (uint256 i = 0; i < segments.length; i++) {
            circuit = segments[i].circuit;
            if (!_circuits[circuit].verifier.verify(segments[i].proof, Groth16Product.inputsOf(product, i))) break;
        }
    }

    /// @dev All keys behind their γ.
    function _arrange(Circuit[] memory circuits) private view returns (bytes memory keys) {
        if (circuits.length == 0) return keys;
        keys = new bytes(_placeOf(circuits.length));
        uint256 place;
        assembly ("memory-safe") {
            place := add(keys, 0x20)
        }
        address firstKey;
        for (uint256 i = 0; i < circuits.length; i++) {
            address key = _firstMadeBy(circuits[i].verifier);
            if (i == 0) firstKey = key;
            if (
                circuits[i].verifier.inputCount() != SegmentChain.INPUT_COUNT
                    || circuits[i].verifier.keyContract() != key
                    || key.code.length != Groth16Product.codeLength(SegmentChain.INPUT_COUNT)
                    || Groth16Product.hashOfGamma(key) != Groth16Product.hashOfGamma(firstKey)
            ) revert InvalidCircuit(i);
            Groth16Product.writeArranged(key, SegmentChain.INPUT_COUNT, place + _placeOf(i));
        }
        Groth16Product.writeGamma(firstKey, place);
    }

    /// @dev Where a verifier keeps its key. Others read it there (the first nonce is 1, EIP-161), so what they read is what is judged under.
    function _firstMadeBy(IGroth16Verifier verifier) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", verifier, hex"01")))));
    }

    /// @dev Of circuit n's key behind γ.
    function _placeOf(uint256 number) private pure returns (uint256) {
        unchecked {
            return GAMMA_LENGTH + number * Groth16Product.arrangedLength(SegmentChain.INPUT_COUNT);
        }
    }
}
