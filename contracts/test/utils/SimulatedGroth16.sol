// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Keys and proofs made from known trapdoors: what a setup that kept its secrets could forge. For tests of the verifier alone.
library SimulatedGroth16 {
    uint256 internal constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    bytes internal constant G1 = hex"0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
        hex"0000000000000000000000000000000008b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1";

    bytes internal constant G2 = hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
        hex"0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        hex"000000000000000000000000000000000ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"
        hex"000000000000000000000000000000000606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be";

    struct Trapdoor {
        uint256 alpha;
        uint256 beta;
        uint256 gamma;
        uint256 delta;
        uint256[] ic;
    }

    function key(Trapdoor memory t) internal view returns (bytes memory k) {
        k = bytes.concat(g1(t.alpha), g2(t.beta), g2(t.gamma), g2(t.delta));
        for (uint256 j = 0; j < t.ic.length; j++) {
            k = bytes.concat(k, g1(t.ic[j]));
        }
    }

    /// @notice The proof for any inputs, with A = a·G1 and B = b·G2.
    function prove(Trapdoor memory t, uint256[] memory inputs, uint256 a, uint256 b)
        internal
        view
        returns (bytes memory)
    {
        uint256 sum = t.ic[0];
        for (uint256 j = 0; j < inputs.length; j++) {
            sum = addmod(sum, mulmod(inputs[j], t.ic[j + 1], R), R);
        }
        uint256 c = mulmod(a, b, R);
        c = addmod(c, R - mulmod(t.alpha, t.beta, R), R);
        c = addmod(c, R - mulmod(sum, t.gamma, R), R);
        return bytes.concat(g1(a), g2(b), g1(mulmod(c, inverse(t.delta), R)));
    }

    function g1(uint256 scalar) internal view returns (bytes memory) {
        return call(address(0x0c), bytes.concat(G1, bytes32(scalar)));
    }

    function g2(uint256 scalar) internal view returns (bytes memory) {
        return call(address(0x0e), bytes.concat(G2, bytes32(scalar)));
    }

    function inverse(uint256 x) internal view returns (uint256) {
        return abi.decode(call(address(5), abi.encode(32, 32, 32, x, R - 2, R)), (uint256));
    }

    function call(address precompile, bytes memory input) internal view returns (bytes memory output) {
        bool success;
        (success, output) = precompile.staticcall(input);
        require(success);
    }
}
