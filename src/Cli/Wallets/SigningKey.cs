using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Wallets;

/// <summary>The layer-2 key of an ordinary wallet on one rollup. Spec: docs/spec/signatures.md#key-from-a-wallet.</summary>
internal static class SigningKey
{
    private const string Purpose =
        "Create the key that signs my operations on this rollup. Whoever holds this signature can move my funds there. Sign only in software that you trust.";

    private static readonly Eip712Types s_types = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
    {
        ["SigningKey"] = [new("address", "owner"), new("uint32", "index"), new("string", "purpose")],
    });

    /// <summary>What the wallet signs.</summary>
    public static TypedData Text(ulong chainId, Address rollup, Address owner, uint index) =>
        new(new("Plimsoll", "1", chainId, rollup), s_types, "SigningKey", AbiValue.Of(owner, (UInt256)index, Purpose));

    /// <summary>Derives the key; signing is deterministic here (RFC 6979), so the same wallet gives it again.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="chainId">The rollup contract's chain.</param>
    /// <param name="rollup">The rollup contract.</param>
    /// <param name="index">0 for the first key, more after a change of keys.</param>
    public static SchnorrSecretKey Derive(PrivateKey wallet, ulong chainId, Address rollup, uint index = 0)
    {
        EcdsaSignature signature = Text(chainId, rollup, wallet.Address, index).Sign(wallet);
        WalletSignatureRefusal refusal = WalletSignature.TryDeriveKey(signature.ToBytes(), out SchnorrSecretKey? key);
        return refusal == WalletSignatureRefusal.None ? key! : throw new InvalidOperationException($"Our own signature was not taken: {refusal}.");
    }
}
