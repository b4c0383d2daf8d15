using System.Buffers.Binary;
using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Storage;
using Plimsoll.State;

namespace Plimsoll.Node.Chain;

/// <summary>The whole state behind a batch, in one file that proves itself: the accounts make the root that the header names, and L1 knows the header.</summary>
/// <remarks>With it a node begins behind that batch and needs no older blobs. Spec: docs/spec/derivation-from-l1.md#snapshots.</remarks>
/// <param name="Height">The batch's height; 0 for genesis.</param>
/// <param name="Header">Its header.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="State">The state behind it, committed.</param>
public sealed record Snapshot(ulong Height, BatchHeader Header, Bytes32 HeaderHash, RollupState State)
{
    private const int PotLength = 17, MaxHeaderLength = 2_048, FixedLength = 8 + 4 + 8 + 1 + 4 + 4 + 2;
    private static readonly AbiFunction s_header = AbiFunction.Parse($"snapshot(uint256 chainId, address rollup, {HeaderEncoding.Type} header)");

    private static ReadOnlySpan<byte> Magic => "PLIMSNP1"u8;

    /// <summary>Whether L1 says that the batch is final.</summary>
    public bool IsFinalOn(RollupCut cut)
    {
        ArgumentNullException.ThrowIfNull(cut);
        return Height <= cut.FinalHeight && cut.HashAt(Height) == HeaderHash;
    }

    /// <summary>Writes the state behind a batch.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="identity">The rollup.</param>
    /// <param name="height">The batch's height.</param>
    /// <param name="header">Its header.</param>
    /// <param name="state">The committed state behind it; it stays as it is.</param>
    /// <exception cref="ArgumentException">The state is not the one that the header names.</exception>
    public static void Write(Stream stream, RollupIdentity identity, ulong height, BatchHeader header, RollupState state)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Root != header.NewRoot)
            throw new ArgumentException("The state is not the one that the header names.", nameof(state));
        byte[] encoded = s_header.EncodeCall(identity.ChainId, identity.Rollup, HeaderEncoding.ToAbi(header));
        (byte Token, UInt128 Amount)[] pots = [.. Enumerable.Range(0, RollupState.TokenCount).Select(token => ((byte)token, state.Pot((byte)token))).Where(pot => pot.Item2 > 0)];
        byte[] front = new byte[FixedLength + encoded.Length + PotLength * pots.Length];
        Span<byte> rest = front;
        Magic.CopyTo(rest);
        BinaryPrimitives.WriteInt32BigEndian(rest[8..], encoded.Length);
        encoded.CopyTo(rest[12..]);
        rest = rest[(12 + encoded.Length)..];
        BinaryPrimitives.WriteUInt64BigEndian(rest, height);
        rest[8] = (byte)state.Depth;
        BinaryPrimitives.WriteUInt32BigEndian(rest[9..], state.Opened);
        BinaryPrimitives.WriteUInt32BigEndian(rest[13..], state.Deposited);
        BinaryPrimitives.WriteUInt16BigEndian(rest[17..], (ushort)pots.Length);
        rest = rest[19..];
        foreach ((byte token, UInt128 amount) in pots)
        {
            rest[0] = token;
            BinaryPrimitives.WriteUInt128BigEndian(rest[1..], amount);
            rest = rest[PotLength..];
        }

        stream.Write(front);
        byte[] account = new byte[AccountEncoding.Length];
        foreach ((_, Account one) in state.Accounts())
        {
            AccountEncoding.Write(one, account);
            stream.Write(account);
        }
    }

    /// <summary>Reads a file from anywhere. That the batch is final, <see cref="IsFinalOn"/> says.</summary>
    /// <param name="stream">The file; its length is known.</param>
    /// <param name="identity">The rollup that is expected.</param>
    /// <exception cref="SnapshotRefusedException">It is no snapshot of this rollup, or its accounts do not make the root.</exception>
    public static Snapshot Read(Stream stream, RollupIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(identity);
        try
        {
            return ReadParts(stream, identity);
        }
        catch (Exception e) when (e is EndOfStreamException or AbiException or RollupLogException or ArgumentException or OverflowException)
        {
            throw new SnapshotRefusedException("it is cut, or malformed", e);
        }
    }

    private static Snapshot ReadParts(Stream stream, RollupIdentity identity)
    {
        Require(Take(stream, 8).AsSpan().SequenceEqual(Magic), "it does not begin as one");
        int headerLength = BinaryPrimitives.ReadInt32BigEndian(Take(stream, 4));
        Require(headerLength is > 0 and <= MaxHeaderLength, "its header is too long");
        AbiRecord named = s_header.DecodeCall(Take(stream, headerLength));
        Require(named[0].ToUInt256() == identity.ChainId && named[1].ToAddress() == identity.Rollup, "it is of another rollup");
        BatchHeader header = HeaderEncoding.Read(named[2]);
        byte[] counts = Take(stream, 19);
        ulong height = BinaryPrimitives.ReadUInt64BigEndian(counts);
        (uint opened, uint deposited) = (BinaryPrimitives.ReadUInt32BigEndian(counts.AsSpan(9)), BinaryPrimitives.ReadUInt32BigEndian(counts.AsSpan(13)));
        ushort potCount = BinaryPrimitives.ReadUInt16BigEndian(counts.AsSpan(17));
        Require(counts[8] == identity.Profile.Depth && potCount <= RollupState.TokenCount, "it is of another depth, or has too many pots");
        // What it claims to hold is what it holds: nothing is made room for that is not there.
        long left = PotLength * (long)potCount + AccountEncoding.Length * ((long)opened + deposited);
        Require(stream.Length - stream.Position == left, "its length is not that of what it claims to hold");
        (byte, UInt128)[] pots = ReadPots(Take(stream, PotLength * potCount));
        RollupState state = RollupState.Restore(identity.Profile.Depth, opened, deposited, ReadAccounts(stream, (long)opened + deposited), pots, parallel: true);
        Require(state.Root == header.NewRoot, "its accounts do not make the root that its header names");
        return new(height, header, identity.HashOf(header), state);
    }

    private static (byte Token, UInt128 Amount)[] ReadPots(ReadOnlySpan<byte> bytes)
    {
        (byte Token, UInt128 Amount)[] pots = new (byte, UInt128)[bytes.Length / PotLength];
        for (int i = 0; i < pots.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes.Slice(PotLength * i, PotLength);
            pots[i] = (one[0], BinaryPrimitives.ReadUInt128BigEndian(one[1..]));
            Require(pots[i].Amount > 0 && pots[i].Amount <= Account.MaxBalance && (i == 0 || pots[i].Token > pots[i - 1].Token), "its pots are empty, too large, or out of order");
        }

        return pots;
    }

    private static IEnumerable<Account> ReadAccounts(Stream stream, long count)
    {
        byte[] bytes = new byte[AccountEncoding.Length];
        for (long i = 0; i < count; i++)
        {
            stream.ReadExactly(bytes);
            Require(AccountEncoding.TryRead(bytes, out Account account), $"account {i} is none");
            yield return account;
        }
    }

    private static byte[] Take(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new SnapshotRefusedException(otherwise);
    }
}
