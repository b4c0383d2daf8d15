using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>Another transaction of the same account took the nonce: someone else sends with this key, and ours will never be mined.</summary>
public sealed class TransactionReplacedException : Exception
{
    internal TransactionReplacedException(Address sender, ulong nonce, IReadOnlyList<Bytes32> versions)
        : base($"nonce {nonce} of {sender} was used by none of {string.Join(", ", versions)}") => (Nonce, Versions) = (nonce, versions);

    /// <summary>The nonce.</summary>
    public ulong Nonce { get; }

    /// <summary>The hashes of everything that was sent under it, oldest first.</summary>
    public IReadOnlyList<Bytes32> Versions { get; }
}
